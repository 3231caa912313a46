"""The data files of regions/data as typed rows; SOURCE.md there says where from."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class UnitRow:
    """A line of managing_units.csv."""

    code: str
    name: str
    short_name: str
    kind: str
    province_code: str
    economic_region: str
    is_standard_code: bool


@dataclass(frozen=True)
class DivisionRow:
    """A line of divisions.csv."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True)
class NewAreaRow:
    """A line of new_areas.csv; `established` is the first day of its month."""

    name: str
    host_unit: str
    host_province_code: str
    host_cities: str
    established: date
    division: str


@dataclass(frozen=True)
class Reading:
    """A line of pinyin.csv: how a part of a name is read."""

    part: str
    syllables: list[str]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def read_units() -> list[UnitRow]:
    """The 37 managing units, in their order."""
    return [
        UnitRow(**{**row, "is_standard_code": row["is_standard_code"] == "1"})  # type: ignore[arg-type]
        for row in _rows("managing_units.csv")
    ]


def read_divisions() -> list[DivisionRow]:
    """All divisions, parents before their children."""
    return [DivisionRow(**row) for row in _rows("divisions.csv")]


def read_new_areas() -> list[NewAreaRow]:
    """The 19 national new areas in order of their founding."""
    return [
        NewAreaRow(
            **{**row, "established": date.fromisoformat(f"{row['established']}-01")}  # type: ignore[arg-type]
        )
        for row in _rows("new_areas.csv")
    ]


def read_less_developed() -> dict[str, str]:
    """Basis of the less-developed flag by code; it counts for all below too."""
    return {row["code"]: row["basis"] for row in _rows("less_developed.csv")}


def read_readings() -> list[Reading]:
    """Readings that the general dictionary gets wrong."""
    return [
        Reading(row["part"], row["syllables"].split()) for row in _rows("pinyin.csv")
    ]
