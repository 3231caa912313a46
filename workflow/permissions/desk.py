"""Who has a desk, and who reads the sent log."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role
from ui.refusals import Verdict
from workflow.permissions.moves import office_posts
from workflow.permissions.opinions import gives_opinions


def can_read_mail_log(user: Any) -> Verdict:
    """The sent log of mails is the system administrator's."""
    if user.is_authenticated and user.has_role(Role.SYSADMIN):
        return Verdict.yes()
    return Verdict.no("只有系统管理员可以查看邮件发送记录。")


def can_read_times(user: Any) -> Verdict:
    """How long authorities take is for those who serve one."""
    if gives_opinions(user):
        return Verdict.yes()
    return Verdict.no("办理时长只供审核部门查看。")


def works_on_cases(user: Any) -> bool:
    """Whether the person has a desk: a handler or lead of any organisation."""
    return bool(office_posts(user))
