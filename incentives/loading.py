"""Bringing the rates of the credit into the database, as often as one likes."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from incentives.models import CreditRates

FILE = Path(__file__).resolve().parent / "data" / "credit_rates.json"


@transaction.atomic
def load_credit_rates() -> int:
    """Add the rows of the file whose day is not there yet; how many were added.

    A row that is there stays as it is: results rest on it.
    """
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    added = 0
    for row in rows:
        day = row.pop("effective_from")
        _, is_new = CreditRates.objects.get_or_create(effective_from=day, defaults=row)
        added += is_new
    return added
