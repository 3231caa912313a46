"""The accounts of the demonstration and the tests, made as often as one likes."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.demo import DEMO_ORGANISATIONS, DemoOrganisation, DemoPerson
from accounts.models import Organisation, Post, User
from accounts.services.organisations import set_search_keys


@transaction.atomic
def ensure_personas(*, password: str, now: datetime | None = None) -> dict[str, User]:
    """Every persona by user name; who is there already keeps his password.

    Needs the reference data of `regions`. One hash serves all: they share the
    published password anyway.
    """
    now = now or timezone.now()
    hashed = make_password(password)
    people: dict[str, User] = {}
    for row in DEMO_ORGANISATIONS:
        organisation = _organisation(row, now)
        for person in row.people:
            people[person.username] = _person(person, organisation, hashed, now)
    return people


def _organisation(row: DemoOrganisation, now: datetime) -> Organisation:
    organisation, made = Organisation.objects.get_or_create(
        name=row.name,
        defaults={
            "short_name": row.short_name,
            "kind": row.kind,
            "credit_code": row.credit_code,
            "managing_unit_id": row.unit,
            "division_id": row.division,
            "department": row.department,
            "is_lead_authority": row.lead_authority,
            "is_central_group": row.central_group,
            "contact_name": row.people[0].name,
            "contact_phone": "010-00000000" if row.lead_authority else "",
            "registered_at": now,
        },
    )
    if made:
        set_search_keys(organisation)
        organisation.save(update_fields=["pinyin", "initials"])
    elif row.department and not organisation.department:
        # Made by an earlier version of the demonstration.
        organisation.department = row.department
        organisation.save(update_fields=["department"])
    return organisation


def _person(
    person: DemoPerson, organisation: Organisation, hashed: str, now: datetime
) -> User:
    user, _made = User.objects.get_or_create(
        username=person.username,
        defaults={
            "name": person.name,
            "email": f"{person.username}@example.invalid",
            "password": hashed,
            "password_changed_at": now,
            "joined_at": now,
        },
    )
    if not user.posts.running(now).filter(organisation=organisation).exists():
        Post.objects.create(
            user=user,
            organisation=organisation,
            role=person.role,
            title=person.title,
            is_organisation_admin=person.admin,
            valid_from=now,
        )
    return user
