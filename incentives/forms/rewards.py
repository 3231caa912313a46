"""A reward scheme as a form with rows of indicators; acts; figures by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incentives.checks.rewards import MOST_LINES, definition_issues
from incentives.choices.rewards import Method, MissingRule, RewardBy, RewardLevel
from incentives.indicators import by_hand, indicator_named, indicators_for, places_of
from incentives.models import RewardScheme, Simulation
from incentives.rewarding import Definition, IndicatorLine, Left
from incentives.services.indicator_entries import Entered
from incentives.services.rewards import city_results
from ui.forms import Form, MoneyField, errors_of, groups_of

SPARE_LINES = 3
SPARE_LEFT = 2
MOST_LEFT = 40
NONE = [("", _("请选择"))]
HIGHER, LOWER = "higher", "lower"
DIRECTIONS = [("", _("按指标默认")), (HIGHER, _("越大越好")), (LOWER, _("越小越好"))]
NOTE = forms.Textarea(attrs={"rows": 3})
BOTH = {"indicator": _("请选择评价指标。"), "weight": _("请填写权重。")}


class LineForm(Form):
    """One indicator; a row without indicator and weight is left out."""

    indicator = forms.ChoiceField(label=_("评价指标"), required=False)
    weight = MoneyField(
        label=_("权重"),
        unit="%",
        required=False,
        max_digits=5,
        max_value=Decimal(100),
        error_messages={"min_value": _("权重不能小于0。")},
    )
    method = forms.ChoiceField(
        label=_("计分方法"), choices=Method.choices, required=False
    )
    direction = forms.ChoiceField(label=_("方向"), choices=DIRECTIONS, required=False)
    target = MoneyField(
        label=_("目标值"), unit="", required=False, max_digits=18, decimal_places=4
    )

    def __init__(self, *args: Any, level: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.key, row.label) for row in indicators_for(level)]
        self.fields["indicator"].choices = [*NONE, *choices]  # type: ignore[attr-defined]

    def is_blank(self) -> bool:
        """Whether neither indicator nor weight was given."""
        data = self.cleaned_data
        return not data.get("indicator") and data.get("weight") is None

    def clean(self) -> dict[str, Any]:
        """A row begun is a row finished."""
        data = super().clean() or {}
        if self.is_blank() and not self.errors:
            return data
        for name, sentence in BOTH.items():
            if name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, sentence)
        if data.get("method") == Method.TARGET and not data.get("target"):
            self.add_error("target", _("按目标完成率计分的，请填写大于0的目标值。"))
        return data

    def line(self) -> IndicatorLine:
        """The row as a scheme keeps it."""
        data = self.cleaned_data
        known = indicator_named(data["indicator"])
        assert known is not None  # the choices are the known ones
        said = data["direction"]
        return IndicatorLine(
            indicator=known.key,
            weight=data["weight"],
            method=data["method"] or Method.MIN_MAX,
            higher_is_better=said == HIGHER if said else known.higher_is_better,
            target=data["target"] if data["method"] == Method.TARGET else None,
        )


class LeftForm(Form):
    """A place that does not take part; a row without place is left out."""

    place = forms.ChoiceField(label=_("不参加排序的对象"), required=False)
    reason = forms.CharField(label=_("理由"), required=False, max_length=300)

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [*NONE, *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody is left out without a reason."""
        data = super().clean() or {}
        if data.get("place") and not data.get("reason"):
            self.add_error("reason", _("请写明不参加排序的理由。"))
        if data.get("reason") and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("请选择对象。"))
        return data


def _rows(
    form: Any, data: Any, initial: Any, prefix: str, extra: int, most: int
) -> Any:
    made = formset_factory(
        form, extra=extra, max_num=most + extra, absolute_max=most + extra
    )
    return lambda **own: made(data, initial=initial, prefix=prefix, form_kwargs=own)


