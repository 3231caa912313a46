"""The inner page of an enterprise: its whole way, and the record it keeps itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from enterprises.forms.following import FactsForm, MemberForm, YearForm
from enterprises.models import Enterprise, EnterpriseYear, GroupMember
from enterprises.permissions import can_keep, can_visit, enterprises_of
from enterprises.services.update import (
    fields_open_in,
    keep_member,
    update_facts,
    update_year,
)
from enterprises.showing import inside_facts, public_facts
from enterprises.way import filings_of, way_of
from ui.refusals import Verdict
from ui.views import Action, Crumb, DetailPage, EditPage, Page

YEARS = 3


class OwnEnterprise(Page):
    """Leads an enterprise's people to their record; says so where there is none."""

    title = "我的企业"
    template_name = "enterprises/own.html"

    def allow(self) -> Verdict:
        if enterprises_of(self.request.user):
            return Verdict.yes()
        return Verdict.no("此页面供企业查看本企业档案，您所在单位不是企业。")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The record, or what to do to get one."""
        ids = [one.pk for one in enterprises_of(request.user)]
        held = Enterprise.objects.filter(organisation_id__in=ids).first()
        if held is not None:
            return redirect("enterprises:record", public_id=held.public_id)
        return super().get(request, *args, **kwargs)


class RecordMixin:
    """An enterprise whose inner matters this user may read; 404 otherwise."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def enterprise(self) -> Enterprise:
        rows = Enterprise.objects.in_reach_of(self.request.user)
        rows = rows.for_list().select_related("rule_set", "organisation")
        found: Enterprise | None = rows.filter(
            public_id=self.kwargs["public_id"]
        ).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def is_own(self) -> bool:
        return bool(can_keep(self.request.user, self.enterprise))

    @property
    def record_url(self) -> str:
        return self.enterprise.get_record_url()

    def standing_at(self) -> str:
        """One's own, or one of those that are followed; not the public directory."""
        return reverse("enterprises:own" if self.is_own else "enterprises:followed")

    def crumbs(self) -> Sequence[Crumb]:
        """From one's own home, or from the list of those one follows."""
        first = ("我的企业", self.record_url)
        if not self.is_own:
            first = ("企业跟踪管理", reverse("enterprises:followed"))
        middle = [] if self.is_own else [(self.enterprise.name, self.record_url)]
        return [first, *middle, (self.get_title(), None)]  # type: ignore[attr-defined]

    def get_cancel_url(self) -> str:
        """Back to the record."""
        return self.record_url

    def get_success_url(self) -> str:
        """Back to the record."""
        return self.record_url


class EnterpriseRecord(RecordMixin, DetailPage):
    """What is due, what stands in the record, and the whole way."""

    template_name = "enterprises/record.html"

    @property
    def object(self) -> Enterprise:  # type: ignore[override]
        return self.enterprise

    def get_title(self) -> str:
        return "我的企业" if self.is_own else self.enterprise.name

    def get_subtitle(self) -> str:
        return self.enterprise.name if self.is_own else "企业跟踪管理"

    def crumbs(self) -> Sequence[Crumb]:
        found = [] if self.is_own else [("企业跟踪管理", self.followed_url)]
        return [*found, (self.get_title(), None)]

    @property
    def followed_url(self) -> str:
        return reverse("enterprises:followed")

    def get_actions(self) -> Sequence[Action]:
        args = [self.enterprise.public_id]
        shown = [Action("公开页面", self.enterprise.get_absolute_url(), icon="world")]
        if can_visit(self.request.user, self.enterprise):
            url = reverse("enterprises:visit-new", args=args)
            shown.append(Action("登记走访", url, tone="primary", icon="pencil"))
        if self.is_own and self.enterprise.is_in_pilot:
            url = reverse("enterprises:change-start")
            shown.append(Action("报告变更", url, icon="replace"))
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        firm = self.enterprise
        visits = firm.visits.visible_to(self.request.user)
        changes = firm.changes.visible_to(self.request.user)
        context = {
            "is_own": self.is_own,
            "filings": filings_of(firm),
            "public_rows": public_facts(firm),
            "inside_rows": inside_facts(firm),
            "years": years_shown(firm),
            "members": list(firm.members.all()),
            "visits": list(visits.select_related("organisation", "by")),
            "changes": list(changes.order_by("-pk")),
            "entries": way_of(firm, self.request.user),
        }
        return super().get_context_data(**kwargs | context)


def years_shown(enterprise: Enterprise) -> list[EnterpriseYear]:
    """The three last years, with an empty row where nothing was filled in."""
    last = timezone.localdate().year - 1
    held = {row.year: row for row in enterprise.years.all()}
    return [
        held.get(year) or EnterpriseYear(enterprise=enterprise, year=year)
        for year in range(last, last - YEARS, -1)
    ]


class RecordEdit(RecordMixin, EditPage):
    """A form about the record of one's own enterprise."""

    @property
    def object(self) -> Any:
        return self.enterprise

    def allow(self) -> Verdict:
        return can_keep(self.request.user, self.enterprise)

    def get_initial(self) -> dict[str, Any]:
        row = self.edited
        names = self.form_class(**self.form_names()).fields
        return {name: getattr(row, name, None) for name in names}

    @property
    def edited(self) -> Any:
        """The row whose fields are shown."""
        return self.object

    def form_names(self) -> dict[str, Any]:
        """What the form needs beside data."""
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.form_names()


class FactsEdit(RecordEdit):
    """The facts that an enterprise keeps itself."""

    title = "修改企业信息"
    form_class = FactsForm
    template_name = "enterprises/facts_form.html"
    success_message = "企业信息已保存。"

    def form_names(self) -> dict[str, Any]:
        return {"names": fields_open_in(self.enterprise)}

    def perform(self, form: Any) -> Enterprise:
        return update_facts(
            self.enterprise,
            given=form.given(),
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
        )


class YearEdit(RecordEdit):
    """The figures of one year."""

    form_class = YearForm
    success_message = "年度数据已保存。"

    def get_title(self) -> str:
        return f"填写{self.kwargs['year']}年经营情况"

    @cached_property
    def edited(self) -> Any:
        year = self.kwargs["year"]
        held = self.enterprise.years.filter(year=year).first()
        row = held or EnterpriseYear(enterprise=self.enterprise, year=year)
        row.version = self.enterprise.version
        return row

    def perform(self, form: Any) -> EnterpriseYear:
        return update_year(
            self.enterprise,
            year=self.kwargs["year"],
            given=form.given(),
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
        )


class MemberNew(RecordEdit):
    """A member of the group is added."""

    title = "登记集团成员单位"
    form_class = MemberForm
    success_message = "成员单位已保存。"
    member: GroupMember | None = None

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> GroupMember:
        return keep_member(
            self.enterprise,
            given=form.given(),
            by=self.request.user,  # type: ignore[arg-type]
            member=self.member,
            version=form.cleaned_data["version"],
        )


class MemberEdit(MemberNew):
    """A member of the group is changed, or ends."""

    title = "修改集团成员单位"

    @cached_property
    def member(self) -> GroupMember:  # type: ignore[override]
        row = self.enterprise.members.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        found: GroupMember = row
        return found

    def get_initial(self) -> dict[str, Any]:
        names = self.form_class(**self.form_names()).fields
        return {name: getattr(self.member, name) for name in names}
