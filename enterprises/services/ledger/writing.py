"""Writes judged rows into the register, a chunk at a time, within one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.choices import OrganisationKind
from accounts.models import Organisation
from enterprises.choices import Provenance
from enterprises.ledger.judging import CHANGED, FOREIGN, LISTING, NEW, Judged
from enterprises.models import (
    Certificate,
    Enterprise,
    EnterpriseImport,
    EnterpriseName,
    EnterpriseYear,
)
from enterprises.models.facts import FIGURES
from regions.models import ManagingUnit

REASON = "名单导入"
KEPT = (
    "name", "pinyin", "initials", "provenance", "organisation", "version",
    "updated_at", "standing", *LISTING,
)  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Where rows come from: whose they are, and the document that lists them."""

    unit: ManagingUnit | None
    document: Mapping[str, Any]
    now: datetime

    @classmethod
    def of(cls, record: EnterpriseImport, now: datetime) -> Origin:
        """The origin that an upload names."""
        source = f"{record.organisation or '服务器命令'}导入的台账“{record.file_name}”"
        document = {
            "document_number": record.document_number,
            "document_name": record.document_name,
            "document_date": record.document_date,
            "source": source[:500],
        }
        return cls(record.managing_unit, document, now)

    @property
    def today(self) -> date:
        """The day of the import."""
        return timezone.localdate(self.now)


def write_rows(rows: list[Judged], origin: Origin) -> None:
    """New ones are made, changed ones changed; names, certificates, years follow."""
    new = [one for one in rows if one.outcome == NEW]
    changed = [one for one in rows if one.outcome == CHANGED]
    accounts = _accounts([*new, *changed])
    _make(new, accounts, origin)
    _change(changed, accounts, origin)
    _certify([*new, *changed], origin.now)
    _keep_years([*new, *changed], origin.now)


def _accounts(rows: list[Judged]) -> dict[str, Organisation]:
    """Account holders with these codes that have no record yet."""
    codes = {one.row.get("credit_code") for one in rows} - {None}
    found = Organisation.objects.filter(
        kind=OrganisationKind.ENTERPRISE,
        credit_code__in=codes,
        enterprise__isnull=True,
    )
    return {str(holder.credit_code): holder for holder in found}


def _make(
    rows: list[Judged], accounts: Mapping[str, Organisation], origin: Origin
) -> None:
    for one in rows:
        values = {**origin.document, **one.row.register_values}
        columns = {FOREIGN.get(key, key): value for key, value in values.items()}
        one.enterprise = Enterprise(
            **columns,
            managing_unit=origin.unit,
            organisation=accounts.get(one.row.get("credit_code") or ""),
            provenance=Provenance.IMPORT,
            created_at=origin.now,
        )
        one.enterprise.set_search_keys()
    made = [one.enterprise for one in rows if one.enterprise is not None]
    Enterprise.objects.bulk_create(made)
    EnterpriseName.objects.bulk_create(
        _name(enterprise=e, name=e.name, reason=REASON) for e in made
    )


def _change(
    rows: list[Judged], accounts: Mapping[str, Organisation], origin: Origin
) -> None:
    renamed: dict[int, tuple[Enterprise, str]] = {}
    fields: set[str] = set(KEPT)
    held: list[Enterprise] = []
    for one in rows:
        there = one.enterprise
        assert there is not None
        if "name" in one.changes:
            renamed[there.pk] = (there, there.name)
        _apply(there, one, accounts, origin)
        fields |= set(one.changes)
        held.append(there)
    Enterprise.objects.bulk_update(held, sorted(fields))
    _rename(renamed, origin)


def _apply(
    there: Enterprise,
    one: Judged,
    accounts: Mapping[str, Organisation],
    origin: Origin,
) -> None:
    changes = dict(one.changes)
    if "standing" in changes:
        # The document that lists it anew; what the row says itself goes before.
        told = {key: one.row.get(key) for key in LISTING if one.row.get(key)}
        changes = {**changes, **origin.document, **told}
        there.provenance = Provenance.IMPORT
    for key, value in changes.items():
        setattr(there, FOREIGN.get(key, key), value)
    there.organisation = there.organisation or accounts.get(there.credit_code or "")
    there.version += 1
    there.updated_at = origin.now
    there.set_search_keys()


def _rename(renamed: Mapping[int, tuple[Enterprise, str]], origin: Origin) -> None:
    """The new name from today on; the old one ends the day before and is kept."""
    open_names = EnterpriseName.objects.filter(
        enterprise__in=renamed, until__isnull=True
    )
    last = {name.enterprise_id: name for name in open_names}
    reason = str(origin.document.get("document_number") or "") or REASON
    ended, begun = [], []
    for pk, (there, old) in renamed.items():
        row = last.get(pk)
        if row is None:
            yesterday = origin.today - timedelta(days=1)
            begun.append(_name(enterprise=there, name=old, until=yesterday))
        elif row.since is not None and row.since >= origin.today:
            # Named today already: a name holds for a day at least.
            row.name, row.reason = there.name, reason
            row.set_search_keys()
            ended.append(row)
            continue
        else:
            row.until = origin.today - timedelta(days=1)
            ended.append(row)
        begun.append(
            _name(enterprise=there, name=there.name, since=origin.today, reason=reason)
        )
    fields = ["name", "pinyin", "initials", "until", "reason"]
    EnterpriseName.objects.bulk_update(ended, fields)
    EnterpriseName.objects.bulk_create(begun)


def _name(**fields: Any) -> EnterpriseName:
    """A name with its keys: a bulk write calls no `save`."""
    row = EnterpriseName(**fields)
    row.set_search_keys()
    return row


def _certify(rows: list[Judged], now: datetime) -> None:
    """Certificates that a row brings, and other days of those there are."""
    wanted = {one.row.get("certificate"): one for one in rows if one.certificate}
    held = {c.number: c for c in Certificate.objects.filter(number__in=wanted)}
    made = []
    for number, one in wanted.items():
        first, last = one.row.get("valid_from"), one.row.get("valid_until")
        certificate = held.get(number)
        if certificate is None:
            made.append(_certificate(one, now))
            continue
        certificate.valid_from, certificate.valid_until = first, last
        certificate.version += 1
        certificate.updated_at = now
    Certificate.objects.bulk_create(made)
    Certificate.objects.bulk_update(
        held.values(), ["valid_from", "valid_until", "version", "updated_at"]
    )


def _certificate(one: Judged, now: datetime) -> Certificate:
    assert one.enterprise is not None
    return Certificate(
        enterprise=one.enterprise,
        number=one.row.get("certificate"),
        name=one.enterprise.name,
        credit_code=one.enterprise.credit_code or "",
        valid_from=one.row.get("valid_from"),
        valid_until=one.row.get("valid_until"),
        issued_at=now,
    )


def _keep_years(rows: list[Judged], now: datetime) -> None:
    """The figures of the years that a row brings, beside those there are."""
    made: list[EnterpriseYear] = []
    held: list[EnterpriseYear] = []
    for one in rows:
        for row in one.years:
            row.updated_at = now
            if row.pk is None:
                row.enterprise = one.enterprise
                made.append(row)
            else:
                held.append(row)
    EnterpriseYear.objects.bulk_create(made)
    EnterpriseYear.objects.bulk_update(held, [*FIGURES, "updated_at"])