class SchemeForm(Form):
    """A scheme; its indicators and exclusions are rows below it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("方案名称"), max_length=120)
    year = forms.IntegerField(label=_("评价年度"), min_value=2019, max_value=2100)
    basis = forms.CharField(
        label=_("依据文件"),
        max_length=300,
        help_text=_("文件名称和文号。"),
    )
    city_result = forms.ModelChoiceField(
        label=_("采用的试点城市评价结果"),
        queryset=RewardScheme.objects.none(),
        required=False,
        help_text=_("选用“所在城市试点成效得分”时必须选择。"),
    )
    missing = forms.ChoiceField(label=_("缺少数据时"), choices=MissingRule.choices)
    leave_out_ended = forms.BooleanField(
        label=_("已退出的城市、已终止的项目不参加排序"), required=False
    )
    reward_by = forms.ChoiceField(label=_("奖励范围"), choices=RewardBy.choices)
    reward_size = MoneyField(
        label=_("名次数或比例"),
        unit="名或%",
        max_digits=5,
        help_text=_("按名次数的填名次数，按比例的填百分数；并列的一并奖励。"),
    )
    reward = forms.CharField(label=_("奖励内容"), max_length=500, required=False)
    amount = MoneyField(
        label=_("按得分分配的奖励资金"),
        unit="元",
        required=False,
        help_text=_("不涉及资金的留空；填写的按得分分配，精确到分。"),
    )

    def __init__(
        self,
        *args: Any,
        level: str,
        unit: str | None = None,
        shown: Definition | None = None,
        **kwargs: Any,
    ) -> None:
        self.level, self.unit, self.shown = level, unit, shown
        super().__init__(*args, **kwargs)
        self.places = places_of(level, unit)
        field: Any = self.fields["city_result"]
        if level == RewardLevel.PROJECT:
            field.queryset = city_results(unit)
        else:
            del self.fields["city_result"]
        if level == RewardLevel.PROVINCE:
            del self.fields["leave_out_ended"]

    @cached_property
    def lines(self) -> BaseFormSet[LineForm]:
        """The rows of indicators."""
        first = [_line_initial(row) for row in self.shown.lines] if self.shown else []
        data = self.data if self.is_bound else None
        spare = SPARE_LINES if first else 5
        make = _rows(LineForm, data, first, "lines", spare, MOST_LINES)
        return make(level=self.level)  # type: ignore[no-any-return]

    @cached_property
    def left(self) -> BaseFormSet[LeftForm]:
        """The rows of those who do not take part."""
        rows = self.shown.left if self.shown else ()
        first = [{"place": row.place, "reason": row.reason} for row in rows]
        data = self.data if self.is_bound else None
        make = _rows(LeftForm, data, first, "left", SPARE_LEFT, MOST_LEFT)
        return make(places=[(p.code, p.name) for p in self.places])  # type: ignore[no-any-return]

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields as the page groups them."""
        return groups_of(self)

    @property
    def total(self) -> Decimal | None:
        """What the weights come to, as far as they can be read."""
        if self.is_bound:
            self.lines.is_valid()
            rows = [row.cleaned_data.get("weight") for row in self.lines.forms]
            return sum((weight for weight in rows if weight), Decimal(0))
        return self.shown.weights if self.shown else None

    def is_valid(self) -> bool:
        """Together with the rows."""
        return super().is_valid() & self.lines.is_valid() & self.left.is_valid()

    def clean(self) -> dict[str, Any]:
        """Where every field can be read, what does not fit together."""
        data = super().clean() or {}
        if self.errors or not (self.lines.is_valid() and self.left.is_valid()):
            return data
        known = [row.key for row in indicators_for(self.level)]
        said = self.definition(data)
        for issue in definition_issues(said, known, {p.code for p in self.places}):
            name = issue.field if issue.field in self.fields else None
            self.add_error(name, issue.sentence)
        return data

    def definition(self, data: dict[str, Any] | None = None) -> Definition:
        """What was typed, as a scheme."""
        data = data or self.cleaned_data
        chosen = data.get("city_result")
        return Definition(
            name=data["name"],
            year=data["year"],
            basis=data["basis"],
            missing=data["missing"],
            leave_out_ended=data.get("leave_out_ended", True),
            reward_by=data["reward_by"],
            reward_size=data["reward_size"],
            reward=data["reward"],
            amount=data["amount"] or Decimal("0.00"),
            lines=tuple(r.line() for r in self.lines.forms if not r.is_blank()),
            left=tuple(
                Left(row.cleaned_data["place"], row.cleaned_data["reason"])
                for row in self.left.forms
                if row.cleaned_data.get("place")
            ),
            city_result=chosen.pk if chosen else None,
        )

    @property
    def problems(self) -> list[dict[str, str]]:
        """All that is wrong, of the rows too."""
        found = errors_of(self)
        if not self.is_bound:
            return found
        for words, rows in (("指标", self.lines), ("排除对象", self.left)):
            for number, row in enumerate(rows.forms, start=1):
                found += [
                    one | {"label": f"第{number}行{words}：{one['label']}"}
                    for one in errors_of(row)
                ]
        return found


