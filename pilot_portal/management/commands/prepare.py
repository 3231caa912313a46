"""Bring database and reference data up to this version: `manage.py prepare`."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """One start of Django for all that must be done before the portal serves."""

    help = "Migrate, load reference data and, with --demo, the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--demo adds invented organisations and accounts (needs DEBUG)."""
        parser.add_argument("--demo", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step is safe to repeat."""
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        said = self.stdout if options["verbosity"] else StringIO()
        call_command("load_reference", stdout=said)
        call_command("load_industries", stdout=said)
        call_command("load_credit_rates", stdout=said)
        call_command("load_policies", stdout=said)
        if options["demo"]:
            call_command("demo", stdout=self.stdout)
