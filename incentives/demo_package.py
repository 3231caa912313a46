"""金融 + 财政 + 土地 + 信用 for a certified enterprise; amounts are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from cities.demo import demo_pdf
from enterprises.demo_certified import demo_certified
from incentives.choices.grants import GrantCategory
from incentives.models import PolicyVersion
from incentives.services.grants import (
    Given,
    propose_award,
    record_payment,
)
from workflow.services import confirm_proposed

# The benefit of the policy list that gives all four.
PACKAGE_KEY = "combined-package"
TERM = timedelta(days=1095)
PARTS: tuple[dict[str, Any], ...] = (
    {
        "category": GrantCategory.FINANCE,
        "right": "合作银行授信额度3000万元，按优惠利率执行（演示）。",
    },
    {"category": GrantCategory.FISCAL, "amount": Decimal("1200000.00")},
    {
        "category": GrantCategory.LAND,
        "right": "实训基地建设用地15亩纳入年度供地计划，优先保障（演示）。",
    },
    {
        "category": GrantCategory.CREDIT,
        "right": "列入守信激励名单，办理行政事项适用容缺受理（演示）。",
    },
)


def demo_package(now: datetime, people: Mapping[str, User]) -> None:
    """Each of the four kinds by Zhejiang, on one benefit; a payment of the fiscal."""
    firm, today = demo_certified(now), timezone.localdate(now)
    policy = PolicyVersion.objects.current().filter(benefit__seed_key=PACKAGE_KEY)
    for number, part in enumerate(PARTS, start=11):
        terms = {
            "policy": policy.first(),
            "starts": today,
            "ends": today + TERM,
            "conditions": "认证证书持续有效，每年报送校企合作情况。",
        }
        if terms["policy"] is None:
            terms["basis_name"] = "组合式激励实施办法（演示）"
            terms["basis_number"] = f"浙演〔2026〕{number}号"
        made = propose_award(
            firm,
            terms=terms | part,
            reason="认证企业组合式激励（演示数据）。",
            by=people["zhejiang"],
            now=now,
        )
        grant = confirm_proposed(made, by=people["zhejiang_lead"], now=now).grant
        if part["category"] == GrantCategory.FISCAL:
            given = Given(
                on=today,
                amount=Decimal("600000.00"),
                voucher_number="演示0011",
                upload=demo_pdf("支付凭证（组合式激励）"),
                note="首期资金（演示数据）。",
            )
            record_payment(grant, given=given, by=people["zhejiang"], now=now)
