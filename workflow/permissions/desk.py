"""Who has a desk, and who reads the sent log."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role
from ui.refusals import Verdict
from workflow.permissions.moves import office_posts


def can_read_mail_log(user: Any) -> Verdict:
    """The sent log of mails is the system administrator's."""
    if user.is_authenticated and user.has_role(Role.SYSADMIN):
        return Verdict.yes()
    return Verdict.no("只有系统管理员可以查看邮件发送记录。")


def works_on_cases(user: Any) -> bool:
    """Whether the person has a desk: a handler or lead of any organisation."""
    return bool(office_posts(user))
