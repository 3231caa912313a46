"""`make bench`: pages and API on 10,000 reviewed applications, by gunicorn.

Prints medians of warm sequential requests and, beside each, the same rows fetched by
one SQL statement in the same run, so that the ratio, not the machine, is what counts.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import os
import re
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot_portal.settings")
os.environ.setdefault("DEBUG", "1")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client as TestClient  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from cities.models import CityNomination  # noqa: E402

UNIT = "330000"
ROW_SQL = """
select a.number, a.title, a.stage, a.due_at, o.name, u.name
from workflow_application a
join accounts_organisation o on o.id = a.applicant_id
left join regions_managingunit u on u.code = a.managing_unit_id
where a.managing_unit_id = %s and a.submitted_at is not null {where}
order by {order} limit 50 offset {offset}
"""
OPINION_SQL = """
select o.id, o.state, o.due_at, a.number, a.title, g.name from workflow_opinion o
join workflow_application a on a.id = o.application_id
join accounts_organisation g on g.id = o.organisation_id
where a.managing_unit_id = %s order by o.due_at limit 50
"""
RANKING_SQL = """
select p.mean, p.spread, a.number, a.title, o.name from workflow_panel p
join workflow_application a on a.id = p.application_id
join accounts_organisation o on o.id = a.applicant_id
where p.state = 'closed' and a.round_id = (
    select round_id from workflow_application b join workflow_panel q
    on q.application_id = b.id where %s <> '' order by q.id desc limit 1
) order by p.mean desc limit 50
"""
COUNT_SQL = """
select stage, count(*), min(stage_since) from workflow_application
where managing_unit_id = %s and submitted_at is not null group by stage
"""


@dataclass(frozen=True)
class Case:
    """One thing measured, with the statement that brings the same rows."""

    name: str
    path: str
    sql: str
    user: str = "zhejiang"


class Client:
    """A browser with a session, as thin as it can be."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def request(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Host": f"localhost:{self.port}",
        }
        body = urllib.parse.urlencode(form) if form else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        server.request(method, path, body, headers)
        answer = server.getresponse()
        data = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        server.close()
        return answer.status, data

    def sign_in(self, username: str, password: str) -> None:
        path = reverse("accounts:sign-in")
        _, page = self.request("GET", path)
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, "the sign-in page has no form"
        status, _ = self.request(
            "POST",
            path,
            {
                "username": username,
                "password": password,
                "csrfmiddlewaretoken": found.group(1).decode(),
            },
        )
        assert status == 302, f"sign-in answered {status}"


