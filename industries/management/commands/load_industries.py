"""Load the classes of GB/T 4754-2017; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from industries.loading import load_industries


class Command(BaseCommand):
    """`manage.py load_industries`."""

    help = "Load the 20 sections and 97 divisions of GB/T 4754-2017."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        report = load_industries()
        for label, added in report.added.items():
            self.stdout.write(
                f"{label}：新增 {added} 条，更新 {report.changed[label]} 条，"
                f"未变 {report.kept[label]} 条"
            )
        if report.no_longer_listed:
            codes = "、".join(report.no_longer_listed)
            self.stdout.write(f"数据文件中已没有、予以保留的行业：{codes}")
