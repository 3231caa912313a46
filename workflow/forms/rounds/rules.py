"""The rules of a round as fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.choices import Department
from ui.forms import Fieldsets, Form, errors_of, groups_of, prepare_field
from workflow.choices import REVIEW_STAGES, ExpertField, OverdueOpinion, Stage
from workflow.forms.rounds.fields import (
    CountField,
    count_field,
    setting_field,
    setting_name,
)
from workflow.forms.rounds.rubric import RubricRows, rubric_rows
from workflow.rules import (
    EXPERT_LIMITS,
    FOUR_EYED_BY_DEFAULT,
    LIMITS,
    OBJECTION_LIMITS,
    OPINION_LIMITS,
    TERM_LIMITS,
    TIMED_STAGES,
    Limit,
    Rules,
    Setting,
    filled,
    rule_issues,
    setting_issues,
)
from workflow.rules.limits import TERM_MOST

FOUR_EYED = (Stage.CITY_REVIEW, *FOUR_EYED_BY_DEFAULT)
FOUR_EYED_WORDS = {
    Stage.PUBLIC_NOTICE: _("公示期间的异议处理"),
    Stage.LISTED: _("移出名单"),
}
QUOTAS = _("各领域最少人数")
SETTINGS = _("申报条件")
SWITCHES = ("experts_required", "panel_avoid_region", "appeal_above")


def days_name(stage: Stage) -> str:
    """The field of a stage's length."""
    return f"review_days_{stage.value}"


def opinions_name(stage: Stage) -> str:
    """The field of the departments asked in a stage."""
    return f"opinions_{stage.value}"


def quota_name(field: ExpertField) -> str:
    """The field of the experts wanted of one field."""
    return f"quota_{field.value}"


DAYS_NAMES = [days_name(stage) for stage in TIMED_STAGES]
OPINIONS_NAMES = [opinions_name(stage) for stage in REVIEW_STAGES]
QUOTA_NAMES = [quota_name(field) for field in ExpertField]


