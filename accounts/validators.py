"""The password rule as Django asks for it (settings.AUTH_PASSWORD_VALIDATORS)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.checks import PASSWORD_CLASSES, PASSWORD_LENGTH, password_strength

REMEMBERED = 5


class LengthAndClasses:
    """At least ten characters of three classes."""

    def validate(self, password: str, user: Any = None) -> None:
        if issues := password_strength(password):
            raise ValidationError([issue.sentence for issue in issues])

    def get_help_text(self) -> str:
        return _(
            "至少 %(length)d 个字符，含大写、小写、数字、符号中的 %(classes)d 类。"
        ) % {
            "length": PASSWORD_LENGTH,
            "classes": PASSWORD_CLASSES,
        }


class NotLikeTheName(UserAttributeSimilarityValidator):
    """Not similar to the account's own names."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "name", "email", "phone"))

    def get_error_message(self) -> str:
        return _("密码不能与用户名、姓名、邮箱或手机号码相近。")

    def get_help_text(self) -> str:
        return _("不能与用户名、姓名、邮箱或手机号码相近。")


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand passwords tried first."""

    def get_error_message(self) -> str:
        return _("这个密码太常见，容易被猜到，请换一个。")

    def get_help_text(self) -> str:
        return _("不能是常见的弱密码。")


class NotUsedLately:
    """Not one of the last five."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        former = user.password_records.order_by("-set_at", "-pk")
        hashes = former.values_list("password", flat=True)[: REMEMBERED - 1]
        if any(check_password(password, used) for used in (user.password, *hashes)):
            raise ValidationError(
                _("不能使用最近 %d 次用过的密码。") % REMEMBERED, code="used"
            )

    def get_help_text(self) -> str:
        return _("不能与最近 %d 次用过的密码相同。") % REMEMBERED
