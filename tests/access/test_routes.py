"""Every route of the portal × every persona → status.

How to add yours: `tests/access/<app>.py` holds `ROUTES`, a row for each route name:

    ROUTES = {
        "cities:drafts": Route(allow=CITY_OFFICES),
        "cities:draft": Route(allow=frozenset({"hangzhou"}), refused=404, kwargs=draft),
        "cities:draft-send": [
            Route(allow=frozenset({"hangzhou"}), refused=404, kwargs=draft),
            Route(..., method="post"),
        ],
        "api:pilot-cities-list": api(SIGNED_IN),
    }

    def draft(world):            # kwargs of the url; objects are made once a row
        return {"pk": world.made("draft", make_draft).pk}

* `allow` gets 200 on GET (or `ok=`), and on POST anything that is not a refusal;
  everybody else gets `refused` (403, or 404 where he may not even know of it); a
  visitor gets `visitor` (302 to the sign-in page, 401 in the API: use `api(...)`).
* `also={"ndrc": 409}` names a single persona's own status.
* each request runs in a savepoint that is rolled back, so a POST changes nothing for
  the next persona; `data=lambda world: {...}` is its body.
* a route without a row fails; so does a row without a route. Everything of the Django
  admin is one row, `admin:*`. The names of sets (NATIONAL, UNITS, APPLICANTS,
  AUTHORITIES, BUSINESS, SIGNED_IN, EVERYONE …) are in routes.py.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.access.routes import Route, World
from tests.factories.workflow import application_at
from tests.personas import EVERYBODY, VISITOR
from workflow.choices import Stage

ADMIN = "admin:*"
NOT_TABLES = {"__init__", "routes", "test_routes"}


def table() -> dict[str, list[Route]]:
    """The rows of all apps by route name."""
    rows: dict[str, list[Route]] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem in NOT_TABLES:
            continue
        for name, given in import_module(f"tests.access.{path.stem}").ROUTES.items():
            rows.setdefault(name, []).extend(
                [given] if isinstance(given, Route) else given
            )
    return rows


def names_of(patterns: list, spaces: tuple[str, ...] = ()) -> set[str]:
    """Every route name below these patterns, with its namespaces."""
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            below = (*spaces, pattern.namespace) if pattern.namespace else spaces
            found |= names_of(pattern.url_patterns, below)
        elif isinstance(pattern, URLPattern):
            found.add(":".join([*spaces, pattern.name or f"?{pattern.pattern}"]))
    return found


def routes() -> set[str]:
    """Every route name; the Django admin counts as one."""
    names = names_of(get_resolver().url_patterns)
    return {ADMIN if name.startswith("admin:") else name for name in names}


ROWS = [
    pytest.param(name, number, id=f"{name}-{row.method}-{number}")
    for name, rows in table().items()
    for number, row in enumerate(rows)
    if name != ADMIN
]


def test_every_route_has_its_row():
    assert sorted(routes() - set(table())) == []


def test_every_row_has_its_route():
    assert sorted(set(table()) - routes()) == []


def asked(client: Client, row: Route, url: str, data: object) -> tuple[int, str]:
    """Status and target of one request, undone afterwards."""
    with transaction.atomic():
        send = getattr(client, row.method)
        if row.method == "get":
            answer = send(url)
        elif row.visitor == 302:
            answer = send(url, data or {})
        else:
            answer = send(url, data or {}, content_type="application/json")
        transaction.set_rollback(True)
    if answer.streaming:  # a download is read to its end, or its file stays open
        b"".join(answer.streaming_content)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize(("name", "number"), ROWS)
def test_each_persona_gets_the_status_of_the_table(name, number, people, client_as):
    row, world = table()[name][number], World(people)
    url = reverse(name, kwargs=dict(row.kwargs(world)) or None) + row.query
    data = row.data(world) if row.data else None
    wrong = {}
    for persona in EVERYBODY:
        status, target = asked(client_as(persona), row, url, data)
        sent_away = target.startswith(reverse("accounts:sign-in"))
        right = status in row.expected(persona)
        if persona == VISITOR and status == 302 and VISITOR not in row.allow:
            right = right and (sent_away or status == 401)
        elif persona in row.allow and status == 302:
            right = right and not sent_away
        if not right:
            wrong[persona] = (status, target, "expected", sorted(row.expected(persona)))
    assert not wrong, f"{row.method.upper()} {url}: {wrong}"


def test_the_django_admin_opens_every_page_it_links(people, client_as):
    application_at(Stage.PUBLIC_NOTICE)
    client, seen, waiting = client_as("sysadmin"), set(), [reverse("admin:index")]
    while waiting:
        path = waiting.pop()
        name = resolve(path).view_name
        if name in seen or not path.startswith(reverse("admin:index")):
            continue
        seen.add(name)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        waiting += re.findall(r'href="(/admin/[^"?#]*)', answer.content.decode())
    assert {"admin:workflow_step_change", "admin:accounts_user_history"} <= seen


@pytest.mark.parametrize("name", ["password_change", "logout"])
def test_the_django_admin_leaves_passwords_and_sign_out_to_the_portal(client_as, name):
    answer = client_as("sysadmin").get(reverse(f"admin:{name}"))
    assert answer.headers["Location"].startswith("/accounts/")


def test_the_django_admin_is_the_system_administrators_alone(people, client_as):
    names = names_of(get_resolver().url_patterns)
    lists = [
        name
        for name in names
        # Django's groups give nothing here, so they are closed to everybody.
        if name.endswith("_changelist") and name != "admin:auth_group_changelist"
    ]
    assert lists
    for persona in EVERYBODY:
        client = client_as(persona)
        for name in ["admin:index", *(lists if persona == "sysadmin" else lists[:1])]:
            answer = client.get(reverse(name), follow=True)
            if persona == VISITOR:
                assert answer.redirect_chain[-1][0].startswith("/accounts/sign-in/")
            else:
                expected = 200 if persona == "sysadmin" else 403
                assert answer.status_code == expected, (persona, name)
