"""Who may read the file of a plan or a report."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from documents.permissions import add_reader
from enterprises.models import AnnualReport, ThreeYearPlan


def may_read_filing(user: Any, attachment: Any) -> bool:
    """Its enterprise at any time; its authorities what was once filed."""
    filed = Q(file=attachment, filed_at__isnull=False) | Q(former__file=attachment)
    return any(
        model.objects.visible_to(user).filter(filed).exists()
        for model in (ThreeYearPlan, AnnualReport)
    )


add_reader(may_read_filing)
