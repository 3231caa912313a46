"""A certification application is filled in with invented content."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from cities.demo import demo_pdf
from enterprises.models import CertificationApplication
from enterprises.models.certification_sections import CERTIFICATION_OUTLINE
from workflow.services import SectionInput, save_section

MARK = "（演示数据）"
TEXTS = {
    "plan_progress": "规划确定的12项任务已完成11项，1项按计划推进；"
    "建成智能制造实训中心，与2所院校共建3个专业，规划目标总体实现。",
    "website_note": "三年规划和年度报告已在本企业网站公开。",
    "foundation": "设产教融合办公室，专职人员4名；与2所院校签订五年合作协议，"
    "参与组建区域职业教育集团。",
    "measures": "投入实训设备和建设资金860万元，选派企业导师36名，"
    "接收学生实习420人次、教师企业实践58人次。",
    "drive_effect": "带动产业链上12家中小企业参与订单培养，"
    "实训中心向社会开放，年培训1500人次。",
    "innovation": "与院校实行学分互认和课程共建，"
    "形成“双导师、双考核”的现场工程师培养办法。",
}
STATEMENTS = ("no_accident", "no_dishonesty", "no_rights_harmed", "commitment")


def fill_certification(
    application: CertificationApplication,
    *,
    by: User,
    now: datetime,
    leave_out: tuple[str, ...] = (),
) -> None:
    """Fill in every section and put a file in every place that needs one."""
    for section in CERTIFICATION_OUTLINE.sections:
        if section.key in leave_out:
            continue
        values = {
            name: True if name in STATEMENTS else TEXTS[name] + MARK
            for name in section.fields
        }
        save_section(
            application,
            section=section.key,
            given=SectionInput(values),
            by=by,
            version=application.section_states.get(section=section.key).version,
            uploads={
                slot.key: demo_pdf(str(slot.label))
                for slot in section.slots
                if slot.required
            },
            now=now,
        )
