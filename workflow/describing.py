"""A frozen submission in words: parts with facts, rows and files.

A kind gives its own parts (`Kind.describe`); any other content is read by its keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.content import Part, frozen_file
from workflow.kinds import Kind, label_of

WHOLE = "提交内容"
CONTENT = "内容"
# What a row without a key of its own is called by, the first that every row has.
NAMES = ("key", "code", "number", "name", "title", "item", "label")


def described(kind: Kind, data: Mapping[str, Any]) -> list[Part]:
    """The content of a submission in the words of its kind."""
    if kind.describe is not None:
        return list(kind.describe(data))
    return plain_parts(kind, data)


def plain_parts(kind: Kind, data: Mapping[str, Any]) -> list[Part]:
    """Content without a description: its keys, under the kind's labels if any."""
    single = {key: value for key, value in data.items() if not _is_nested(value)}
    parts = [Part("", WHOLE, _facts(kind, single))] if single else []
    for key, value in data.items():
        if _is_nested(value):
            parts += _parts_of(key, label_of(kind, key) or key, value)
    return parts


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _facts(kind: Kind | None, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ((label_of(kind, key) if kind else "") or str(key), words_of(value))
        for key, value in values.items()
    ]


def _parts_of(key: str, label: str, value: Any) -> Iterator[Part]:
    if isinstance(value, list):
        yield _list_part(key, label, value)
        return
    single = {name: item for name, item in value.items() if not _is_nested(item)}
    if single:
        yield Part(key, label, _facts(None, single))
    for name, item in value.items():
        if _is_nested(item):
            yield from _parts_of(f"{key}.{name}", f"{label}：{name}", item)


def _list_part(key: str, label: str, items: Sequence[Any]) -> Part:
    if all(_is_file(item) for item in items):
        return Part(key, label, files=[(label, [frozen_file(i) for i in items])])
    if not all(isinstance(item, dict) for item in items):
        return Part(key, label, heads=[CONTENT], rows=[[words_of(i)] for i in items])
    heads = list(dict.fromkeys(name for item in items for name in item))
    known = [n for n in NAMES if all(item.get(n) not in (None, "") for item in items)]
    return Part(
        key,
        label,
        heads=[str(head) for head in heads],
        rows=[[words_of(item.get(head)) for head in heads] for item in items],
        known_by=(heads.index(known[0]),) if known else (),
    )


def _is_file(item: Any) -> bool:
    return isinstance(item, dict) and {"name", "sha256"} <= item.keys()


def words_of(value: Any) -> str:
    """A value of plain data on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{key}：{words_of(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "、".join(words_of(item) for item in value)
    return str(value)
