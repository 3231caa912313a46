"""Who may take the whole record of a case away as a file."""

from __future__ import annotations

from typing import Any

from accounts.standing import standing_of
from ui.refusals import Verdict
from workflow.models import Application


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
