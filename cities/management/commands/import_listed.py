"""`manage.py import_listed FILE.csv [--dry-run]`: official lists come in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cities.services import import_listed, preview_listed
from ui.refusals import Refusal


class Command(BaseCommand):
    """Imports a list whole or not at all, and prints what became of every row."""

    help = "Import an official list of cities and enterprises (CSV, UTF-8 or GBK)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether only to look."""
        parser.add_argument("file", type=Path, help="CSV file, see docs/user/import.md")
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
            self._import(content, path.name, options["dry_run"])
        except Refusal as refusal:
            lines = [refusal.sentence, *(f"  {i.sentence}" for i in refusal.issues)]
            raise CommandError("\n".join(dict.fromkeys(lines))) from None

    def _import(self, content: bytes, name: str, dry_run: bool) -> None:
        report = preview_listed(content)
        for line in report:
            row = line.row
            self.stdout.write(f"第 {row.line} 行 {row.name}：{line.words}")
        if dry_run:
            self.stdout.write("仅检查，未写入任何数据。")
            return
        record = import_listed(content, file_name=name, by=None)
        new = sum(line.outcome == "new" for line in report)
        self.stdout.write(f"导入完成：新增 {new} 条（导入记录 {record.pk}）。")
