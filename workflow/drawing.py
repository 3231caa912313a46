"""The life cycle drawn from the declared transitions and the registered kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.choices import Move, Stage
from workflow.kinds import Kind
from workflow.models import Application

HEAD = """# Life cycle

Drawn from the code by `manage.py draw_lifecycle`; do not edit.
Stages and moves are named as in `workflow/choices.py`. Where the path of the kind
decides the target, the table says so instead of an arrow.
"""
COMPUTED = "path"


def edges() -> list[tuple[str, str, str]]:
    """(source, move, target) of every transition; a computed target is `path`."""
    found = set()
    for move in Move:
        meta = getattr(Application, move.value)._django_fsm
        for source, transition in meta.transitions.items():
            target = transition.target
            fixed = target if isinstance(target, str) else COMPUTED
            found.add((str(source), move.value, str(fixed)))
    order = [stage.value for stage in Stage]
    moves = [move.value for move in Move]
    return sorted(found, key=lambda e: (order.index(e[0]), moves.index(e[1])))


def _mermaid() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for stage in Stage:
        yield f'    state "{stage.label}" as {stage.value}'
    yield "    [*] --> draft"
    for source, move, target in edges():
        if target != COMPUTED:
            yield f"    {source} --> {target}: {move}"
    yield "```"


def _table() -> Iterator[str]:
    yield "| from | move | to |"
    yield "|---|---|---|"
    words = {
        Move.SUBMIT: "the first stage of the path",
        Move.APPROVE: "the next stage of the path, listed after the last",
        Move.CLOSE_NOTICE: "the next stage of the path, listed after the last",
        Move.STOP_NOTICE: "the review before the notice",
        Move.UPHOLD_OBJECTION: "the review before the notice",
        Move.GRANT_APPEAL: "the review that rejected it",
    }
    for source, move, target in edges():
        to = words[Move(move)] if target == COMPUTED else f"`{target}`"
        yield f"| `{source}` | `{move}` {Move(move).label} | {to} |"


def _kind(kind: Kind) -> Iterator[str]:
    yield f"| `{kind.key}` | {kind.name} | {kind.prefix} | `{kind.model}` |"


def document(kinds: Sequence[Kind]) -> str:
    """The whole page, with these kinds."""
    kinds = sorted(kinds, key=lambda kind: kind.key)
    lines = [
        HEAD,
        "## Fixed arrows",
        "",
        *_mermaid(),
        "",
        "## Every move",
        "",
        *_table(),
        "",
        "## Kinds",
        "",
        "| key | name | number prefix | model |",
        "|---|---|---|---|",
        *(row for kind in kinds for row in _kind(kind)),
    ]
    return "\n".join(lines) + "\n"
