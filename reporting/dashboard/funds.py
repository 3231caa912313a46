"""The figure of central-budget money: its projects, and how much of it is paid (D4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from accounts.standing import standing_of
from incentives.checks.funds import NOTHING, execution_rate
from incentives.choices.projects import FundSource
from incentives.models import Project, ProjectSource
from reporting.dashboard.figures import Figure, address
from ui.words import percent

CENTRAL = FundSource.CENTRAL.value


def fund_figures(user: Any) -> list[Figure]:
    """Projects with central-budget money, of the nation or of one unit; one query.

    The note is the execution rate: paid ÷ allocated of this money.
    """
    standing = standing_of(user)
    units = [""] if standing.is_national else sorted(standing.unit_codes)
    if len(units) != 1:
        return []
    unit = units[0]
    accounts = ProjectSource.objects.filter(source=CENTRAL)
    if unit:
        accounts = accounts.filter(project__managing_unit_id=unit)
    found = accounts.order_by().aggregate(
        n=Count("pk"), paid=Sum("paid"), allocated=Sum("allocated")
    )
    rate = execution_rate(found["paid"] or NOTHING, found["allocated"] or NOTHING)
    note = "" if rate is None else _("执行率%s") % percent(rate * 100)
    href = address("incentives:projects", {"managing_unit": unit, "source": CENTRAL})
    label = _("中央预算内投资项目")
    rows = partial(_rows, unit)
    return [Figure("central_projects", label, found["n"], _("个"), href, rows, note)]


def _rows(unit: str) -> Any:
    found = Project.objects.filter(sources__source=CENTRAL)
    return found.of_unit(unit) if unit else found
