"""Checks of the repeating tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from cities.checks.reading import Content, as_decimal, at_row
from cities.choices import HostType, SectionKey, TaskArea
from cities.models.sections import MONEY
from regions.choices import EconomicRegion
from ui.refusals import Issue, Severity

TASKS = SectionKey.TASKS.value
ENTERPRISES = SectionKey.ENTERPRISES.value
BASES = SectionKey.BASES.value
PAIRING = SectionKey.PAIRING.value


def every_area_has_a_measure(content: Content) -> Iterator[Issue]:
    """Each of the plan's five task areas is worked on."""
    rows = content.rows(TASKS)
    there = {values.get("area") for _number, values in rows}
    if not rows:
        return
    for area in TaskArea:
        if area.value not in there:
            yield Issue(TASKS, f"“{area.label}”还没有举措，请至少填写一项。")


def codes_are_right(content: Content) -> Iterator[Issue]:
    """A credit code, where given, has its check digit right (GB 32100-2015)."""
    for number, values in content.rows(ENTERPRISES):
        code = values.get("credit_code")
        if code and not _is_code(code):
            words = (
                f"第 {number} 行：统一社会信用代码“{code}”校验不通过，"
                "请核对 18 位代码，或暂不填写。"
            )
            yield Issue(at_row(ENTERPRISES, number, "credit_code"), words)


def _is_code(code: str) -> bool:
    try:
        uscc.validate(code)
    except ValidationError:
        return False
    return True


def no_enterprise_twice(content: Content) -> Iterator[Issue]:
    """The same name or code is not counted twice."""
    for name, words in (("name", "企业名称"), ("credit_code", "统一社会信用代码")):
        seen: dict[str, int] = {}
        for number, values in content.rows(ENTERPRISES):
            value = values.get(name)
            if value and value in seen:
                sentence = (
                    f"第 {number} 行与第 {seen[value]} 行{words}相同，请删除重复行。"
                )
                yield Issue(at_row(ENTERPRISES, number, name), sentence)
            elif value:
                seen[value] = number


def bases_have_money(content: Content) -> Iterator[Issue]:
    """A base has investment from somewhere, and no amount is negative."""
    for number, values in content.rows(BASES):
        known = [a for a in (as_decimal(values.get(m)) for m in MONEY) if a is not None]
        if any(amount < 0 for amount in known):
            words = f"第 {number} 行：投资金额不能小于 0。"
            yield Issue(at_row(BASES, number, "central"), words)
        elif sum(known, Decimal(0)) == 0:
            words = f"第 {number} 行：请按资金来源填写投资，合计应大于 0。"
            yield Issue(at_row(BASES, number, "central"), words)


def bases_rest_on_enterprises(content: Content) -> Iterator[Issue]:
    """The plan wants more bases on enterprises: said, not demanded."""
    hosts = [values.get("host") for _number, values in content.rows(BASES)]
    on_firms = sum(h in (HostType.ENTERPRISE, HostType.JOINT) for h in hosts)
    if hosts and on_firms * 2 < len(hosts):
        words = "依托企业或校企共建的基地不足一半，实训基地应更多依托企业建设。"
        yield Issue(BASES, words, Severity.WARNING)


def partners_are_not_eastern(content: Content) -> Iterator[Issue]:
    """An eastern city helps places outside the eastern region."""
    for number, values in content.rows(PAIRING):
        partner = values.get("partner") or {}
        if partner.get("region") == EconomicRegion.EAST:
            words = (
                f"第 {number} 行：{partner['name']}属于东部地区，"
                "结对地区应在中西部等其他地区，请另选。"
            )
            yield Issue(at_row(PAIRING, number, "partner"), words)


CHECKS = (
    every_area_has_a_measure,
    codes_are_right,
    no_enterprise_twice,
    bases_have_money,
    bases_rest_on_enterprises,
    partners_are_not_eastern,
)
