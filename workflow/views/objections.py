"""异议办理: the list, one objection, its investigation and the decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.exports import Cell
from documents.views.exports import ExportMixin
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, EditPage
from ui.words import cn_date, cn_datetime
from workflow.choices import ObjectionState
from workflow.filters import ObjectionFilter
from workflow.filters.saved import OBJECTIONS as KEPT
from workflow.forms import FindingForm, ReturnForm, VersionForm
from workflow.models import Objection
from workflow.permissions import (
    can_decide_objection,
    can_investigate,
    can_list_objections,
    objector_of,
)
from workflow.services import confirm_objection, investigate, return_objection
from workflow.tables import ObjectionTable
from workflow.views.saved import SavedViewsMixin
from workflow.views.tabs import TabbedListPage

OBJECTIONS = gettext_lazy("异议办理")
WAITING, OPEN, DECIDED, ALL = "waiting", "open", "decided", "all"
TABS = {
    WAITING: gettext_lazy("待我办理"),
    OPEN: gettext_lazy("办理中"),
    DECIDED: gettext_lazy("已办结"),
    ALL: gettext_lazy("全部"),
}
EMPTY = {
    WAITING: gettext_lazy("当前没有需要您办理的异议。"),
    OPEN: gettext_lazy("没有正在办理的异议。"),
    DECIDED: gettext_lazy("还没有办结的异议。"),
    ALL: gettext_lazy("本部门发布的公示还没有收到异议。"),
}
COLUMNS = (
    "受理回执号",
    "公示对象",
    "申报单位",
    "公示编号",
    "异议人类别",
    "异议人",
    "受理时间",
    "办理期限",
    "状态",
    "公开的办理结果",
)


class ObjectionList(SavedViewsMixin, TabbedListPage):
    """Objections to the notices of one's own authority, what is due first."""

    title = OBJECTIONS
    subtitle = gettext_lazy("对本部门发布的公示提出的异议；异议人信息仅供办理使用")
    tabs, empties, counted = TABS, EMPTY, (WAITING, OPEN)
    view_list = KEPT
    table_class = ObjectionTable
    filterset_class = ObjectionFilter

    def allow(self) -> Verdict:
        """Authorities that put up notices."""
        return can_list_objections(self.request.user)

    def rows_of(self, tab: str) -> Any:
        """The rows of a tab, all within what this user may see."""
        seen = Objection.objects.visible_to(self.request.user)
        return {
            WAITING: lambda: seen.awaiting(self.request.user),
            OPEN: seen.open,
            DECIDED: seen.decided,
            ALL: seen.all,
        }[tab]()

    def get_queryset(self) -> QuerySet[Objection]:
        """With what a row shows on the page and in the file."""
        rows: QuerySet[Objection] = self.rows_of(self.tab).for_list()
        return rows.order_by("due_at", "-pk")

    def get_export_url(self) -> str:
        """The same rows as a file, who objected masked."""
        return reverse("workflow:objections-export")


class ObjectionExport(ExportMixin, ObjectionList):
    """Exactly the rows filtered, as a file; who objected is masked."""

    def noted_filter(self) -> str:
        """Without the words searched for: somebody may type a name there."""
        query = QueryDict(super().noted_filter(), mutable=True)
        query.pop("q", None)
        return query.urlencode()

    def columns(self) -> Sequence[str]:
        """The first line."""
        return COLUMNS

    def cells(self, row: Objection) -> Sequence[Cell]:
        """The line of one objection."""
        return [
            row.number,
            row.entry.title,
            str(row.application.applicant),
            row.entry.notice.number,
            row.get_objector_kind_display(),
            objector_of(row).masked_name,
            row.received_at,
            timezone.localdate(row.due_at),
            row.get_state_display(),
            "" if row.is_open else row.published_outcome,
        ]


class ObjectionMixin:
    """One objection for those who handle it; others are told that there is none."""

    request: HttpRequest
    object: Any
    title: Any = ""

    def get_queryset(self) -> QuerySet[Objection]:
        """Of the notices of one's own authority."""
        rows: QuerySet[Objection] = Objection.objects.visible_to(self.request.user)
        return rows.select_related(
            "application__applicant",
            "entry__notice__issued_by",
            "handled_by",
            "decided_by",
        )

    def crumbs(self) -> list[Crumb]:
        """List, the objection, and the act on it."""
        own = (str(self.object), self.object.get_absolute_url())
        trail: list[Crumb] = [(str(OBJECTIONS), reverse("workflow:objections")), own]
        return [*trail, (str(self.title), None)] if self.title else trail

    def case_facts(self) -> list[tuple[str, Any]]:
        """What it is about, and until when."""
        row = self.object
        return [
            (_("受理回执号"), row.number),
            (_("公示对象"), row.entry.title),
            (_("申报单位"), row.application.applicant),
            (_("公示编号"), row.entry.notice.number),
            (_("受理时间"), cn_datetime(row.received_at)),
            (_("办理期限"), cn_date(row.due_at)),
        ]


