"""The figure of grants in force, with what was paid of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from incentives.filters.grants import IN_FORCE
from incentives.models import Grant
from regions.calendar import local_day
from reporting.dashboard.figures import Figure, address
from ui.words import money


def grant_figures(user: Any, now: datetime) -> list[Figure]:
    """How many awards are in force of those a person sees; one query."""
    rows: Any = Grant.objects.visible_to(user).in_force_on(local_day(now))
    sums = rows.sums()
    return [
        Figure(
            "grants",
            _("执行中的激励"),
            sums["count"],
            _("项"),
            address("incentives:grants", {"state": IN_FORCE}),
            rows.all,
            _("已兑付%s") % money(sums["paid"]),
        )
    ]
