"""What stands in a cell, read by the rule of its column; a fault names the remedy."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from accounts.checks import credit_code, normal_code
from documents.workbooks import Line
from ui.forms import DateField
from ui.text import half_width, symbols_in

EARLIEST = datetime.date(1900, 1, 1)
LATEST = datetime.date(2100, 12, 31)
MOST = 10_000_000
MOST_YUAN = Decimal(10) ** 14
CENT, NOISE = Decimal("0.01"), Decimal("0.0001")
_YEAR = re.compile(r"^20\d\d$")
_AMOUNT = re.compile(r"^-?\d{1,15}(\.\d{1,12})?$")
_DAYS = DateField(required=False)
_SITE = URLValidator(schemes=["http", "https"])
_MAIL = EmailValidator()
_COUNT = re.compile(r"^\d{1,9}$")
_CODE = re.compile(r"^(\d{6})(?!\d)")
_INDUSTRY = re.compile(r"^[A-Ta-t]?(\d{1,2})(?!\d)")


class Fault(Exception):
    """The cell cannot be taken; the text says what is wrong and how to mend it."""


def code_of(text: str) -> str:
    """A unified social credit code, its check character worked out."""
    code = normal_code(text)
    for issue in credit_code(code):
        raise Fault(issue.sentence)
    return code


def words_of(most: int, label: str) -> Callable[[str], str]:
    """A line of text without pictures, of at most so many characters."""

    def read(text: str) -> str:
        if len(text) > most:
            raise Fault(f"{label}不能超过 {most} 个字，现为 {len(text)} 个字。")
        if pictures := symbols_in(text):
            raise Fault(f"{label}中不应有符号“{pictures[0]}”，请删除。")
        return text

    return read


def choice_of(choices: Iterable[Any], label: str) -> Callable[[str], str]:
    """One of a list, by its words or its key."""
    known = {str(choice.label): str(choice.value) for choice in choices}
    keys = set(known.values())

    def read(text: str) -> str:
        found = known.get(text) or (text if text in keys else "")
        if not found:
            raise Fault(f"没有“{text}”这个选项，{label}应为{'、'.join(known)}之一。")
        return found

    return read


def yes_or_no(text: str) -> bool:
    """是 or 否."""
    if text in ("是", "否"):
        return text == "是"
    raise Fault(f"“{text}”无法识别，请填“是”或“否”。")


def day_of(line: Line, key: str) -> datetime.date:
    """A day, as Excel keeps it or in either way of writing it."""
    value = line.values.get(key)
    if isinstance(value, datetime.datetime):
        value = value.date()
    try:
        found = _DAYS.to_python(
            value if isinstance(value, datetime.date) else line.text(key)
        )
    except ValidationError as wrong:
        raise Fault(f"日期“{line.text(key)}”无法识别。{wrong.messages[0]}") from None
    if found is None or not EARLIEST <= found <= LATEST:
        raise Fault(f"日期“{line.text(key)}”不在合理范围内，请核对。")
    return found


def count_of(text: str) -> int:
    """A whole number of people."""
    plain = half_width(text).replace(",", "")
    if not _COUNT.match(plain) or int(plain) > MOST:
        raise Fault(f"“{text}”应为不超过 {MOST:,} 的整数，不带单位。")
    return int(plain)


def year_of(text: str) -> int:
    """A year of four digits."""
    plain = half_width(text).removesuffix("年")
    if not _YEAR.match(plain):
        raise Fault(f"年度“{text}”无法识别，请填写四位年份，如 2025。")
    return int(plain)


def amount_of(label: str, *, signed: bool = False) -> Callable[[str], Decimal]:
    """Yuan to the cent; what Excel reckoned may be off by less than that."""

    def read(text: str) -> Decimal:
        plain = half_width(text).replace(",", "")
        found = Decimal(plain) if _AMOUNT.match(plain) else None
        if found is None or abs(found) >= MOST_YUAN:
            raise Fault(f"“{text}”无法识别，{label}应为以元为单位的数字，不带单位。")
        cents = found.quantize(CENT)
        if abs(found - cents) > NOISE:
            raise Fault(f"{label}最多两位小数，现为“{text}”，请四舍五入到分。")
        if cents < 0 and not signed:
            raise Fault(f"{label}不能为负数，现为“{text}”，请核对。")
        return cents

    return read


def site_of(text: str) -> str:
    """The address of a website."""
    try:
        _SITE(text)
    except ValidationError:
        raise Fault("网址无法识别，应以 http:// 或 https:// 开头。") from None
    return words_of(200, "网址")(text)


def mail_of(text: str) -> str:
    """An e-mail address."""
    try:
        _MAIL(text)
    except ValidationError:
        raise Fault("电子邮箱无法识别，应如 name@example.cn。") from None
    return words_of(254, "电子邮箱")(text)


def division_of(text: str, units: Mapping[str, str | None], unit: str | None) -> str:
    """A division by its code; of the unit's own area, where it is a unit's ledger."""
    match = _CODE.match(half_width(text))
    if match is None:
        raise Fault("注册地应填写 6 位行政区划代码，或从列表中选。")
    code = match.group(1)
    if units.get(code) is None:
        raise Fault(f"没有代码为“{code}”的行政区划，请从列表中选。")
    if unit is not None and units[code] != unit:
        raise Fault(f"{code} 不属于本单位的管理范围，请核对，或由所属管理单位导入。")
    return code


def industry_of(text: str, divisions: set[str]) -> str:
    """A division of GB/T 4754 by its code, with or without letter and name."""
    match = _INDUSTRY.match(half_width(text))
    code = match.group(1).zfill(2) if match else ""
    if code not in divisions:
        raise Fault("行业应填写 GB/T 4754-2017 的两位大类代码，如 39，或从列表中选。")
    return code
