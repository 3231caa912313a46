"""What the sections of an application for money hold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from incentives.models import FundApplication
from workflow.outline import Outline, Section, Slot

REQUEST, USE = "request", "use"
OUTLINE = Outline(
    FundApplication,
    (
        Section(
            REQUEST,
            _("申请事项"),
            _("金额以元为单位填写，不是万元。"),
            fields=("amount", "basis"),
            slots=(Slot("evidence", _("项目批复等证明材料")),),
        ),
        Section(
            USE,
            _("使用计划"),
            _("写明资金用于哪些建设内容、分几期使用、何时完成。"),
            fields=("use_plan",),
            slots=(Slot("schedule", _("投资计划表等材料"), required=False),),
        ),
    ),
)
