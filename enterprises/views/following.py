"""The authority's side: the enterprises it follows, and visits."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from enterprises.filters import FollowedFilter
from enterprises.filters.saved import FOLLOWED
from enterprises.forms.following import VisitForm
from enterprises.models import Enterprise, Visit
from enterprises.permissions import can_follow, can_visit
from enterprises.services.visits import register_visit
from enterprises.tables.following import FollowedTable
from enterprises.views.record import RecordMixin
from ui.refusals import Verdict
from ui.views import EditPage, ListPage
from workflow.views.saved import SavedViewsMixin


class Followed(SavedViewsMixin, ListPage):
    """Enterprises in the pilot with what each of them owes."""

    title = "企业跟踪管理"
    subtitle = "建设培育企业的三年规划、年度报告和走访情况"
    view_list = FOLLOWED
    table_class = FollowedTable
    filterset_class = FollowedFilter
    empty = "没有符合条件的企业。"
    empty_yet = "还没有入库企业。企业纳入建设培育库后，在此跟踪其规划、年度报告和走访。"

    def allow(self) -> Verdict:
        return can_follow(self.request.user)

    def get_queryset(self) -> QuerySet[Enterprise]:
        rows = Enterprise.objects.in_reach_of(self.request.user).in_pilot()
        found: QuerySet[Enterprise] = rows.for_following(timezone.localdate())
        return found


class VisitNew(RecordMixin, EditPage):
    """A follow-up visit is written down."""

    title = "登记走访"
    form_class = VisitForm
    success_message = "走访情况已登记。"

    @property
    def object(self) -> Any:
        return self.enterprise

    def allow(self) -> Verdict:
        return can_visit(self.request.user, self.enterprise)

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def perform(self, form: Any) -> Visit:
        return register_visit(
            self.enterprise,
            **form.cleaned_data,
            by=self.request.user,  # type: ignore[arg-type]
        )
