"""A declaration: begun, filled in, handed in, read, printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from enterprises.services.changes import own_enterprise
from incentives.declaring.items import Item, items_of, pool_word
from incentives.declaring.outline import LEDGER
from incentives.declaring.words import NATION, describe, left_words
from incentives.forms.declarations import DeclarationStartForm
from incentives.models import CreditDeclaration
from incentives.models.declarations import FIRST_YEAR
from incentives.permissions.declarations import (
    can_decide_items,
    can_declare,
    sees_untold,
)
from incentives.services.declarations import start_declaration
from incentives.views.declarations.lists import LIST
from incentives.words import DISCLAIMER
from ui.refusals import Verdict
from ui.views import Action
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.showing import DraftingDetail, DraftingPdf, DraftingPrint
from workflow.views.starting import DraftingStart


class DeclarationStart(DraftingStart):
    """Which year; then the form, filled in from the ledger."""

    title = "申报抵免信息"
    subtitle = DISCLAIMER
    form_class = DeclarationStartForm
    list_crumb = LIST
    edit_url = "incentives:declaration-edit"

    def allow(self) -> Verdict:
        user = self.request.user
        return can_declare(user, own_enterprise(user))

    def get_form_kwargs(self) -> dict[str, Any]:
        this_year = timezone.localdate().year
        years = range(this_year, FIRST_YEAR - 1, -1)
        return super().get_form_kwargs() | {"years": years}

    def get_initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year - 1}

    def perform(self, form: Any) -> CreditDeclaration:
        return start_declaration(**form.cleaned_data, by=self.request.user)


class DeclarationMixin(DraftingMixin):
    """One declaration that this user may see, and the content he may read."""

    model = CreditDeclaration
    related = ("enterprise", "supplements")
    list_crumb = LIST
    urls = DraftingUrls(
        edit="incentives:declaration-edit",
        section="incentives:declaration-section",
        submit="incentives:declaration-submit",
        preview="incentives:declaration-print",
        pdf="incentives:declaration-pdf",
    )
    object: CreditDeclaration

    def parts(self) -> list[Any]:
        return describe(self.content)

    def section_url(self, key: str) -> str:
        """The ledger is no section of the form: it stands on the overview."""
        if key == LEDGER:
            return self.url_of(self.urls.edit)
        return super().section_url(key)


class DeclarationOverview(DeclarationMixin, DraftingOverview):
    """What the ledger says of the year, what is missing, the reasons of a return."""

    template_name = "incentives/declaration_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"parts": self.parts(), "disclaimer": DISCLAIMER}
        return super().get_context_data(**kwargs | context)


class DeclarationSection(DeclarationMixin, DraftingSection):
    """Promise and remark; saves itself."""


class DeclarationSubmit(DeclarationMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""


class DeclarationDetail(DeclarationMixin, DraftingDetail):
    """A declaration for those who review it, and for its enterprise."""

    template_name = "incentives/declaration.html"

    def more_actions(self) -> Sequence[Action]:
        if not can_decide_items(self.request.user, self.object):
            return []
        url = self.url_of("incentives:declaration-review")
        return [Action("逐项审核", url, tone="primary", icon="clipboard-check")]

    def facts(self) -> Sequence[tuple[str, Any]]:
        firm, pool = self.content["enterprise"], self.content["pool"]
        case = self.object
        return [
            ("企业名称", firm["name"]),
            ("统一社会信用代码", firm["credit_code"]),
            ("申报年度", f"{case.year}年"),
            ("入库编号", pool["number"]),
            ("管理单位", case.managing_unit or NATION),
        ]

    @cached_property
    def untold(self) -> bool:
        """Whether this person reads words before the firm is told of them."""
        return sees_untold(self.request.user, self.object)

    def items(self) -> list[Item]:
        """What was handed in last, with the words this person may read."""
        if self.submission is None:
            return []
        only = not self.untold
        return items_of(self.object, self.submission.data, told_only=only)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items, only = self.items(), not self.untold
        data = self.submission.data if self.submission else None
        pool = pool_word(self.object, data, told_only=only) if data else None
        context = {
            "items": items,
            "shows_words": any(item.word for item in items) or not only,
            "counts": counts_of(items),
            "pool_ruling": pool,
            "left_words": left_words(self.object.enterprise, data) if data else "",
            "replaced_by": self.object.replaced_by,
            "disclaimer": DISCLAIMER,
        }
        return super().get_context_data(**kwargs | context)


def counts_of(items: Sequence[Item]) -> dict[str, int]:
    """How many items stand how."""
    refused = sum(item.is_refused for item in items)
    undecided = sum(not item.decision for item in items)
    return {
        "all": len(items),
        "accepted": len(items) - refused - undecided,
        "refused": refused,
        "undecided": undecided,
    }


class DeclarationPrint(DeclarationMixin, DraftingPrint):
    """The whole declaration as it goes to paper, on screen."""


class DeclarationPdf(DeclarationMixin, DraftingPdf):
    """The same as a PDF file."""