class ObjectionPage(ObjectionMixin, DetailPage):
    """What was objected by whom, what was found, and how it was decided."""

    template_name = "workflow/objection.html"

    def get_actions(self) -> Sequence[Action]:
        """What this person may do now."""
        pk, user = self.object.pk, self.request.user
        acts: list[Action] = []
        if can_investigate(user, self.object):
            url = reverse("workflow:objection-investigate", args=[pk])
            acts.append(Action(_("填写调查意见"), url, tone="primary", icon="pencil"))
        if can_decide_objection(user, self.object):
            url = reverse("workflow:objection-confirm", args=[pk])
            acts.append(Action(_("确认处理意见"), url, tone="primary", icon="check"))
            url = reverse("workflow:objection-return", args=[pk])
            acts.append(Action(_("退回经办人"), url, icon="arrow-back-up"))
        return acts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts, the objector, the files, and what is still to be done by whom."""
        row = self.object
        context = {
            "fact_rows": self.case_facts(),
            "objector": [
                (_("类别"), row.get_objector_kind_display()),
                (_("姓名或单位名称"), row.objector_name),
                (_("单位联系人"), row.contact_name),
                (_("联系电话"), row.phone),
                (_("电子邮箱"), row.email),
            ],
            "late": row.is_open and row.due_at < timezone.now(),
            "files": [
                {
                    "name": held.attachment.name,
                    "url": held.attachment.get_absolute_url(),
                    "size": held.attachment.size,
                    "note": _("盖章扫描件") if held.is_seal else "",
                }
                for held in row.files.select_related("attachment")
            ],
            "letters": row.letters.all(),
        }
        return super().get_context_data(**{**context, **kwargs})


class ObjectionInvestigate(ObjectionMixin, EditPage):
    """A handler writes down what he found and proposes."""

    title = gettext_lazy("填写调查意见")
    template_name = "workflow/objection_investigate.html"
    form_class = FindingForm
    submit_label = gettext_lazy("提交负责人确认")
    success_message = gettext_lazy("处理意见已提交，等待本部门负责人确认。")

    def allow(self) -> Verdict:
        """A handler of the authority."""
        return can_investigate(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        """What was written before it came back."""
        names = ("version", "finding", "investigation", "answer", "published_outcome")
        return {name: getattr(self.object, name) for name in names}

    def get_cancel_url(self) -> str:
        """Back to the objection."""
        return str(self.object.get_absolute_url())

    def perform(self, form: FindingForm) -> Objection:
        """Through the service."""
        user: Any = self.request.user
        return investigate(self.object, by=user, **form.cleaned_data)


class ObjectionConfirm(ObjectionMixin, ActionPage):
    """A lead confirms; an objection that is right takes the case back to review."""

    title = gettext_lazy("确认处理意见")
    form_class: Any = VersionForm
    submit_label = gettext_lazy("确认办结")
    success_message = gettext_lazy("异议已办结。")

    def allow(self) -> Verdict:
        """A lead of the same organisation who did not investigate."""
        return can_decide_objection(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        """The version that the page shows."""
        return {"version": self.object.version}

    def get_question(self) -> str:
        """What follows from it."""
        label = self.object.get_finding_display()
        asked = _("确认“%s”并办结该异议吗？办结后不能修改。") % label
        if self.object.finding != ObjectionState.UPHELD:
            return asked
        return asked + _("该事项将终止公示，退回重新审核。")

    def facts(self) -> Sequence[tuple[str, Any]]:
        """What is confirmed."""
        row = self.object
        return [
            (_("公示对象"), row.entry.title),
            (_("处理意见"), row.get_finding_display()),
            (_("调查情况"), row.investigation),
            (_("给异议人的答复"), row.answer),
            (_("公开的办理结果"), row.published_outcome),
        ]

    def get_cancel_url(self) -> str:
        """Back to the objection."""
        return str(self.object.get_absolute_url())

    def perform(self, form: Any) -> Objection:
        """With the version that the page showed."""
        user: Any = self.request.user
        return confirm_objection(self.object, by=user, **form.cleaned_data)


class ObjectionReturn(ObjectionConfirm):
    """A lead gives the finding back with a reason."""

    title = gettext_lazy("退回经办人")
    form_class = ReturnForm
    submit_label = gettext_lazy("退回")
    success_message = gettext_lazy("处理意见已退回经办人。")

    def get_question(self) -> str:
        """What follows from it."""
        return _("将处理意见退回经办人补充调查。")

    def perform(self, form: ReturnForm) -> Objection:
        """Through the service."""
        user: Any = self.request.user
        return return_objection(self.object, by=user, **form.cleaned_data)
