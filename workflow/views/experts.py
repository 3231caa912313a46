"""The pool of experts: list, entry, edit, ties; an expert sees and declares his own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import can_manage_members
from ui.refusals import Verdict
from ui.views import (
    Action,
    Crumb,
    DetailPage,
    EditPage,
    FormPage,
    ListPage,
)
from ui.words import cn_date
from workflow.filters import ExpertFilter
from workflow.forms import ExpertAddForm, ExpertForm, TieEndForm, TieForm
from workflow.models import Expert, ExpertTie
from workflow.permissions import (
    can_add_experts,
    can_declare_tie,
    can_keep_pool,
    can_see_pool,
    pools_kept,
)
from workflow.services import add_expert, declare_tie, edit_expert, end_tie
from workflow.tables import ExpertTable

POOL = gettext_lazy("专家库")


class ExpertList(ListPage):
    """The pools that one's lead authority keeps."""

    title = POOL
    subtitle = gettext_lazy("评审专家由系统从库中随机抽取，信息和利益关系应及时更新")
    table_class = ExpertTable
    filterset_class = ExpertFilter
    empty = gettext_lazy("没有符合条件的专家。")
    empty_yet = gettext_lazy("专家库中还没有专家。")

    def allow(self) -> Verdict:
        """Lead authorities of the nation and the units."""
        return can_see_pool(self.request.user)

    def get_queryset(self) -> QuerySet[Expert]:
        """Kept by them."""
        return Expert.objects.kept_by(self.request.user).for_list()

    def get_actions(self) -> list[Action]:
        """Enter one; ask somebody to have an account."""
        user = self.request.user
        if not can_add_experts(user):
            return []
        url = reverse("workflow:expert-add")
        return [
            Action(_("专家入库"), url, tone="primary", icon="plus"),
            *[_invite_to(post.organisation) for post in _own_offices(user)],
        ]


def _own_offices(user: Any) -> list[Any]:
    """Where this person may invite somebody to have an account."""
    posts = [p for p in user.posts_now if can_manage_members(user, p.organisation)]
    return posts[:1]


def _invite_to(organisation: Any) -> Action:
    url = reverse("accounts:member-invite", args=[organisation.pk])
    return Action(_("邀请开户"), url, icon="mail")


class ExpertMixin:
    """About one expert that this user may see."""

    request: Any
    object: Expert

    def get_queryset(self) -> QuerySet[Expert]:
        """Of a pool one keeps, or oneself."""
        return Expert.objects.visible_to(self.request.user).for_list()

    def keeps(self) -> Verdict:
        """Whether this is the lead who keeps the pool."""
        return can_keep_pool(self.request.user, self.object.managing_unit_id)

    def crumbs(self) -> list[Crumb]:
        """List, expert, here."""
        url = self.object.get_absolute_url()
        here = (self.get_title(), None)  # type: ignore[attr-defined]
        return [_above(self.request.user), (str(self.object), url), here]

    def get_cancel_url(self) -> str:
        """Back to the expert."""
        return self.object.get_absolute_url()

    def get_success_url(self) -> str:
        """Back to the expert."""
        return self.object.get_absolute_url()


def _above(user: Any) -> Crumb:
    if can_see_pool(user):
        return str(POOL), reverse("workflow:experts")
    return _("我的评审"), reverse("workflow:seats")


