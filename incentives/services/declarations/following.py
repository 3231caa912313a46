"""What follows when a declaration is handed in, answered or approved: its hooks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from incentives.checks.declarations import Review, approval_issues
from incentives.declaring.items import corrected_periods, last_submission
from incentives.declaring.snapshot import accounts_of, totals_of
from incentives.models import CreditAccount, CreditDeclaration, CreditRuling
from incentives.services.credit.locking import lock_accounts
from incentives.services.credit.recomputing import recompute
from ui.refusals import Closed
from workflow.models import Step


@transaction.atomic
def keep_declared(declaration: CreditDeclaration, step: Step) -> None:
    """The investment as handed in stands in lists and totals (hook `on_submitted`)."""
    submission = last_submission(declaration)
    if submission is None:
        return
    declaration.declared_investment = Decimal(submission.data["totals"]["declared"])
    declaration.save(update_fields=["declared_investment"])


@transaction.atomic
def tell_items(declaration: CreditDeclaration, step: Step) -> None:
    """From now on the firm reads the words on its items, and its ledger counts by them.

    Hook `on_answered`: when it was sent back or refused. What is refused falls out
    of the estimate from its period on.
    """
    rows = CreditRuling.objects.filter(
        application_id=declaration.pk, told_at__isnull=True
    )
    if not rows.update(told_at=step.at):
        return
    cause = f"抵免申报{declaration.number}逐项审核"
    accounts = CreditAccount.objects.filter(enterprise_id=declaration.enterprise_id)
    for account in accounts.order_by("pk"):
        recompute(account, cause=cause, now=step.at)


@transaction.atomic
def confirm_declaration(declaration: CreditDeclaration, step: Step) -> None:
    """Keep what was confirmed, and take the place of an earlier one (`on_listed`)."""
    _refuse_if_corrected(declaration)
    tell_items(declaration, step)
    totals: dict[str, Any] = totals_of(
        accounts_of(declaration.enterprise, declaration.year)
    )
    declaration.confirmed_investment = Decimal(totals["invested"])
    declaration.used = Decimal(totals["used"])
    declaration.carried_forward = Decimal(totals["carried_forward"])
    declaration.to_repay = Decimal(totals["to_repay"])
    declaration.confirmed_at = step.at
    declaration.save(
        update_fields=[
            "confirmed_investment",
            "used",
            "carried_forward",
            "to_repay",
            "confirmed_at",
        ]
    )
    earlier = declaration.supplements
    if earlier is not None:
        earlier.replaced_by = declaration
        earlier.save(update_fields=["replaced_by"])


def _refuse_if_corrected(declaration: CreditDeclaration) -> None:
    """Under the locks of the ledgers: nobody files another version meanwhile."""
    accounts = CreditAccount.objects.filter(enterprise_id=declaration.enterprise_id)
    lock_accounts(list(accounts.values_list("pk", flat=True)))
    submission = last_submission(declaration)
    periods = corrected_periods(submission.data) if submission else []
    issues = approval_issues(Review(0, 0, True, periods))
    if issues:
        raise Closed(issues[0].sentence, issues=issues)