def _line_initial(line: IndicatorLine) -> dict[str, Any]:
    return {
        "indicator": line.indicator,
        "weight": line.weight,
        "method": line.method,
        "direction": HIGHER if line.higher_is_better else LOWER,
        "target": line.target,
    }


class SimulateForm(Form):
    """What this reckoning is for."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=200,
        help_text=_("例如：提高人才培养类指标权重后的测算。"),
    )


class ProposeForm(Form):
    """Which reckoning."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.ChoiceField(label=_("测算"))

    def __init__(
        self, *args: Any, simulations: Sequence[Simulation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["number"]
        field.choices = [(row.number, _choice(row)) for row in simulations]


def _choice(row: Simulation) -> str:
    note = f"（{row.note}）" if row.note else ""
    return f"第{row.number}次测算{note}"


class VersionForm(Form):
    """Only what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NoteForm(VersionForm):
    """A reason."""

    note = forms.CharField(label=_("理由"), max_length=500, widget=NOTE)


class PublishForm(VersionForm):
    """By which document it is made known."""

    document = forms.CharField(
        label=_("公布文件及文号"), max_length=200, required=False
    )


class EntryForm(Form):
    """A figure by hand with its source."""

    indicator = forms.ChoiceField(label=_("指标"))
    place = forms.ChoiceField(label=_("对象"))
    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2100)
    value = MoneyField(
        label=_("数值"),
        unit="",
        required=False,
        max_digits=18,
        decimal_places=4,
        help_text=_("单位见所选指标；比例类指标不填此项，填写分子和分母。"),
    )
    numerator = MoneyField(label=_("分子"), unit="", required=False, max_digits=18)
    denominator = MoneyField(label=_("分母"), unit="", required=False, max_digits=18)
    source = forms.CharField(
        label=_("来源文件或统计资料"),
        max_length=300,
        help_text=_("写明文件名称、文号或统计资料名称及页码。"),
    )
    fieldsets = [
        (_("指标和对象"), ["indicator", "place", "year"]),
        (_("数据"), ["value", "numerator", "denominator", "source"]),
    ]

    def __init__(self, *args: Any, units: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year - 1
        indicator: Any = self.fields["indicator"]
        place: Any = self.fields["place"]
        indicator.choices = [*NONE, *((row.key, row.label) for row in by_hand())]
        place.choices = [*NONE, *_grouped(units)]

    def given(self) -> Entered:
        """As the service takes it."""
        data = dict(self.cleaned_data)
        level, _colon, code = data.pop("place").partition(":")
        return Entered(level=level, place=code, **data)


def _grouped(units: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places of these managing units (None: all), grouped by level."""
    return [
        (
            str(level.label),
            [
                (f"{level.value}:{place.code}", place.name)
                for place in places_of(level, None)
                if units is None or place.unit in units
            ],
        )
        for level in (RewardLevel.PROVINCE, RewardLevel.CITY)
    ]


class DecideForm(Form):
    """Whether a figure counts."""

    accept = forms.ChoiceField(
        label=_("复核意见"),
        choices=[("yes", _("数据无误，予以采用")), ("no", _("不予采用"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("说明"), max_length=300, required=False)