def median_of(times: int, act: Callable[[], None]) -> float:
    """Median milliseconds of `times` runs, after two that warm up."""
    for _ in range(2):
        act()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_gunicorn(port: int) -> subprocess.Popen[bytes]:
    """Two sync workers, as the compared peers were measured."""
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "pilot_portal.wsgi",
            "--workers=2",
            f"--bind=127.0.0.1:{port}",
            "--no-control-socket",
            "--log-level=warning",
        ]
    )


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            if Client(port).request("GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("gunicorn did not answer")


def cases() -> list[Case]:
    """What the issue asks for, with one statement each."""
    nominations = reverse("cities:nominations")
    one = CityNomination.objects.filter(
        managing_unit_id=UNIT, submitted_at__isnull=False
    ).first()
    assert one is not None, "seed first"
    by_number = ROW_SQL.format(where="", order="a.id desc", offset=0)
    far = ROW_SQL.format(where="", order="a.id desc", offset=99 * 50)
    awaiting = ROW_SQL.format(
        where="and a.stage = 'provincial_review' and a.proposal_id is null",
        order="a.due_at",
        offset=0,
    )
    detail = (
        "select * from cities_citynomination c join workflow_application a "
        f"on a.id = c.application_ptr_id where a.id = {one.pk} and "
        "a.managing_unit_id = %s"
    )
    steps = (
        "select s.* from workflow_step s join workflow_application a "
        f"on a.id = s.application_id where a.id = {one.pk} and "
        "a.managing_unit_id = %s order by s.sequence desc limit 50"
    )
    return [
        Case("list, page 1", nominations, by_number),
        Case("list, page 100", f"{nominations}?page=100", far),
        Case("detail", one.get_absolute_url(), detail),
        Case("desk", reverse("workflow:desk"), awaiting),
        Case("dashboard", reverse("reporting:dashboard"), COUNT_SQL),
        Case("API list of 50", "/api/v1/city-nominations/", by_number),
        Case("opinions", f"{reverse('workflow:opinions')}?tab=all", OPINION_SQL),
        Case("timeline", reverse("workflow:timeline", args=[one.pk]), steps),
        Case("ranking, as ndrc", reverse("workflow:ranking"), RANKING_SQL, "ndrc"),
    ]


def queries_of(path: str, user: str) -> int:
    """SQL queries of one page, in this process, session included."""
    inside = TestClient(headers={"host": "localhost"})
    inside.force_login(
        User.objects.get(username=user),
        backend="accounts.backends.NameOrEmailBackend",
    )
    inside.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert inside.get(path).status_code == 200
    return len(caught)


def measure(port: int, times: int) -> list[dict[str, object]]:
    clients = {}
    for user in ("zhejiang", "ndrc"):
        clients[user] = Client(port)
        clients[user].sign_in(user, os.environ["PORTAL_DEMO_PASSWORD"])
    rows: list[dict[str, object]] = []
    for case in cases():
        client = clients[case.user]
        status, body = client.request("GET", case.path)
        assert status == 200, f"{case.name}: {case.path} answered {status}"

        def page(path: str = case.path, client: Client = client) -> None:
            client.request("GET", path)

        def statement(sql: str = case.sql) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, [UNIT])
                cursor.fetchall()

        took, floor = median_of(times, page), median_of(times, statement)
        rows.append(
            {
                "case": case.name,
                "ms": round(took, 1),
                "sql_ms": round(floor, 2),
                "ratio": round(took / floor, 1),
                "queries": queries_of(case.path, case.user),
                "kB": round(len(body) / 1024),
            }
        )
    return rows


def measure_pdf(times: int) -> dict[str, object]:
    """One report as a file by the command that needs no web, start-up included."""
    target = settings.VAR_DIR / "bench.pdf"

    def render() -> None:
        call_command(
            "make_report",
            scope=UNIT,
            period="2026H1",
            format="pdf",
            out=target,
            stdout=io.StringIO(),
        )

    def statement() -> None:
        with connection.cursor() as cursor:
            cursor.execute(COUNT_SQL, [UNIT])
            cursor.fetchall()

    took, floor = median_of(min(times, 5), render), median_of(times, statement)
    size = round(target.stat().st_size / 1024)
    target.unlink()
    return {
        "case": "one report as PDF",
        "ms": round(took, 1),
        "sql_ms": round(floor, 2),
        "ratio": round(took / floor, 1),
        "queries": "",
        "kB": size,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("PORTAL_DEMO_PASSWORD", "Bench-Portal-2026")
    start = time.perf_counter()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=io.StringIO())
    call_command("load_industries", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    said = io.StringIO()
    call_command("seed_scale", nominations=options.rows, reviews=True, stdout=said)
    call_command("verify_audit", stdout=said)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    seeded = time.perf_counter() - start
    port = free_port()
    server = start_gunicorn(port)
    try:
        wait_for(port)
        rows = measure(port, options.times)
    finally:
        server.terminate()
        server.wait(timeout=20)
    rows.append(measure_pdf(options.times))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    print(said.getvalue().strip())
    print(f"user zhejiang, seeded and its chains verified in {seeded:.0f} s")
    print(f"{'':22}{'median':>10}{'one SQL':>10}{'ratio':>8}{'queries':>9}{'size':>9}")
    for row in rows:
        print(
            f"{row['case']:22}{row['ms']:>7} ms{row['sql_ms']:>7} ms"
            f"{row['ratio']:>8}{row['queries']:>9}{row['kB']:>6} kB"
        )
    print(f"peak memory of this process (with the PDF): {peak:.0f} MB")


if __name__ == "__main__":
    main()
