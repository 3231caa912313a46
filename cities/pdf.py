"""A nomination on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cities.models import CityNomination
from cities.models.showing import present
from workflow.models import Submission
from workflow.paper import Paper

TEMPLATE = "print/cities/nomination.html"


def paper_of(
    nomination: CityNomination, data: Mapping[str, Any], submission: Submission | None
) -> Paper:
    """The whole nomination, for preview and PDF."""
    return Paper(
        application=nomination,
        data=data,
        parts=present(data),
        title=f"{data['division']['name']}国家产教融合试点城市申报书",
        submission=submission,
        template=TEMPLATE,
    )
