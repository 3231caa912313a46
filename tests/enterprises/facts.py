"""Rows of an application for tests of the checks, each complete unless told."""

from datetime import date, timedelta
from decimal import Decimal

from enterprises.facts import (
    Apprenticeship,
    Certificate,
    Facts,
    Intern,
    Investment,
    Programme,
    Right,
    School,
)
from enterprises.thresholds import Thresholds

TODAY = date(2026, 6, 30)
NATIONAL = Thresholds()


def school(**other):
    return School(**{"kind": "run", "name": "精工技师学院", "evidence": 1} | other)


def apprenticeship(**other):
    row = {"kind": "modern", "name": "数控技术现代学徒制", "evidence": 1}
    return Apprenticeship(**row | other)


def intern(number=1, **other):
    row = {
        "school": "杭州职业技术学院",
        "number": f"2024{number:04}",
        "name": f"学生{number}",
        "start": date(2025, 3, 1),
        "end": date(2025, 5, 31),
        "evidence": 1,
    }
    return Intern(**row | other)


def interns(count, **other):
    return tuple(intern(n, **other) for n in range(1, count + 1))


def certificate(**other):
    return Certificate(**{"name": "工业机器人应用编程", "evidence": 1} | other)


def programme(number=1, **other):
    row = {
        "school": "杭州职业技术学院",
        "name": f"专业{number}",
        "students": 20,
        "start": date(2024, 9, 1),
        "evidence": 1,
    }
    return Programme(**row | other)


def programmes(count, **other):
    return tuple(programme(n, **other) for n in range(1, count + 1))


def payment(amount="1000000", paid_on=date(2025, 1, 10), **other):
    row = {"kind": "build", "school": "杭州职业技术学院", "project": "智能制造基地"}
    money = {"amount": Decimal(amount), "paid_on": paid_on, "evidence": 1}
    return Investment(**row | money | other)


def right(**other):
    row = {
        "kind": "invention",
        "name": "一种夹具",
        "number": "ZL202310000001.X",
        "granted_on": date(2024, 5, 20),
        "partner": "杭州职业技术学院",
        "evidence": 1,
    }
    return Right(**row | other)


def firm(**other):
    """An enterprise with nothing against it, meeting one condition."""
    row = {
        "name": "杭州精工机械有限公司",
        "credit_code": "91330106MA27XG3K5A",
        "registered_on": date(2012, 4, 1),
        "division": "330106",
        "division_name": "浙江省杭州市西湖区",
        "industry": "3421",
        "tags": ("intelligent_manufacturing",),
        "is_above_scale": True,
        "education_fund_in_full": True,
        "has_cooperation_body": True,
        "no_accident": True,
        "no_dishonesty": True,
        "no_tax_offence": True,
        "certificates": (certificate(),),
    }
    return Facts(**row | other)


def days(count):
    return timedelta(days=count)
