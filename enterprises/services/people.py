"""Whom the portal tells of an enterprise."""

from __future__ import annotations

from datetime import datetime

from accounts.choices import Role, Tier
from accounts.models import Organisation, Post, User
from enterprises.models import Enterprise
from regions.models import ManagingUnit


def people_managing(
    enterprise: Enterprise, now: datetime, role: Role = Role.HANDLER
) -> list[User]:
    """Those of the lead authority that manages an enterprise, in one role."""
    return people_of_unit(enterprise.managing_unit, now, role)


def people_of_unit(
    unit: ManagingUnit | None, now: datetime, role: Role = Role.HANDLER
) -> list[User]:
    """Those of a unit's lead authority; without a unit, of the nation's."""
    tier = Tier.NATION if unit is None else Tier.UNIT
    code = unit.code if unit else None
    offices = Organisation.objects.departments_at(tier, unit=code, division=None)
    posts = Post.objects.current(now).filter(
        organisation__in=offices.filter(is_lead_authority=True),
        role=role,
        user__is_active=True,
    )
    return [post.user for post in posts.select_related("user")]
