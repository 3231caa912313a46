"""Reads of the credit ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Window,
)
from django.db.models.functions import Coalesce, Lead

from accounts.models import Organisation
from accounts.standing import standing_of
from enterprises.querysets.register import within_reach
from incentives.choices import StatementState

# Sums over the newest results of periods: what flows, and is added over time.
FLOWS = (
    "invested",
    "withdrawn",
    "net_investment",
    "new_credit",
    "education_payable",
    "local_payable",
    "used_education",
    "used_local",
    "to_repay",
)
NOUGHT = Decimal("0.00")


def own_account(user: Any, prefix: str = "") -> Q:
    """Accounts that a person's own organisations keep.

    The enterprise's with all its members', a member unit's its own alone. `prefix`
    leads to the account.
    """
    ids = standing_of(user).applicant_ids
    codes = Organisation.objects.filter(pk__in=ids, credit_code__isnull=False)
    return Q(**{f"{prefix}enterprise__organisation_id__in": ids}) | Q(
        **{f"{prefix}credit_code__in": codes.values("credit_code")}
    )


def _accounts() -> Count:
    return Count("account", distinct=True)


def _flows() -> dict[str, Coalesce]:
    return {name: Coalesce(Sum(f"result__{name}"), NOUGHT) for name in FLOWS}


def _stocks() -> dict[str, Coalesce]:
    held = Q(result__is_held=True)
    return {
        "carried": Coalesce(Sum("result__carried_forward"), NOUGHT),
        "held": Coalesce(Sum("result__carried_forward", filter=held), NOUGHT),
    }


def _visible(user: Any, prefix: str = "") -> Q:
    reach = within_reach(user, f"{prefix}enterprise__")
    return reach | own_account(user, prefix)


class CreditRatesQuerySet(QuerySet[Any]):
    """The rates, each in force from a day until the next."""

    def in_force_on(self, day: date) -> Any:
        """The rates of a day; None before the first (2019-01-01)."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").first()

    def visible_to(self, user: Any) -> Self:
        """Everybody may read them."""
        return self.all()

    def with_next(self) -> Self:
        """Each with the day from which the next one holds, as `next_from`."""
        following = Lead("effective_from")
        window = Window(following, order_by=F("effective_from").asc())
        return self.annotate(next_from=window)


class CreditAccountQuerySet(QuerySet[Any]):
    """Taxpayers with a ledger."""

    def visible_to(self, user: Any) -> Self:
        """The enterprise's own and its members', and its authorities'."""
        return self.filter(_visible(user))

    def kept_by(self, user: Any) -> Self:
        """Those that a person's own organisations keep."""
        return self.filter(own_account(user))

    def for_list(self) -> Self:
        return self.select_related("enterprise__managing_unit", "enterprise__division")

    def with_filed_periods(self) -> Self:
        """Those of which something was filed."""
        periods = self.model._meta.get_field("periods").related_model._default_manager
        return self.filter(Exists(periods.filed().filter(account=OuterRef("pk"))))

    def computed_before(self, moment: Any) -> Self:
        """Those that a computation begun at a moment has still to do."""
        return self.filter(Q(computed_at__isnull=True) | Q(computed_at__lt=moment))

    def outdated(self) -> Self:
        """Those whose enterprise changed after they were last computed."""
        changed = self.filter(enterprise__updated_at__gt=F("computed_at"))
        return changed.with_filed_periods()


class CreditPeriodQuerySet(QuerySet[Any]):
    """Filing periods; the figures are those of their newest result."""

    def visible_to(self, user: Any) -> Self:
        """The taxpayer's own, drafts too; authorities see what was filed."""
        reach = within_reach(user, "account__enterprise__")
        filed = reach & Q(statement__isnull=False)
        return self.filter(filed | own_account(user, "account__"))

    def filed(self) -> Self:
        """Those of which something was filed."""
        return self.filter(statement__isnull=False)

    def of_year(self, year: int) -> Self:
        """Those of a calendar year; a period never crosses one."""
        return self.filter(starts__year=year)

    def until(self, year: int) -> Self:
        return self.filter(starts__year__lte=year)

    def closing(self) -> Self:
        """The last filed period of each account: what is carried stands there."""
        last = self.filed().order_by("account_id", "-starts").distinct("account_id")
        return self.model._default_manager.filter(pk__in=last.values("pk"))

    def for_list(self) -> Self:
        """With all that a row shows."""
        return self.select_related(
            "result", "statement", "account__enterprise__managing_unit"
        )

    def with_result(self) -> Self:
        return self.select_related("result", "statement", "account__enterprise")

    def for_detail(self) -> Self:
        """With all that a page about one of them reads."""
        return self.with_result().select_related(
            "statement__filed_by", "account__enterprise__managing_unit"
        )

    def with_draft(self) -> Self:
        """With result, and the draft that waits (`draft_id`); its taxpayer's alone."""
        statements = self.model._meta.get_field("statements").related_model
        drafts = statements._default_manager.drafts().filter(period=OuterRef("pk"))
        return self.with_result().annotate(draft_id=Subquery(drafts.values("pk")[:1]))

    def sums(self) -> dict[str, Any]:
        """Every flow, `used`, and the number of accounts."""
        found: dict[str, Any] = self.filed().aggregate(**_flows(), accounts=_accounts())
        return found | {"used": found["used_education"] + found["used_local"]}

    def sums_by(self, *keys: str) -> Any:
        """The same as rows by keys."""
        rows = self.filed().order_by().values(*keys)
        return rows.annotate(
            **_flows(), accounts=_accounts(), used=F("used_education") + F("used_local")
        )

    def carried(self) -> dict[str, Any]:
        """`carried` and, of it, `held`: what the tax office decides."""
        found: dict[str, Any] = self.closing().aggregate(**_stocks())
        return found

    def carried_by(self, *keys: str) -> Any:
        """The same as rows by keys."""
        return self.closing().order_by().values(*keys).annotate(**_stocks())


class CreditStatementQuerySet(QuerySet[Any]):
    """Versions of statements."""

    def visible_to(self, user: Any) -> Self:
        """The taxpayer's own, drafts too; authorities see what was filed."""
        reach = within_reach(user, "period__account__enterprise__")
        filed = reach & Q(state=StatementState.FILED)
        return self.filter(filed | own_account(user, "period__account__"))

    def for_detail(self) -> Self:
        """With all that a page about one of them reads."""
        return self.select_related(
            "filed_by",
            "period__result",
            "period__statement",
            "period__account__enterprise__managing_unit",
        )

    def filed(self) -> Self:
        return self.filter(state=StatementState.FILED)

    def drafts(self) -> Self:
        return self.filter(state=StatementState.DRAFT)


class CreditLineQuerySet(QuerySet[Any]):
    """Lines of statements."""

    def visible_to(self, user: Any) -> Self:
        """The taxpayer's own, drafts too; authorities see what was filed."""
        reach = within_reach(user, "statement__period__account__enterprise__")
        filed = reach & Q(statement__state=StatementState.FILED)
        own = own_account(user, "statement__period__account__")
        return self.filter(filed | own)

    def counting(self) -> Self:
        """Those of the statements that count, which is the newest filed of each."""
        return self.filter(statement=F("statement__period__statement"))


class CreditResultQuerySet(QuerySet[Any]):
    """What was computed; the newest of a period counts."""

    def visible_to(self, user: Any) -> Self:
        """Those of accounts that are visible."""
        return self.filter(_visible(user, "period__account__"))
