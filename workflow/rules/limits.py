"""What each number of the rules is called, counts in, and may be."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.choices import REVIEW_STAGES, Stage

WORKING_DAYS = "个工作日"
# Stages with a term of their own in `review_days`, as they are passed.
TIMED_STAGES = (*REVIEW_STAGES, Stage.UNDER_APPEAL)
TERM_MOST = 250  # about a year of working days


@dataclass(frozen=True)
class Limit:
    """The bounds of one number, with its label, unit and help."""

    low: int
    high: int
    label: str
    unit: str = WORKING_DAYS
    help: str = ""

    def shown(self, value: int) -> str:
        """The value with its unit."""
        return f"{value}{self.unit}"


TERM_LIMITS = {
    "resubmit_days": Limit(1, 120, "补正期限", help="退回补正后再次提交的期限。"),
    "question_days": Limit(1, 60, "补正通知答复期限", help="答复期间审核计时暂停。"),
    "remind_days": Limit(0, 30, "到期前提醒"),
    "escalate_days": Limit(
        1, 60, "逾期后上报", help="逾期超过该天数仍未办结的，告知负责人和上一级。"
    ),
}
OPINION_LIMITS = {
    "opinion_days": Limit(1, 60, "部门反馈期限"),
}
EXPERT_LIMITS = {
    "panel_size": Limit(
        0, 30, "评审专家人数", "人", "填0表示不抽取专家，由牵头部门直接办理该环节。"
    ),
    "panel_quorum": Limit(
        1, 30, "最少评分份数", "份", "提交的评分少于该份数的，不能结束评审。"
    ),
    "panel_days": Limit(1, 60, "评分期限", help="自抽取之日起计算。"),
    "panel_per_region": Limit(1, 30, "同一管理单位专家上限", "人"),
    "tie_years": Limit(
        0, 20, "过往合作回避年限", "年", "在该年限内与申报单位有合作的专家不参加评审。"
    ),
    "outlier_points": Limit(
        1, 100, "评分偏离提示", "分", "总分与平均分相差超过该分数的，汇总时予以标出。"
    ),
}
OBJECTION_LIMITS = {
    "notice_days": Limit(1, 60, "公示期"),
    "objection_days": Limit(1, 60, "异议办理期限"),
    "appeal_days": Limit(1, 120, "申诉期限", help="未通过的申报可在该期限内提出申诉。"),
}
LIMITS: dict[str, Limit] = {
    **TERM_LIMITS,
    **OPINION_LIMITS,
    **EXPERT_LIMITS,
    **OBJECTION_LIMITS,
}
