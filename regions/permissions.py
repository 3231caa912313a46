"""Who may correct the reference data, and why not.

`user` is read by shape only (`has_role`, `decides_at`): accounts stands above regions.
"""

from typing import Any

from django.utils.translation import gettext as _

from ui.refusals import Verdict


def can_correct_calendar(user: Any) -> Verdict:
    """The system administrator and a national lead may correct the calendar."""
    if _corrects(user):
        return Verdict.yes()
    return Verdict.no(_("只有系统管理员和国家牵头部门负责人可以更正工作日历。"))


def can_correct_flags(user: Any) -> Verdict:
    """The system administrator and a national lead may set less-developed flags."""
    if _corrects(user):
        return Verdict.yes()
    return Verdict.no(_("只有系统管理员和国家牵头部门负责人可以更正欠发达地区标识。"))


def works_with_reference(user: Any) -> bool:
    """Whether the pages belong in this user's navigation: reviewers and sysadmin."""
    if not getattr(user, "is_authenticated", False):
        return False
    if user.has_role("sysadmin"):
        return True
    return any(
        user.has_role(role, tier)
        for role in ("handler", "lead")
        for tier in ("nation", "unit")
    )


def _corrects(user: Any) -> bool:
    if not getattr(user, "is_authenticated", False):
        return False
    return bool(user.has_role("sysadmin") or user.decides_at("nation", "lead"))
