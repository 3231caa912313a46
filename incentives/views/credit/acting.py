"""A draft is filed or given up; a filed period is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from incentives.forms.credit import CorrectForm, FileForm, VersionForm
from incentives.models import CreditStatement
from incentives.permissions.credit import (
    can_correct,
    can_edit_statement,
    can_keep_account,
)
from incentives.services.credit import (
    changes_if_filed,
    correct,
    drop_draft,
    file_statement,
    issues_of,
    tax_return_of,
)
from incentives.showing.ledger import differences_of, line_words
from incentives.showing.returns import return_tables
from incentives.views.credit.shared import PeriodPage, StatementPage
from ui.refusals import Closed, Issue, Severity, Verdict
from ui.views import ActionPage, EditPage


class StatementFile(StatementPage, ActionPage):
    """What filing will do, what is to be confirmed; then it counts."""

    title = "核对并填报"
    template_name = "incentives/credit/file.html"
    submit_label = "确认填报"
    success_message = "已填报，台账已重新计算。"

    def get_subtitle(self) -> str:
        return f"{self.account.name}　{self.period.label}"

    def allow(self) -> Verdict:
        return can_edit_statement(self.request.user, self.object)

    @cached_property
    def issues(self) -> list[Issue]:
        return issues_of(self.object, timezone.localdate())

    def _of(self, severity: Severity) -> list[Issue]:
        return [issue for issue in self.issues if issue.severity == severity]

    def get_form(self) -> FileForm:
        has_warnings = bool(self._of(Severity.WARNING))
        return FileForm(**self.get_form_kwargs(), has_warnings=has_warnings)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, form: Any) -> CreditStatement:
        data = form.cleaned_data
        by: Any = self.request.user
        confirmed = data.get("confirmed", False)
        return file_statement(
            self.object, by=by, confirmed=confirmed, version=data["version"]
        )

    def get_success_url(self) -> str:
        return self.period.get_absolute_url()

    def get_cancel_url(self) -> str:
        return reverse("incentives:credit-edit", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statement = self.object
        context = {
            "errors": [line_words(issue) for issue in self._of(Severity.ERROR)],
            "warnings": [line_words(issue) for issue in self._of(Severity.WARNING)],
            "tables": return_tables(tax_return_of(statement)),
            "changes": differences_of(changes_if_filed(statement)),
            "edit_url": self.get_cancel_url(),
        }
        return super().get_context_data(**context | kwargs)


class StatementDrop(StatementPage, ActionPage):
    """Give a draft up."""

    title = "删除草稿"
    template_name = "incentives/credit/confirm.html"
    form_class = VersionForm
    submit_label = "删除草稿"
    tone = "danger"
    success_message = "草稿已删除。"

    def allow(self) -> Verdict:
        return can_edit_statement(self.request.user, self.object)

    def get_question(self) -> str:
        if self.object.number > 1:
            return "删除后，本次更正中填写的内容不再保留，已填报的版本不变。"
        return "删除后，本所属期填写的内容不再保留，确定删除吗？"

    def facts(self) -> Sequence[tuple[str, Any]]:
        lines = self.object.lines.count()
        return [("所属期", self.period.label), ("明细", f"{lines}行")]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, form: Any) -> None:
        by: Any = self.request.user
        drop_draft(self.object, by=by, version=form.cleaned_data["version"])

    def get_success_url(self) -> str:
        return self.account.get_absolute_url()


class PeriodCorrect(PeriodPage, EditPage):
    """Begin the correction of a filed period."""

    title = "更正"
    form_class = CorrectForm
    template_name = "incentives/credit/form.html"
    submit_label = "开始更正"

    def get_title(self) -> str:
        return f"更正{self.object.label}抵免台账"

    def get_subtitle(self) -> str:
        return "已填报的版本保留不变；更正以新版本填报，并重新计算以后各期。"

    def allow(self) -> Verdict:
        if not (verdict := can_keep_account(self.request.user, self.account)):
            return verdict
        if not (verdict := can_correct(self.request.user, self.object)):
            raise Closed(verdict.reason)
        return verdict

    def perform(self, form: Any) -> CreditStatement:
        by: Any = self.request.user
        return correct(self.object, reason=form.cleaned_data["reason"], by=by)

    def get_success_url(self) -> str:
        return reverse("incentives:credit-edit", args=[self.result.pk])
