"""Load managing units, divisions and national new areas; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from regions.loading import load_reference


class Command(BaseCommand):
    """`manage.py load_reference`."""

    help = "Load the 37 managing units, all divisions and the 19 national new areas."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        report = load_reference()
        for label, added in report.added.items():
            self.stdout.write(
                f"{label}：新增 {added} 条，更新 {report.changed[label]} 条，"
                f"未变 {report.kept[label]} 条"
            )
        if report.no_longer_listed:
            codes = "、".join(report.no_longer_listed)
            self.stdout.write(f"数据文件中已没有、予以保留的行政区划：{codes}")
