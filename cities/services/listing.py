"""A nomination becomes a pilot city; a pilot city leaves the list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cities.choices import DatePrecision, PilotStatus, Provenance
from cities.models import CityNomination, PilotCity
from cities.permissions import can_publish
from regions.models import Division, NewArea
from ui.refusals import Closed, Invalid, Stale, allow
from ui.text import pinyin_key

CHANGED = "该试点城市的信息刚刚被其他人修改，请核对后再保存。"


def code_of(place: Division | NewArea) -> str:
    """The permanent code: the division's, or the new area's own where it has none."""
    if isinstance(place, NewArea):
        return place.division_id or f"xq{place.order:02d}"
    return str(place.code)


@transaction.atomic
def record_listing(nomination: CityNomination, step: Any) -> PilotCity:
    """Put the city on the list; running twice makes it once (hook `on_listed`)."""
    held = PilotCity.objects.filter(nomination=nomination).first()
    if held is not None:
        return held
    place = nomination.core_area or nomination.city
    imported = PilotCity.objects.listed().filter(code=code_of(place)).first()
    if imported is not None:
        # An official list came in while the case was on its way: one city, once.
        imported.nomination = nomination
        imported.version += 1
        imported.save()
        return imported
    made = pilot_city_of(nomination, step.at)
    made.save()
    return made


def pilot_city_of(nomination: CityNomination, at: datetime) -> PilotCity:
    """The listed city that a nomination becomes; not saved."""
    division, unit, area = nomination.city, nomination.unit, nomination.core_area
    place = area or division
    return PilotCity(
        code=code_of(place),
        name=division.full_name + (area.name if area else ""),
        core_area=area.name if area else "",
        division=place if isinstance(place, Division) else place.division,
        new_area=area if isinstance(area, NewArea) else None,
        managing_unit=unit,
        economic_region=unit.economic_region,
        batch=nomination.in_round.batch,
        listed_on=timezone.localdate(at),
        provenance=Provenance.NOMINATION,
        source=nomination.in_round.name,
        nomination_id=nomination.pk,
        pinyin=pinyin_key(place.name).replace(" ", "")[:200],
        created_at=at,
    )


@transaction.atomic
def end_listing(nomination: CityNomination, step: Any) -> None:
    """Take the city off the list with day and reason (hook `on_delisted`)."""
    for city in PilotCity.objects.listed().filter(nomination=nomination):
        _end(city, on=timezone.localdate(step.at), reason=step.note)


@transaction.atomic
def end_pilot_city(
    city: PilotCity,
    *,
    by: User,
    reason: str,
    version: int | None = None,
    now: datetime | None = None,
) -> PilotCity:
    """End a pilot city that came by an import; the others leave by their case."""
    locked = _lock(city, by, version)
    if locked.nomination_id is not None:
        raise Closed("该城市由平台申报列入，请在其申报事项中办理“移出名单”。")
    if locked.status != PilotStatus.LISTED:
        raise Closed("该城市已退出试点。")
    if not reason.strip():
        raise Invalid.at("reason", "请填写退出原因。")
    _end(locked, on=timezone.localdate(now or timezone.now()), reason=reason.strip())
    return locked


def _end(city: PilotCity, *, on: date, reason: str) -> None:
    city.status = PilotStatus.ENDED
    city.ended_on, city.end_reason = on, reason
    city.version += 1
    city.save()


@transaction.atomic
def set_document(
    city: PilotCity,
    *,
    by: User,
    document_name: str,
    document_number: str,
    document_date: date,
    version: int | None = None,
    now: datetime | None = None,
) -> PilotCity:
    """Enter the document that announced the listing; shown to the public."""
    locked = _lock(city, by, version)
    if document_date > timezone.localdate(now or timezone.now()):
        raise Invalid.at("document_date", "发文日期不能晚于今天，请核对。")
    locked.document_name, locked.document_number = document_name, document_number
    locked.document_date = document_date
    locked.document_date_precision = DatePrecision.DAY
    locked.version += 1
    locked.save()
    return locked


def _lock(city: PilotCity, by: User, version: int | None) -> PilotCity:
    allow(can_publish(by))
    locked: PilotCity = PilotCity.objects.select_for_update().get(pk=city.pk)
    if version is not None and locked.version != version:
        raise Stale(CHANGED)
    return locked
