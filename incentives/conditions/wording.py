"""What a condition demands, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incentives.conditions.reading import written
from incentives.conditions.vocabulary import ANY, FLAG, OPERATORS, TESTS, Names


def words_of(item: Mapping[str, Any], names: Names) -> str:
    """职工人数不少于100人; of a group: 以下任一项：…；…"""
    if ANY in item:
        return "以下任一项：" + "；".join(words_of(one, names) for one in item[ANY])
    test = TESTS.get(item["test"])
    # A test that an earlier version of the portal knew is named as it was written.
    if test is None:
        return f"{item['test']} {item['value']}"
    if test.kind == FLAG:
        return test.label if item["value"] else f"不属于：{test.label}"
    value = written(test, item["value"], names)
    return f"{test.label}{OPERATORS[item['operator']]}{value}"
