"""Check that nobody has altered, removed or reordered what the chain binds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.archive_check import Broken, check_archive
from workflow.frozen import first_broken
from workflow.models import Application, Step, Submission
from workflow.services import verify_chain


class Command(BaseCommand):
    """Exit 1 and the first broken row, or how much was found whole."""

    help = (
        "Verify the hash chain of every application, every frozen submission and every "
        "row bound into the chain; or an archive file of one case, without a database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One archive instead of the database."""
        parser.add_argument("--archive", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop at the first break."""
        if options["archive"]:
            self._check_archive(options["archive"])
        else:
            self._check_database()

    def _check_archive(self, path: Path) -> None:
        try:
            whole = check_archive(path)
        except Broken as fault:
            raise CommandError(f"归档文件校验未通过：{fault}") from fault
        withheld = f"（其中{whole.withheld}条仅有校验码）" if whole.withheld else ""
        self.stdout.write(
            f"归档文件校验通过：{whole.title}，{whole.entries}个条目，"
            f"{whole.steps}条办理记录{withheld}，{whole.submissions}个提交版本。\n"
            f"链首：{whole.head}\n归档文件 SHA-256：{whole.sha256}"
        )

    def _check_database(self) -> None:
        """Walk all chains."""
        broken = next(verify_chain(), None)
        if broken is not None:
            case = Application.objects.filter(pk=broken.application_id).first()
            name = f"{case.number or '未编号'} {case.title}" if case else "已不存在"
            raise CommandError(
                f"审计链校验未通过：申报事项 {broken.application_id}（{name}）"
                f"第{broken.sequence}条：{broken.sentence}"
            )
        if fault := first_broken():
            raise CommandError(f"冻结数据校验未通过：{fault}")
        self.stdout.write(
            f"审计链校验通过：{Application.objects.count()}个申报事项，"
            f"{Step.objects.count()}条办理记录，"
            f"{Submission.objects.count()}个提交版本。"
        )
