"""The form of a draft: figures, lines, vouchers, and the estimate beside it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from documents.models import Attachment
from incentives.forms.statement import LINES, LineForm, StatementForm, initial_of
from incentives.models import CreditPeriod, CreditStatement
from incentives.permissions.credit import can_edit_statement
from incentives.services.credit import (
    estimate_draft,
    issues_of,
    save_draft,
    store_voucher,
)
from incentives.showing.ledger import entry_figures
from incentives.views.credit.shared import StatementPage
from ui.forms import groups_of
from ui.refusals import Invalid, Refusal, Severity, Stale, Verdict
from ui.text import number_in
from ui.views import EditPage
from ui.views.live import LiveMixin

MOST_ROWS = 2000


class StatementEdit(StatementPage, LiveMixin, EditPage):
    """Saved when the person says so; what is typed or chosen is never lost."""

    template_name = "incentives/credit/edit.html"
    live_template_name = "incentives/credit/estimate.html"
    submit_label = "保存草稿"
    success_message = "草稿已保存，尚未填报。"

    def get_title(self) -> str:
        verb = "更正" if self.object.number > 1 else "填报"
        return f"{verb}{self.period.label}抵免台账"

    def get_subtitle(self) -> str:
        return self.account.name

    def allow(self) -> Verdict:
        return can_edit_statement(self.request.user, self.object)

    @cached_property
    def has_opening(self) -> bool:
        """Whether a balance from before the ledger may be entered."""
        if self.object.opening_balance:
            return True
        rows = CreditPeriod.objects.filter(account=self.account).filed()
        return not rows.filter(starts__lt=self.period.starts).exists()

    @cached_property
    def given(self) -> Any:
        """What was sent; chosen files are stored and named by their rows."""
        data = self.request.POST.copy()
        total = number_in(data.get(f"{LINES}-TOTAL_FORMS", ""))
        if "add_row" in data and total is not None and total < MOST_ROWS:
            data[f"{LINES}-TOTAL_FORMS"] = str(total + 1)
        return data

    def get_form(self) -> StatementForm:
        opening = {"has_opening": self.has_opening}
        if self.request.method != "POST":
            form = StatementForm(initial=initial_of(self.object), **opening)
        else:
            faults = self._keep_files()
            form = StatementForm(self.given, **opening)
            self._tell(form, faults)
        self._name_files(form)
        return form

    def _keep_files(self) -> dict[str, str]:
        """Store each file that may be kept; by prefix, what is wrong with others."""
        faults = {}
        for name, upload in self.request.FILES.items():
            prefix, _, field = name.rpartition("-")
            if field != "voucher" or not prefix.startswith(f"{LINES}-"):
                continue
            try:
                checked = LineForm.base_fields["voucher"].clean(upload)
                by: Any = self.request.user
                file = store_voucher(self.account, upload=checked, by=by)
            except ValidationError as fault:
                faults[prefix] = fault.messages[0]
            except Invalid as refusal:
                faults[prefix] = refusal.sentence
            else:
                self.given[f"{prefix}-held"] = str(file.pk)
        return faults

    def _tell(self, form: StatementForm, faults: dict[str, str]) -> None:
        if not faults:
            return
        form.is_valid()
        for row in form.rows.forms:
            if row.prefix in faults:
                row.add_error("voucher", faults[row.prefix])

    def _name_files(self, form: StatementForm) -> None:
        """Rows show the files they hold: the taxpayer's own, or of this period."""
        wanted = [_uuid(row["held"].value()) for row in form.rows.forms]
        files = Attachment.objects.in_bulk([pk for pk in wanted if pk])
        kept = set(self.period.voucher_ids()) if files else set()
        for row, pk in zip(form.rows.forms, wanted, strict=True):
            file = files.get(pk) if pk else None
            own = file is not None and file.owner_id in self._own_ids
            row.file = file if own or pk in kept else None

    @cached_property
    def _own_ids(self) -> frozenset[int]:
        return self.request.user.standing.applicant_ids  # type: ignore[union-attr]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One more row, or an estimate, only draws the page again."""
        if {"add_row", "estimate"} & set(request.POST):
            form = self.get_form()
            form.is_valid()
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def perform(self, form: StatementForm) -> CreditStatement:
        try:
            saved = self._save(form)
        except Invalid as refusal:
            form.put(refusal.issues)
            raise Misplaced from refusal
        if "file" in self.request.POST:
            self._check(form, saved)
        return saved

    def _save(self, form: StatementForm) -> CreditStatement:
        by: Any = self.request.user
        told = number_in(self.request.POST.get("overwrite", ""))
        version = form.cleaned_data["version"] if told is None else told
        return save_draft(
            self.object,
            figures=form.figures(),
            lines=form.lines(),
            by=by,
            version=version,
        )

    def _check(self, form: StatementForm, saved: CreditStatement) -> None:
        """Errors that keep the saved draft from being filed go to their fields."""
        issues = issues_of(saved, timezone.localdate())
        errors = [issue for issue in issues if issue.severity == Severity.ERROR]
        if not errors:
            return
        form.data["version"] = str(saved.version)
        keys = saved.lines.values_list("key", flat=True)
        for row, key in zip(form.kept(), keys, strict=True):
            form.data[row.add_prefix("key")] = str(key)
        form.put(errors)
        raise Misplaced("草稿已保存。有内容需要改正，改正后才能填报。")

    def refused(self, form: Any, status: int) -> HttpResponse:
        """A stale form keeps what was typed; it may then be saved over the other's."""
        context = self.get_context_data(form=form)
        if status == Stale.status:
            rows = CreditStatement.objects.filter(pk=self.object.pk)
            context["stale_version"] = rows.values_list("version", flat=True).get()
        return self.render_to_response(context, status=status)

    def get_success_message(self) -> str:
        return "" if "file" in self.request.POST else str(self.success_message)

    def get_success_url(self) -> str:
        name = "file" if "file" in self.request.POST else "statement"
        return reverse(f"incentives:credit-{name}", args=[self.object.pk])

    def live_context(self, form: StatementForm) -> dict[str, Any]:
        """The estimate of what is sound so far."""
        return {"estimate": self._estimate(form), "unfinished": not form.is_valid()}

    def _estimate(self, form: StatementForm) -> dict[str, Any]:
        try:
            entry = estimate_draft(self.object, form.figures(), form.sound_lines())
        except LookupError:
            return {}
        figures = entry_figures(entry.outcome, entry)
        return {
            "figures": figures,
            "is_held": entry.is_held,
            "used": entry.outcome.used,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        shown: dict[str, Any] = {"form": form, "period": self.period}
        if form.is_bound:
            shown |= self.live_context(form)
        else:
            shown["estimate"] = self._stored_estimate()
        shown["problems"] = form.problems() if form.is_bound else []
        shown["groups"] = [(name, fields) for name, fields in groups_of(form) if name]
        return super().get_context_data(**shown | kwargs | {"form": form})

    def _stored_estimate(self) -> dict[str, Any]:
        """Of the draft as it was saved last."""
        rows = initial_of(self.object)
        form = StatementForm(_sent(rows), has_opening=self.has_opening)
        form.is_valid()
        return self._estimate(form)


class Misplaced(Refusal):
    """What was wrong stands at its fields already; only the head is left to say."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)


def _sent(initial: dict[str, Any]) -> dict[str, Any]:
    """A stored draft as a browser would send it."""
    rows = initial[LINES]
    data = {name: value for name, value in initial.items() if name != LINES}
    for number, row in enumerate(rows):
        found = {f"{LINES}-{number}-{name}": value for name, value in row.items()}
        data |= {
            name: value for name, value in found.items() if value not in (None, False)
        }
    return data | {f"{LINES}-TOTAL_FORMS": len(rows), f"{LINES}-INITIAL_FORMS": 0}


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
