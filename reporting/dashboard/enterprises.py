"""The figure of enterprises in the pilot, against the plan's ten thousand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from accounts.standing import standing_of
from enterprises.models import Enterprise
from reporting.dashboard.figures import Figure, address

# Plan, part two.
TARGET_ENTERPRISES = "1万家以上"


def enterprise_figures(user: Any) -> list[Figure]:
    """How many the directory lists: of the nation, or of the unit a person serves.

    The directory is narrowed by one unit at a time: who serves several gets none.
    """
    standing = standing_of(user)
    units = [""] if standing.is_national else sorted(standing.unit_codes)
    if len(units) != 1:
        return []
    rows = partial(_rows, units[0])
    href = address("enterprises:directory", {"managing_unit": units[0]})
    note = _("目标%s") % TARGET_ENTERPRISES if standing.is_national else ""
    label = _("产教融合型企业")
    return [Figure("enterprises", label, rows().count(), _("家"), href, rows, note)]


def _rows(unit: str) -> Any:
    found = Enterprise.objects.in_pilot()
    return found.filter(managing_unit_id=unit) if unit else found
