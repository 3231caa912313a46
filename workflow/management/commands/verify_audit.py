"""Check that nobody has altered, removed or reordered a step or a submission."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.models import Application, Step, Submission
from workflow.services import verify_chain


class Command(BaseCommand):
    """Exit 1 and the first broken row, or how much was found whole."""

    help = "Verify the hash chain of every application and every frozen submission."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk all chains; stop at the first break."""
        broken = next(verify_chain(), None)
        if broken is not None:
            case = Application.objects.filter(pk=broken.application_id).first()
            name = f"{case.number or '未编号'} {case.title}" if case else "已不存在"
            raise CommandError(
                f"审计链校验未通过：申报事项 {broken.application_id}（{name}）"
                f"第{broken.sequence}条：{broken.sentence}"
            )
        self.stdout.write(
            f"审计链校验通过：{Application.objects.count()}个申报事项，"
            f"{Step.objects.count()}条办理记录，"
            f"{Submission.objects.count()}个提交版本。"
        )
