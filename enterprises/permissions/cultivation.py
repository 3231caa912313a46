"""Who may do what with enterprises, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import OrganisationKind
from accounts.models import Organisation
from ui.refusals import Verdict
from workflow.permissions import office_posts


def enterprises_of(user: Any) -> list[Organisation]:
    """The enterprises for which a person handles or leads."""
    return [
        post.organisation
        for post in office_posts(user)
        if post.organisation.kind == OrganisationKind.ENTERPRISE
    ]


def can_start(user: Any) -> Verdict:
    """Enterprises apply for themselves."""
    if enterprises_of(user):
        return Verdict.yes()
    return Verdict.no("产教融合型企业由企业自愿申报，企业登记经确认后即可办理。")
