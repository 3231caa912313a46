"""Load the rates of the credit; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from incentives.loading import load_credit_rates


class Command(BaseCommand):
    """`manage.py load_credit_rates`."""

    help = "Load the rates of the surcharge credit from incentives/data."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        self.stdout.write(f"抵免参数：新增 {load_credit_rates()} 条")
