"""Makes a progress report without the web: the same services, rendered at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reporting.choices import ReportFormat
from reporting.models import ProgressReport, Snapshot
from reporting.periods import Period, parse_period
from reporting.scopes import Scope, parse_scope
from reporting.services import make_document, prepare_report
from ui.refusals import Refusal


class Command(BaseCommand):
    """`manage.py make_report --scope 330000 --period 2026H1 --out FILE`."""

    help = "Write a progress report of a managing unit, or of the nation, to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scope", required=True, help="nation or six digits")
        parser.add_argument("--period", required=True, help="2026Y, 2026H1 or 2026Q3")
        parser.add_argument(
            "--format", choices=ReportFormat.values, default=ReportFormat.PDF.value
        )
        parser.add_argument("--out", required=True, type=Path, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scope = parse_scope(options["scope"])
            period = parse_period(options["period"])
            snapshot = snapshot_for(scope, period)
            made = make_document(snapshot, options["format"])
            options["out"].write_bytes(made.data)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        except OSError as problem:
            raise CommandError(f"无法写入{options['out']}：{problem}") from problem
        self.stdout.write(
            f"{made.name}：{len(made.data)}字节，数据摘要{snapshot.digest}\n"
        )


def snapshot_for(scope: Scope, period: Period) -> Snapshot:
    """Fresh figures; a report that was submitted keeps those it was submitted with."""
    report = ProgressReport.objects.filter(
        scope=scope.code, period_code=period.code
    ).first()
    held = report.latest_snapshot() if report and not report.is_editable else None
    if held is not None:
        return held
    return prepare_report(scope=scope, period=period, by=None, now=timezone.now())[1]
