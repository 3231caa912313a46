"""The taxpayers for whom a person may keep a ledger: a firm and its member units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import Organisation
from accounts.standing import standing_of
from enterprises.models import Enterprise, GroupMember
from incentives.models import CreditAccount
from ui.words import cn_date, percent


@dataclass(frozen=True)
class Taxpayer:
    """A firm, or a member unit of its group, with its ledger if there is one."""

    enterprise: Enterprise
    # All records of the unit's control, the latest first; none for the firm itself.
    controls: tuple[GroupMember, ...] = ()
    account: CreditAccount | None = None

    @property
    def member(self) -> GroupMember | None:
        return self.controls[0] if self.controls else None

    @property
    def name(self) -> str:
        return str(self.member.name if self.member else self.enterprise.name)

    @property
    def code(self) -> str:
        code = self.member.credit_code if self.member else self.enterprise.credit_code
        return code or ""

    @property
    def label(self) -> str:
        """With what tells it apart in a list to choose from."""
        kind = "集团成员单位" if self.member else "本企业"
        return f"{self.name}（{kind}，{self.code or '未登记统一社会信用代码'}）"

    @property
    def control(self) -> list[str]:
        """Control ratio from–to, a line each."""
        return [
            f"{percent(row.control_ratio, 2)}，{cn_date(row.since)}起"
            + (f"，{cn_date(row.until)}止" if row.until else "")
            for row in self.controls
        ]


def taxpayers_of(user: Any) -> list[Taxpayer]:
    """Firms of a person with their members; of a member unit's person, that unit."""
    ids = standing_of(user).applicant_ids
    own = Organisation.objects.filter(pk__in=ids, credit_code__isnull=False)
    codes = set(own.values_list("credit_code", flat=True))
    firms = list(Enterprise.objects.filter(organisation__in=ids).order_by("pk"))
    kept = Q(parent__in=firms) | Q(credit_code__in=codes)
    rows = GroupMember.objects.filter(kept).select_related("parent__division")
    accounts = {a.credit_code: a for a in CreditAccount.objects.kept_by(user)}
    found = [Taxpayer(firm, (), accounts.get(firm.credit_code or "")) for firm in firms]
    return [*found, *_members(rows.order_by("name", "-since"), accounts)]


def _members(
    rows: Iterable[GroupMember], accounts: dict[str, CreditAccount]
) -> list[Taxpayer]:
    grouped: dict[tuple[int, str], list[GroupMember]] = {}
    for row in rows:
        grouped.setdefault((row.parent_id, row.credit_code), []).append(row)
    return [
        Taxpayer(controls[0].parent, tuple(controls), accounts.get(code))
        for (_parent, code), controls in grouped.items()
    ]