class RulesForm(Form):
    """The rules as fields, lengths in working days; `shown` stand in them at first."""

    experts_required = forms.BooleanField(label=_("须经专家评审"), required=False)
    panel_avoid_region = forms.BooleanField(
        label=_("不抽取申报单位所在管理单位的专家"), required=False
    )
    appeal_above = forms.BooleanField(
        label=_("申诉由上一级办理"),
        required=False,
        help_text=_("不勾选的，由本级未参与原决定的人员办理。"),
    )
    overdue_opinion = forms.ChoiceField(
        label=_("部门逾期未反馈的"),
        choices=OverdueOpinion.choices,
        widget=forms.RadioSelect,
    )
    four_eyes = forms.MultipleChoiceField(
        label=_("实行双人复核的环节"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("经办人提出意见，同一部门负责人确认后生效。"),
        choices=[(s.value, FOUR_EYED_WORDS.get(s, s.label)) for s in FOUR_EYED],
    )
    rules_note = forms.CharField(label=_("修改说明"), max_length=300)

    def __init__(
        self,
        *args: Any,
        base: Rules | None = None,
        shown: Rules | None = None,
        settings: Sequence[Setting] = (),
        **kwargs: Any,
    ) -> None:
        self.settings = settings
        self.base = base or Rules()
        self.shown = shown or self.base
        super().__init__(*args, **kwargs)
        for stage in TIMED_STAGES:
            label = _("“%s”办理期限") % stage.label
            self._add(days_name(stage), count_field(Limit(1, TERM_MOST, str(label))))
        for name, limit in LIMITS.items():
            self._add(name, count_field(limit))
        for stage in REVIEW_STAGES:
            self._add(opinions_name(stage), _departments(stage))
        for field in ExpertField:
            self._add(quota_name(field), _quota(field))
        for setting in settings:
            self._add(setting_name(setting), setting_field(setting))
        for name, value in self._initial().items():
            self.fields[name].initial = value

    def _initial(self) -> dict[str, Any]:
        """What stands in the fields, those of the kind's settings too."""
        own = filled(self.settings, self.shown.extra)
        named = {setting_name(s): own[s.key] for s in self.settings}
        return initial_rules(self.shown) | named

    def _add(self, name: str, field: forms.Field) -> None:
        prepare_field(name, field)
        self.fields[name] = field

    @cached_property
    def rubric(self) -> RubricRows:
        """The rows of the scoring sheet."""
        return rubric_rows(self.data if self.is_bound else None, self.shown.rubric)

    @property
    def fieldsets(self) -> Fieldsets:  # type: ignore[override]
        """What the kind sets, terms, opinions, experts, objections, and ways."""
        own = [setting_name(setting) for setting in self.settings]
        return [
            *([(SETTINGS, own)] if own else []),
            (_("办理期限"), [*DAYS_NAMES, *TERM_LIMITS]),
            (_("部门意见"), [*OPINION_LIMITS, "overdue_opinion", *OPINIONS_NAMES]),
            (
                _("专家评审"),
                ["experts_required", *EXPERT_LIMITS, "panel_avoid_region"],
            ),
            (QUOTAS, QUOTA_NAMES),
            (_("异议与申诉"), [*OBJECTION_LIMITS, "appeal_above"]),
            (_("办理方式"), ["four_eyes", "rules_note"]),
        ]

    @property
    def first_groups(self) -> list[tuple[str, list[Any]]]:
        """What comes before the scoring sheet."""
        return self._parted()[0]

    @property
    def last_groups(self) -> list[tuple[str, list[Any]]]:
        """What comes after it."""
        return self._parted()[1]

    def _parted(self) -> tuple[list[Any], list[Any]]:
        groups = groups_of(self)
        place = [legend for legend, _fields in groups].index(str(QUOTAS)) + 1
        return groups[:place], groups[place:]

    @property
    def problems(self) -> list[dict[str, str]]:
        """All that is wrong, of the scoring sheet too."""
        found = errors_of(self)
        if not self.is_bound:
            return found
        whole = [
            {"label": "评分标准", "target": "rubric", "sentence": s}
            for s in self.rubric.non_form_errors()
        ]
        for number, row in enumerate(self.rubric.forms, start=1):
            whole += [
                one | {"label": f"评分标准第{number}行{one['label']}"}
                for one in errors_of(row)
            ]
        return found + whole

    def is_valid(self) -> bool:
        """Together with the rows."""
        return super().is_valid() & self.rubric.is_valid()

    def clean(self) -> dict[str, Any]:
        """Where every field can be read, what does not fit together."""
        data = super().clean() or {}
        if self.errors or not self.rubric.is_valid():
            return data
        wanted = replace(self.base, **self._wanted(data))
        found = [*rule_issues(wanted), *setting_issues(self.settings, wanted.extra)]
        for issue in found:
            name = _field_of(issue.field)
            self.add_error(name if name in self.fields else None, issue.sentence)
        return data

    def _wanted(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The rules as they were typed."""
        quotas = {f.value: data[quota_name(f)] or 0 for f in ExpertField}
        return {
            **{name: data[name] for name in (*LIMITS, *SWITCHES, "overdue_opinion")},
            "four_eyes": tuple(sorted(data["four_eyes"])),
            "review_days": {s.value: data[days_name(s)] for s in TIMED_STAGES},
            "required_opinions": {
                s.value: sorted(data[opinions_name(s)]) for s in REVIEW_STAGES
            },
            "panel_quotas": {name: n for name, n in quotas.items() if n},
            "rubric": tuple(self.rubric.lines()),
            "extra": {
                **self.base.extra,
                **{s.key: data[setting_name(s)] for s in self.settings},
            },
        }

    def changes(self) -> dict[str, Any]:
        """Only what differs from the rules below, so that those go on counting."""
        wanted = replace(self.base, **self._wanted(self.cleaned_data)).to_json()
        given = self.base.to_json()
        given["four_eyes"] = sorted(given["four_eyes"])
        opinions = given["required_opinions"].items()
        given["required_opinions"] = {s: sorted(names) for s, names in opinions}
        given["extra"] |= filled(self.settings, given["extra"])
        found = {}
        for name, value in wanted.items():
            if name in ("review_days", "required_opinions", "extra"):
                value = _differing(value, given[name])
                if value:
                    found[name] = value
            elif value != given[name]:
                found[name] = value
        return found


def _departments(stage: Stage) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("“%s”须征求意见的部门") % stage.label,
        required=False,
        choices=Department.choices,
        widget=forms.CheckboxSelectMultiple,
    )


def _quota(field: ExpertField) -> CountField:
    limit = EXPERT_LIMITS["panel_size"]
    return CountField(
        label=field.label,
        unit=limit.unit,
        min_value=0,
        max_value=limit.high,
        required=False,
    )


def _field_of(place: str) -> str:
    """The form's name for the field of an issue."""
    return (
        place.replace("review_days.", "review_days_")
        .replace("required_opinions.", "opinions_")
        .replace("panel_quotas.", "quota_")
        .replace("extra.", "extra_")
    )


def _differing(value: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: v for key, v in value.items() if v != (given.get(key) or type(v)())}


def initial_rules(rules: Rules) -> dict[str, Any]:
    """Rules as the form shows them."""
    names = (*LIMITS, *SWITCHES, "overdue_opinion")
    return {
        **{name: getattr(rules, name) for name in names},
        "four_eyes": list(rules.four_eyes),
        **{days_name(s): rules.days_for(s) for s in TIMED_STAGES},
        **{opinions_name(s): rules.opinions_required_in(s) for s in REVIEW_STAGES},
        **{quota_name(f): rules.panel_quotas.get(f) for f in ExpertField},
    }
