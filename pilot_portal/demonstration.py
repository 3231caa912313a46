"""What the demonstration shows, in the order in which one part rests on another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from cities.demo import demo_nominations
from enterprises.demo import demo_enterprises
from incentives.demo_credit import demo_credit
from incentives.demo_declarations import demo_declarations
from incentives.demo_funds import demo_funds
from incentives.demo_grants import demo_grants
from incentives.demo_policies import demo_policies
from incentives.demo_rewards import demo_rewards


def demonstrate(now: datetime, people: Mapping[str, User]) -> None:
    """Cases, ledgers and registers to look at; what is there stays as it is."""
    demo_nominations(now, people)
    demo_enterprises(now, people)
    demo_credit(now, people)
    demo_declarations(now, people)
    demo_funds(now, people)
    demo_policies(now, people)
    demo_grants(now, people)
    demo_rewards(now, people)
