"""Who may do and read what about enterprises."""

from __future__ import annotations

from typing import Any

from accounts.standing import standing_of
from enterprises.models import Enterprise
from ui.refusals import Verdict


def can_read_inside(user: Any, enterprise: Enterprise) -> Verdict:
    """Contacts, figures and group: the enterprise's own, and its authorities'.

    The same people as `EnterpriseQuerySet.in_reach_of`; reads the row's division.
    """
    standing = standing_of(user)
    place = enterprise.division
    cities = {place.pk, place.parent_id} if place else set()
    if (
        standing.is_national
        or enterprise.managing_unit_id in standing.unit_codes
        or cities & standing.city_codes
        or enterprise.organisation_id in standing.applicant_ids
    ):
        return Verdict.yes()
    return Verdict.no("企业内部信息仅企业本身和有关主管部门可以查看。")
