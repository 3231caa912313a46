"""The form of a statement: the figures of a period, and its lines with vouchers.

Files that were chosen are stored when they arrive, before anything else is looked
at: a row names its file by `held`, so that no fault elsewhere loses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from incentives.choices import LineKind, Relief
from incentives.ledger import Figures, LineInput
from incentives.models import CreditStatement
from incentives.models.credit import FIGURES
from ui.forms import DateField, Fieldsets, Form, MoneyField
from ui.refusals import Issue

LINES = "lines"
SPARE = 1
MOST_ROWS = 2000
# What a row says of itself besides its cells.
MARKS = ("DELETE", "key", "held", "on_national_plan", "voucher")
# Hidden, and told by the server alone: forms.js neither keeps nor restores them.
TOLD = {"data-told": ""}


def _yuan(label: Any, help_text: Any = "") -> MoneyField:
    return MoneyField(label=label, unit="元", required=False, help_text=help_text)


class LineForm(Form):
    """Money invested or taken back; an empty row is left out."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs=TOLD))
    held = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs=TOLD))
    kind = forms.ChoiceField(
        label=_("类别"), choices=[("", _("请选择")), *LineKind.choices], required=False
    )
    amount = MoneyField(label=_("金额"), unit="元", required=False)
    paid_on = DateField(label=_("支付（撤回）日期"), required=False)
    description = forms.CharField(label=_("内容"), max_length=300, required=False)
    partner = forms.CharField(label=_("合作院校"), max_length=200, required=False)
    project = forms.CharField(label=_("项目名称"), max_length=200, required=False)
    voucher_number = forms.CharField(label=_("凭证号码"), max_length=60, required=False)
    on_national_plan = forms.BooleanField(
        label=_("列入国家规划布局的重大项目"), required=False
    )
    voucher = UploadField(label=_("凭证文件"), required=False)

    # The file that the row holds already; set by the statement's form.
    file: Any = None

    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        data = self.cleaned_data
        return not data.get("held") and not any(
            data.get(name) for name in self.fields if name not in MARKS
        )

    def is_kept(self) -> bool:
        return not self.cleaned_data.get("DELETE") and not self.is_blank()

    def clean(self) -> dict[str, Any]:
        """A row that is not empty names at least kind, amount and day."""
        data = self.cleaned_data
        if data.get("DELETE"):
            self._errors.clear()  # type: ignore[attr-defined]
            return data
        if not self.is_blank():
            for name in ("kind", "amount", "paid_on"):
                if name not in self.errors and data.get(name) in (None, ""):
                    verb = "选择" if name == "kind" else "填写"
                    self.add_error(name, f"请{verb}{self.fields[name].label}。")
        return data

    def line(self) -> LineInput:
        """As the service takes it."""
        data = self.cleaned_data
        texts = ("description", "partner", "project", "voucher_number")
        return LineInput(
            kind=data["kind"],
            amount=data["amount"],
            paid_on=data["paid_on"],
            on_national_plan=data["on_national_plan"],
            voucher=data["held"],
            key=data["key"],
            **{name: data[name] for name in texts},
        )


