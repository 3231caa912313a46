"""Reads of progress reports, in domain words."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.standing import standing_of
from workflow.querysets import ApplicationQuerySet


class ProgressReportQuerySet(ApplicationQuerySet):
    """A report is made of what its readers see anyway, so a draft is no secret."""

    def visible_to(self, user: Any) -> ProgressReportQuerySet:
        """The nation reads every report, a managing unit only its own."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        return self.filter(managing_unit_id__in=standing.unit_codes)

    def for_list(self) -> ProgressReportQuerySet:
        rows: ProgressReportQuerySet = self.select_related(
            "applicant", "managing_unit", "proposal"
        )
        return rows


class FrozenQuerySet(QuerySet[Any]):
    """Rows that are only ever added; the database refuses the rest."""

    def latest_first(self) -> FrozenQuerySet:
        return self.order_by("-number")


class RenditionQuerySet(QuerySet[Any]):
    def finished(self) -> RenditionQuerySet:
        return self.filter(attachment__isnull=False)
