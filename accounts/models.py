"""People, the organisations they act for, and the posts that tie the two."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.choices import (
    ADMINISTRATOR_ROLES,
    TIER_OF_KIND,
    AccessKind,
    Department,
    OrganisationKind,
    OrganisationStatus,
    Role,
    Tier,
    TokenScope,
)
from accounts.querysets import (
    AccessRecordQuerySet,
    ApiTokenQuerySet,
    InvitationQuerySet,
    OrganisationQuerySet,
    PostQuerySet,
    UserManager,
)
from accounts.standing import Standing
from regions.models import Division, ManagingUnit


class Organisation(models.Model):
    """An account holder: a department, city office, enterprise, school or body."""

    name = models.CharField(_("名称"), max_length=200)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    kind = models.CharField(_("类别"), max_length=24, choices=OrganisationKind.choices)
    # NULL, not "", where there is no code: the unique constraint must skip it.
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True
    )
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name=_("所在行政区划")
    )
    # What the department answers for; opinions are asked of departments by it.
    department = models.CharField(
        _("部门职能"), max_length=20, choices=Department.choices, blank=True
    )
    is_lead_authority = models.BooleanField(_("牵头部门"), default=False)
    is_central_group = models.BooleanField(
        _("中央企业或全国性特大型民营企业"), default=False
    )
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=OrganisationStatus.choices,
        default=OrganisationStatus.ACTIVE,
    )
    contact_name = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    pinyin = models.CharField(max_length=400, blank=True, editable=False)
    initials = models.CharField(max_length=200, blank=True, editable=False)
    registered_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    decided_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_note = models.CharField(_("确认意见"), max_length=500, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位")
        constraints = [
            models.CheckConstraint(
                name="organisation_unit_department_has_unit",
                condition=~Q(kind=OrganisationKind.UNIT_DEPARTMENT)
                | Q(managing_unit__isnull=False),
                violation_error_message=_("省级部门必须填写所属管理单位。"),
            ),
            models.CheckConstraint(
                name="organisation_city_office_has_division",
                condition=~Q(kind=OrganisationKind.CITY_OFFICE)
                | Q(division__isnull=False, managing_unit__isnull=False),
                violation_error_message=_("城市主管部门必须填写所在行政区划。"),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "status"]),
            GinIndex(
                fields=["name"],
                name="organisation_name_trgm",
                opclasses=["gin_trgm_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation", kwargs={"pk": self.pk})

    @property
    def tier(self) -> Tier:
        return TIER_OF_KIND[self.kind]


class User(AbstractBaseUser):
    """A person who signs in; what he may do comes from the posts he holds."""

    username = models.CharField(
        _("用户名"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("该用户名已被使用，请换一个。")},
    )
    email = models.EmailField(_("电子邮箱"), blank=True)
    name = models.CharField(_("姓名"), max_length=50)
    phone = models.CharField(_("手机号码"), max_length=20, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须修改密码"), default=False)
    password_changed_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(_("创建时间"), default=timezone.now)
    # Sessions begun before this moment are over (the security administrator's act).
    sessions_ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = _("用户")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_unique",
                violation_error_message=_("该电子邮箱已被使用。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def posts_now(self) -> list[Post]:
        """Posts held now; one query a request."""
        return list(
            self.posts.current().select_related(
                "organisation__managing_unit",
                "organisation__division",
                "deputy_for__user",
            )
        )

    @cached_property
    def standing(self) -> Standing:
        """Where the person stands: tiers, units, organisations and roles held now."""
        return Standing.of_posts(self.posts_now)

    def has_role(self, role: str, tier: str | None = None) -> bool:
        return self.standing.has_role(role, tier)

    def decides_at(self, tier: str, role: str | None = None) -> bool:
        return self.standing.decides_at(tier, role)

    # The Django admin asks these three; it is the system administrator's only.
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.has_role(Role.SYSADMIN)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        # Groups of Django give nothing here; roles come from posts.
        return self.is_staff and not perm.startswith("auth.")

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff and app_label != "auth"


def duty_family() -> Case:
    """Each administrator's role is a family of its own, business is one."""
    return Case(
        When(role__in=sorted(ADMINISTRATOR_ROLES), then=F("role")),
        default=Value("business"),
        output_field=models.CharField(),
    )


def held_range() -> Func:
    """From when to when a post is held; no end is open."""
    return Func(
        F("valid_from"),
        F("valid_until"),
        function="TSTZRANGE",
        output_field=DateTimeRangeField(),
    )


class Post(models.Model):
    """A role that a person holds in an organisation, from–to; deputies have an end."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    is_organisation_admin = models.BooleanField(_("单位管理员"), default=False)
    deputy_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies"
    )
    valid_from = models.DateTimeField(_("生效时间"), default=timezone.now)
    valid_until = models.DateTimeField(_("失效时间"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("岗位")
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("失效时间不能早于生效时间。"),
            ),
            models.CheckConstraint(
                name="post_deputy_has_end",
                condition=Q(deputy_for__isnull=True) | Q(valid_until__isnull=False),
                violation_error_message=_("代理岗位必须填写结束时间。"),
            ),
            ExclusionConstraint(
                name="post_separates_administrators",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (duty_family(), RangeOperators.NOT_EQUAL),
                    (held_range(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "系统管理员、安全管理员、审计管理员不得互相兼任，也不得兼任业务岗位。"
                ),
            ),
        ]
        indexes = [models.Index(fields=["user", "valid_until"])]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()} {self.user}"


class Invitation(models.Model):
    """An offer of a post, accepted by the person who gets the mail."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    email = models.EmailField(_("电子邮箱"))
    name = models.CharField(_("姓名"), max_length=50)
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    is_organisation_admin = models.BooleanField(_("单位管理员"), default=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("邀请")

    def __str__(self) -> str:
        return f"{self.organisation} {self.name}"


class PasswordRecord(models.Model):
    """A former password's hash, so that the last five are not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_records")
    password = models.CharField(max_length=200)
    set_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user} {self.set_at:%Y-%m-%d}"


class ApiToken(models.Model):
    """A named key for other systems; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("用途"), max_length=60)
    scope = models.CharField(_("权限"), max_length=5, choices=TokenScope.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=8, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("有效期至"))
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("访问令牌")

    def __str__(self) -> str:
        return self.name


class AccessRecord(models.Model):
    """One line of the access log; append-only, kept at least six months."""

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    kind = models.CharField(_("事项"), max_length=10, choices=AccessKind.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    username = models.CharField(_("用户名"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True, blank=True)
    agent = models.CharField(_("浏览器"), max_length=200, blank=True)
    succeeded = models.BooleanField(_("结果"), default=True)
    detail = models.CharField(_("内容"), max_length=300, blank=True)

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("访问日志")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "-at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.username}"
