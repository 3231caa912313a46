"""`make bench-ledger`: a ledger of 10,000 rows as XLSX, checked and imported.

Prints the time of each step and the peak memory of the process. A second ledger has an
error in every row (200,000 with `--errors 200000`), of which the first are marked.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import tempfile
import time
from collections.abc import Callable
from typing import IO, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot_portal.settings")
os.environ.setdefault("DEBUG", "0")
django.setup()

from django.core.files.uploadedfile import TemporaryUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.services import ensure_personas  # noqa: E402
from documents.exports import Order, page_of, write_file  # noqa: E402
from documents.workbooks import Line, write_book  # noqa: E402
from enterprises.ledger.book import ledger_book  # noqa: E402
from enterprises.services.ledger import (  # noqa: E402
    check_ledger,
    import_ledger,
    upload_ledger,
)
from regions.models import ManagingUnit  # noqa: E402

UNIT = "330000"
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code(number: int) -> str:
    """A credit code of Hangzhou with its check character."""
    body = f"91330106{number:09d}"
    total = sum(CHARACTERS.index(c) * 3**place for place, c in enumerate(body))
    return body + CHARACTERS[-total % 31]


def line(number: int, *, broken: bool = False) -> Line:
    """A row as an office fills it in."""
    values: dict[str, Any] = {
        "credit_code": code(number),
        "name": f"浙江测试智能制造{number:06d}有限公司",
        "standing": "建设培育",
        "division": "330106 浙江省杭州市西湖区",
        "address": f"浙江省杭州市西湖区测试路{number}号",
        "legal_representative": "张三",
        "registered_on": "2010-03-01",
        "ownership": "民营企业",
        "size": "巨型" if broken else "中型",
        "is_above_scale": "是",
        "industry": "C39 计算机、通信和其他电子设备制造业",
        "tag_1": "智能制造",
        "staff": 300 + number % 700,
        "pool_number": f"浙产教{number:06d}",
        "pooled_on": "2024-05-20",
    }
    return Line(number + 1, values)


def workbook(rows: int, *, broken: bool = False) -> IO[bytes]:
    """A filled-in ledger."""
    unit = ManagingUnit.objects.get(pk=UNIT)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
    lines = ((line(n, broken=broken), None) for n in range(1, rows + 1))
    write_book(file, ledger_book(unit), lines)
    return file


def silent(done: int, total: int, message: str = "", /) -> None:
    """Nobody watches."""


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Run it and say how long it took, and the peak of memory so far."""
    start = time.perf_counter()
    result = work()
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:34}{took:8.1f} s   peak {peak:5.0f} MB", flush=True)
    return result


def uploaded(file: IO[bytes]) -> TemporaryUploadedFile:
    """The file as a browser sends it."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    upload = TemporaryUploadedFile("台账.xlsx", "application/xlsx", size, None)
    while chunk := file.read(1024 * 1024):
        upload.write(chunk)
    return upload


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    os.environ.setdefault("PORTAL_DEMO_PASSWORD", "Bench-Portal-2026")
    call_command("migrate", verbosity=0)
    for command in ("load_reference", "load_industries"):
        call_command(command, stdout=io.StringIO())
    ensure_personas(password=os.environ["PORTAL_DEMO_PASSWORD"])
    by = User.objects.get(username="zhejiang")
    for rows, broken in ((options.rows, False), (options.errors, True)):
        if rows:
            run(by, rows, broken=broken)
    order = Order("/enterprises/export/", "", "xlsx")
    sheet = page_of(order, by).sheet()
    timed(f"export {sheet.total:,} rows, XLSX", lambda: write_file(sheet, "xlsx"))


def run(by: User, rows: int, *, broken: bool) -> None:
    """One ledger all the way, or to its report."""
    words = "all broken" if broken else "all new"
    file = timed(f"make {rows:,} rows ({words})", lambda: workbook(rows, broken=broken))
    record = timed(
        "upload, looked into", lambda: upload_ledger(upload=uploaded(file), by=by)
    )
    made = timed("dry run with its report", lambda: check_ledger(record, silent))
    record.counts = made.found
    record.save()
    print({name: made.found[name] for name in ("new", "changed", "same", "broken")})
    if not broken:
        timed("import, one transaction", lambda: import_ledger(record, silent))


if __name__ == "__main__":
    main()
