"""`manage.py seed_scale`: data of national scale, the same every time."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cities.seed_review import seed_reviews
from cities.seeding import seed_nominations
from enterprises.seeding import seed_enterprises
from incentives.seeding import seed_credit
from incentives.services.credit import recompute_all


class Command(BaseCommand):
    """For measurements and tests; never in a portal that serves people."""

    help = "Add nominations and enterprises in bulk (refused when DEBUG is off)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many; six of ten go to Zhejiang, so that one unit has long lists.

        With --reviews each has opinions, a closed panel and a longer chain too. With
        --credit-years each invented enterprise has so many years in its credit ledger.
        """
        parser.add_argument("--nominations", type=int, default=0)
        parser.add_argument("--reviews", action="store_true")
        parser.add_argument("--enterprises", type=int, default=0)
        parser.add_argument("--credit-years", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Deterministic: the same numbers give the same rows."""
        if not settings.DEBUG:
            raise CommandError("Invented data is refused when DEBUG is off.")
        wanted = ("nominations", "reviews", "enterprises", "credit_years")
        if not any(options[name] for name in wanted):
            raise CommandError(
                "Say what: --nominations, --reviews, --enterprises or --credit-years."
            )
        if options["nominations"]:
            made = seed_nominations(options["nominations"])
            self.stdout.write(f"{made} nominations added")
        if options["reviews"]:
            self.stdout.write(f"{seed_reviews()} added")
        if options["enterprises"]:
            made = seed_enterprises(options["enterprises"])
            self.stdout.write(f"{made} enterprises added")
        if options["credit_years"]:
            made = seed_credit(options["credit_years"])
            recompute_all(cause="规模测试", since=timezone.now(), progress=_silent)
            self.stdout.write(f"{made} credit ledgers added")


def _silent(done: int, total: int, words: str, /) -> None:
    """The command says what it made, not how far it is."""
