"""Draw the life cycle from the code into docs/lifecycle.md."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workflow.drawing import document
from workflow.kinds import all_kinds


class Command(BaseCommand):
    """Write the page, or with --check say whether it is still true."""

    help = "Write docs/lifecycle.md from the declared transitions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check writes nothing."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Compare or write."""
        path = settings.BASE_DIR / "docs" / "lifecycle.md"
        drawn = document(all_kinds())
        if not check:
            path.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"Wrote {path.name}.")
        elif not path.exists() or path.read_text(encoding="utf-8") != drawn:
            raise CommandError(
                "docs/lifecycle.md differs from the code: run manage.py draw_lifecycle."
            )
