"""Indicators: what they mean, the rows behind a figure, figures entered by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from accounts.choices import Tier
from incentives.choices.rewards import RewardLevel
from incentives.filters.rewards import IndicatorEntryFilter
from incentives.forms.rewards import DecideForm, EntryForm
from incentives.indicators import (
    Asked,
    Indicator,
    Place,
    figures_of,
    indicator_named,
    indicators_for,
    places_of,
)
from incentives.models import IndicatorEntry
from incentives.permissions.rewards import (
    can_decide_entry,
    can_enter_figures,
    lead_posts,
    reads_inside,
)
from incentives.services.indicator_entries import decide_figure, enter_figure
from incentives.showing.rewards import plain_number
from incentives.tables.rewards import BehindTable, IndicatorEntryTable
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, FormPage, ListPage, Page
from ui.words import cn_datetime

INDICATORS = ("评价指标", "incentives:indicators")
ENTRIES = ("指标数据录入", "incentives:indicator-entries")
MOST_YEAR = 2100


class IndicatorList(Page):
    """All indicators with meaning, direction and origin."""

    title = INDICATORS[0]
    subtitle = "动态奖励和项目排序可以选用的指标"
    template_name = "incentives/indicators.html"

    def allow(self) -> Verdict:
        return reads_inside(self.request.user)

    def get_actions(self) -> Sequence[Action]:
        return [Action("指标数据录入", reverse(ENTRIES[1]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(row, _levels(row)) for row in indicators_for()]
        return super().get_context_data(**kwargs, indicators=rows)


def _levels(indicator: Indicator) -> str:
    found = [level for level in RewardLevel if level in indicator.levels]
    return "、".join(str(level.label) for level in found)


class IndicatorRows(ListPage):
    """The rows that a figure is made of: of a place and a year."""

    table_class = BehindTable
    empty = "没有符合条件的记录。"
    template_name = "incentives/indicator_rows.html"

    def allow(self) -> Verdict:
        return reads_inside(self.request.user)

    @cached_property
    def indicator(self) -> Indicator:
        """Only those that are reckoned have rows."""
        found = indicator_named(self.kwargs["key"])
        if found is None or found.measure is None:
            raise Http404
        return found

    @cached_property
    def asked(self) -> tuple[str, Place, int]:
        """Level, place and year; the nation's people ask for any place."""
        given = self.request.GET
        level, year = given.get("level", ""), given.get("year", "")
        if level not in self.indicator.levels or not year.isdecimal():
            raise Http404
        if not 2019 <= int(year[:5]) <= MOST_YEAR:
            raise Http404
        for place in places_of(level, None):
            if place.code == given.get("place") and self._reads(place):
                return level, place, int(year)
        raise Http404

    def _reads(self, place: Place) -> bool:
        standing = self.request.user.standing  # type: ignore[union-attr]
        return standing.is_national or place.unit in standing.unit_codes

    def get_title(self) -> str:
        _level, place, year = self.asked
        return f"{place.name}：{self.indicator.name}（{year}年）"

    def get_subtitle(self) -> str:
        return self.indicator.meaning

    def crumbs(self) -> Sequence[Crumb]:
        return [(INDICATORS[0], reverse(INDICATORS[1])), (self.get_title(), None)]

    def get_queryset(self) -> QuerySet[Any]:
        level, place, year = self.asked
        measure = self.indicator.measure
        assert measure is not None  # `indicator` has seen to it
        return measure.rows_of(level, place, year).order_by("pk")

    def make_table(self) -> BehindTable:
        measure = self.indicator.measure
        assert measure is not None  # as above
        return BehindTable(self.rows, said=measure.said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        level, place, year = self.asked
        found = figures_of(self.indicator.key, Asked(level, year, [place]))
        figure = found.get(place.code)
        value = plain_number(round(figure.value, 4)) if figure else "无数据"
        own = {"figure": figure, "value": value, "indicator": self.indicator}
        return super().get_context_data(**kwargs | own)


class EntryList(ListPage):
    """Figures by hand of the places one answers for."""

    title = ENTRIES[0]
    subtitle = "平台尚无数据的指标，按来源文件录入，经本单位另一人复核后采用"
    table_class = IndicatorEntryTable
    filterset_class = IndicatorEntryFilter
    empty = "没有符合条件的指标数据。"
    empty_yet = "还没有录入的数据。平台尚无数据的指标，可以按来源文件录入。"

    def allow(self) -> Verdict:
        return reads_inside(self.request.user)

    def get_queryset(self) -> QuerySet[IndicatorEntry]:
        rows = IndicatorEntry.objects.visible_to(self.request.user)
        found: QuerySet[IndicatorEntry] = rows.for_list()
        return found

    def get_actions(self) -> Sequence[Action]:
        if not can_enter_figures(self.request.user):
            return []
        url = reverse("incentives:indicator-entry-new")
        return [Action("录入数据", url, tone="primary", icon="plus")]


class EntryNew(FormPage):
    """A figure with its source."""

    title = "录入指标数据"
    form_class = EntryForm
    success_message = "已录入，经本单位另一人复核后采用。"

    def allow(self) -> Verdict:
        return can_enter_figures(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(ENTRIES[0], reverse(ENTRIES[1])), (self.get_title(), None)]

    def get_cancel_url(self) -> str:
        return reverse(ENTRIES[1])

    def get_form_kwargs(self) -> dict[str, Any]:
        offices = [post.organisation for post in lead_posts(self.request.user)]
        national = any(office.tier == Tier.NATION for office in offices)
        units = None if national else {office.managing_unit_id for office in offices}
        return super().get_form_kwargs() | {"units": units}

    def perform(self, form: Any) -> IndicatorEntry:
        user: Any = self.request.user
        return enter_figure(form.given(), by=user)


class EntryMixin:
    """Figures that this person may read."""

    request: HttpRequest
    object: IndicatorEntry

    def get_queryset(self) -> QuerySet[IndicatorEntry]:
        rows = IndicatorEntry.objects.visible_to(self.request.user)
        found: QuerySet[IndicatorEntry] = rows.for_list()
        return found

    def crumbs(self) -> Sequence[Crumb]:
        own = (str(self.get_title()), None)  # type: ignore[attr-defined]
        return [(ENTRIES[0], reverse(ENTRIES[1])), own]

    def facts(self) -> Sequence[tuple[str, Any]]:
        """The figure, its source, who entered and who confirmed it."""
        row = self.object
        known = indicator_named(row.indicator)
        share = row.numerator is not None and row.denominator is not None
        rows = [
            ("指标", known.label if known else row.indicator),
            ("对象", row.place_name),
            ("年度", f"{row.year}年"),
            ("数值", plain_number(row.value)),
            ("分子", plain_number(row.numerator) if share else ""),
            ("分母", plain_number(row.denominator) if share else ""),
            ("来源", row.source),
            ("录入", f"{row.organisation}，{row.entered_by}，{_at(row.entered_at)}"),
            ("状态", row.get_state_display()),
            ("复核", f"{row.decided_by}，{_at(row.decided_at)}" * bool(row.decided_by)),
            ("复核意见", row.decision_note),
        ]
        return [(label, value) for label, value in rows if value]


def _at(moment: Any) -> str:
    return cn_datetime(moment)


class EntryDetail(EntryMixin, DetailPage):
    """One figure."""

    def get_actions(self) -> Sequence[Action]:
        if not can_decide_entry(self.request.user, self.object):
            return []
        url = reverse("incentives:indicator-entry-decide", args=[self.object.pk])
        return [Action("复核", url, tone="primary", icon="check")]


class EntryDecide(EntryMixin, ActionPage):
    """Another person of the office says whether it counts."""

    title = "复核指标数据"
    form_class = DecideForm
    question = "请对照来源核对数据。复核后该数据用于测算。"
    submit_label = "确定"
    success_message = "已复核。"

    def allow(self) -> Verdict:
        return can_decide_entry(self.request.user, self.object)

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def perform(self, form: Any) -> IndicatorEntry:
        user: Any = self.request.user
        data = form.cleaned_data
        accept = data["accept"] == "yes"
        return decide_figure(self.object, accept=accept, note=data["note"], by=user)
