"""Reads of people, organisations and their posts, in domain words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import BaseUserManager
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import OrganisationKind, OrganisationStatus, Role, Tier
from accounts.standing import standing_of


class OrganisationQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> OrganisationQuerySet:
        """What a person may see: his own, and those of the area he serves."""
        standing = standing_of(user)
        if standing.is_national or standing.has_role(Role.SYSADMIN):
            return self
        own = Q(pk__in=standing.organisation_ids)
        return self.filter(own | area_of(standing))

    def awaiting(self, user: Any) -> OrganisationQuerySet:
        """Registrations this person's authority has to confirm or refuse."""
        standing = standing_of(user)
        units = Q(
            managing_unit__in=standing.deciding_unit_codes, is_central_group=False
        )
        decides = standing.decides_at(Tier.NATION)
        national = Q(is_central_group=True) if decides else Q(pk=None)
        return self.pending().filter(units | national)

    def active(self) -> OrganisationQuerySet:
        return self.filter(status=OrganisationStatus.ACTIVE)

    def departments_at(
        self, tier: str | None, *, unit: str | None, division: str | None
    ) -> OrganisationQuerySet:
        """Departments of one level: of the State Council, of a unit, of a city."""
        if tier == Tier.NATION:
            return self.filter(kind=OrganisationKind.NATIONAL_DEPARTMENT)
        if tier == Tier.UNIT and unit:
            kind = OrganisationKind.UNIT_DEPARTMENT
            return self.filter(kind=kind, managing_unit=unit)
        if tier == Tier.CITY and division:
            kind = OrganisationKind.CITY_OFFICE
            return self.filter(kind=kind, division=division)
        return self.none()

    def pending(self) -> OrganisationQuerySet:
        return self.filter(status=OrganisationStatus.PENDING)

    def search(self, text: str) -> OrganisationQuerySet:
        """Match part of the name, pinyin, initials, or the whole credit code."""
        words = text.strip()
        key = words.lower().replace(" ", "")
        return self.filter(
            Q(name__contains=words)
            | Q(pinyin__contains=key)
            | Q(initials__startswith=key)
            | Q(credit_code=words.upper())
        )


def area_of(standing: Any) -> Q:
    """Organisations of the units and cities a person serves."""
    units, cities = standing.unit_codes, standing.city_codes
    # A central group is the nation's to decide on; its province may look.
    central = Q(is_central_group=True, division__managing_unit__in=units)
    city = Q(division__in=cities) | Q(division__parent__in=cities)
    return Q(managing_unit__in=units) | central | city


class PostQuerySet(QuerySet[Any]):
    def current(self, now: datetime | None = None) -> PostQuerySet:
        """Posts held at this moment, of active organisations."""
        now = now or timezone.now()
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=now),
            valid_from__lte=now,
            organisation__status=OrganisationStatus.ACTIVE,
        )

    def running(self, now: datetime | None = None) -> PostQuerySet:
        """Posts not ended yet, whatever the state of the organisation."""
        now = now or timezone.now()
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now))

    def with_role(self, role: str) -> PostQuerySet:
        return self.filter(role=role)

    def administering(self) -> PostQuerySet:
        """Posts that administer the members of their organisation."""
        return self.filter(is_organisation_admin=True)


class UserQuerySet(QuerySet[Any]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def by_name_or_email(self, text: str) -> UserQuerySet:
        return self.filter(Q(username=text) | Q(email__iexact=text))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates users; a super-user does not exist, roles come from posts."""

    def create_user(
        self, username: str, password: str | None = None, **fields: Any
    ) -> Any:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(username=username)


class InvitationQuerySet(QuerySet[Any]):
    def open(self, now: datetime | None = None) -> InvitationQuerySet:
        """Neither accepted, withdrawn nor expired."""
        return self.filter(
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=now or timezone.now(),
        )


class ApiTokenQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> ApiTokenQuerySet:
        """A person's own tokens and nobody else's."""
        return self.filter(user_id=user.pk)

    def usable(self, now: datetime | None = None) -> ApiTokenQuerySet:
        """Not revoked, not expired, of an account that is not disabled."""
        return self.filter(
            revoked_at__isnull=True,
            expires_at__gt=now or timezone.now(),
            user__is_active=True,
        )


class AccessRecordQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> AccessRecordQuerySet:
        """The log is the audit administrator's alone."""
        if standing_of(user).has_role(Role.AUDITOR):
            return self
        return self.none()
