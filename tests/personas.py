"""The people of the tests: the same accounts as `manage.py demo` makes."""

from datetime import UTC, datetime
from io import StringIO

from django.core.management import call_command

from accounts.demo import DEMO_ORGANISATIONS
from accounts.models import User
from accounts.services import ensure_personas
from regions.models import Division

PASSWORD = "Demo-2026-pass"
VISITOR = "visitor"
PERSONAS = [
    person.username
    for organisation in DEMO_ORGANISATIONS
    for person in organisation.people
]
EVERYBODY = [VISITOR, *PERSONAS]
# Tests travel in time; only the tests of the password's age want it to grow old.
NEVER_OLD = datetime(2100, 1, 1, tzinfo=UTC)


def load_everything() -> dict[str, User]:
    """Reference data and personas, unless they are there already."""
    if not Division.objects.exists():
        call_command("load_reference", verbosity=0)
        call_command("load_industries", stdout=StringIO())
        call_command("load_credit_rates", stdout=StringIO())
    people = ensure_personas(password=PASSWORD)
    User.objects.update(password_changed_at=NEVER_OLD)
    return people


def people_by_name() -> dict[str, User]:
    """Every persona, read anew: a user remembers his posts for one request."""
    return {user.username: user for user in User.objects.all()}
