"""Reads of pilot cities and imports, in domain words."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.standing import standing_of
from cities.choices import PilotStatus


class PilotCityQuerySet(QuerySet[Any]):
    """The national list; it is public."""

    def visible_to(self, user: Any) -> PilotCityQuerySet:
        """Everyone may read the list, visitors too."""
        return self.all()

    def listed(self) -> PilotCityQuerySet:
        return self.filter(status=PilotStatus.LISTED)

    def ended(self) -> PilotCityQuerySet:
        return self.filter(status=PilotStatus.ENDED)

    def in_scope(self, user: Any) -> PilotCityQuerySet:
        """Those a signed-in person works for; the nation's are all."""
        standing = standing_of(user)
        if standing.is_national:
            return self.all()
        cities = Q(division_id__in=standing.city_codes)
        return self.filter(Q(managing_unit_id__in=standing.unit_codes) | cities)

    def of_unit(self, unit_code: str) -> PilotCityQuerySet:
        return self.filter(managing_unit_id=unit_code)

    def for_list(self) -> PilotCityQuerySet:
        return self.select_related("managing_unit", "division", "new_area")


class ListedImportQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> ListedImportQuerySet:
        """Imports are the nation's business."""
        return self.all() if standing_of(user).is_national else self.none()
