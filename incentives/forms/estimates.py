"""The calculator's form: what was carried, and one row a period."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from incentives.checks.estimates import hints
from incentives.credit import (
    NOTHING,
    Period,
    UnreadablePeriodError,
    read_period,
)
from incentives.credit.periods import LAST_YEAR
from incentives.services.estimates import Asked
from ui.form_errors import add_refusal
from ui.forms import Form, MoneyField, errors_of, target_id
from ui.refusals import Issue, Refusal
from ui.text import half_width, number_in

FIRST_ROWS = 3
MOST_ROWS = 40
MONEY = ("new_investment", "withdrawn", "education_payable", "local_payable")
NAMES = ("period", *MONEY)
NO_ROW = _("请至少填写一个所属期的金额。")


def _yuan(label: Any) -> MoneyField:
    return MoneyField(label=label, unit="元", required=False)


class PeriodField(forms.CharField):
    """2026, 2026Q1 or 2026-01."""

    def clean(self, value: Any) -> Any:
        """The period that is meant; None for nothing."""
        text = super().clean(value)
        try:
            return read_period(half_width(text).strip()) if text else None
        except UnreadablePeriodError as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


class EstimateRow(Form):
    """One period; a row without money is left out."""

    period = PeriodField(label=_("所属期"), max_length=20, required=False)
    new_investment = _yuan(_("新增投资"))
    withdrawn = _yuan(_("撤回投资、转让股权"))
    education_payable = _yuan(_("应缴教育费附加"))
    local_payable = _yuan(_("应缴地方教育附加"))

    def clean(self) -> dict[str, Any]:
        """Money needs a period."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        untold = not data.get("period") and "period" not in self.errors
        if untold and not self.is_blank:
            self.add_error("period", _("请填写所属期。"))
        return data

    @property
    def is_blank(self) -> bool:
        """Whether no money was typed."""
        return not any(str(self[name].value() or "").strip() for name in MONEY)

    @property
    def figures(self) -> dict[str, Decimal]:
        """Its money in yuan; nothing typed is nothing."""
        return {name: self.cleaned_data.get(name) or NOTHING for name in MONEY}


class EstimateForm(Form):
    """What was carried from before, and the rows.

    The buttons `add_row` and `remove_row` (with the number of the row, from 0) change
    the rows, and everything typed stays.
    """

    brought_forward = MoneyField(
        label=_("上期留抵可抵免金额"),
        unit="元",
        required=False,
        help_text=_("测算开始之前结转、尚未抵免的金额；没有的不填。"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        year: int,
        rows: int = FIRST_ROWS,
    ) -> None:
        self.year = year
        self.wishes = data is not None and bool({"add_row", "remove_row"} & set(data))
        self.values = _typed(data) if data is not None else _years(year, rows)
        initial = None
        if data is not None:
            initial = {"brought_forward": data.get("brought_forward", "")}
        super().__init__(data, initial=initial)

    @cached_property
    def rows(self) -> list[EstimateRow]:
        """All rows as they stand, also the blank ones."""
        return [self._row(n, values) for n, values in enumerate(self.values)]

    def _row(self, number: int, values: Mapping[str, str]) -> EstimateRow:
        prefix = f"rows-{number}"
        if not self.is_bound:
            return EstimateRow(initial=values, prefix=prefix)
        typed = {f"{prefix}-{name}": value for name, value in values.items()}
        return EstimateRow(typed, prefix=prefix)

    @cached_property
    def filled(self) -> list[EstimateRow]:
        """The rows with money."""
        return [row for row in self.rows if not row.is_blank]

    def is_valid(self) -> bool:
        """The single field and every row with money in it."""
        sound = super().is_valid()
        return all([sound, *(row.is_valid() for row in self.filled)])

    def clean(self) -> dict[str, Any]:
        """At least one row."""
        if not self.filled:
            raise ValidationError(NO_ROW)
        return self.cleaned_data

    def asked(self) -> list[Asked]:
        """As the estimate takes them."""
        return [Asked(row.cleaned_data["period"], **row.figures) for row in self.filled]

    @property
    def before(self) -> Decimal:
        """What was carried, in yuan."""
        return self.cleaned_data["brought_forward"] or NOTHING

    def refuse(self, refusal: Refusal) -> None:
        """Issues at `rows.N.field` go to the N-th row with money, others on top."""
        for issue in refusal.issues:
            _, number, name = issue.field.split(".")
            self.filled[int(number)].add_error(name, issue.sentence)
        if not refusal.issues:
            add_refusal(self, refusal)

    def as_typed(self) -> EstimateForm:
        """The same rows without a word about what is wrong with them yet."""
        fresh = EstimateForm(year=self.year, rows=0)
        fresh.values = self.values
        fresh.initial = {"brought_forward": self["brought_forward"].value()}
        return fresh

    @property
    def problems(self) -> list[dict[str, str]]:
        """Everything that is wrong, with the field it belongs to."""
        found = errors_of(self)
        for number, row in enumerate(self.rows, start=1):
            wrong = errors_of(row) if row in self.filled else []
            found += [
                each | {"label": f"第{number}行{each['label']}"} for each in wrong
            ]
        return found

    @cached_property
    def hints(self) -> list[dict[str, str]]:
        """What may have been typed wrongly (万元 for 元 …), with the fields."""
        if not self.is_bound:
            return []
        figures = [row.figures for row in self.filled]
        return [self._hint(issue) for issue in hints(figures)]

    def _hint(self, issue: Issue) -> dict[str, str]:
        _, number, name = issue.field.split(".")
        row = self.filled[int(number)]
        field = row[name]
        # It stands at its field too, as the field's own help.
        field.help_text = issue.sentence
        label = f"第{self.rows.index(row) + 1}行{field.label}"
        return {
            "label": label,
            "target": target_id(field),
            "sentence": issue.sentence,
        }


def _typed(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows as they were typed, after the wish to add or to remove one."""
    told = number_in(str(data.get("rows", "")))
    count = 1 if told is None else min(told, MOST_ROWS)
    rows = [
        {name: str(data.get(f"rows-{n}-{name}", "")) for name in NAMES}
        for n in range(count)
    ]
    if "add_row" in data and len(rows) < MOST_ROWS:
        rows.append({"period": _next_period(rows)})
    gone = number_in(str(data.get("remove_row", "")))
    if gone is not None and gone < len(rows):
        del rows[gone]
    return rows or [{}]


def _next_period(rows: list[dict[str, str]]) -> str:
    """The period after the last one, where that can be read."""
    try:
        last: Period = read_period(half_width(rows[-1]["period"]).strip())
        return last.following.code
    except (UnreadablePeriodError, IndexError, KeyError):
        return ""


def _years(year: int, count: int) -> list[dict[str, str]]:
    """Empty rows from a year on."""
    last = min(year + min(max(count, 1), MOST_ROWS), LAST_YEAR + 1)
    return [{"period": str(each)} for each in range(year, last)]
