"""From what a person typed to a condition, and whether a list holds together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from incentives.conditions.vocabulary import (
    ANY,
    CHOICE,
    COUNT,
    DAY,
    FLAG,
    MONEY,
    OPERATORS,
    PLACE,
    TESTS,
    Names,
    Test,
)
from ui.refusals import Issue
from ui.text import clean_text, half_width
from ui.words import cn_date, number

YES = frozenset({"是", "true", "yes", "1"})
NO = frozenset({"否", "false", "no", "0"})
SEVERAL = re.compile(r"[、，,;；\s]+")
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
MOST_ITEMS = 20
MOST_VALUES = 60
MOST_NUMBER = Decimal(10) ** 13


def parse_value(test: Test, text: str, names: Names) -> Any:
    """The value that a text means for a test; ValueError with a sentence if none."""
    plain = half_width(clean_text(text, multiline=False))
    if not plain:
        raise ValueError("请填写条件的值。")
    readers = {FLAG: _flag, COUNT: _number, MONEY: _number, DAY: _day}
    if test.kind in readers:
        return readers[test.kind](plain, test)
    return _codes(plain, test, names)


def _flag(text: str, test: Test) -> bool:
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise ValueError(f"“{test.label}”请填写“是”或“否”。")


def _number(text: str, test: Test) -> Any:
    unit = f"，单位为{test.unit}" if test.unit else ""
    try:
        amount = Decimal(text.replace(",", "").removesuffix(test.unit))
    except InvalidOperation:
        raise ValueError(f"“{test.label}”请填写数字{unit}。") from None
    if not amount.is_finite() or not 0 <= amount < MOST_NUMBER:
        raise ValueError(f"“{test.label}”不能为负数，也不能超过十三位数字。")
    if test.kind == MONEY:
        if amount != amount.quantize(Decimal("0.01")):
            raise ValueError("金额最多两位小数。")
        return str(amount.quantize(Decimal("0.01")))
    if amount != amount.to_integral_value():
        raise ValueError(f"“{test.label}”请填写整数{unit}。")
    return int(amount)


def _day(text: str, test: Test) -> str:
    found = _DAY.match(text)
    try:
        if found:
            return date(*map(int, found.groups())).isoformat()
    except ValueError:
        pass
    raise ValueError(f"“{test.label}”请按2026-06-30的形式填写日期。")


def _codes(text: str, test: Test, names: Names) -> list[str]:
    known = names.of(test)
    by_name = {half_width(label): code for code, label in known.items()}
    codes = [
        part if part in known else by_name.get(part, "")
        for part in (word for word in SEVERAL.split(text) if word)
    ]
    if "" in codes or not codes:
        words = [w for w in SEVERAL.split(text) if w and w not in known]
        strange = "、".join(word for word in words if word not in by_name)
        hint = _allowed(test, known)
        raise ValueError(f"“{test.label}”中没有“{strange}”。{hint}")
    if len(codes) > MOST_VALUES:
        raise ValueError(f"一个条件最多列{MOST_VALUES}项。")
    return list(dict.fromkeys(codes))


def _allowed(test: Test, known: Mapping[str, str]) -> str:
    if test.kind == CHOICE:
        return f"可填写：{'、'.join(known.values())}。"
    return "请填写全称或代码，多项之间用顿号分开。"


def written(test: Test, value: Any, names: Names) -> str:
    """A value as a person writes it; `parse_value` reads it back."""
    if test.kind == FLAG:
        return "是" if value else "否"
    if test.kind == DAY:
        return cn_date(date.fromisoformat(value))
    if test.kind in (COUNT, MONEY):
        return f"{number(value)}{test.unit}"
    known = names.of(test)
    return "、".join(known.get(code, code) for code in value)


def problems_of(conditions: Any, subject: str, names: Names) -> list[Issue]:
    """What is wrong with a list of conditions, each with the place where it stands."""
    if not isinstance(conditions, list):
        return [Issue("conditions", "适用条件应为列表。")]
    if len(conditions) > MOST_ITEMS:
        return [Issue("conditions", f"适用条件最多{MOST_ITEMS}项。")]
    found: list[Issue] = []
    for index, item in enumerate(conditions):
        field = f"conditions.{index}"
        grouped = isinstance(item, dict) and ANY in item
        if grouped and (set(item) != {ANY} or not _filled(item[ANY])):
            found.append(Issue(field, "任选一项的条件组不能为空，也不能混写。"))
            continue
        for demand in item[ANY] if grouped else [item]:
            found += _problems_of_one(demand, field, subject, names)
    return found


def _filled(group: Any) -> bool:
    return isinstance(group, list) and 0 < len(group) <= MOST_ITEMS


def _problems_of_one(
    demand: Any, field: str, subject: str, names: Names
) -> Sequence[Issue]:
    if not isinstance(demand, dict) or set(demand) != {"test", "operator", "value"}:
        return [Issue(field, "每项条件应有 test、operator 和 value。")]
    test = TESTS.get(str(demand["test"]))
    if test is None or test.subject != subject:
        return [Issue(f"{field}.test", "该适用主体没有这一项条件。")]
    if demand["operator"] not in test.operators:
        fitting = "、".join(f"“{OPERATORS[name]}”" for name in test.operators)
        return [Issue(f"{field}.operator", f"“{test.label}”只能用{fitting}。")]
    return _problem_of_value(test, demand["value"], field, names)


def _problem_of_value(
    test: Test, value: Any, field: str, names: Names
) -> Sequence[Issue]:
    """A stored value is right if writing it and reading it back gives the same."""
    if not isinstance(value, _TYPES[test.kind]) or isinstance(value, bool) != (
        test.kind == FLAG
    ):
        return [Issue(f"{field}.value", f"“{test.label}”的值类型不对。")]
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    try:
        same = parse_value(test, text.lower() if test.kind == FLAG else text, names)
    except ValueError as error:
        return [Issue(f"{field}.value", str(error))]
    if same != value:
        return [Issue(f"{field}.value", f"“{test.label}”的值应写作{same}。")]
    return []


_TYPES: Mapping[str, type] = {
    FLAG: bool,
    COUNT: int,
    MONEY: str,
    DAY: str,
    CHOICE: list,
    PLACE: list,
}
