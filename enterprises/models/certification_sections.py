"""What each section of a certification application holds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from enterprises.choices import CertificationSection
from enterprises.models.certification import CertificationApplication
from workflow.outline import Outline, Section, Slot


def _section(key: CertificationSection, hint: Any, **content: Any) -> Section:
    return Section(key, key.label, hint, **content)


CERTIFICATION_OUTLINE = Outline(
    CertificationApplication,
    (
        _section(
            CertificationSection.PLAN_PROGRESS,
            _("对照已报备的三年规划，逐项写明目标、任务和保障措施的落实情况。"),
            fields=("plan_progress", "website_note"),
            slots=(Slot("plan_proof", _("规划落实情况证明材料")),),
        ),
        _section(
            CertificationSection.FOUNDATION,
            _("写明合作院校、参与举办职业教育和高等教育、机构队伍和制度建设等情况。"),
            fields=("foundation",),
            slots=(Slot("foundation_proof", _("合作协议、机构和制度文件等"), False),),
        ),
        _section(
            CertificationSection.MEASURES,
            _("写明培育期内的主要举措，以及资金、设备、人员等投入。"),
            fields=("measures",),
            slots=(Slot("investment_proof", _("投入证明材料")),),
        ),
        _section(
            CertificationSection.DRIVE_EFFECT,
            _("写明对行业、区域和其他企业的示范带动作用，用数据和案例说明。"),
            fields=("drive_effect",),
            slots=(Slot("drive_proof", _("示范带动效果证明材料"), False),),
        ),
        _section(
            CertificationSection.INNOVATION,
            _("写明可以复制推广的机制创新和特色做法。"),
            fields=("innovation",),
            slots=(Slot("innovation_proof", _("机制创新证明材料"), False),),
        ),
        _section(
            CertificationSection.STATEMENTS,
            _("如实声明，并上传证明材料和加盖公章的承诺书。"),
            fields=(
                "no_accident",
                "no_dishonesty",
                "no_rights_harmed",
                "commitment",
            ),
            slots=(
                Slot("credit_report", _("信用报告（“信用中国”网站）")),
                Slot("commitment_letter", _("诚信承诺书（法定代表人签字、加盖公章）")),
            ),
        ),
    ),
)