class LineSet(BaseFormSet):  # type: ignore[type-arg]
    """The rows in the order of the page."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box for what it does."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "删除本行"


LINE_SET = formset_factory(
    LineForm,
    formset=LineSet,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS + 10,
)


class StatementForm(Form):
    """All of a statement on one page; `rows` are its lines."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    vat = _yuan(_("增值税税额"), _("附列资料（五）第1栏，本期实际应缴纳的增值税。"))
    vat_offset = _yuan(_("增值税免抵税额"), _("附列资料（五）第2栏，没有的填0。"))
    vat_refund_deducted = _yuan(
        _("留抵退税本期扣除额"), _("附列资料（五）第3栏，没有的填0。")
    )
    consumption_tax = _yuan(_("消费税税额"), _("本期实际应缴纳的消费税，没有的填0。"))
    relief = forms.ChoiceField(
        label=_("附加减免"), choices=Relief.choices, initial=Relief.NONE
    )
    paid_already = _yuan(_("本期已缴附加"), _("附列资料（五）第12栏，两项附加合计。"))
    opening_balance = _yuan(
        _("建账前结转的可抵免金额"),
        _("仅最早的所属期填写：建账前尚未抵完、可结转的金额。"),
    )
    opening_note = forms.CharField(label=_("结转依据"), max_length=300, required=False)

    fieldsets: Fieldsets = [
        (
            _("计税（费）依据"),
            ["vat", "vat_offset", "vat_refund_deducted", "consumption_tax"],
        ),
        (_("减免和已缴"), ["relief", "paid_already"]),
        (_("建账前结转"), ["opening_balance", "opening_note"]),
    ]

    def __init__(self, *args: Any, has_opening: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_opening:
            del self.fields["opening_balance"], self.fields["opening_note"]
        lines = kwargs.get("initial", {}).get(LINES, [])
        self.rows: Any = (
            LINE_SET(self.data, self.files, prefix=LINES)
            if self.is_bound
            else LINE_SET(initial=[*lines, *({} for _ in range(SPARE))], prefix=LINES)
        )

    def is_multipart(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        """The lines are cleaned with the figures."""
        if not self.rows.is_valid():
            for sentence in self.rows.non_form_errors():
                self.add_error(None, sentence)
        return self.cleaned_data

    def is_valid(self) -> bool:
        return super().is_valid() and self.rows.is_valid()

    def kept(self) -> list[LineForm]:
        """The rows that become lines, in order; of a form whose faults are known."""
        return [row for row in self.rows.forms if row.is_kept()]

    def figures(self) -> Figures:
        """The single figures; nothing typed is nothing."""
        given = {name: self.cleaned_data.get(name) for name in FIGURES}
        money = {n: v or Decimal("0.00") for n, v in given.items()}
        texts = {"opening_note": given["opening_note"] or ""}
        return Figures(**money | texts | {"relief": given["relief"] or Relief.NONE})

    def lines(self) -> list[LineInput]:
        """The lines of a valid form."""
        return [row.line() for row in self.kept()]

    def sound_lines(self) -> list[LineInput]:
        """Lines that can be reckoned with, while others are not finished."""
        return [row.line() for row in self.kept() if not row.errors]

    def put(self, issues: Sequence[Issue]) -> None:
        """Each issue at its field: `vat`, or `lines.2.amount` of the second line."""
        kept = self.kept()
        for issue in issues:
            _first, number, name = [*issue.field.split("."), "", ""][:3]
            at_line = number.isdecimal() and 0 < int(number) <= len(kept)
            row = kept[int(number) - 1] if at_line else None
            if row is not None and name in row.fields:
                row.add_error(name, issue.sentence)
            else:
                known = issue.field in self.fields
                self.add_error(issue.field if known else None, issue.sentence)

    def problems(self) -> list[dict[str, str]]:
        """Everything wrong, with the way to its field; for the head of the page."""
        found = [
            {"label": "", "target": "", "sentence": s} for s in self.non_field_errors()
        ]
        for bound in self:
            found += [_problem(bound, str(bound.label), s) for s in bound.errors]
        for number, row in enumerate(self.rows.forms, start=1):
            for bound in row:
                label = f"明细第{number}行{bound.label}"
                found += [_problem(bound, label, s) for s in bound.errors]
        return found


def _problem(bound: Any, label: str, sentence: str) -> dict[str, str]:
    target = str(bound.id_for_label or bound.auto_id or "")
    return {"label": label, "target": target, "sentence": sentence}


def initial_of(statement: CreditStatement) -> dict[str, Any]:
    """What stands in the form at first."""
    money = {name: getattr(statement, name) for name in FIGURES}
    return {**money, "version": statement.version, LINES: _rows(statement)}


def _rows(statement: CreditStatement) -> list[dict[str, Any]]:
    names = [name for name in LineForm.base_fields if name not in ("held", "voucher")]
    return [
        {name: getattr(line, name) for name in names} | {"held": line.voucher_id}
        for line in statement.lines.all()
    ]
