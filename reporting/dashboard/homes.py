"""Which home a person lands on after signing in."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from accounts.choices import ADMINISTRATOR_ROLES
from accounts.standing import standing_of
from reporting.dashboard.administrators import facts_for
from reporting.dashboard.authority import Overview
from reporting.dashboard.figures import Figure


class Home(Enum):
    """The five homes; the value names the template."""

    AUTHORITY = "authority"
    CITY = "city"
    ADMINISTRATOR = "administrator"
    APPLICANT = "applicant"


def home_of(user: Any) -> Home:
    """By the widest post held now; who has none is shown what the public sees."""
    standing = standing_of(user)
    if any(role in ADMINISTRATOR_ROLES for role, _tier in standing.roles):
        return Home.ADMINISTRATOR
    if standing.is_national or standing.unit_codes:
        return Home.AUTHORITY
    return Home.CITY if standing.city_codes else Home.APPLICANT


def figures_for(user: Any, now: datetime) -> list[Figure]:
    """Every figure of a person's home, as page and API show it."""
    home = home_of(user)
    if home == Home.AUTHORITY:
        return list(Overview(user, now).figures())
    return facts_for(user, now) if home == Home.ADMINISTRATOR else []
