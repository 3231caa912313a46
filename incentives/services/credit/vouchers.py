"""Voucher files of the ledger: stored for the taxpayer, private until filed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from accounts.models import Organisation, User
from documents.models import Attachment
from documents.services import EVIDENCE, store_upload
from incentives.ledger import LineInput
from incentives.models import CreditAccount, CreditLine
from incentives.permissions.credit import can_keep_account
from ui.refusals import Issue, allow, refuse
from ui.text import clean_text, half_width
from workflow.permissions import office_posts

NOT_YOURS = "没有找到该凭证文件，请重新上传。"


def store_voucher(
    account: CreditAccount, *, upload: Any, by: User, field: str = "voucher"
) -> Attachment:
    """Keep a voucher for the organisation whose person uploads it.

    It is swept after a day unless a line is saved with it. Raises `Invalid` at `field`.
    """
    allow(can_keep_account(by, account))
    post = next(p for p in office_posts(by) if p.organisation_id in _owners(account))
    return store_upload(
        upload=upload, by=by, owner=post.organisation, allowed=EVIDENCE, field=field
    )


def voucher_number(text: str) -> str:
    """A number as it is compared: half-width capitals without blanks."""
    cleaned = half_width(clean_text(text, multiline=False))
    return "".join(cleaned.upper().split())


def files_of(
    account: CreditAccount, period: int, lines: Iterable[LineInput]
) -> dict[UUID, Attachment]:
    """The files that lines name; `Invalid` at a line whose file is not its taxpayer's.

    A file that already hangs on the period stays, whoever uploaded it.
    """
    wanted = {line.voucher for line in lines if line.voucher is not None}
    rows = Attachment.objects.filter(pk__in=wanted)
    linked = CreditLine.objects.filter(statement__period=period, voucher__in=wanted)
    kept = set(linked.values_list("voucher", flat=True))
    owners = _owners(account)
    found = {r.pk: r for r in rows if r.owner_id in owners or r.pk in kept}
    refuse(
        [
            Issue(f"lines.{number}.voucher", NOT_YOURS)
            for number, line in enumerate(lines, start=1)
            if line.voucher is not None and line.voucher not in found
        ]
    )
    return found


def _owners(account: CreditAccount) -> set[int]:
    """The organisations that keep an account."""
    owners = {account.enterprise.organisation_id}
    if account.is_member:
        own = Organisation.objects.filter(credit_code=account.credit_code)
        owners |= set(own.values_list("pk", flat=True))
    return {pk for pk in owners if pk is not None}
