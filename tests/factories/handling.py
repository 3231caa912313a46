"""Colleagues: further handlers and leads of a persona's organisation."""

from datetime import UTC, datetime

from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.services.members import give_post
from tests.factories.reading import user
from tests.factories.workflow import organisation_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_colleague(of: str, name: str, role: str = Role.HANDLER) -> User:
    """Somebody else at the organisation of a persona."""
    made = User.objects.create_user(
        username=name, name=f"同事{name}", email=f"{name}@example.cn"
    )
    with transaction.atomic():
        give_post(made, organisation_of(of), role, now=LONG_AGO)
    return user(name)
