"""Do every draw of a panel once more from its record, and compare."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.lots import Shortfall
from workflow.models import Draw, Panel
from workflow.services import same_again


class Command(BaseCommand):
    """Exit 1 with the difference, or the names of each draw."""

    help = "Repeat the draws of a panel from seed, pool and demands, and compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which panel."""
        parser.add_argument("panel_id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Every draw in order; stop at the first that differs."""
        panel = Panel.objects.filter(pk=options["panel_id"]).first()
        if panel is None:
            raise CommandError(f"没有编号为{options['panel_id']}的专家组。")
        draws = list(panel.draws.all())
        if not draws:
            raise CommandError("该专家组还没有抽取过。")
        for row in draws:
            self._compare(row)
        self.stdout.write(f"{len(draws)}次抽取均可重现。")

    def _compare(self, row: Draw) -> None:
        names = {line["id"]: line["name"] for line in row.pool}
        again = same_again(row)
        if isinstance(again, Shortfall):
            raise CommandError(f"{row}不能重现：{again.sentence}")
        kept, made = (_listed(ids, names) for ids in (row.drawn, again))
        if list(again) != row.drawn:
            raise CommandError(f"{row}不一致：记录为{kept}，重新抽取为{made}。")
        self.stdout.write(f"{row}：{made}")


def _listed(ids: Any, names: dict[int, str]) -> str:
    return "、".join(f"{names.get(pk, '？')}（{pk}）" for pk in ids)
