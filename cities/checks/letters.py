"""The province's recommendation of a city (plan, part three （一）)."""

from __future__ import annotations

from datetime import date

from cities.models import Recommendation
from ui.refusals import Issue


def letter_issues(
    recommendation: Recommendation | None, *, files: int, today: date
) -> list[Issue]:
    """What is missing of the letter before the province may agree."""
    if recommendation is None:
        return [
            Issue(
                "recommendation",
                "省级同意前，请先登记省级人民政府推荐函的机关、文号和日期。",
            )
        ]
    found = []
    if not files:
        found.append(Issue("recommendation.file", "请上传省级人民政府推荐函。"))
    if recommendation.letter_date > today:
        found.append(
            Issue("recommendation.letter_date", "推荐函日期不能晚于今天，请核对。")
        )
    return found
