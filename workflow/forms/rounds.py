"""What is typed about rounds and their rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.calendar import BEIJING
from regions.models import ManagingUnit
from ui.forms import DateField, Form, NameField, prepare_field
from workflow.choices import Stage
from workflow.kinds import kind_choices
from workflow.models import Round
from workflow.rules import FOUR_EYED_BY_DEFAULT, LIMITS, Rules

DAYS = _("个工作日")
NATION = "000000"
TIMED_STAGES = (
    Stage.CITY_REVIEW,
    Stage.PROVINCIAL_REVIEW,
    Stage.EXPERT_REVIEW,
    Stage.NATIONAL_REVIEW,
    Stage.UNDER_APPEAL,
)
FOUR_EYED = (Stage.CITY_REVIEW, *FOUR_EYED_BY_DEFAULT)
FOUR_EYED_WORDS = {
    Stage.PUBLIC_NOTICE: _("公示期间的异议处理"),
    Stage.LISTED: _("移出名单"),
}


class DaysField(forms.IntegerField):
    """A length in working days."""

    unit = DAYS


def _start_of(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


class RoundForm(Form):
    """Name, window and texts of a round; the last day counts in full."""

    name = NameField(label=_("批次名称"), max_length=120)
    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2100)
    batch = forms.IntegerField(label=_("批次"), min_value=1, max_value=99, initial=1)
    opens_on = DateField(label=_("开始日期"), help_text=_("当日零时起可以提交。"))
    closes_on = DateField(label=_("截止日期"), help_text=_("当日二十四时截止。"))
    basis = forms.CharField(label=_("依据文件"), max_length=200, required=False)
    instructions = forms.CharField(
        label=_("申报说明"), max_length=5000, required=False, widget=forms.Textarea
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error(
                "closes_on", ValidationError(_("截止日期不能早于开始日期。"))
            )
        return data

    def round_fields(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        names = ("name", "year", "batch", "basis", "instructions")
        return {
            **{name: data[name] for name in names},
            "opens_at": _start_of(data["opens_on"]),
            "closes_at": _start_of(data["closes_on"] + timedelta(days=1)),
        }

    @staticmethod
    def initial_of(a_round: Round) -> dict[str, Any]:
        """The round as the form shows it."""
        last = timezone.localtime(a_round.closes_at) - timedelta(microseconds=1)
        return {
            "name": a_round.name,
            "year": a_round.year,
            "batch": a_round.batch,
            "basis": a_round.basis,
            "instructions": a_round.instructions,
            "opens_on": timezone.localtime(a_round.opens_at).date(),
            "closes_on": last.date(),
            "version": a_round.version,
        }


class RulesForm(Form):
    """The rules as fields, lengths in working days."""

    experts_required = forms.BooleanField(label=_("须经专家评审"), required=False)
    four_eyes = forms.MultipleChoiceField(
        label=_("实行双人复核的环节"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("经办人提出意见，同一部门负责人确认后生效。"),
        choices=[(s.value, FOUR_EYED_WORDS.get(s, s.label)) for s in FOUR_EYED],
    )
    rules_note = forms.CharField(label=_("修改说明"), max_length=300)

    def __init__(self, *args: Any, base: Rules | None = None, **kwargs: Any) -> None:
        self.base = base or Rules()
        super().__init__(*args, **kwargs)
        for stage in TIMED_STAGES:
            self._add(days_name(stage), _("“%s”办理期限") % stage.label, 1, 250)
        for name, (low, high, label) in LIMITS.items():
            self._add(name, label, low, high)
        for name, value in initial_rules(self.base).items():
            self.fields[name].initial = value

    def _add(self, name: str, label: str, low: int, high: int) -> None:
        field = DaysField(label=label, min_value=low, max_value=high)
        prepare_field(name, field)
        self.fields[name] = field

    @property
    def fieldsets(self) -> list[tuple[Any, list[str]]]:  # type: ignore[override]
        """Terms, then ways of handling."""
        terms = [days_name(stage) for stage in TIMED_STAGES]
        return [
            (_("办理期限"), [*terms, *LIMITS]),
            (_("办理方式"), ["experts_required", "four_eyes", "rules_note"]),
        ]

    def changes(self) -> dict[str, Any]:
        """Only what differs from the rules below, so that those go on counting."""
        data, given = self.cleaned_data, self.base.to_json()
        wanted: dict[str, Any] = {name: data[name] for name in LIMITS}
        wanted["experts_required"] = data["experts_required"]
        wanted["four_eyes"] = sorted(data["four_eyes"])
        given["four_eyes"] = sorted(given["four_eyes"])
        found = {k: v for k, v in wanted.items() if given[k] != v}
        days = {s.value: data[days_name(s)] for s in TIMED_STAGES}
        days = {k: v for k, v in days.items() if given["review_days"].get(k) != v}
        return {**found, "review_days": days} if days else found


def days_name(stage: Stage) -> str:
    """The field of a stage's length."""
    return f"review_days_{stage.value}"


def initial_rules(rules: Rules) -> dict[str, Any]:
    """Rules as the form shows them."""
    shown: dict[str, Any] = {name: getattr(rules, name) for name in LIMITS}
    shown |= {
        "experts_required": rules.experts_required,
        "four_eyes": list(rules.four_eyes),
    }
    return shown | {days_name(s): rules.days_for(s) for s in TIMED_STAGES}


class RoundCreateForm(RulesForm, RoundForm):
    """A new round: its kind and scope, its window, and its first rules."""

    kind = forms.ChoiceField(label=_("申报类别"), choices=kind_choices)
    scope = forms.ChoiceField(label=_("适用范围"))

    def __init__(self, *args: Any, scopes: list[ManagingUnit | None], **kw: Any):
        super().__init__(*args, **kw)
        del self.fields["rules_note"]
        self.units = {unit.code if unit else NATION: unit for unit in scopes}
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (code, unit.name if unit else _("全国"))
            for code, unit in self.units.items()
        ]

    @property
    def fieldsets(self) -> list[tuple[Any, list[str]]]:  # type: ignore[override]
        """The round, its terms, its ways."""
        first = ["kind", "scope", "name", "year", "batch", "opens_on", "closes_on"]
        terms = super().fieldsets
        return [(_("批次"), [*first, "basis", "instructions"]), *terms]

    def round_fields(self) -> dict[str, Any]:
        """With kind and managing unit."""
        data = self.cleaned_data
        unit = self.units[data["scope"]]
        return super().round_fields() | {"kind": data["kind"], "managing_unit": unit}