class ExpertPage(ExpertMixin, DetailPage):
    """One expert with what binds him."""

    template_name = "workflow/expert.html"

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [_above(self.request.user), (str(self.object), None)]

    def get_actions(self) -> list[Action]:
        """Who keeps the pool edits; the expert declares."""
        user, pk = self.request.user, self.object.pk
        found = []
        if self.keeps():
            url = reverse("workflow:expert-edit", args=[pk])
            found.append(Action(_("修改信息"), url, icon="edit"))
        if can_declare_tie(user, self.object):
            url = reverse("workflow:tie-add", args=[pk])
            found.append(Action(_("登记利益关系"), url, tone="primary", icon="plus"))
        return found

    def facts(self) -> list[tuple[str, Any]]:
        """As the pool knows him."""
        row = self.object
        return [
            (_("所属专家库"), row.pool_name),
            (_("状态"), row.get_status_display()),
            (_("专业领域"), row.field_labels),
            (_("工作单位"), row.employer),
            (_("职称或职务"), row.title),
            (_("所在地区"), row.home_unit),
            (_("入库时间"), cn_date(row.added_at)),
            (_("备注"), row.note if self.keeps() else ""),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ties; only who keeps the pool ends one."""
        ties = self.object.ties.select_related("organisation", "declared_by")
        return super().get_context_data(ties=ties, keeps=self.keeps(), **kwargs)


class ExpertAdd(FormPage):
    """A person with an expert's post enters a pool."""

    title = gettext_lazy("专家入库")
    form_class = ExpertAddForm
    submit_label = gettext_lazy("入库")
    success_message = gettext_lazy("专家已入库。")

    def allow(self) -> Verdict:
        """Leads who keep a pool."""
        return can_add_experts(self.request.user)

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [(str(POOL), reverse("workflow:experts")), (self.get_title(), None)]

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("workflow:experts")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The pools this lead keeps."""
        return super().get_form_kwargs() | {"pools": pools_kept(self.request.user)}

    def perform(self, form: ExpertAddForm) -> Expert:
        """Call the service."""
        user: Any = self.request.user
        return add_expert(by=user, now=timezone.now(), **form.given())


class ExpertEdit(ExpertMixin, EditPage):
    """Fields, employer, region, status."""

    title = gettext_lazy("修改专家信息")
    form_class = ExpertForm
    success_message = gettext_lazy("专家信息已保存。")

    def allow(self) -> Verdict:
        """Who keeps the pool."""
        return self.keeps()

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return ExpertForm.initial_of(self.object)

    def perform(self, form: ExpertForm) -> Expert:
        """Refused when somebody else saved meanwhile."""
        version, user = form.cleaned_data["version"], self.request.user
        return edit_expert(self.object, by=user, version=version, **form.changes())


class TieAdd(ExpertMixin, EditPage):
    """What binds an expert to an organisation."""

    title = gettext_lazy("登记利益关系")
    form_class = TieForm
    submit_label = gettext_lazy("登记")
    success_message = gettext_lazy("利益关系已登记，抽取专家时将自动回避。")

    def allow(self) -> Verdict:
        """Himself, and who keeps the pool."""
        return can_declare_tie(self.request.user, self.object)

    def perform(self, form: TieForm) -> ExpertTie:
        """Call the service."""
        user: Any = self.request.user
        now = timezone.now()
        return declare_tie(self.object, by=user, now=now, **form.cleaned_data)


class TieEnd(ExpertMixin, EditPage):
    """Since when a tie is over."""

    title = gettext_lazy("修改结束日期")
    form_class = TieEndForm
    success_message = gettext_lazy("结束日期已保存。")

    def allow(self) -> Verdict:
        """Who keeps the pool."""
        return self.keeps()

    @cached_property
    def tie(self) -> ExpertTie:
        """The tie, if its expert may be seen."""
        rows = ExpertTie.objects.select_related("organisation", "expert")
        seen = Expert.objects.visible_to(self.request.user)
        return get_object_or_404(rows.filter(expert__in=seen), pk=self.kwargs["pk"])

    @cached_property
    def object(self) -> Expert:
        """Its expert."""
        return self.tie.expert

    def get_subtitle(self) -> str:
        """Which tie."""
        return str(self.tie)

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"ends_on": self.tie.ends_on}

    def perform(self, form: TieEndForm) -> ExpertTie:
        """Call the service."""
        user: Any = self.request.user
        return end_tie(self.tie, by=user, ends_on=form.cleaned_data["ends_on"])
