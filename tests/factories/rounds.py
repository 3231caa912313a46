"""What a browser sends of a round's rules: every field as the form shows it."""

from collections.abc import Sequence
from typing import Any

from workflow.forms import RulesForm
from workflow.rules import Rules, Setting


def typed_rules(
    rules: Rules | None = None, settings: Sequence[Setting] = (), **typed: Any
) -> dict[str, Any]:
    """The fields of the rules as they stand, with what was typed over them."""
    form = RulesForm(shown=rules or Rules(), settings=settings)
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, bool):
            data |= {bound.name: "on"} if value else {}
        elif value is not None:
            data[bound.name] = value
    for form_ in (form.rubric.management_form, *form.rubric.forms):
        data |= {b.html_name: "" if b.value() is None else b.value() for b in form_}
    return data | {"rules_note": "按通知调整"} | typed


def typed_rubric(*lines: tuple[Any, Any]) -> dict[str, Any]:
    """The first rows of the scoring sheet as (name, points)."""
    return {
        f"rubric-{place}-{name}": value
        for place, line in enumerate(lines)
        for name, value in zip(("label", "points"), line, strict=True)
    }
