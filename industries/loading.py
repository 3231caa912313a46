"""Bringing GB/T 4754-2017 into the database, as often as one likes."""

import csv
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from industries.models import Industry
from regions.loading import LoadReport, upsert

FILE = Path(__file__).resolve().parent / "data" / "gbt4754_2017.csv"


@transaction.atomic
def load_industries(*, now: datetime | None = None) -> LoadReport:
    """Write sections and divisions; only rows that differ are touched.

    A class that is missing from the file stays: records may hang on it.
    """
    report, existing = LoadReport(), Industry.objects.in_bulk()
    fresh = read_industries(now or timezone.now())
    upsert(fresh, existing, "code", report)
    report.no_longer_listed = sorted(set(existing) - {row.code for row in fresh})
    return report


def read_industries(moment: datetime) -> list[Industry]:
    """The rows of the file in its order, sections before their divisions."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Industry(
                code=row["code"],
                name=row["name"],
                section_id=row["section"] or None,
                order=order,
                updated_at=moment,
            )
            for order, row in enumerate(csv.DictReader(lines), start=1)
        ]
