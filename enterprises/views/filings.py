"""Plans and annual reports: read, filled in, excused, sent back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from enterprises.choices import ReportFigure
from enterprises.forms.following import (
    FIGURE_PREFIX,
    PlanForm,
    ReasonForm,
    ReportForm,
    ReturnForm,
)
from enterprises.models import AnnualReport, ThreeYearPlan
from enterprises.permissions import can_excuse, can_file, can_return
from enterprises.services.filings import (
    excuse_filing,
    file_filing,
    return_filing,
    save_filing,
)
from enterprises.showing import filing_words
from enterprises.views.record import RecordMixin
from ui.refusals import Verdict
from ui.views import Action, ActionPage, DetailPage, EditPage

PLAN = "plan"


class FilingMixin(RecordMixin):
    """The paper named in the address: `plan`, or the year of a report."""

    @cached_property
    def object(self) -> Any:
        paper = str(self.kwargs["paper"])
        if paper == PLAN:
            held: Any = ThreeYearPlan.objects.filter(enterprise=self.enterprise)
        elif paper.isdecimal() and len(paper) == 4:
            rows = AnnualReport.objects.filter(enterprise=self.enterprise)
            held = rows.filter(year=int(paper))
        else:
            raise Http404
        found = held.select_related("file", "filed_by", "excused_by").first()
        if found is None:
            raise Http404
        # The same object, so that permissions read no row twice.
        found.enterprise = self.enterprise
        return found

    def url_of(self, name: str) -> str:
        args = [self.enterprise.public_id, self.object.paper]
        return reverse(f"enterprises:{name}", args=args)

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())


class FilingDetail(FilingMixin, DetailPage):
    """What was filed, and what was filed before it was sent back."""

    template_name = "enterprises/filing.html"

    def get_title(self) -> str:
        return str(self.object.title)

    def get_subtitle(self) -> str:
        return self.enterprise.name

    def get_actions(self) -> Sequence[Action]:
        user, filing = self.request.user, self.object
        shown = []
        if can_file(user, filing):
            url = self.url_of("filing-edit")
            shown.append(Action("填写并报送", url, tone="primary", icon="pencil"))
        if can_return(user, filing):
            shown.append(Action("退回修改", self.url_of("filing-return")))
        if can_excuse(user, filing):
            shown.append(Action("同意免报", self.url_of("filing-excuse")))
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filing = self.object
        # A draft is the enterprise's own.
        shown = self.is_own or filing.filed_at is not None
        former = filing.former.select_related("file", "filed_by", "returned_by")
        context = {
            "is_own": self.is_own,
            "words": filing_words(filing, vars(filing)) if shown else [],
            "shown": shown,
            "former": [(row, filing_words(filing, row.content)) for row in former],
        }
        return super().get_context_data(**kwargs | context)


class FilingEdit(FilingMixin, EditPage):
    """Draft, and filing; what cannot be filed yet can always be kept."""

    template_name = "enterprises/filing_form.html"
    submit_label = "报送"

    def get_title(self) -> str:
        return f"填写{self.object.title}"

    def allow(self) -> Verdict:
        return can_file(self.request.user, self.object)

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        return PlanForm if self.object.paper == PLAN else ReportForm

    def get_initial(self) -> dict[str, Any]:
        filing = self.object
        found = {name: getattr(filing, name) for name in filing.CONTENT}
        figures = found.pop("figures", {})
        found |= {FIGURE_PREFIX + k.value: figures.get(k.value) for k in ReportFigure}
        return found | {"version": filing.version}

    @property
    def files(self) -> bool:
        """Whether the person files, or only keeps the draft."""
        return "draft" not in self.request.POST

    def perform(self, form: Any) -> Any:
        write = file_filing if self.files else save_filing
        return write(
            self.object,
            given=form.given(),
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
            upload=form.cleaned_data["file"],
        )

    def get_success_message(self) -> str:
        return f"{self.object.title}已报送。" if self.files else "草稿已保存。"

    def get_success_url(self) -> str:
        return super().get_success_url() if self.files else self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = self.object.former.first()
        return super().get_context_data(**kwargs | {"last_return": last})


class FilingAction(FilingMixin, ActionPage):
    """An authority's act on a paper, with its reason."""

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def facts(self) -> Sequence[tuple[str, Any]]:
        filing = self.object
        return [
            ("企业", self.enterprise.name),
            ("材料", filing.title),
            ("状态", filing.state.label),
        ]


class FilingExcuse(FilingAction):
    """A lead lets an enterprise off."""

    title = "同意免报"
    form_class = ReasonForm
    question = "同意后，该企业无须报送此项材料，理由将告知企业。"
    submit_label = "同意免报"
    success_message = "已同意免报。"

    def allow(self) -> Verdict:
        return can_excuse(self.request.user, self.object)

    def perform(self, form: Any) -> Any:
        return excuse_filing(
            self.object,
            reason=form.cleaned_data["reason"],
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
        )


class FilingReturn(FilingAction):
    """What was filed is sent back and kept."""

    title = "退回修改"
    form_class = ReturnForm
    question = "退回后企业须在新的期限前重新报送，原报送内容存档备查。"
    submit_label = "退回"
    success_message = "已退回企业修改。"

    def allow(self) -> Verdict:
        return can_return(self.request.user, self.object)

    def perform(self, form: Any) -> Any:
        return return_filing(
            self.object,
            reason=form.cleaned_data["reason"],
            due_on=form.cleaned_data["due_on"],
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
        )
