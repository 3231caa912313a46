"""Major projects on the record of an enterprise and the page of a pilot city."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cities.models import PilotCity
from enterprises.models import Enterprise
from incentives.models import Project
from incentives.showing.projects import totals_of
from ui.panels import Panel, panel

TEMPLATE = "incentives/panels/projects.html"
SHOWN = 5


@panel("enterprise-record", order=60)
def projects_of_enterprise(
    request: HttpRequest, enterprise: Enterprise
) -> Panel | None:
    """Those of the enterprise that the reader may see."""
    return _panel(request.user, Project.objects.filter(enterprise=enterprise))


@panel("city", order=60)
def projects_of_city(request: HttpRequest, city: PilotCity) -> Panel | None:
    """Those in the pilot city that the reader may see; nothing for the public."""
    if not request.user.is_authenticated:
        return None
    return _panel(request.user, Project.objects.filter(pilot_city=city))


def _panel(user: Any, projects: Any) -> Panel | None:
    rows = projects.visible_to(user).figures().platforms_first()
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    context = {
        "projects": found[:SHOWN],
        "more": len(found) > SHOWN,
        "totals": totals_of(projects.visible_to(user)),
        "url": reverse("incentives:projects"),
    }
    return Panel(TEMPLATE, context)
