"""Which benefits fit, on the pages of enterprises and cities."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cities.choices import PilotStatus
from cities.models import CityNomination, PilotCity
from enterprises.models import Enterprise
from incentives.matching import matching_of_city, matching_of_enterprise
from ui.panels import Panel, panel

TEMPLATE = "incentives/panels/policies.html"


@panel("enterprise-record", order=20)
def policies_of_record(request: HttpRequest, enterprise: Enterprise) -> Panel:
    """By all that the firm and its authorities know."""
    return _of_enterprise(enterprise, inside=True)


@panel("enterprise", order=20)
def policies_of_enterprise(
    request: HttpRequest, enterprise: Enterprise
) -> Panel | None:
    """By public facts for everybody; the page that it leads to knows who asks."""
    return _of_enterprise(enterprise, inside=False) if enterprise.is_in_pilot else None


def _of_enterprise(enterprise: Enterprise, *, inside: bool) -> Panel:
    day = timezone.localdate()
    matching = matching_of_enterprise(enterprise, day=day, inside=inside)
    url = reverse("incentives:enterprise-policies", args=[enterprise.public_id])
    return Panel(TEMPLATE, {"matching": matching, "url": url, "inside": inside})


@panel("city", order=20)
def policies_of_city(request: HttpRequest, city: PilotCity) -> Panel | None:
    """For everybody: all of a city's facts are public, so all of them decide."""
    if city.status != PilotStatus.LISTED:
        return None
    matching = matching_of_city(city, day=timezone.localdate())
    url = reverse("incentives:city-policies", args=[city.code])
    return Panel(TEMPLATE, {"matching": matching, "url": url, "inside": True})


@panel("city-nomination", order=20)
def policies_of_nomination(
    request: HttpRequest, nomination: CityNomination
) -> Panel | None:
    """Inside, once the city is on the list."""
    city = PilotCity.objects.for_list().filter(nomination_id=nomination.pk).first()
    return policies_of_city(request, city) if city else None
