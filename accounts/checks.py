"""Rules of accounts, each a pure function that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength

from accounts.choices import ADMINISTRATOR_ROLES, Role, Tier
from ui.refusals import Issue
from ui.text import half_width

PASSWORD_LENGTH = 10
PASSWORD_CLASSES = 3
USERNAME = re.compile(r"[a-z][a-z0-9_.-]{2,39}")
CODE_CHARACTERS = set("0123456789ABCDEFGHJKLMNPQRTUWXY")
TOKEN_DAYS = 365


def password_strength(password: str) -> list[Issue]:
    """Length and three of four classes of characters (GB/T 22239-2019, level 3)."""
    found = []
    if len(password) < PASSWORD_LENGTH:
        found.append(_("密码至少需要 %d 个字符。") % PASSWORD_LENGTH)
    patterns = ("[a-z]", "[A-Z]", "[0-9]", r"[^a-zA-Z0-9\s]")
    classes = sum(bool(re.search(pattern, password)) for pattern in patterns)
    if classes < PASSWORD_CLASSES:
        found.append(_("密码应包含大写字母、小写字母、数字、符号中的至少三类。"))
    return [Issue("password", sentence) for sentence in found]


def password_due(
    *, must_change: bool, changed_at: datetime, age: timedelta, now: datetime
) -> str:
    """Why a password has to be changed now, or nothing."""
    if must_change:
        return _("这是他人设置的初始密码，请先修改密码。")
    if now - changed_at >= age:
        return _("密码已使用满 %d 天，请先修改密码。") % age.days
    return ""


def username_form(username: str) -> list[Issue]:
    """Small letters, digits and a few signs; never an @, which marks an e-mail."""
    if USERNAME.fullmatch(username):
        return []
    sentence = _(
        "用户名应以小写字母开头，由 3 至 40 个小写字母、数字、点、横线或下划线组成。"
    )
    return [Issue("username", sentence)]


def normal_code(code: str) -> str:
    """A credit code as it is kept: half-width capitals without blanks."""
    return half_width(code).replace(" ", "").replace("-", "").upper()


def credit_code(code: str) -> list[Issue]:
    """Form and check character of a unified social credit code (GB 32100-2015)."""
    try:
        uscc.validate(code)
    except InvalidLength:
        sentence = _("统一社会信用代码应为 18 位，现为 %d 位。") % len(code)
    except InvalidChecksum:
        sentence = _("统一社会信用代码的校验位不符，请核对是否有抄写错误。")
    except InvalidFormat:
        sentence = _code_characters(code)
    else:
        return []
    return [Issue("credit_code", sentence)]


def _code_characters(code: str) -> str:
    wrong = sorted(set(code) - CODE_CHARACTERS)
    if wrong:
        return _("统一社会信用代码中不应出现“%s”（不使用字母 I、O、S、V、Z）。") % (
            "、".join(wrong)
        )
    return _("统一社会信用代码的前 8 位应为数字，请核对。")


def role_fits(role: str, tier: str) -> list[Issue]:
    """Administrators belong to the operator, business roles to everybody else."""
    if (role in ADMINISTRATOR_ROLES) == (tier == Tier.OPERATION):
        return []
    if tier == Tier.OPERATION:
        sentence = _("平台运行单位只设系统管理员、安全管理员和审计管理员。")
    else:
        sentence = _("三类管理员只能设在平台运行单位。")
    return [Issue("role", sentence)]


def roles_exclude(held: Collection[str], wanted: str) -> list[Issue]:
    """The three administrators exclude one another and every business role."""
    others = set(held) - {wanted}
    clash = others if wanted in ADMINISTRATOR_ROLES else others & ADMINISTRATOR_ROLES
    if not clash:
        return []
    sentence = _("该人员现任%(held)s，不得兼任%(wanted)s（三类管理员须各自独立）。") % {
        "held": "、".join(str(Role(role).label) for role in sorted(clash)),
        "wanted": Role(wanted).label,
    }
    return [Issue("role", sentence)]


def administrators_left(admin_ids: Iterable[int], leaving: int) -> list[Issue]:
    """An organisation keeps at least one active administrator of its members."""
    if set(admin_ids) - {leaving}:
        return []
    sentence = _("单位至少保留一名单位管理员，请先指定另一名单位管理员。")
    return [Issue("is_organisation_admin", sentence)]


def deputy_period(
    starts: datetime, ends: datetime | None, post_ends: datetime | None
) -> list[Issue]:
    """A deputy has an end, after the start and within the post he stands in for."""
    if ends is None:
        return [Issue("valid_until", _("代理岗位必须填写结束时间。"))]
    if ends <= starts:
        return [Issue("valid_until", _("结束时间应晚于开始时间。"))]
    if post_ends is not None and ends > post_ends:
        return [Issue("valid_until", _("代理不能晚于原岗位的结束时间。"))]
    return []


def token_period(expires: datetime, now: datetime) -> list[Issue]:
    """A token lives at most a year."""
    if expires <= now:
        return [Issue("expires_at", _("有效期应晚于今天。"))]
    if expires > now + timedelta(days=TOKEN_DAYS + 1):
        return [Issue("expires_at", _("有效期最长一年。"))]
    return []
