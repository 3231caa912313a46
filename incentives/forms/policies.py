"""Forms of the policy list: the benefit with its conditions, notes of the lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incentives.choices.policies import PolicyKind, PolicySubject, TextCheck
from incentives.conditions import (
    ANY,
    OPERATORS,
    TESTS,
    Names,
    parse_value,
    problems_of,
    vocabulary_for,
    written,
)
from incentives.models.policies import CONTENT
from ui.forms import DateField, Form

# Rows to fill in beside those that are there; each saving gives new ones.
SPARE = 4
MOST_ROWS = 24
GROUPS = {"": _("必须满足"), "a": _("任选组一"), "b": _("任选组二"), "c": _("任选组三")}
PARTS = ("test", "operator", "value", "group")
Row = dict[str, str]


def test_choices() -> list[Any]:
    """Everything that may be asked, by subject."""
    groups = [
        (str(subject.label), [(t.key, t.label) for t in vocabulary_for(subject)])
        for subject in (PolicySubject.ENTERPRISE, PolicySubject.CITY)
    ]
    return [("", "——"), *groups]


def rows_of(conditions: Sequence[Mapping[str, Any]], names: Names) -> list[Row]:
    """Conditions as rows of the editor."""
    letters = iter([key for key in GROUPS if key])
    rows = []
    for item in conditions:
        group = next(letters, "") if ANY in item else ""
        rows += [_row(one, group, names) for one in item.get(ANY, [item])]
    return rows


def _row(demand: Mapping[str, Any], group: str, names: Names) -> Row:
    test = TESTS[demand["test"]]
    value = written(test, demand["value"], names)
    return {
        "test": test.key,
        "operator": demand["operator"],
        "value": value.removesuffix(test.unit) if test.unit else value,
        "group": group,
    }


class PolicyForm(Form):
    """A benefit; its conditions are rows of test, operator, value and group."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("政策名称"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=_("类别"),
        choices=PolicyKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择类别。")},
    )
    subject = forms.ChoiceField(label=_("适用主体"), choices=PolicySubject.choices)
    content = forms.CharField(
        label=_("优惠或支持内容"), widget=forms.Textarea, max_length=5000
    )
    audience = forms.CharField(
        label=_("适用对象"),
        widget=forms.Textarea,
        max_length=5000,
        required=False,
        help_text=_("按文件原文写明哪些单位可以享受。"),
    )
    basis_title = forms.CharField(label=_("依据文件"), max_length=300)
    basis_number = forms.CharField(label=_("文号"), max_length=100, required=False)
    basis_url = forms.URLField(
        label=_("文件链接"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("没有公开链接的留空，不要填写推测的网址。"),
    )
    issuing_body = forms.CharField(label=_("发文机关"), max_length=200, required=False)
    effective_from = DateField(label=_("生效日期"), required=False)
    effective_until = DateField(
        label=_("截止日期"), required=False, help_text=_("长期有效的留空。")
    )
    how_to = forms.CharField(
        label=_("办理方式"), widget=forms.Textarea, max_length=5000, required=False
    )
    authority = forms.CharField(label=_("受理部门"), max_length=200, required=False)
    contact = forms.CharField(label=_("联系方式"), max_length=200, required=False)
    source = forms.CharField(
        label=_("信息来源"), max_length=500, help_text=_("写明文本从何处取得。")
    )
    text_check = forms.ChoiceField(label=_("文本核对"), choices=TextCheck.choices)
    change_note = forms.CharField(
        label=_("修订说明"),
        max_length=500,
        required=False,
        help_text=_("修订已发布的政策时必填。"),
    )

    fieldsets = [
        (_("政策内容"), ["name", "kinds", "subject", "content", "audience"]),
        (
            _("依据和有效期"),
            [
                *("basis_title", "basis_number", "basis_url", "issuing_body"),
                *("effective_from", "effective_until"),
            ],
        ),
        (_("办理"), ["how_to", "authority", "contact"]),
        (_("来源"), ["source", "text_check", "change_note"]),
    ]

    def __init__(
        self, *args: Any, names: Names, rows: Sequence[Row] = (), **kwargs: Any
    ) -> None:
        self.names = names
        self.rows = list(rows)
        super().__init__(*args, **kwargs)
        self.row_count = min(self._rows_wanted(), MOST_ROWS)
        for index in range(self.row_count):
            self._add_row(index)

    def _rows_wanted(self) -> int:
        if not self.is_bound:
            return len(self.rows) + SPARE
        sent = str(self.data.get("rows", ""))
        wanted = int(sent) if sent.isdecimal() and len(sent) < 4 else 0
        return max(wanted, len(self.rows), SPARE)

    def _add_row(self, index: int) -> None:
        given = self.rows[index] if index < len(self.rows) else {}
        label = f"条件{index + 1}"
        fields: dict[str, forms.Field] = {
            "test": forms.ChoiceField(choices=test_choices()),
            "operator": forms.ChoiceField(choices=[("", "——"), *OPERATORS.items()]),
            "value": forms.CharField(max_length=500),
            "group": forms.ChoiceField(choices=list(GROUPS.items())),
        }
        words = {"test": "项目", "operator": "关系", "value": "值", "group": "分组"}
        for part, field in fields.items():
            field.required = False
            field.label = f"{label}：{words[part]}"
            field.initial = given.get(part, "")
            self.fields[f"c{index}_{part}"] = field

    def visible_fields(self) -> list[Any]:
        """Those of the plain form; the rows are drawn by themselves."""
        rows = {field.name for row in self.condition_rows() for field in row}
        return [f for f in super().visible_fields() if f.name not in rows]

    def condition_rows(self) -> Iterator[list[Any]]:
        """The rows as bound fields, for the template."""
        for index in range(self.row_count):
            yield [self[f"c{index}_{part}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        """The rows as conditions; what is wrong stands at its own field."""
        data = super().clean() or self.cleaned_data
        single: list[Any] = []
        groups: dict[str, list[Any]] = {}
        for index in range(self.row_count):
            demand = self._demand(index, data)
            if demand is None:
                continue
            letter = data.get(f"c{index}_group", "")
            into = groups.setdefault(letter, []) if letter else single
            into.append(demand)
        data["conditions"] = single + [{ANY: group} for group in groups.values()]
        return data

    def _demand(self, index: int, data: Mapping[str, Any]) -> Any:
        key, operator, value = (
            data.get(f"c{index}_{part}", "") for part in ("test", "operator", "value")
        )
        if not key:
            if value or operator:
                self.add_error(f"c{index}_test", "请选择条件项目，或清空该行。")
            return None
        test = TESTS[key]
        # Where only one relation fits, it need not be chosen.
        operator = operator or (test.operators[0] if len(test.operators) == 1 else "")
        try:
            read = parse_value(test, value, self.names)
        except ValueError as error:
            self.add_error(f"c{index}_value", str(error))
            return None
        demand = {"test": key, "operator": operator, "value": read}
        subject = data.get("subject", "")
        for issue in problems_of([demand], subject, self.names):
            part = issue.field.rpartition(".")[2]
            self.add_error(f"c{index}_{part}", issue.sentence)
            return None
        return demand

    def content_given(self) -> dict[str, Any]:
        """What goes into a version."""
        return {name: self.cleaned_data[name] for name in CONTENT}


class StampForm(Form):
    """Carries which version of the draft a person has read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SendBackForm(StampForm):
    note = forms.CharField(label=_("退回意见"), widget=forms.Textarea, max_length=500)


class WithdrawForm(StampForm):
    reason = forms.CharField(label=_("撤下原因"), widget=forms.Textarea, max_length=500)
