"""Grants on the pages of enterprises and cities."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from cities.models import PilotCity
from enterprises.choices import Standing
from enterprises.models import Enterprise
from enterprises.permissions import can_read_inside
from incentives.models import Grant
from incentives.permissions.grants import awarding_post, reads_ledger
from incentives.showing.grants import package_of
from ui.panels import Panel, panel

SHOWN = 5


@panel("enterprise-record", order=50)
def grants_of_enterprise(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """The four kinds with counts and sums, and the latest awards."""
    own = Grant.objects.filter(enterprise=enterprise)
    rows = own.visible_to(request.user)  # type: ignore[attr-defined]
    found = list(rows.for_list().order_by("-pk")[: SHOWN + 1])
    may_award = awarding_post(request.user, enterprise) is not None
    if not found and not may_award:
        return None
    name = "grants" if reads_ledger(request.user) else "own-grants"
    context = {
        "package": package_of(rows),
        "grants": found[:SHOWN],
        "url": reverse(f"incentives:{name}"),
        "award_url": _award_url(enterprise) if may_award else "",
    }
    return Panel("incentives/panels/grants.html", context)


def _award_url(enterprise: Enterprise) -> str:
    firm = enterprise.credit_code or enterprise.name
    return reverse("incentives:grant-new") + f"?firm={firm}"


@panel("enterprise", order=50)
def package_of_enterprise(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """Which of the four kinds a certified enterprise has; everybody may know that."""
    if enterprise.standing != Standing.CERTIFIED:
        return None
    rows = Grant.objects.public().filter(enterprise=enterprise)
    inside = bool(can_read_inside(request.user, enterprise))
    url = enterprise.get_record_url() if inside else ""
    context = {"package": package_of(rows), "record_url": url}
    return Panel("incentives/panels/package.html", context)


@panel("city", order=50)
def grants_of_city(request: HttpRequest, city: PilotCity) -> Panel | None:
    """What a pilot city was granted: with sums and links for those who may read them.

    Everybody reads what is public of it.
    """
    if city.division_id is None:
        return None
    rows = Grant.objects.filter(city_id=city.division_id)
    own = rows.visible_to(request.user)
    inside = own.exists()
    shown = own if inside else rows.public()
    found = list(shown.for_list().order_by("-pk")[: SHOWN + 1])
    if not found:
        return None
    name = "public-grants"
    if inside:
        name = "grants" if reads_ledger(request.user) else "own-grants"
    query = urlencode({"q": found[0].receiver_name})
    context = {
        "grants": found[:SHOWN],
        "inside": inside,
        "sums": own.sums() if inside else None,
        "url": f"{reverse(f'incentives:{name}')}?{query}",
    }
    return Panel("incentives/panels/city_grants.html", context)
