"""The words of the persona × route table; see test_routes.py for how to use them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Organisation, User
from tests.personas import EVERYBODY, PERSONAS, VISITOR

EVERYONE = frozenset(EVERYBODY)
SIGNED_IN = frozenset(PERSONAS)
NOBODY: frozenset[str] = frozenset()
# Departments that give opinions and decide nothing.
NATIONAL_ADVISERS = frozenset(
    {"mof", "mof_lead", "mohrss", "mohrss_lead"}
    | {"miit", "miit_lead", "sasac", "sasac_lead"}
)
UNIT_ADVISERS = frozenset({"zhejiang_finance", "zhejiang_finance_lead"})
ADVISERS = NATIONAL_ADVISERS | UNIT_ADVISERS
NATIONAL = NATIONAL_ADVISERS | {"ndrc", "ndrc_lead", "moe", "moe_lead"}
ZHEJIANG_LEADING = frozenset({"zhejiang", "zhejiang_lead"})
ZHEJIANG = ZHEJIANG_LEADING | UNIT_ADVISERS
UNITS = (
    ZHEJIANG
    | {"sichuan", "sichuan_lead", "ningbo", "ningbo_lead"}
    | {"shanghai", "shanghai_lead", "beijing"}
)
CITY_OFFICES = frozenset({"hangzhou", "wenzhou", "chengdu"})
APPLICANTS = frozenset(
    {"enterprise", "enterprise_ningbo", "enterprise_central", "school"}
)
EXPERTS = frozenset(f"expert{number}" for number in range(1, 6))
ADMINISTRATORS = frozenset({"sysadmin", "secadmin", "auditor"})
AUTHORITIES = NATIONAL | UNITS | CITY_OFFICES
BUSINESS = AUTHORITIES | APPLICANTS | EXPERTS

TAKEN = frozenset({200, 201, 204, 302, 303, 400, 409, 415, 422})


class World:
    """What the rows may need: people, organisations, and things made once a test."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self._made: dict[str, Any] = {}

    def user(self, name: str) -> User:
        """A persona with posts read anew."""
        return User.objects.get(username=name)

    def organisation(self, name: str) -> Organisation:
        """The organisation of a persona."""
        return Organisation.objects.get(posts__user__username=name)

    def made(self, key: str, make: Callable[["World"], Any]) -> Any:
        """`make(world)`, once: rows of one test share what they made."""
        if key not in self._made:
            self._made[key] = make(self)
        return self._made[key]


def no_kwargs(world: World) -> dict[str, Any]:
    """For a route without arguments."""
    return {}


@dataclass(frozen=True)
class Route:
    """One row: who gets in, and what all the others are told."""

    allow: frozenset[str] = NOBODY
    refused: int = 403  # signed in, but not allowed: 403 with a reason, 404 unseen
    visitor: int = 302  # 302 to the sign-in page; 401 or 403 in the API
    kwargs: Callable[[World], Mapping[str, Any]] = no_kwargs
    method: str = "get"
    query: str = ""
    data: Callable[[World], Any] | None = None
    ok: frozenset[int] = field(default_factory=frozenset)
    also: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def expected(self, name: str) -> frozenset[int]:
        """The statuses this persona may get."""
        if name in self.also:
            return frozenset({self.also[name]})
        if name in self.allow:
            return self.ok or (frozenset({200}) if self.method == "get" else TAKEN)
        if name != VISITOR:
            return frozenset({self.refused})
        # Typed texts are not lost on the way to the sign-in page: 401 shows them.
        typed = self.visitor == 302 and self.method == "post" and self.data
        return frozenset({self.visitor, 401} if typed else {self.visitor})


def api(allow: frozenset[str] = SIGNED_IN, **row: Any) -> Route:
    """A row of the API: nobody is sent to a sign-in page there."""
    return Route(allow=allow, visitor=401, **row)
