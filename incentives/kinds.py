"""The applications of incentives as kinds of the life cycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accounts.choices import Tier
from enterprises.paths import review_path
from incentives.checks.declarations import UNTRUE, approval_issues, ledger_issues
from incentives.choices.declarations import CREDIT_DECLARATION
from incentives.declaring.items import review_of
from incentives.declaring.outline import OUTLINE, PLACES, STATEMENT
from incentives.declaring.paper import paper_of
from incentives.declaring.snapshot import snapshot
from incentives.declaring.words import describe
from incentives.models import CreditDeclaration, CreditRuling
from incentives.services.declarations import (
    confirm_declaration,
    keep_declared,
    tell_items,
)
from ui.refusals import Issue
from workflow import kinds
from workflow.checks import MISSING, Content, issues_in
from workflow.choices import Move
from workflow.services import bind_rows_of

DONE = "抵免信息已经认定，不能移出；有误的，请企业补充申报。"


def declaration_issues(
    declaration: CreditDeclaration, data: Mapping[str, Any], today: date
) -> Sequence[Issue]:
    """What is wrong with the year in the ledger, then what is missing in the form."""
    content = Content(OUTLINE, data, today)
    form = issues_in(content, MISSING)
    if content.fields(STATEMENT).get("commitment") is False:
        form = [*form, Issue(f"{STATEMENT}.commitment", UNTRUE)]
    return [*ledger_issues(data, today), *form]


def declaration_blockers(declaration: CreditDeclaration, move: Move) -> Sequence[Issue]:
    """Decided item by item before it is approved; what was confirmed stays."""
    if move == Move.APPROVE:
        return approval_issues(review_of(declaration))
    return (Issue("", DONE),) if move == Move.DELIST else ()


DECLARATION_KIND = kinds.register(
    kinds.Kind(
        key=CREDIT_DECLARATION,
        name="抵免信息申报",
        prefix="DM",
        order=30,
        model="incentives.CreditDeclaration",
        detail_url="incentives:declaration",
        edit_url="incentives:declaration-edit",
        path=review_path,
        snapshot=snapshot,
        blockers=declaration_blockers,
        on_submitted=keep_declared,
        on_answered=tell_items,
        on_listed=confirm_declaration,
        notice_tier=Tier.UNIT,
        list_tier=Tier.UNIT,
        sections=PLACES,
        outline=OUTLINE,
        content_issues=declaration_issues,
        describe=describe,
        paper=paper_of,
        listed_words="抵免信息已认定",
        listed_label="已认定",
    )
)
bind_rows_of(CreditRuling, reads_also=("decisions",))
