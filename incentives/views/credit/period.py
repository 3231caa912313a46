"""A period: the statement that counts; a version with what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from incentives.models import CreditStatement
from incentives.permissions.credit import can_correct, can_edit_statement
from incentives.services.credit import (
    changes_if_filed,
    changes_made_by,
    issues_of,
    tax_return_of,
    words_on,
)
from incentives.showing.ledger import differences_of, line_words
from incentives.showing.returns import return_tables
from incentives.views.credit.shared import PeriodPage, StatementPage
from ui.refusals import Severity
from ui.views import Action, DetailPage
from ui.words import number

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class PeriodDetail(PeriodPage, DetailPage):
    """The statement that counts in the order of the return, its lines and versions."""

    template_name = "incentives/credit/period.html"

    def get_title(self) -> str:
        return f"{self.object.label}抵免台账"

    def get_subtitle(self) -> str:
        return self.account.name

    def trail(self) -> Sequence[Any]:
        return super().trail()[:1]

    @cached_property
    def versions(self) -> list[CreditStatement]:
        """The newest first; drafts are the taxpayer's own."""
        rows = CreditStatement.objects.visible_to(self.request.user)
        found = rows.filter(period=self.object).select_related("filed_by")
        return list(found.order_by("-number"))

    @cached_property
    def draft(self) -> CreditStatement | None:
        return next((row for row in self.versions if row.is_draft), None)

    def get_actions(self) -> Sequence[Action]:
        found = []
        if self.draft and self.is_own:
            url = reverse("incentives:credit-edit", args=[self.draft.pk])
            found.append(Action("继续填报", url, tone="primary", icon="pencil"))
        elif can_correct(self.request.user, self.object):
            url = reverse("incentives:credit-correct", args=[self.object.pk])
            found.append(Action("更正", url, icon="pencil"))
        return [*found, *downloads_of(self.object.statement)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.object.statement
        context: dict[str, Any] = {"versions": self.versions, "draft": self.draft}
        if held is not None:
            held.period = self.object
            context |= content_of(held) | {"result": self.object.result}
        return super().get_context_data(**context | kwargs)


def downloads_of(statement: CreditStatement | None) -> list[Action]:
    """The return as files, once it was filed."""
    if statement is None or statement.is_draft:
        return []
    names = {"下载 Excel": "credit-xlsx", "下载 PDF": "credit-pdf"}
    return [
        Action(
            label, reverse(f"incentives:{name}", args=[statement.pk]), icon="download"
        )
        for label, name in names.items()
    ]


def content_of(statement: CreditStatement) -> dict[str, Any]:
    """What a version says: the return and its lines with the word on each."""
    said = words_on(statement)
    lines = list(statement.lines.select_related("voucher"))
    return {
        "statement": statement,
        "said": said_of(statement),
        "tables": return_tables(tax_return_of(statement)),
        "lines": [(line, said.get(line.key)) for line in lines],
    }


def said_of(statement: CreditStatement) -> list[tuple[str, str]]:
    """What it says beside the columns of the return."""
    rows = [("附加减免", statement.get_relief_display())]
    if statement.opening_balance:
        opening = f"{number(statement.opening_balance, 2)}元"
        rows += [
            ("建账前结转的可抵免金额", opening),
            ("结转依据", statement.opening_note),
        ]
    return rows


class StatementDetail(StatementPage, DetailPage):
    """One version, and what it changed in its period and every later one."""

    template_name = "incentives/credit/statement.html"

    def get_title(self) -> str:
        return f"{self.period.label}第{self.object.number}版"

    def get_subtitle(self) -> str:
        return self.account.name

    def get_actions(self) -> Sequence[Action]:
        statement = self.object
        if not can_edit_statement(self.request.user, statement):
            return downloads_of(statement)
        args = [statement.pk]
        edit = reverse("incentives:credit-edit", args=args)
        file = reverse("incentives:credit-file", args=args)
        drop = reverse("incentives:credit-drop", args=args)
        return [
            Action("继续填写", edit, icon="pencil"),
            Action("核对并填报", file, tone="primary", icon="send"),
            Action("删除草稿", drop, tone="danger"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statement = self.object
        context = content_of(statement)
        if statement.is_draft:
            issues = issues_of(statement, timezone.localdate())
            context |= {
                "errors": [line_words(i) for i in issues if i.severity == ERROR],
                "warnings": [line_words(i) for i in issues if i.severity == WARNING],
            }
            changes = changes_if_filed(statement)
        else:
            changes = changes_made_by(statement)
        context["changes"] = differences_of(changes)
        return super().get_context_data(**context | kwargs)
