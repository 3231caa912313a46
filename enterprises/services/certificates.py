"""Certificates: issued, reminded of, expired, revoked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from enterprises.choices import Standing
from enterprises.models import Certificate, CertificationApplication, Enterprise
from enterprises.terms import ONE_DAY, add_months, valid_until
from enterprises.thresholds import thresholds_of
from ui.words import cn_date
from workflow.mail import people_of
from workflow.services import next_number, tell

PREFIX = "CJRH"
# The last word before the end, after the first when the renewal opens.
DAYS_BEFORE = timedelta(days=30)
MOST_NOTE = 500


@transaction.atomic
def issue_certificate(
    application: CertificationApplication, step: Any
) -> Certificate | None:
    """Enter the firm in the certified directory (hook `on_listed`); once.

    A new certificate follows the one that still runs without a gap. None for a firm
    that was removed while its case was on the way.
    """
    firm = Enterprise.objects.select_for_update().get(pk=application.enterprise_id)
    held = Certificate.objects.filter(application=application).first()
    if held is not None or not firm.is_in_pilot:
        return held
    today = timezone.localdate(step.at)
    terms = thresholds_of(application.rules)
    first = _first_day(firm, today)
    last = valid_until(first, terms.validity_years)
    unit = firm.managing_unit_id or "000000"
    made: Certificate = Certificate.objects.create(
        enterprise=firm,
        application=application,
        number=next_number(f"{PREFIX}{today.year}-{unit}"),
        name=firm.name,
        credit_code=firm.credit_code or "",
        valid_from=first,
        valid_until=last,
        suspended_since=today if firm.suspended_since else None,
        suspension_note=firm.suspension_note if firm.suspended_since else "",
        remind_on=add_months(last, -terms.renewal_months),
        issued_at=step.at,
    )
    if firm.standing == Standing.POOLED:
        _stand(firm, Standing.CERTIFIED)
    words = f"证书编号{made.number}，有效期{cn_date(first)}至{cn_date(last)}。"
    _tell_firm(made, "issued", "已列入产教融合型企业认证目录", words, step.at)
    return made


def _first_day(firm: Enterprise, today: date) -> date:
    running = firm.certificates.running_on(today).order_by("-valid_until").first()
    return running.valid_until + ONE_DAY if running else today


def _stand(firm: Enterprise, standing: Standing) -> None:
    firm.standing = standing
    firm.version += 1
    firm.save(update_fields=["standing", "version", "updated_at", *KEYS])


# `save` makes the keys of the search anew.
KEYS = ("pinyin", "initials")


@transaction.atomic
def revoke_certificate(application: CertificationApplication, step: Any) -> None:
    """Strike the firm's certificate off the directory (hook `on_delisted`)."""
    firm = Enterprise.objects.select_for_update().get(pk=application.enterprise_id)
    rows = Certificate.objects.filter(application=application)
    revoke(rows, on=timezone.localdate(step.at), note=step.note)
    end_certification(firm, timezone.localdate(step.at))


def revoke(certificates: Any, *, on: date, note: str) -> int:
    """Revoke those that are not yet; the number revoked."""
    found = certificates.select_for_update().filter(revoked_on__isnull=True)
    for certificate in found:
        certificate.revoked_on = on
        certificate.revocation_note = note[:MOST_NOTE]
        certificate.remind_on = None
        certificate.version += 1
        certificate.save()
    return len(found)


def end_certification(firm: Enterprise, today: date) -> bool:
    """Back into the pool, where no certificate runs any more; whether it went back.

    The caller holds the lock of the enterprise.
    """
    if firm.standing != Standing.CERTIFIED:
        return False
    if firm.certificates.running_on(today).exists():
        return False
    _stand(firm, Standing.POOLED)
    return True


@transaction.atomic
def expire_certification(*, enterprise_id: int, now: datetime) -> bool:
    """A certified firm whose term is over stands in the pool again; whether it did."""
    rows = Enterprise.objects.select_for_update(skip_locked=True)
    firm = rows.filter(pk=enterprise_id, standing=Standing.CERTIFIED).first()
    if firm is None or not end_certification(firm, timezone.localdate(now)):
        return False
    last = firm.certificates.order_by("-valid_until").first()
    if last is not None:
        words = f"证书{last.number}的有效期已于{cn_date(last.valid_until)}届满，"
        words += "企业恢复为建设培育状态；需要继续认证的，请重新申请。"
        _tell_firm(last, "expired", "产教融合型企业认证已到期", words, now)
    return True


@transaction.atomic
def remind_of_expiry(*, certificate_id: int, now: datetime) -> bool:
    """Tell the firm that its term ends: when the renewal opens, and 30 days before.

    The row is locked and its marker moved on, so a second run finds nothing to do.
    """
    today = timezone.localdate(now)
    rows = Certificate.objects.select_for_update(skip_locked=True, of=("self",))
    held = rows.to_remind(today).filter(pk=certificate_id).first()
    if held is None:
        return False
    second = held.valid_until - DAYS_BEFORE
    following = second if today < second else None
    Certificate.objects.filter(pk=held.pk).update(remind_on=following)
    if held.enterprise.certificates.filter(valid_from__gt=held.valid_until).exists():
        # The next one is there already.
        return False
    days = (held.valid_until - today).days
    words = f"证书{held.number}的有效期至{cn_date(held.valid_until)}，还有{days}天。"
    words += "需要继续认证的，请在届满前申请复评。"
    _tell_firm(held, f"remind:{following}", "产教融合型企业认证即将到期", words, now)
    return True


def _tell_firm(
    certificate: Certificate, what: str, subject: str, words: str, now: datetime
) -> None:
    owner = certificate.enterprise.organisation_id
    if owner is None:
        return
    tell(
        people_of(owner, now),
        key=f"certificate:{certificate.pk}:{what}",
        subject=f"{certificate.name}：{subject}",
        body=words,
        path=reverse("enterprises:certificate", args=[certificate.pk]),
        now=now,
    )
