"""The managing unit decides item by item, and sees what that does to the estimate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from incentives.declaring.estimating import changes_by
from incentives.declaring.items import (
    Item,
    corrected_periods,
    items_of,
    last_submission,
    pool_word,
)
from incentives.declaring.vouchers import find_shared_vouchers
from incentives.declaring.words import left_words, pool_part
from incentives.forms.declarations import SHOWN, ItemsForm, shown, typed, typed_pool
from incentives.models import CreditDeclaration, CreditRuling
from incentives.permissions.declarations import can_decide_items
from incentives.services.declarations import decide_items
from incentives.views.declarations.lists import LIST
from incentives.views.declarations.pages import counts_of
from incentives.words import DISCLAIMER
from ui.refusals import Verdict
from ui.views import Action, Crumb, EditPage

MOST_CHANGES = 60


class DeclarationReview(EditPage):
    """Every item with its voucher and what is to be looked at; one form for all."""

    title = "逐项审核"
    subtitle = DISCLAIMER
    template_name = "incentives/declaration_review.html"
    form_class = ItemsForm
    success_message = "已保存逐项审核意见。"
    object: CreditDeclaration

    def get_queryset(self) -> QuerySet[CreditDeclaration]:
        rows = CreditDeclaration.objects.visible_to(self.request.user).for_detail()
        found: QuerySet[CreditDeclaration] = rows.select_related("enterprise")
        return found

    def allow(self) -> Verdict:
        return can_decide_items(self.request.user, self.object)

    def crumbs(self) -> Sequence[Crumb]:
        case = self.object
        return [
            (LIST[0], reverse(LIST[1])),
            (case.title, case.get_absolute_url()),
            (self.get_title(), None),
        ]

    def get_actions(self) -> Sequence[Action]:
        url = self.object.get_absolute_url()
        return [Action("返回申报详情", url, icon="arrow-left")]

    @cached_property
    def data(self) -> dict[str, Any]:
        """What was handed in last: it is in review, so something was."""
        submission = last_submission(self.object)
        return submission.data if submission else {"accounts": []}

    @cached_property
    def items(self) -> list[Item]:
        found = items_of(self.object, self.data)
        firm = self.object.enterprise_id
        find_shared_vouchers(found, firm, self.request.user)
        return found

    def perform(self, form: ItemsForm) -> CreditRuling:
        return decide_items(
            self.object,
            words=form.words(self.items),
            pool=form.pool_word(),
            accept_rest=form.cleaned_data["act"] == "accept_rest",
            by=self.request.user,  # type: ignore[arg-type]
            version=form.cleaned_data["version"],
        )

    def get_success_url(self) -> str:
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, which = kwargs.get("form"), self.request.GET.get("show", "")
        pool = pool_word(self.object, self.data)
        changes = changes_by(self.object, self.items)
        context = {
            "rows": [(item, typed(form, item)) for item in shown(self.items, which)],
            "tabs": self.tabs(which),
            "counts": counts_of(self.items),
            "pool_part": pool_part(self.data["pool"]),
            "left_words": left_words(self.object.enterprise, self.data),
            "pool": typed_pool(form, pool),
            "changes": changes[:MOST_CHANGES],
            "more_changes": max(len(changes) - MOST_CHANGES, 0),
            "corrected": corrected_periods(self.data),
        }
        return super().get_context_data(**kwargs | context)

    def tabs(self, which: str) -> list[tuple[str, str, bool, int]]:
        """All items, or some of them."""
        return [
            (
                str(label),
                f"?show={key}" if key else self.request.path,
                which == key,
                len(shown(self.items, key)),
            )
            for key, label in SHOWN
        ]
