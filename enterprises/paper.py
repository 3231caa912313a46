"""A cultivation application on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from enterprises.describing import describe
from enterprises.models import CultivationApplication
from workflow.models import Submission
from workflow.paper import Paper

TITLE = "产教融合型企业建设培育申报书"


def paper_of(
    application: CultivationApplication,
    data: Mapping[str, Any],
    submission: Submission | None,
) -> Paper:
    """The whole application, for preview and PDF."""
    return Paper(
        application=application,
        data=data,
        parts=describe(data),
        title=TITLE,
        submission=submission,
    )
