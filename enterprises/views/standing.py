"""The authority's pages: suspension, removal, exclusions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from enterprises.filters import RemovalFilter
from enterprises.filters.saved import REMOVALS as KEPT
from enterprises.forms.certification import (
    ExclusionForm,
    ReasonForm,
    RemovalForm,
)
from enterprises.models import Enterprise, Exclusion, Removal, Suspension
from enterprises.permissions import (
    answering_posts,
    can_exclude,
    can_lift,
    can_propose_removal,
    can_resume,
    can_suspend,
)
from enterprises.services.cases import listed_cases, open_cases
from enterprises.services.excluding import enter_exclusion, lift_exclusion
from enterprises.services.filings import terms_of
from enterprises.services.removing import propose_removal
from enterprises.services.suspending import resume, suspend
from enterprises.tables import RemovalTable
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, EditPage, ListPage
from ui.words import cn_date
from workflow.views.four_eyes import (
    ConfirmPage,
    DropPage,
    FourEyesDetail,
    FourEyesMixin,
)
from workflow.views.saved import SavedViewsMixin

REMOVALS = ("企业移出", "enterprises:removals")


class OfEnterprise:
    """An act on one enterprise; the answer leads back to its page."""

    slug_field = "public_id"
    request: HttpRequest
    object: Enterprise

    def get_queryset(self) -> QuerySet[Enterprise]:
        rows = Enterprise.objects.visible_to(self.request.user)
        found: QuerySet[Enterprise] = rows.for_list().select_related("rule_set")
        return found

    def crumbs(self) -> Sequence[Crumb]:
        return [
            ("企业名录", reverse("enterprises:directory")),
            (self.object.name, self.object.get_absolute_url()),
            (str(self.get_title()), None),  # type: ignore[attr-defined]
        ]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())


def standing_actions(user: Any, firm: Enterprise) -> list[Action]:
    """What a person may do to the standing of an enterprise, as buttons."""
    offers = (
        (can_resume, "恢复资格", "enterprises:resume", "player-play"),
        (can_suspend, "暂停资格", "enterprises:suspend", "player-pause"),
        (can_exclude, "登记不予受理情形", "enterprises:exclusion-new", "ban"),
        (
            can_propose_removal,
            "提出移出意见",
            "enterprises:removal-new",
            "building-off",
        ),
    )
    if not answering_posts(user, firm):
        return []
    return [
        Action(label, reverse(name, args=[firm.public_id]), icon=icon)
        for may, label, name, icon in offers
        if may(user, firm)
    ]


def standing_context(user: Any, firm: Enterprise) -> dict[str, Any]:
    """What interrupted or ended its standing, for those who may read it."""
    today = timezone.localdate()
    exclusions = firm.exclusions.select_related("organisation")
    return {
        "exclusions": [
            (row, row.holds_on(today), can_lift(user, row)) for row in exclusions
        ],
        "suspensions": list(firm.suspensions.select_related("organisation")),
        "removals": list(Removal.objects.visible_to(user).filter(enterprise=firm)),
    }


class EnterpriseSuspend(OfEnterprise, ActionPage):
    """Suspend the standing and its certificate."""

    title = "暂停资格"
    form_class = ReasonForm
    tone = "danger"
    submit_label = "暂停资格"
    success_message = "已暂停该企业的资格。"

    def allow(self) -> Verdict:
        return can_suspend(self.request.user, self.object)

    def get_question(self) -> str:
        return f"确定暂停{self.object.name}的产教融合型企业资格吗？证书同时暂停。"

    def perform(self, form: Any) -> Suspension:
        return suspend(self.object, by=self.request.user, **form.cleaned_data)


class EnterpriseResume(OfEnterprise, ActionPage):
    """Lift the suspension."""

    title = "恢复资格"
    form_class = ReasonForm
    submit_label = "恢复资格"
    success_message = "已恢复该企业的资格。"

    def allow(self) -> Verdict:
        return can_resume(self.request.user, self.object)

    def get_question(self) -> str:
        return f"确定恢复{self.object.name}的产教融合型企业资格吗？"

    def facts(self) -> Sequence[tuple[str, Any]]:
        firm = self.object
        return [
            ("暂停日期", cn_date(firm.suspended_since)),
            ("暂停原因", firm.suspension_note),
        ]

    def perform(self, form: Any) -> Suspension:
        return resume(self.object, by=self.request.user, **form.cleaned_data)


class ExclusionNew(OfEnterprise, EditPage):
    """Enter what keeps an enterprise out."""

    title = "登记不予受理情形"
    form_class = ExclusionForm
    submit_label = "登记"
    success_message = "已登记。"

    def allow(self) -> Verdict:
        return can_exclude(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Exclusion:
        return enter_exclusion(self.object, by=self.request.user, **form.cleaned_data)


class ExclusionLift(ActionPage):
    """End an exclusion."""

    title = "解除不予受理情形"
    submit_label = "解除"
    success_message = "已解除。"

    def get_queryset(self) -> QuerySet[Exclusion]:
        rows = Exclusion.objects.visible_to(self.request.user)
        found: QuerySet[Exclusion] = rows.select_related("enterprise", "organisation")
        return found

    def allow(self) -> Verdict:
        return can_lift(self.request.user, self.object)

    def crumbs(self) -> Sequence[Crumb]:
        firm = self.object.enterprise
        return [(firm.name, firm.get_absolute_url()), (self.title, None)]

    def get_question(self) -> str:
        return f"确定解除{self.object.enterprise.name}的这一情形吗？"

    def facts(self) -> Sequence[tuple[str, Any]]:
        row = self.object
        until = cn_date(row.until) if row.until else "解除前一直有效"
        return [
            ("情形", row.get_kind_display()),
            ("依据", row.note),
            ("起始日期", cn_date(row.since)),
            ("截止日期", until),
            ("登记单位", row.organisation),
        ]

    def perform(self, form: Any) -> Exclusion:
        return lift_exclusion(self.object, by=self.request.user)

    def get_success_url(self) -> str:
        return str(self.object.enterprise.get_absolute_url())

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class RemovalNew(OfEnterprise, EditPage):
    """A handler proposes to remove an enterprise."""

    title = "提出移出意见"
    template_name = "enterprises/removal_new.html"
    form_class = RemovalForm
    submit_label = "提出移出意见"
    success_message = "已提出移出意见，待本部门负责人确认。"

    def allow(self) -> Verdict:
        return can_propose_removal(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Removal:
        return propose_removal(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return str(self.result.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = terms_of(self.object).ban_years
        return super().get_context_data(**kwargs, ban_years=years)


class RemovalMixin(FourEyesMixin):
    """Removals that this user may read."""

    model, page, register = Removal, "enterprises:removal", REMOVALS
    confirm_label, drop_label, confirm_tone = "确认移出", "不予移出", "danger"
    object: Removal

    def facts(self) -> Sequence[tuple[str, Any]]:
        """The removal in words; what the firm reads leaves out who decided and how."""
        row = self.object
        hidden = () if self.is_inside else ("提出人", "办结人", "办结意见")
        rows = [
            ("企业名称", row.enterprise),
            ("统一社会信用代码", row.enterprise.credit_code),
            ("移出情形", row.get_ground_display()),
            ("事实和依据", row.facts),
            ("处理文件及文号", row.document),
            *self.who_and_when(),
            ("禁止申报截止日", cn_date(row.banned_until)),
        ]
        return [
            (label, value) for label, value in rows if value and label not in hidden
        ]

    @property
    def is_inside(self) -> bool:
        """Whether the reader is of an authority."""
        own = self.object.enterprise.organisation_id
        posts = getattr(self.request.user, "posts_now", [])
        return not any(post.organisation_id == own for post in posts)


class RemovalList(RemovalMixin, SavedViewsMixin, ListPage):
    """Proposed, confirmed and dropped removals."""

    title = "企业移出"
    subtitle = "经办人提出，负责人确认；移出后在禁止申报期内不得再次申报"
    view_list = KEPT
    table_class = RemovalTable
    filterset_class = RemovalFilter
    empty = "没有符合条件的移出记录。"
    empty_yet = "还没有移出记录。确需移出的，在企业档案中提出。"

    def crumbs(self) -> Sequence[Crumb]:
        return [(REMOVALS[0], None)]


class RemovalDetail(RemovalMixin, FourEyesDetail):
    """One removal with what hangs on it."""

    template_name = "enterprises/removal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        firm = self.object.enterprise
        cases = [*listed_cases(firm), *open_cases(firm)] if self.is_inside else []
        return super().get_context_data(**kwargs, cases=cases)


class RemovalConfirm(RemovalMixin, ConfirmPage):
    """The lead confirms what the handler proposed."""

    title = "确认移出"
    success_message = "已移出，企业已收到通知。"

    def get_question(self) -> str:
        years = terms_of(self.object.enterprise).ban_years
        return (
            f"确认后，{self.object.enterprise}移出建设培育库和认证目录，证书撤销，"
            f"{years}年内不得再次申报。确定移出吗？"
        )


class RemovalDrop(RemovalMixin, DropPage):
    """The lead does not follow, or the handler takes back."""
