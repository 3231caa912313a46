"""The items of a declaration as handed in, each with what was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from incentives.checks.declarations import Review
from incentives.choices import LineDecision
from incentives.ledger import Content
from incentives.models import (
    CreditDeclaration,
    CreditLine,
    CreditLineDecision,
    CreditPeriod,
    CreditRuling,
)
from incentives.querysets import CreditLineDecisionQuerySet
from workflow.models import Submission

Values = Mapping[str, Any]


@dataclass
class Item:
    """A line as it was handed in, with the word on it that stands, if there is one."""

    line: CreditLine
    account: Values
    period: Values
    frozen: Values
    word: CreditLineDecision | None = None
    # Other enterprises' lines on the same voucher, in words.
    shared: list[str] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.line.pk

    @property
    def decision(self) -> str:
        """`accepted`, `refused`, or empty while undecided."""
        return self.word.decision if self.word else ""

    @property
    def is_refused(self) -> bool:
        return self.decision == LineDecision.REFUSED

    @property
    def reason(self) -> str:
        return self.word.reason if self.word else ""

    @property
    def tone(self) -> str:
        return {"accepted": "good", "refused": "late"}.get(self.decision, "draft")

    @property
    def label(self) -> str:
        """认可, 不予认可 or 未审核."""
        return str(self.word.get_decision_display()) if self.word else "未审核"

    @property
    def warnings(self) -> list[str]:
        """What a reviewer should look at before he accepts it."""
        found = [self.frozen["outside"]] if self.frozen["outside"] else []
        if self.line.is_investment and not self.frozen["voucher"]:
            found.append("未上传凭证。")
        if self.account["is_member"]:
            found += _control(self.account["control_ratio"])
        return found + self.shared


def _control(ratio: str) -> list[str]:
    """Only wholly-owned and controlled units credit with their group (46号)."""
    if not ratio:
        return ["成员单位的控制比例未登记。"]
    if Decimal(ratio) <= 50:
        return [f"成员单位的控制比例为{ratio}%，未超过50%，请核实是否控股。"]
    return []


def last_submission(declaration: CreditDeclaration) -> Submission | None:
    """What was handed in last."""
    found: Submission | None = declaration.submissions.order_by("number").last()
    return found


def items_of(
    declaration: CreditDeclaration, data: Values, *, told_only: bool = False
) -> list[Item]:
    """Every item of a submission; `told_only` for whom the firm's knowledge is all."""
    places = {
        line["line"]: (account, period, line)
        for account in data["accounts"]
        for period in account["periods"]
        for line in period["lines"]
    }
    lines = CreditLine.objects.in_bulk(places)
    words = CreditLineDecision.objects.of_declaration(declaration)
    found = [Item(lines[pk], *place) for pk, place in places.items()]
    _say(found, words.told() if told_only else words)
    return found


def _say(items: Sequence[Item], words: CreditLineDecisionQuerySet) -> None:
    """The newest word on exactly this line: once it is changed it is undecided."""
    keys = [item.line.key for item in items]
    rows = words.filter(line__key__in=keys).order_by("-pk")
    newest: dict[tuple[UUID, Content], CreditLineDecision] = {}
    for row in rows.select_related("line", "ruling__by"):
        newest.setdefault((row.line.key, row.line.content), row)
    for item in items:
        item.word = newest.get((item.line.key, item.line.content))


def pool_word(
    declaration: CreditDeclaration, data: Values, *, told_only: bool = False
) -> CreditRuling | None:
    """What was last said of the pool status, if that still is as it was then."""
    rows = CreditRuling.objects.filter(
        application_id=declaration.pk, pool_confirmed__isnull=False
    )
    last = (rows.told() if told_only else rows).select_related("by").first()
    if last is None:
        return None
    then = declaration.submissions.get(number=last.submission_number).data
    return last if then["pool"] == data["pool"] else None


def corrected_periods(data: Values) -> list[str]:
    """Periods of which another version was filed since."""
    frozen = {
        period["statement"]: f"{account['name']}{period['label']}"
        for account in data["accounts"]
        for period in account["periods"]
    }
    rows = CreditPeriod.objects.filter(statements__in=frozen)
    now = set(rows.values_list("statement", flat=True))
    return [label for statement, label in frozen.items() if statement not in now]


def review_of(declaration: CreditDeclaration) -> Review:
    """How far the managing unit has come with what was handed in last."""
    submission = last_submission(declaration)
    if submission is None:
        return Review(0, 0, None)
    items = items_of(declaration, submission.data)
    pool = pool_word(declaration, submission.data)
    return Review(
        items=len(items),
        undecided=sum(not item.decision for item in items),
        pool_confirmed=pool.pool_confirmed if pool else None,
        corrected=corrected_periods(submission.data),
    )
