"""Opinions of departments: what is asked, the draft, the signature, a resolution."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage
from ui.words import cn_date, cn_datetime
from workflow.filters import OpinionFilter
from workflow.filters.saved import OPINIONS as KEPT
from workflow.forms import (
    OpinionForm,
    ReasonForm,
    VersionForm,
)
from workflow.models import Evidence, Opinion, Submission
from workflow.permissions import (
    can_cancel_opinion,
    can_draft_opinion,
    can_read_opinions,
    can_sign_opinion,
    opinion_closed,
)
from workflow.services import (
    cancel_opinion,
    draft_opinion,
    return_draft,
    seen_opinion,
    sign_opinion,
)
from workflow.tables import OpinionTable
from workflow.views.case import CaseAction, ShownAgainMixin
from workflow.views.pieces import files_of
from workflow.views.saved import SavedViewsMixin
from workflow.views.tabs import TabbedListPage

OPINIONS = gettext_lazy("部门意见")
WAITING, RECEIVED, ASKED, ALL = "waiting", "received", "asked", "all"
TABS = {
    WAITING: gettext_lazy("待我办理"),
    RECEIVED: gettext_lazy("征求我单位的"),
    ASKED: gettext_lazy("我单位征求的"),
    ALL: gettext_lazy("全部可见"),
}
EMPTY = {
    WAITING: gettext_lazy("当前没有需要您填写或签发的意见。"),
    RECEIVED: gettext_lazy("还没有部门征求过本单位的意见。"),
    ASKED: gettext_lazy("本单位还没有征求过其他部门的意见。"),
    ALL: gettext_lazy("没有您可以查看的部门意见。"),
}


class OpinionList(SavedViewsMixin, TabbedListPage):
    """What is asked of one's department, and what it asks of others."""

    title = OPINIONS
    subtitle = gettext_lazy("审核部门就申报事项征求同级部门意见")
    view_list = KEPT
    tabs, empties, counted = TABS, EMPTY, (WAITING,)
    table_class = OpinionTable
    filterset_class = OpinionFilter

    def allow(self) -> Verdict:
        """Whoever serves an authority."""
        return can_read_opinions(self.request.user)

    def rows_of(self, tab: str) -> Any:
        """The rows of a tab, all within what this user may see."""
        user = self.request.user
        seen = Opinion.objects.visible_to(user)
        return {
            WAITING: lambda: seen.awaiting(user),
            RECEIVED: lambda: seen.asked_of(user),
            ASKED: lambda: seen.asked_by(user),
            ALL: lambda: seen,
        }[tab]()

    def get_queryset(self) -> QuerySet[Opinion]:
        """What is due first comes first where it waits, else what is newest."""
        order = ["due_at", "pk"] if self.tab == WAITING else ["-pk"]
        rows: QuerySet[Opinion] = self.rows_of(self.tab).for_list().order_by(*order)
        return rows


class OpinionMixin:
    """`self.object` is an opinion that this user may see."""

    request: Any
    object: Any

    def get_queryset(self) -> QuerySet[Opinion]:
        """With what its page shows."""
        rows = Opinion.objects.visible_to(self.request.user)
        return rows.select_related(  # type: ignore[no-any-return]
            "application__applicant",
            "organisation",
            "asked_organisation",
            "asked_by",
            "drafted_by",
            "signed_by",
        )


