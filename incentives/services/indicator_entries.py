"""Figures that the portal does not hold: entered with their source, then confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incentives.choices.rewards import EntryState, RewardLevel
from incentives.indicators import Indicator, Place, indicator_named, places_of
from incentives.models import IndicatorEntry
from incentives.permissions.rewards import (
    WHO_ENTERS,
    can_decide_entry,
    can_enter_figures,
    entering_posts,
)
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text

SHARE_PLACES = Decimal("0.0001")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Entered:
    """A figure as given: the value, or numerator and denominator of a share."""

    indicator: str
    level: str
    place: str
    year: int
    source: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@transaction.atomic
def enter_figure(
    given: Entered, *, by: User, now: datetime | None = None
) -> IndicatorEntry:
    """Enter a figure; it counts once another person of the office has confirmed it."""
    allow(can_enter_figures(by))
    known, place = _indicator(given), _place(given)
    posts = entering_posts(by, place.unit)
    if not posts:
        raise Invalid.at("place", WHO_ENTERS)
    source = clean_text(given.source, multiline=False)[:300]
    if not source:
        raise Invalid.at("source", "请写明来源文件或统计资料。")
    if given.year > timezone.localdate(now).year:
        raise Invalid.at("year", "年度不能晚于今年。")
    return IndicatorEntry.objects.create(
        indicator=known.key,
        level=given.level,
        place=place.code,
        place_name=place.name,
        managing_unit_id=place.unit,
        year=given.year,
        value=_value(known, given),
        numerator=given.numerator,
        denominator=given.denominator,
        source=source,
        organisation=posts[0].organisation,
        entered_by=by,
        entered_at=now or timezone.now(),
    )


def _indicator(given: Entered) -> Indicator:
    known = indicator_named(given.indicator)
    if known is None or not known.is_by_hand:
        raise Invalid.at("indicator", "该指标由平台数据计算，不能录入。")
    return known


def _place(given: Entered) -> Place:
    if given.level not in (RewardLevel.PROVINCE, RewardLevel.CITY):
        raise Invalid.at("place", "请选择管理单位或试点城市。")
    found = {place.code: place for place in places_of(given.level, None)}
    if given.place not in found:
        raise Invalid.at("place", "请选择管理单位或试点城市。")
    return found[given.place]


def _value(known: Indicator, given: Entered) -> Decimal:
    """The value given, or the share of numerator and denominator."""
    top, bottom = given.numerator, given.denominator
    if (top is None) != (bottom is None):
        missing = "numerator" if top is None else "denominator"
        raise Invalid.at(missing, "分子和分母应同时填写。")
    if top is None or bottom is None:
        if known.is_share:
            raise Invalid.at("numerator", "该指标为比例，请填写分子和分母。")
        if given.value is None:
            raise Invalid.at("value", "请填写数值。")
        return given.value
    if bottom <= 0:
        raise Invalid.at("denominator", "分母应大于0。")
    if not known.is_share:
        raise Invalid.at("numerator", "该指标不是比例，请只填写数值。")
    if top > bottom:
        raise Invalid.at("numerator", "分子不能大于分母。")
    return (HUNDRED * top / bottom).quantize(SHARE_PLACES)


@transaction.atomic
def decide_figure(
    entry: IndicatorEntry,
    *,
    accept: bool,
    by: User,
    note: str = "",
    now: datetime | None = None,
) -> IndicatorEntry:
    """Another person confirms a figure, or drops it with a reason."""
    held: IndicatorEntry = (
        IndicatorEntry.objects.select_for_update(of=("self",))
        .select_related("organisation", "managing_unit", "entered_by")
        .get(pk=entry.pk)
    )
    if held.state != EntryState.ENTERED:
        raise Closed("该数据已经办结。")
    allow(can_decide_entry(by, held))
    words = clean_text(note, multiline=False)[:300]
    if not accept and not words:
        raise Invalid.at("note", "不予采用的，请写明理由。")
    held.state = EntryState.CONFIRMED if accept else EntryState.DROPPED
    held.decided_by, held.decided_at = by, now or timezone.now()
    held.decision_note = words
    held.save()
    return held
