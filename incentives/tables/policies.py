"""The policy list as a table."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from incentives.models import PolicyBenefit
from ui.tables import BadgeColumn, LinkColumn, Table


class PolicyTable(Table):
    """What everybody reads."""

    caption = "政策清单"
    name = LinkColumn(verbose_name=_("政策名称"), order_by="pinyin")
    kinds = tables.Column(
        verbose_name=_("类别"), accessor="kind_words", orderable=False
    )
    subject = tables.Column(verbose_name=_("适用主体"), orderable=False)
    area = tables.Column(verbose_name=_("适用范围"), orderable=False)
    basis = tables.Column(
        verbose_name=_("依据文件和文号"), accessor="basis_number", empty_values=()
    )
    term = tables.Column(
        verbose_name=_("有效期"), accessor="term_words", order_by="effective_from"
    )

    class Meta(Table.Meta):
        model = PolicyBenefit
        fields = ("name", "kinds", "subject", "area", "basis", "term")

    def render_basis(self, record: PolicyBenefit) -> Any:
        """The number, or the title where there is none."""
        return record.basis_number or record.basis_title


class KeptPolicyTable(PolicyTable):
    """What an office keeps."""

    caption = "本单位维护的政策"
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)

    class Meta(PolicyTable.Meta):
        fields = ("name", "kinds", "area", "basis", "term", "state")
        exclude = ("subject",)
