"""`manage.py demo`: invented organisations, accounts and cases to look at."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.demo import DEMO_ORGANISATIONS
from accounts.services import ensure_personas
from pilot_portal.demonstration import demonstrate

DEFAULT_PASSWORD = "Shifan-Portal-2026"  # noqa: S105 - printed, demonstration only


class Command(BaseCommand):
    """Safe to repeat: what is there stays as it is."""

    help = "Make demonstration data (refused when DEBUG is off)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Accounts first, then nominations and enterprises at many stages.

        The verified lists are not loaded: a listed city cannot be nominated again,
        and the personas shall be free to try. `import_listed` brings them in.
        """
        if not settings.DEBUG:
            raise CommandError("Demonstration data is refused when DEBUG is off.")
        password = os.environ.get("PORTAL_DEMO_PASSWORD", DEFAULT_PASSWORD)
        with transaction.atomic():
            people = ensure_personas(password=password)
        demonstrate(timezone.now(), people)
        self._print_accounts(password)

    def _print_accounts(self, password: str) -> None:
        self.stdout.write(f"Demonstration accounts, password {password}")
        for organisation in DEMO_ORGANISATIONS:
            names = "  ".join(person.username for person in organisation.people)
            self.stdout.write(f"  {organisation.short_name:　<10}{names}")
