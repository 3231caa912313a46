"""Grants and preferences for the demonstration; documents and amounts are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from cities.demo import demo_pdf
from enterprises.models import Enterprise
from incentives.choices.grants import GrantCategory, PreferenceKind
from incentives.demo_package import demo_package
from incentives.granting.outline import OUTLINE
from incentives.models import Grant, IncentiveGrant, Preference
from incentives.services.grants import (
    Given,
    propose_award,
    record_payment,
    start_grant,
)
from incentives.services.preferences import propose_preference
from regions.models import Division
from workflow.choices import Move
from workflow.models import Application
from workflow.services import SectionInput, advance, confirm_proposed, save_section

People = Mapping[str, User]
DAY = timedelta(days=1)
HANGZHOU = "330100"
BASIS = "产教融合专项补助办法（演示）"


def demo_grants(now: datetime, people: People) -> int:
    """Six awards, an application and two preferences; none the second time."""
    if Grant.objects.exists() or Preference.objects.exists():
        return 0
    demo_package(now, people)
    _award_firm(people, now)
    _award_city(people, now)
    _apply(people, now)
    _prefer(people, now)
    return 9


def _terms(now: datetime, number: str, **given: Any) -> dict[str, Any]:
    today = timezone.localdate(now)
    return {
        "category": GrantCategory.SUBSIDY,
        "policy": None,
        "basis_name": BASIS,
        "basis_number": number,
        "amount": Decimal("800000.00"),
        "starts": today,
        "ends": today + 730 * DAY,
        "conditions": "两年内接收学生实习不少于200人次。",
    } | given


def _firm(people: People) -> Enterprise | None:
    ids = people["enterprise_ningbo"].standing.applicant_ids
    rows = Enterprise.objects.select_related("managing_unit", "division")
    found: Enterprise | None = rows.filter(organisation_id__in=ids).first()
    return found if found is not None and found.is_in_pilot else None


def _award_firm(people: People, now: datetime) -> None:
    firm = _firm(people)
    if firm is None:
        return
    made = propose_award(
        firm,
        terms=_terms(now, "甬演〔2026〕1号"),
        reason="实训基地建设通过评审（演示数据）。",
        amount_is_public=True,
        by=people["ningbo"],
        now=now,
    )
    done = confirm_proposed(made, by=people["ningbo_lead"], now=now)
    assert done.grant is not None  # a confirmed award has its grant
    given = Given(
        on=timezone.localdate(now),
        amount=Decimal("300000.00"),
        voucher_number="演示0001",
        upload=demo_pdf("支付凭证"),
        note="首期资金（演示数据）。",
    )
    record_payment(done.grant, given=given, by=people["ningbo"], now=now)


def _award_city(people: People, now: datetime) -> None:
    given = {
        "category": GrantCategory.REWARD,
        "basis_name": "产教融合工作奖励办法（演示）",
        "amount": Decimal("2000000.00"),
        "conditions": "无",
    }
    made = propose_award(
        Division.objects.select_related("managing_unit").get(pk=HANGZHOU),
        terms=_terms(now, "浙演〔2026〕2号", **given),
        reason="年度工作评价结果（演示数据）。",
        by=people["zhejiang"],
        now=now,
    )
    confirm_proposed(made, by=people["zhejiang_lead"], now=now)


def _apply(people: People, now: datetime) -> None:
    if _firm(people) is None:
        return
    by = people["enterprise_ningbo"]
    draft: IncentiveGrant = start_grant(category=GrantCategory.REWARD, by=by, now=now)
    number = "甬演〔2026〕3号"
    values = _terms(now, number, category=GrantCategory.REWARD) | {
        "basis_url": "",
        "right": "",
        "national_funds": False,
        "reason": "校企合作成效突出（演示数据）。",
    }
    for section in OUTLINE.sections:
        save_section(
            draft,
            section=section.key,
            given=SectionInput({name: values[name] for name in section.fields}),
            by=by,
            version=draft.section_states.get(section=section.key).version,
            uploads={slot.key: demo_pdf(str(slot.label)) for slot in section.slots},
            now=now,
        )
    advance(Application.objects.get(pk=draft.pk), Move.SUBMIT, by=by, now=now)


def _prefer(people: People, now: datetime) -> None:
    city = Division.objects.select_related("managing_unit").get(pk=HANGZHOU)
    rows = (
        (PreferenceKind.ENROLMENT_PLAN, Decimal(300), "浙演〔2026〕4号"),
        (PreferenceKind.PROJECT_INVESTMENT, Decimal("5000000.00"), "浙演〔2026〕5号"),
    )
    for kind, quantity, number in rows:
        given = {
            "kind": kind,
            "year": timezone.localdate(now).year,
            "quantity": quantity,
            "basis_name": "产教融合倾斜支持安排（演示）",
            "basis_number": number,
        }
        made = propose_preference(city, given=given, by=people["zhejiang"], now=now)
        if kind == PreferenceKind.ENROLMENT_PLAN:
            confirm_proposed(made, by=people["zhejiang_lead"], now=now)
