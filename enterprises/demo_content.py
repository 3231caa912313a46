"""Plausible invented content of an application, the same for the same enterprise.

The demonstration, the national-scale data and the tests fill applications with it.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from enterprises.choices import (
    ApprenticeshipKind,
    InvestmentKind,
    Ownership,
    RightKind,
    SchoolKind,
    SectionKey,
    Size,
)
from enterprises.terms import add_months, add_years
from industries.choices import PriorityTag
from industries.models import Industry
from workflow.services import SectionInput

MARK = "（演示数据）"
SCHOOL = "演示职业技术学院"
STUDENTS = 3


def content_of(name: str, today: date) -> dict[str, SectionInput]:
    """Complete content by section, as `save_section` takes it; four conditions met."""
    parts = {
        SectionKey.BASICS: SectionInput(_basics(today)),
        SectionKey.FIGURES: SectionInput(rows=_years(today)),
        SectionKey.COOPERATION: SectionInput(_cooperation(name)),
        SectionKey.STATEMENTS: SectionInput(
            dict.fromkeys(
                ("no_accident", "no_dishonesty", "no_tax_offence", "commitment"), True
            )
        ),
        **{key: SectionInput(rows=rows) for key, rows in _conditions(today).items()},
    }
    return {str(key): part for key, part in parts.items()}


def _basics(today: date) -> dict[str, Any]:
    return {
        "registered_on": add_years(today, -12),
        "address": f"示范大道1号{MARK}",
        "legal_representative": "沈示范",
        "ownership": Ownership.PRIVATE.value,
        "size": Size.LARGE.value,
        "is_above_scale": True,
        "is_stock_listed": False,
        "industry": Industry.objects.get(pk="34"),
        "tags": [PriorityTag.INTELLIGENT_MANUFACTURING.value],
        "staff": 1280,
        "technical_staff": 640,
        "website": "https://www.example.cn/",
        "contact": "钱示范",
        "contact_phone": "0571-00000000",
        "contact_mail": "contact@example.cn",
    }


def _years(today: date) -> list[dict[str, Any]]:
    return [
        {
            "year": today.year - back,
            "revenue": Decimal(860_000_000 - 50_000_000 * back),
            "tax": Decimal(41_000_000 - 2_000_000 * back),
            "profit": Decimal(72_000_000 - 3_000_000 * back),
            "research": Decimal(38_000_000 - 1_500_000 * back),
            "fund_drawn": Decimal(5_200_000 - 200_000 * back),
            "fund_used": Decimal(4_900_000 - 200_000 * back),
        }
        for back in (1, 2, 3)
    ]


def _cooperation(name: str) -> dict[str, Any]:
    return {
        "cooperation": f"{name}与{SCHOOL}共建产业学院，联合培养技术技能人才。{MARK}",
        "has_cooperation_body": True,
        "cooperation_body": "产教融合办公室",
        "education_fund_in_full": True,
        "goals": f"三年内新建实训基地1个，每年接收实习学生100人以上。{MARK}",
    }


def _conditions(today: date) -> dict[SectionKey, list[dict[str, Any]]]:
    return {
        SectionKey.SCHOOLS: [
            {
                "kind": SchoolKind.SPONSOR.value,
                "name": SCHOOL,
                "share": Decimal(20),
                "since": add_years(today, -4),
            }
        ],
        SectionKey.APPRENTICESHIPS: [
            {
                "kind": ApprenticeshipKind.MODERN.value,
                "name": "机电一体化技术现代学徒制试点",
                "document": f"演示教职成〔0000〕1号{MARK}",
            }
        ],
        SectionKey.INTERNS: [_intern(number, today) for number in range(STUDENTS)],
        SectionKey.CERTIFICATES: [],
        **_cooperation_rows(today),
    }


def _cooperation_rows(today: date) -> dict[SectionKey, list[dict[str, Any]]]:
    return {
        SectionKey.PROGRAMMES: [
            {
                "school": SCHOOL,
                "name": programme,
                "kind": "订单班",
                "students": 40,
                "start": add_years(today, -2),
                "end": add_years(today, 1),
            }
            for programme in ("机电一体化技术", "工业机器人技术", "数控技术")
        ],
        SectionKey.INVESTMENTS: [
            {
                "kind": InvestmentKind.BUILD.value,
                "school": SCHOOL,
                "project": f"智能制造实训基地{phase}期",
                "amount": Decimal(650_000),
                "paid_on": add_months(today, -9 * phase),
                "voucher": f"演示凭证{phase:03d}",
            }
            for phase in (1, 2)
        ],
        SectionKey.RIGHTS: [
            {
                "kind": RightKind.UTILITY.value,
                "name": "一种教学用装夹装置",
                "number": "演示专利号0001",
                "granted_on": add_years(today, -1),
                "partner": SCHOOL,
            }
        ],
    }


def _intern(number: int, today: date) -> dict[str, Any]:
    start = add_months(today, -8) + timedelta(days=number)
    return {
        "school": SCHOOL,
        "number": f"2024{number:04d}",
        "name": f"学生{number + 1}（演示）",
        "programme": "机电一体化技术",
        "start": start,
        "end": add_months(start, 4),
    }
