"""The benefits that ship with the portal, each with its source."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from incentives.choices.policies import PolicyScope, PolicyState, VersionState
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from incentives.services.policies.drafting import checked_content
from incentives.services.policies.shared import copy_content

FILE = Path(__file__).resolve().parents[2] / "data" / "policies.json"
NOTE = "平台基础数据更正"


@transaction.atomic
def load_policies(*, now: datetime | None = None) -> tuple[int, int]:
    """Publish the benefits of the file; how many were added, how many corrected.

    A benefit in whose history a person stands, or that was withdrawn, is left alone.
    """
    now = now or timezone.now()
    held = PolicyBenefit.objects.exclude(seed_key=None).in_bulk(field_name="seed_key")
    edited = set(
        PolicyVersion.objects.filter(drafted_by__isnull=False).values_list(
            "benefit_id", flat=True
        )
    )
    added = corrected = 0
    for row in json.loads(FILE.read_text(encoding="utf-8")):
        key, content = row.pop("seed_key"), _content_of(row)
        benefit = held.get(key)
        if benefit is None:
            _publish(_new(key, content), content, now)
            added += 1
        elif benefit.state == PolicyState.PUBLISHED and benefit.pk not in edited:
            corrected += _correct(benefit, content, now)
    return added, corrected


def _content_of(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("effective_from", "effective_until"):
        if name in row:
            row[name] = date.fromisoformat(row[name])
    defaults = PolicyVersion()
    return checked_content({n: row.get(n, getattr(defaults, n)) for n in CONTENT})


def _new(key: str, content: dict[str, Any]) -> PolicyBenefit:
    return PolicyBenefit(seed_key=key, scope=PolicyScope.NATION, **content)


def _correct(benefit: PolicyBenefit, content: dict[str, Any], now: datetime) -> bool:
    if all(getattr(benefit, name) == value for name, value in content.items()):
        return False
    _publish(benefit, content, now)
    return True


def _publish(benefit: PolicyBenefit, content: dict[str, Any], now: datetime) -> None:
    number = benefit.versions.count() + 1 if benefit.pk else 1
    version = PolicyVersion(
        number=number,
        state=VersionState.PUBLISHED,
        change_note=NOTE if number > 1 else "",
        drafted_at=now,
        published_at=now,
        **content,
    )
    copy_content(version, benefit)
    benefit.state = PolicyState.PUBLISHED
    benefit.version += bool(benefit.pk)
    benefit.save()
    version.benefit = benefit
    version.save()
