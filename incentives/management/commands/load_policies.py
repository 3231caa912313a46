"""Publish the benefits that ship with the portal; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from incentives.services.policies import load_policies


class Command(BaseCommand):
    """`manage.py load_policies`."""

    help = "Publish the benefits that ship with the portal, each with its source."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        added, corrected = load_policies()
        self.stdout.write(f"政策清单：新增 {added} 条，更正 {corrected} 条")
