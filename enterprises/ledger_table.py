"""The list of imports of ledgers."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from enterprises.models import EnterpriseImport
from ui.tables import BadgeColumn, DateColumn, LinkColumn, NumberColumn, Table


class LedgerTable(Table):
    """Newest first: whose it is, how far, and what was found."""

    caption = "台账导入记录"
    file_name = LinkColumn(verbose_name=_("文件名"))
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)
    managing_unit = tables.Column(
        verbose_name=_("台账范围"), default=_("国家"), orderable=False
    )
    new = NumberColumn(verbose_name=_("新增"), accessor="counts__new", orderable=False)
    changed = NumberColumn(
        verbose_name=_("更新"), accessor="counts__changed", orderable=False
    )
    same = NumberColumn(
        verbose_name=_("未变"), accessor="counts__same", orderable=False
    )
    broken = NumberColumn(
        verbose_name=_("错误"), accessor="counts__broken", orderable=False
    )
    by = tables.Column(
        verbose_name=_("上传人"), default=_("服务器命令"), orderable=False
    )
    at = DateColumn(verbose_name=_("上传时间"), time=True)

    class Meta(Table.Meta):
        model = EnterpriseImport
        fields = (
            "file_name", "state", "managing_unit", "new", "changed", "same", "broken",
            "by", "at",
        )  # fmt: skip

    def render_state(self, record: Any, bound_column: Any) -> Any:
        """The state in words, in its tone."""
        column = self.columns["state"].column
        return column.render(record.state_label, record, bound_column)
