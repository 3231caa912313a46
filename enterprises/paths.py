"""Which way a case goes: the stages of the kinds that lie with a unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from enterprises.places import has_city_office
from workflow.choices import Lane, Stage


def review_path(
    case: Any,
    *,
    by_city: bool = False,
    after: Sequence[Stage] = (),
    confirmed: bool = False,
) -> tuple[Stage, ...]:
    """The review by the unit; of whole groups by the nation, which ends their way.

    `by_city` lets the city's office check first, `after` follows the review,
    `confirmed` asks the nation's word at the end.
    """
    if case.lane == Lane.NATIONAL:
        return (Stage.NATIONAL_REVIEW, *after)
    first = [Stage.CITY_REVIEW] if by_city and checked_by_city(case) else []
    last = [Stage.NATIONAL_REVIEW] if confirmed else []
    return (*first, Stage.PROVINCIAL_REVIEW, *after, *last)


def checked_by_city(case: Any) -> bool:
    """Whether a city's office comes first.

    A separately planned city or a municipality has no city below it; a place without
    an office on the portal is checked by its unit alone.
    """
    if case.lane != Lane.ORDINARY:
        return False
    here = Stage.CITY_REVIEW in (case.stage, case.interrupted_stage)
    return here or has_city_office(case.division_id)