class OpinionPage(OpinionMixin, ShownAgainMixin, DetailPage):
    """One opinion: what was shown and asked, the answer, and what to do next."""

    template_name = "workflow/opinion.html"

    def get_subtitle(self) -> str:
        """About which case."""
        case = self.object.application
        return f"{case.title}　{case.number}"

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [
            (str(OPINIONS), reverse("workflow:opinions")),
            (self.get_title(), None),
        ]

    def get_actions(self) -> list[Action]:
        """The asking authority may ask no more."""
        row = self.object
        if opinion_closed(row) or not can_cancel_opinion(self.request.user, row):
            return []
        url = reverse("workflow:opinion-cancel", args=[row.pk])
        return [Action(_("取消征求"), url)]

    def facts(self) -> list[tuple[str, Any]]:
        """About what, by whom and when it is asked."""
        row = self.object
        case = row.application
        link = format_html('<a href="{}">{}</a>', case.get_absolute_url(), case.title)
        return [
            (_("申报事项"), link),
            (_("提交版本"), self.submission_link()),
            (_("申报单位"), case.applicant),
            (_("征求环节"), row.get_stage_display()),
            (_("征求部门"), row.asked_organisation),
            (_("征求人"), row.asked_by.name),
            (_("征求时间"), cn_datetime(row.asked_at)),
            (_("批次规定"), _("必须征求") if row.is_required else _("未作规定")),
        ]

    def submission_link(self) -> Any:
        """To the submission that the department was shown."""
        row = self.object
        args = [row.application_id, row.submission_number]
        url = reverse("workflow:submission", args=args)
        words = Submission(number=row.submission_number)
        return format_html('<a href="{}">{}</a>', url, words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opinion as it may be read, and the forms of what this person may do."""
        row, user = self.object, self.request.user
        closed = opinion_closed(row)
        context = {
            "seen": seen_opinion(user, row, timezone.now()),
            "closed": closed,
            "files": files_of(row.application, shown_evidence(row)),
            "may_draft": not closed and bool(can_draft_opinion(user, row)),
            "may_sign": not closed and bool(can_sign_opinion(user, row)),
            "draft_form": OpinionForm(initial=_typed(row)),
            "sign_form": VersionForm(initial={"version": row.version}),
            "return_form": ReasonForm(initial={"version": row.version}),
        }
        return super().get_context_data(**{**context, **kwargs})


def _typed(row: Opinion) -> dict[str, Any]:
    return {"stance": row.stance, "text": row.text, "version": row.version}


def shown_evidence(row: Opinion) -> QuerySet[Evidence]:
    """The files of the case; for a past opinion those of when it was asked."""
    files: QuerySet[Evidence] = row.application.evidence.select_related("attachment")
    if row.is_current:
        return files.filter(removed_at__isnull=True)
    there = Q(removed_at__isnull=True) | Q(removed_at__gt=row.asked_at)
    return files.filter(there, added_at__lte=row.asked_at)


class OpinionAction(OpinionMixin, CaseAction):
    """A POST about one opinion; refused, its page is shown again."""


class DraftAction(OpinionAction):
    """Kept for later, or laid before the lead."""

    form_class = OpinionForm
    form_name = "draft_form"

    def perform(self, form: OpinionForm) -> str:
        """By a handler of the department asked."""
        ready = "keep" not in self.request.POST
        data = form.cleaned_data
        draft_opinion(self.object, by=self.request.user, ready=ready, **data)
        if ready:
            return _("意见已送本单位负责人签发。")
        return _("意见已暂存，尚未送签。")


class SignAction(OpinionAction):
    """A lead signs what was drafted."""

    form_class = VersionForm
    form_name = "sign_form"

    def perform(self, form: VersionForm) -> str:
        """It is final then."""
        version = form.cleaned_data["version"]
        done = sign_opinion(self.object, by=self.request.user, version=version)
        return _("意见已签发，并已反馈%s。") % done.asked_organisation


class ReturnAction(OpinionAction):
    """A lead gives the draft back."""

    form_class = ReasonForm
    form_name = "return_form"

    def perform(self, form: ReasonForm) -> str:
        """With the reason."""
        data = form.cleaned_data
        return_draft(
            self.object,
            by=self.request.user,
            reason=data["note"],
            version=data["version"],
        )
        return _("意见稿已退回经办人。")


class OpinionCancel(OpinionMixin, ActionPage):
    """The asking authority asks no more."""

    title = gettext_lazy("取消征求意见")
    question = gettext_lazy(
        "取消后，该部门无须再反馈；批次规定必须征求的，同意前须重新征求。确定取消吗？"
    )
    form_class = ReasonForm
    submit_label = gettext_lazy("确定不再征求")
    success_message = gettext_lazy("已取消征求意见，并已告知该部门。")
    tone = "danger"

    def allow(self) -> Verdict:
        """The authority that asked."""
        return can_cancel_opinion(self.request.user, self.object)

    def crumbs(self) -> list[Crumb]:
        """List, opinion, here."""
        return [
            (str(OPINIONS), reverse("workflow:opinions")),
            (str(self.object), self.object.get_absolute_url()),
            (self.get_title(), None),
        ]

    def get_initial(self) -> dict[str, Any]:
        """What was on the page."""
        return {"version": self.object.version}

    def facts(self) -> list[tuple[str, Any]]:
        """Which one."""
        row = self.object
        return [
            (_("申报事项"), row.application.title),
            (_("被征求意见部门"), row.organisation),
            (_("反馈期限"), cn_date(row.due_at)),
        ]

    def get_cancel_url(self) -> str:
        """Back to the opinion."""
        return str(self.object.get_absolute_url())

    def perform(self, form: ReasonForm) -> Opinion:
        """Call the service."""
        user, data = self.request.user, form.cleaned_data
        return cancel_opinion(
            self.object, by=user, reason=data["note"], version=data["version"]
        )
