"""`manage.py import_enterprises FILE --unit 330000`: a ledger comes in, or not."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from cities.checks.lists import HEADER
from cities.services import import_listed, preview_listed
from enterprises.services.ledger import import_file
from regions.models import ManagingUnit
from ui.refusals import Refusal

NATION = "nation"


class Command(BaseCommand):
    """Imports a ledger whole or not at all; official lists by their own heads."""

    help = "Import a ledger of enterprises (XLSX or CSV), or an official list of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose enterprises, and the document that lists them."""
        parser.add_argument("file", type=Path, help="see docs/user/import.md")
        parser.add_argument(
            "--unit", default=NATION, help="code of the managing unit, or nation"
        )
        parser.add_argument("--document", default="", help="its number")
        parser.add_argument("--document-name", default="")
        parser.add_argument("--document-date", default="", help="2026-06-30")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, import, report."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise CommandError(f"无法读取文件 {path}：{fault.strerror}。") from None
        try:
            self._import(content, path.name, options)
        except Refusal as refusal:
            lines = [refusal.sentence, *(f"  {i.sentence}" for i in refusal.issues)]
            raise CommandError("\n".join(dict.fromkeys(lines))) from None

    def _import(self, content: bytes, name: str, options: dict[str, Any]) -> None:
        if content.removeprefix(b"\xef\xbb\xbf").startswith(",".join(HEADER).encode()):
            self._import_list(content, name, dry_run=options["dry_run"])
            return
        counts = import_file(
            content,
            file_name=name,
            unit=self._unit(options["unit"]),
            document_number=options["document"],
            document_name=options["document_name"],
            document_date=parse_date(options["document_date"] or ""),
            dry_run=options["dry_run"],
        )
        words = "仅检查，未写入任何数据" if options["dry_run"] else "导入完成"
        self.stdout.write(
            f"{words}：新增 {counts['new']} 家，更新 {counts['changed']} 家，"
            f"未变 {counts['same']} 家。"
        )

    def _import_list(self, content: bytes, name: str, *, dry_run: bool) -> None:
        if dry_run:
            new = sum(line.outcome == "new" for line in preview_listed(content))
            self.stdout.write(f"仅检查，未写入任何数据：新增 {new} 条。")
        else:
            record = import_listed(content, file_name=name, by=None)
            self.stdout.write(f"导入完成：新增 {record.made} 条。")

    def _unit(self, code: str) -> ManagingUnit | None:
        if code == NATION:
            return None
        unit: ManagingUnit | None = ManagingUnit.objects.filter(pk=code).first()
        if unit is None:
            raise CommandError(f"没有代码为 {code} 的管理单位。")
        return unit
