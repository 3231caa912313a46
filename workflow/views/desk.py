"""The desk: what waits for me, what I sent, what is late, all I may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from documents.exports import Cell
from documents.views.exports import ExportMixin
from ui.views import Action
from workflow.choices import Move
from workflow.filters import ApplicationFilter
from workflow.filters.saved import DESK
from workflow.forms import ManyForm
from workflow.hints import pause_words
from workflow.models import Application, Opinion
from workflow.permissions import (
    gives_opinions,
    hands_over,
    lead_authority_posts,
    leads_handlers,
    proposal_seen_by,
)
from workflow.tables import DeskTable
from workflow.views.beside import WalkedMixin
from workflow.views.saved import SavedViewsMixin
from workflow.views.tabs import TabbedListPage

WAITING, SENT, LATE, ALL = "waiting", "sent", "late", "all"
TABS = {
    WAITING: _("待我办理"),
    SENT: _("我提交的"),
    LATE: _("已逾期"),
    ALL: _("全部可见"),
}
EMPTY = {
    WAITING: _("当前没有需要您办理的事项。"),
    SENT: _("本单位还没有提交过申报。"),
    LATE: _("没有逾期的事项。"),
    ALL: _("没有您可以查看的申报事项。"),
}
COLUMNS = (
    "受理编号",
    "名称",
    "类别",
    "申报单位",
    "管理单位",
    "环节",
    "进入本环节日期",
    "办理期限",
    "待确认意见",
)
TALLIED = ("检查通过项数", "检查项数", "证明材料份数")


class Desk(WalkedMixin, SavedViewsMixin, TabbedListPage):
    """Applications by tab, filtered, what is due first."""

    title = _("工作台")
    template_name = "workflow/desk.html"
    partial_template_name = "workflow/desk_rows.html"
    view_list = DESK
    tabs, empties, counted = TABS, EMPTY, (WAITING, LATE)
    table_class = DeskTable
    filterset_class = ApplicationFilter

    def rows_of(self, tab: str) -> Any:
        """The rows of a tab, all within what this user may see."""
        seen, user = (
            Application.objects.visible_to(self.request.user),
            self.request.user,
        )
        return {
            WAITING: lambda: seen.awaiting(user),
            SENT: lambda: seen.sent_by(user),
            LATE: lambda: seen.late(timezone.now()),
            ALL: lambda: seen,
        }[tab]()

    def get_queryset(self) -> QuerySet[Application]:
        """With what a row shows on the page and in the file."""
        found = self.rows_of(self.tab).by_due()
        rows: QuerySet[Application] = found.with_question().with_versions()
        return rows.select_related(
            "applicant", "managing_unit", "assignee", "proposal__organisation"
        )

    @property
    def acts(self) -> bool:
        """Whether rows can be chosen to do one thing to many."""
        return hands_over(self.request.user) and self.tab != SENT

    def get_table(self) -> Any:
        """Without the columns of authorities for those who are none."""
        hidden = () if hands_over(self.request.user) else ("assignee", "tally")
        table = super().get_table()
        table.exclude = hidden if self.acts else (*hidden, "pick")
        return table

    def get_export_url(self) -> str:
        """The same rows as a file."""
        return reverse("workflow:desk-export")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what can be done to the rows chosen."""
        return super().get_context_data(**{"acts_form": self.get_acts_form(), **kwargs})

    def counted_beside(self) -> dict[str, Any]:
        """How many opinions of departments wait for this person."""
        if not gives_opinions(self.request.user):
            return {}
        return {"opinions": Opinion.objects.awaiting(self.request.user)}

    def get_acts_form(self) -> ManyForm | None:
        """What can be done to the rows chosen."""
        if not self.acts:
            return None
        posts = lead_authority_posts(self.request.user)
        return ManyForm(
            colleagues=getattr(self.filterset, "colleagues", []),
            takes=any(p.role == Role.HANDLER for p in posts),
            confirms=any(p.role == Role.LEAD for p in posts),
            initial={"back": self.request.GET.urlencode()},
        )

    def get_actions(self) -> list[Action]:
        """To the workload, for leads."""
        if not leads_handlers(self.request.user):
            return []
        return [Action(str(_("承办情况")), reverse("workflow:workload"))]


class DeskExport(ExportMixin, Desk):
    """The same as a file."""

    def columns(self) -> Sequence[str]:
        """As on the page; what a submission adds up to for those who review."""
        return (*COLUMNS, *TALLIED) if hands_over(self.request.user) else COLUMNS

    def cells(self, row: Application) -> list[Cell]:
        """As on the page; a proposal for those whose matter it is."""
        proposal = proposal_seen_by(self.request.user, row)
        tallied = tally_cells(row) if hands_over(self.request.user) else []
        return [
            row.number or "",
            row.title,
            row.kind_name,
            str(row.applicant),
            str(row.managing_unit or ""),
            row.stage_label,
            timezone.localdate(row.stage_since),
            pause_words(row) or (row.due_at and timezone.localdate(row.due_at)),
            str(Move(proposal.move).label) if proposal else "",
            *tallied,
        ]


def tally_cells(row: Application) -> list[str]:
    """检查通过项数, 检查项数, 证明材料份数."""
    kept = (row.checks_passed, row.checks_total, row.evidence_count)
    return ["" if number is None else str(number) for number in kept]
