"""Saved views: kept from a list, used from its chips, changed by their owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Refusal, Verdict
from ui.views import Action, ActionPage, Crumb, EditPage, Page
from workflow.forms.saved import SaveViewForm, ViewForm
from workflow.kept import KEPT, KeptList, kept_query
from workflow.models import SavedView
from workflow.permissions import can_change_view, hands_over
from workflow.services import change_view, delete_view, save_view


@dataclass(frozen=True)
class ViewChip:
    """A saved view above its list."""

    view: SavedView
    is_open: bool
    is_own: bool


class SavedViewsMixin:
    """Chips of saved views above a ListPage, and a form that keeps the present one.

    Declare `view_list`. A list with rows of its own puts
    `workflow/includes/saved_views.html` above them.
    """

    partial_template_name = "workflow/viewed_rows.html"
    view_list: ClassVar[KeptList]
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the views of this person; a visitor of a public list has none."""
        views = self.views_kept() if self.request.user.is_authenticated else {}
        return super().get_context_data(**{**views, **kwargs})  # type: ignore[misc]

    def views_kept(self) -> dict[str, Any]:
        """`saved_views`, and `view_query` where there is something to keep."""
        user, page = self.request.user, self.view_list.key
        present = kept_query(page, self.request.GET.urlencode())
        rows = SavedView.objects.visible_to(user).filter(page=page)
        chips = [
            ViewChip(view, view.query == present, view.owner_id == user.pk)
            for view in rows.select_related("owner")
        ]
        kept = any(chip.is_open for chip in chips)
        return {
            "saved_views": chips,
            "view_page": page,
            "view_query": "" if kept else present,
            "view_shares": hands_over(user),
        }


class SaveView(Page):
    """Keep the list as it is filtered, and stay there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asked by address alone it leads to the desk."""
        return HttpResponseRedirect(reverse("workflow:desk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, say so or say why not, and go back to the list."""
        form, user = SaveViewForm(request.POST), request.user
        if not form.is_valid():
            sentences = [s for errors in form.errors.values() for s in errors]
            messages.error(request, " ".join(sentences))
            return self.back()
        data = form.cleaned_data
        given = {name: data[name] for name in ("page", "name", "shared")}
        query = kept_query(data["page"], data["query"])
        try:
            view = save_view(by=user, query=query, **given)  # type: ignore[arg-type]
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("已保存视图“%s”。") % view.name)
        return self.back()

    def back(self) -> HttpResponse:
        """To the list it came from, never out of the house."""
        target = self.request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
            target = reverse("workflow:desk")
        return HttpResponseRedirect(target)


class SavedViewEdit(EditPage):
    """Another name, shared or not."""

    title = gettext_lazy("修改视图")
    form_class = ViewForm
    success_message = gettext_lazy("视图已保存。")

    def get_queryset(self) -> QuerySet[SavedView]:
        """One's own and those shared with one."""
        rows: QuerySet[SavedView] = SavedView.objects.visible_to(self.request.user)
        return rows

    def allow(self) -> Verdict:
        """Its owner."""
        return can_change_view(self.request.user, self.object)

    def crumbs(self) -> list[Crumb]:
        """From its list."""
        url = self.get_cancel_url()
        label = str(KEPT[self.object.page].label)
        return [(label, url), (self.get_title(), None)]

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        shared = self.object.organisation_id is not None
        return {"name": self.object.name, "shared": shared}

    def get_actions(self) -> list[Action]:
        """Away with it."""
        url = reverse("workflow:saved-view-delete", args=[self.object.pk])
        return [Action(_("删除视图"), url, tone="danger")]

    def get_cancel_url(self) -> str:
        """Back to its list."""
        return reverse(KEPT[self.object.page].url)

    def get_success_url(self) -> str:
        """Back to its list."""
        return self.get_cancel_url()

    def perform(self, form: ViewForm) -> SavedView:
        """Call the service."""
        user: Any = self.request.user
        return change_view(self.object, by=user, **form.cleaned_data)


class SavedViewDelete(ActionPage):
    """Gone for good."""

    title = gettext_lazy("删除视图")
    submit_label = gettext_lazy("删除")
    success_message = gettext_lazy("视图已删除。")
    tone = "danger"
    get_queryset = SavedViewEdit.get_queryset
    allow = SavedViewEdit.allow

    def get_question(self) -> str:
        """Whose eyes lose it."""
        return _("确定删除视图“%s”吗？已共享的，本部门人员也不能再使用。") % self.object

    def get_cancel_url(self) -> str:
        """Back to it."""
        return reverse("workflow:saved-view", args=[self.object.pk])

    def get_success_url(self) -> str:
        """Back to its list."""
        return reverse(KEPT[self.object.page].url)

    def perform(self, form: Any) -> None:
        """Call the service."""
        user: Any = self.request.user
        delete_view(self.object, by=user)
