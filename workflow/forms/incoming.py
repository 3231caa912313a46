"""A section as JSON, read by the same form as the page's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.refusals import Invalid, Issue
from workflow.forms.sections import ROWS, SectionForm
from workflow.models import SectionState
from workflow.outline import ROW_FILES, Outline, Section
from workflow.services import SectionInput

SHAPE = '应为 {"version": 3, "fields": {…}, "rows": [{…}]}。'


def read_section(
    outline: Outline,
    section: Section,
    application: Any,
    body: Any,
    *,
    content: Mapping[str, Any],
) -> tuple[SectionInput, int]:
    """What to store and the version it builds on; `Invalid` names each cell.

    Fields that are not named keep their value; rows, when given, replace the table,
    and keep their files by the `key` that the answer gave them. `content` is what the
    section holds now.
    """
    key = str(section.key)
    if not isinstance(body, dict) or not isinstance(body.get("version"), int):
        raise Invalid("内容格式有误。", issues=[Issue(key, SHAPE)])
    fields, rows = body.get("fields") or {}, body.get("rows")
    _refuse_strangers(key, section, fields, rows)
    data = {name: _text(value) for name, value in fields.items()}
    data["version"] = str(body["version"])
    data |= _row_data(section, rows or [])
    form = SectionForm(
        outline=outline,
        section=section,
        application=application,
        state=SectionState(version=body["version"]),
        content=content,
        data=data,
    )
    if not form.is_valid():
        raise Invalid("有内容需要改正。", issues=_issues(key, form))
    given = form.given()
    named = {name: given.values[name] for name in fields}
    return SectionInput(named, None if rows is None else given.rows), body["version"]


def _refuse_strangers(key: str, section: Section, fields: Any, rows: Any) -> None:
    if not isinstance(fields, dict) or not isinstance(rows, list | None):
        raise Invalid("内容格式有误。", issues=[Issue(key, SHAPE)])
    strange = [
        Issue(f"{key}.{n}", "没有这个字段。") for n in fields if n not in section.fields
    ]
    if rows and section.rows is None:
        strange.append(Issue(f"{key}.rows", "本部分没有表格。"))
    known = (*section.cells, "key") if section.row_files else section.cells
    for number, row in enumerate(rows or [], start=1):
        if not isinstance(row, dict):
            strange.append(Issue(f"{key}.{number}", "每一行应为对象。"))
            continue
        strange += [
            Issue(f"{key}.{number}.{name}", "没有这个字段。")
            for name in row
            if name not in known
        ]
    if strange:
        raise Invalid("有内容需要改正。", issues=strange)


def _row_data(section: Section, rows: list[dict[str, Any]]) -> dict[str, Any]:
    if section.rows is None:
        return {}
    data = {f"{ROWS}-TOTAL_FORMS": str(len(rows)), f"{ROWS}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {
            f"{ROWS}-{number}-{name}": _text(v)
            for name, v in row.items()
            if name != ROW_FILES
        }
    return data


def _text(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    if isinstance(value, dict):
        # A record as the answer gives it: {"code": …, "name": …}, or with its "id".
        return str(value.get("code") or value.get("id") or "")
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _issues(key: str, form: SectionForm) -> list[Issue]:
    found = [
        Issue(f"{key}.{name}", str(sentence))
        for name, sentences in form.errors.items()
        if name != "__all__"
        for sentence in sentences
    ]
    for number, row in enumerate(form.rows.forms if form.rows else [], start=1):
        found += [
            Issue(f"{key}.{number}.{name}", str(sentence))
            for name, sentences in row.errors.items()
            for sentence in sentences
        ]
    top = form.rows.non_form_errors() if form.rows else []
    return found + [Issue(key, str(sentence)) for sentence in top]
