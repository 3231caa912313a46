"""The rules of a round as typed data; stored as JSON in versions (`RuleSet`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from workflow.choices import OverdueOpinion, Stage

FOUR_EYED_BY_DEFAULT = (
    Stage.PROVINCIAL_REVIEW,
    Stage.EXPERT_REVIEW,
    Stage.NATIONAL_REVIEW,
    Stage.PUBLIC_NOTICE,
    Stage.UNDER_APPEAL,
    Stage.LISTED,
)

# What a panel scores unless the round says otherwise: the plan asks for foundation,
# will, measures, drive effect and fit (plan 三, 六), supports the strong and does not
# balance regions. Points add up to 100.
RUBRIC = (
    {
        "key": "foundation",
        "label": "工作基础",
        "points": 20,
        "hint": "产业基础、教育资源和已有的产教融合成效。",
    },
    {
        "key": "will",
        "label": "改革意愿",
        "points": 15,
        "hint": "党委政府重视程度、组织领导和改革决心。",
    },
    {
        "key": "measures",
        "label": "工作举措",
        "points": 25,
        "hint": "任务分解是否具体、可操作、可检查。",
    },
    {
        "key": "drive",
        "label": "带动效应",
        "points": 20,
        "hint": "对区域和行业的示范引领和辐射带动作用。",
    },
    {
        "key": "fit",
        "label": "与区域和产业的契合度",
        "points": 20,
        "hint": "与国家区域发展战略、产业布局的契合程度。",
    },
)


@dataclass(frozen=True)
class Criterion:
    """One line of the scoring sheet; the points of a sheet add up to 100."""

    key: str
    label: str
    points: int
    hint: str = ""


@dataclass(frozen=True)
class Rules:
    """Lengths are working days of the Chinese calendar.

    No national document gives a fixed notice length (five working days is local
    practice), so every value here is data of the round and its version is kept with
    each decision.
    """

    notice_days: int = 5
    review_days: dict[str, int] = field(
        default_factory=lambda: {
            Stage.CITY_REVIEW.value: 10,
            Stage.PROVINCIAL_REVIEW.value: 20,
            Stage.EXPERT_REVIEW.value: 20,
            Stage.NATIONAL_REVIEW.value: 30,
            Stage.UNDER_APPEAL.value: 20,
        }
    )
    resubmit_days: int = 10
    appeal_days: int = 10
    experts_required: bool = True
    four_eyes: tuple[str, ...] = tuple(s.value for s in FOUR_EYED_BY_DEFAULT)
    remind_days: int = 3
    # Working days after the day due until the level above is told.
    escalate_days: int = 5
    # Departments (by what they answer for) whose opinion an approval needs, by stage.
    required_opinions: dict[str, list[str]] = field(default_factory=dict)
    opinion_days: int = 7
    overdue_opinion: str = OverdueOpinion.WAIT.value
    # 0: no panel is drawn, the lead authority decides the expert stage by itself.
    panel_size: int = 0
    panel_quotas: dict[str, int] = field(default_factory=dict)  # field → at least
    panel_per_region: int = 2  # at most from one managing unit
    panel_avoid_region: bool = True  # none from the applicant's own unit
    panel_quorum: int = 3  # sheets without which a lead cannot close a panel
    panel_days: int = 10  # to score, from the draw
    tie_years: int = 3  # how long past cooperation keeps an expert off
    outlier_points: int = 15  # distance from the mean at which a total stands apart
    rubric: tuple[dict[str, Any], ...] = RUBRIC
    question_days: int = 10
    objection_days: int = 10
    # Whether an appeal goes to the level above instead of others at the same one.
    appeal_above: bool = False
    # What a kind adds for itself (thresholds, conditions), under its own names.
    extra: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Rules:
        known = {f.name for f in fields(cls)}
        values = {k: v for k, v in data.items() if k in known}
        for name in ("four_eyes", "rubric"):
            if name in values:
                values[name] = tuple(values[name])
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        data["four_eyes"] = list(self.four_eyes)
        data["rubric"] = list(self.rubric)
        return data

    @property
    def criteria(self) -> list[Criterion]:
        """The lines of the scoring sheet, in order."""
        return [Criterion(**line) for line in self.rubric]

    def opinions_required_in(self, stage: str) -> list[str]:
        """Departments whose opinion is wanted before an approval in the stage."""
        return list(self.required_opinions.get(stage, []))

    def days_for(self, stage: str) -> int | None:
        """Working days that may be spent in a stage; None where no limit stands."""
        if stage == Stage.RETURNED:
            return self.resubmit_days
        if stage == Stage.PUBLIC_NOTICE:
            return self.notice_days
        return self.review_days.get(stage)


def merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Complete rules with changes over them; days, opinions, extras one by one."""
    within = {
        name: {**base.get(name, {}), **changes[name]}
        for name in ("review_days", "required_opinions", "extra")
        if name in changes
    }
    return {**base, **changes, **within}
