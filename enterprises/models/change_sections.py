"""What the sections of a change report hold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from enterprises.models.changes import ChangeReport
from workflow.outline import Outline, Section, Slot

CHANGE_SECTION, DESCRIPTION_SECTION = "change", "description"
NEW = (
    "new_name",
    "new_credit_code",
    "new_address",
    "new_division",
    "new_industry",
    "new_legal_representative",
)
CHANGE_OUTLINE = Outline(
    ChangeReport,
    (
        Section(
            CHANGE_SECTION,
            _("变更内容"),
            _("只填写有变化的各项；没有变化的留空。"),
            fields=("change", "effective_on", *NEW),
            slots=(Slot("proof", _("登记机关准予变更的证明")),),
            optional=frozenset(NEW),
        ),
        Section(
            DESCRIPTION_SECTION,
            _("情况说明"),
            _("写明变更原因，以及对产教融合、校企合作工作的影响和安排。"),
            fields=("description",),
            slots=(Slot("agreements", _("协议、决议等材料"), required=False),),
        ),
    ),
)
