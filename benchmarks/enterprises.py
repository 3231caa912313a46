"""`make bench-enterprises`: the directory with 100,000 enterprises, by gunicorn.

Prints the plan of each kind of search with the medians of its page, page 1 and page
1,000 of the API, and the export of everything with the memory that it took.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot_portal.settings")
os.environ.setdefault("DEBUG", "1")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.run import (  # noqa: E402
    Client,
    free_port,
    median_of,
    queries_of,
    start_gunicorn,
    wait_for,
)
from documents.choices import FileFormat  # noqa: E402
from documents.exports import Order, page_of, write_file  # noqa: E402
from enterprises.models import Enterprise  # noqa: E402

LIST = "/enterprises/"
API = "/api/v1/enterprises/"
WORDS = ("汽车", "康", "qiche", "hz", "hzhd", "91330100")
FILTERS = ("", "managing_unit=330000", "division=杭州市", "industry=C", "page=1000")
PAGE = 1_000
SIZE = 50
USER = "zhejiang"
FORMATS = (FileFormat.CSV.value, FileFormat.XLSX.value)
ACCESS = ("Bitmap Index Scan", "Index Scan", "Index Only Scan", "Seq Scan")


def seed(rows: int) -> float:
    """Seconds that the data took."""
    started = time.perf_counter()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("prepare", "--demo", verbosity=0, stdout=io.StringIO())
    call_command("seed_scale", enterprises=rows, stdout=io.StringIO())
    with connection.cursor() as cursor:
        # As autovacuum would have done: fresh rows of a GIN index wait in a list.
        cursor.execute("vacuum analyze")
    return time.perf_counter() - started


def plan_of(word: str) -> list[str]:
    """How PostgreSQL reads the rows that a search counts, line by line."""
    rows = Enterprise.objects.in_pilot().search(word).order_by().values("pk")
    lines = rows.explain(analyze=True).splitlines()
    return [line.strip(" ->") for line in lines if any(way in line for way in ACCESS)]


def measure_pages(client: Client, times: int) -> None:
    asked = [f"q={word}" for word in WORDS] + list(FILTERS)
    for query in asked:
        path = f"{LIST}?{urllib.parse.quote(query, safe='=&')}"
        took = median_of(times, lambda path=path: client.request("GET", path))
        print(f"{query or 'all':24}{took:8.1f} ms{queries_of(path, USER):6} queries")


def far_page(client: Client) -> str:
    """The address of page 1,000, by following 999 links."""
    url = f"{API}?page_size={SIZE}"
    for _ in range(PAGE - 1):
        _status, body = client.request("GET", url)
        parts = urllib.parse.urlsplit(json.loads(body)["next"])
        url = f"{parts.path}?{parts.query}"
    return url


def measure_api(client: Client, times: int) -> None:
    near, far = f"{API}?page_size={SIZE}", far_page(client)
    spent: dict[str, list[float]] = {near: [], far: []}
    # In turn, so that what else the machine does falls on both alike.
    for url in (near, far) * times:
        started = time.perf_counter()
        client.request("GET", url)
        spent[url].append((time.perf_counter() - started) * 1000)
    first, last = (statistics.median(spent[url]) for url in (near, far))
    print(f"API page 1 {first:.1f} ms, page {PAGE} {last:.1f} ms: {last / first:.2f}")


def measure_export(format: str) -> None:
    """In a process of its own, whose memory is that of the export alone."""
    command = [sys.executable, "-m", "benchmarks.enterprises", "--export", format]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def export(format: str) -> None:
    """What the background job does, without the job."""
    user = User.objects.get(username=USER)
    sheet = page_of(Order(f"{LIST}export/", "standing=all", format), user).sheet()
    before = peak()
    started = time.perf_counter()
    with write_file(sheet, format) as file:
        size = file.seek(0, os.SEEK_END) / 1024**2
    took = time.perf_counter() - started
    print(
        f"export {format}: {sheet.total:,} rows, {size:.1f} MB in {took:.1f} s, "
        f"peak memory {before:.0f} MB before and {peak():.0f} MB after"
    )


def peak() -> float:
    """Most memory this process has had, in MB, without that of whoever began it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--export", choices=FORMATS)
    options = parser.parse_args()
    if options.export:
        export(options.export)
        return
    os.environ.setdefault("PORTAL_DEMO_PASSWORD", "Bench-Portal-2026")
    took = seed(options.rows)
    print(f"{options.rows:,} enterprises in {took:.0f} s, {peak():.0f} MB")
    for word in WORDS:
        print(f"search {word}:", *plan_of(word), sep="\n    ")
    port = free_port()
    server = start_gunicorn(port)
    try:
        wait_for(port)
        client = Client(port)
        client.sign_in(USER, os.environ["PORTAL_DEMO_PASSWORD"])
        measure_pages(client, options.times)
        measure_api(client, options.times)
    finally:
        server.terminate()
        server.wait(timeout=20)
    for format in FORMATS:
        measure_export(format)


if __name__ == "__main__":
    main()
