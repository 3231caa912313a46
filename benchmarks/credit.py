"""`make bench-credit`: 100,000 credit ledgers of five years, all computed anew.

Prints how many ledgers a second are computed anew (all results change), and again when
nothing changes, with the peak memory of the process and how much it grew over the
second half of the ledgers: it must not grow with their number. Then the national
totals, beside one SQL statement that sums the same rows.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot_portal.settings")
os.environ.setdefault("DEBUG", "1")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from enterprises.seeding import seed_enterprises  # noqa: E402
from incentives.models import CreditAccount, CreditPeriod, CreditResult  # noqa: E402
from incentives.seeding import seed_credit  # noqa: E402
from incentives.services.credit import (  # noqa: E402
    UNIT,
    recompute_all,
    totals_by,
    totals_of,
)

# Of a hundred invented enterprises so many ever were in the pool.
IN_POOL = 96
TIMES = 5
SUM_SQL = """
select sum(r.new_credit), sum(r.used_education + r.used_local)
from incentives_creditperiod p join incentives_creditresult r on r.id = p.result_id
"""


def peak() -> float:
    """Of memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare(ledgers: int, years: int) -> None:
    """The ledgers, filed and not computed."""
    call_command("migrate", verbosity=0)
    for command in ("load_reference", "load_industries", "load_credit_rates"):
        call_command(command, stdout=io.StringIO())
    started = time.perf_counter()
    seed_enterprises(-(-ledgers * 100 // IN_POOL))
    made = seed_credit(years)
    vacuum()
    took = time.perf_counter() - started
    print(f"{made:,} ledgers of {years} years seeded in {took:.0f} s", flush=True)


def vacuum() -> None:
    """As autovacuum would have done."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def compute(name: str) -> None:
    """All ledgers once, as the background job does it."""
    peaks: list[float] = []
    started = time.perf_counter()
    changed = recompute_all(
        cause="测算",
        since=timezone.now(),
        progress=lambda done, total, words: peaks.append(peak()),
    )
    took = time.perf_counter() - started
    ledgers, periods = CreditAccount.objects.count(), CreditPeriod.objects.count()
    grown = peaks[-1] / peaks[len(peaks) // 2]
    print(
        f"{name:24}{took:7.1f} s{ledgers / took:9.0f} ledgers/s"
        f"{periods / took:9.0f} periods/s{changed:10,} results"
        f"   peak {peaks[-1]:.0f} MB, second half x{grown:.2f}",
        flush=True,
    )


def median_ms(work: Callable[[], Any]) -> float:
    took = []
    for _time in range(TIMES):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return statistics.median(took) * 1000


def by_sql() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(SUM_SQL)
        return cursor.fetchone()


def totals() -> None:
    """National and provincial sums against one statement over the same rows."""
    periods = CreditPeriod.objects.all()
    nation = totals_of(periods)
    new_credit, used = by_sql()
    assert (nation.new_credit, nation.used) == (new_credit, used)
    base = median_ms(by_sql)
    print(f"{'sum by SQL':24}{base:7.0f} ms")
    asked: dict[str, Callable[[], Any]] = {
        "totals of the nation": lambda: totals_of(periods),
        "… of one year": lambda: totals_of(periods, 2025),
        "totals by unit, one year": lambda: totals_by(UNIT, periods, 2025),
    }
    for name, work in asked.items():
        took = median_ms(work)
        print(f"{name:24}{took:7.0f} ms   x{took / base:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledgers", type=int, default=100_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--seed", action="store_true", help="only make the ledgers")
    options = parser.parse_args()
    if options.seed:
        prepare(options.ledgers, options.years)
        return
    # In a process of its own, so that the peak below is that of computing.
    subprocess.run(
        [sys.executable, "-m", "benchmarks.credit", "--seed", *sys.argv[1:]], check=True
    )
    compute("computed, all new")
    vacuum()
    compute("computed, none changed")
    assert CreditResult.objects.count() == CreditPeriod.objects.count()
    totals()


if __name__ == "__main__":
    main()
