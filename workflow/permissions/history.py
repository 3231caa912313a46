"""Who sees which part of the record of a case, and who may take it away as a file."""

from __future__ import annotations

from typing import Any

from accounts.choices import Tier
from accounts.standing import standing_of
from ui.refusals import Verdict
from workflow.choices import Stage
from workflow.models import Application


def sees_panels(user: Any, application: Application) -> bool:
    """Whether the experts of a case are known to this person: as panels are seen."""
    standing = standing_of(user)
    if application.applicant_id in standing.applicant_ids:
        return False
    if standing.decides_at(Tier.NATION):
        return True
    if application.tier_in(Stage.EXPERT_REVIEW) != Tier.UNIT:
        return False
    return application.managing_unit_id in standing.deciding_unit_codes


def can_archive(user: Any, application: Application) -> Verdict:
    """Its applicant, and the authorities that see it; not experts, not a draft.

    Asked of those who see the case; what each may see is what his archive holds.
    """
    standing = standing_of(user)
    concerned = (
        application.applicant_id in standing.applicant_ids
        or standing.is_national
        or application.managing_unit_id in standing.unit_codes
        or application.division_id in standing.city_codes
    )
    if not concerned:
        return Verdict.no("只有申报单位和有权查看该申报的部门可以生成归档文件。")
    if application.submitted_at is None:
        return Verdict.no("该申报还没有提交，没有可以归档的内容。")
    return Verdict.yes()
