"""How long decisions took, by stage, by office and by who handled the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from ui.words import number, percent
from workflow.choices import Stage
from workflow.querysets.steps import TIMED_STAGES


@dataclass(frozen=True)
class Times:
    """One group: what it is, and its decisions in working days."""

    name: str
    office: str = ""
    count: int = 0
    median: float | None = None
    longest: int | None = None
    late: int = 0

    @property
    def share(self) -> float | None:
        """Decisions after the last day, in percent."""
        return 100 * self.late / self.count if self.count else None

    @property
    def median_words(self) -> str:
        """With half a day, where there is one."""
        return number(self.median, 1)

    @property
    def share_words(self) -> str:
        """逾期率4.2%."""
        return f"逾期率{percent(self.share)}"

    @property
    def tone(self) -> str:
        """How the number of late ones is drawn."""
        return "late" if self.late else ""

    @property
    def cells(self) -> list[str]:
        """The figures as pages and files write them."""
        return [
            number(self.count),
            number(self.median, 1),
            number(self.longest),
            number(self.late),
            percent(self.share),
        ]


@dataclass(frozen=True)
class TimeTable:
    """The same decisions in three orders, and all together."""

    all: Times
    by_stage: Sequence[Times]
    by_office: Sequence[Times]
    by_handler: Sequence[Times]

    @property
    def groups(self) -> list[tuple[str, Sequence[Times]]]:
        """Under their headings."""
        return [
            ("环节", self.by_stage),
            ("办理单位", self.by_office),
            ("经办人", self.by_handler),
        ]


def time_table(rows: Any) -> TimeTable:
    """Read it out of decisions, five queries however many they are."""
    return TimeTable(
        all=_all(rows),
        by_stage=list(_by_stage(rows)),
        by_office=list(_by_office(rows)),
        by_handler=list(_by_handler(rows)),
    )


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("count", "median", "longest", "late")}


def _all(rows: Any) -> Times:
    # One group of them all; without any there is none.
    found = list(rows.times("action"))
    return Times("合计", **_figures(found[0])) if found else Times("合计")


def _by_stage(rows: Any) -> Iterator[Times]:
    """In the order of the life cycle; stages without a decision too."""
    found = {row["from_stage"]: _figures(row) for row in rows.times("from_stage")}
    for stage in TIMED_STAGES:
        yield Times(str(Stage(stage).label), **found.get(stage.value, {}))


def _by_office(rows: Any) -> Iterator[Times]:
    """Who decided most comes first."""
    found = rows.times("organisation_id", "organisation__name")
    for row in found.order_by("-count", "organisation__name"):
        yield Times(row["organisation__name"], **_figures(row))


def _by_handler(rows: Any) -> Iterator[Times]:
    """At each office for itself: a person may have served two."""
    found = list(
        rows.with_handler()
        .times("handler_id", "organisation_id", "organisation__name")
        .order_by("-count", "organisation__name", "handler_id")
    )
    names = User.objects.in_bulk({row["handler_id"] for row in found})
    for row in found:
        name = names[row["handler_id"]].name
        yield Times(name, row["organisation__name"], **_figures(row))
