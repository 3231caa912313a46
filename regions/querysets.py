"""Reads of the regions app in domain words."""

from datetime import date
from typing import Any, Self

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from regions.choices import Level, UnitKind


class PublicQuerySet(QuerySet[Any]):
    """Reference data: everyone may read all of it."""

    def visible_to(self, user: object) -> Self:
        """All rows, for visitors too."""
        return self.all()


# Longest text worth searching for: the longest full name has 30-odd characters.
SEARCH_LENGTH = 60
# What people leave off the end of a name, in characters, pinyin and initials.
ENDINGS = ["", "市", "省", "区", "县", "自治区", "地区", "盟", "旗", "新区"]
READ_ENDINGS = [
    *("", "shi", "sheng", "qu", "xian"),
    *("zizhiqu", "diqu", "meng", "qi", "xinqu"),
]
SHORT_ENDINGS = ["", "s", "q", "x", "zzq", "dq", "m", "xq"]


class ManagingUnitQuerySet(PublicQuerySet):
    """The 37 managing units."""

    def separately_planned(self) -> Self:
        """The five cities that stand beside their province."""
        return self.filter(kind=UnitKind.SEPARATELY_PLANNED)


class DivisionQuerySet(PublicQuerySet):
    """Divisions of GB/T 2260."""

    def provinces(self) -> Self:
        """The 34 provincial-level divisions."""
        return self.filter(level=Level.PROVINCE)

    def prefectures(self) -> Self:
        """Prefecture-level divisions, the separately planned cities among them."""
        return self.filter(level=Level.PREFECTURE)

    def counties(self) -> Self:
        """County-level divisions, wherever they hang."""
        return self.filter(level=Level.COUNTY)

    def children_of(self, code: str) -> Self:
        """The divisions directly below one."""
        return self.filter(parent_id=code)

    def within(self, code: str) -> Self:
        """A division and everything below it."""
        return self.filter(Q(pk=code) | Q(parent_id=code) | Q(parent__parent_id=code))

    def of_unit(self, unit_code: str) -> Self:
        """What one managing unit answers for (Ningbo's counties are not Zhejiang's)."""
        return self.filter(managing_unit_id=unit_code)

    def managed(self) -> Self:
        """Divisions of the pilot: all but Taiwan, Hong Kong and Macao."""
        return self.filter(managing_unit__isnull=False)

    def nominable(self) -> Self:
        """Places that may be nominated as a pilot city or its core area.

        Prefecture-level divisions, county-level cities directly under a province
        or the XPCC, and the districts of a municipality (its counties are not
        districts, plan 三（一）).
        """
        below_province = Q(level=Level.COUNTY, parent__level=Level.PROVINCE)
        of_municipality = Q(managing_unit__kind=UnitKind.MUNICIPALITY)
        district = Q(name__endswith="区")
        return self.managed().filter(
            Q(level=Level.PREFECTURE) | below_province & (~of_municipality | district)
        )

    def less_developed(self) -> Self:
        """Divisions flagged less developed, by their named basis."""
        return self.filter(is_less_developed=True)

    def corrected(self) -> Self:
        """Divisions whose less-developed flag an administrator has set."""
        return self.exclude(flag_corrected_by="")

    def search(self, text: str) -> Self:
        """Find by code, name, part of the full name, pinyin or initials.

        The nearest come first: the name itself, then what begins with the text,
        then the rest by level and code.
        """
        words = text.replace("\x00", "")[:SEARCH_LENGTH].split()
        if not words:
            return self
        # "chong qing" is one name written apart; "西湖区 杭州" are two conditions.
        if all(_latin(word).isascii() for word in words):
            words = ["".join(words)]
        found = self.filter(*map(_matches, words))
        return found.annotate(nearness=_nearness("".join(words))).order_by(
            "nearness", "level_order", "code"
        )


def _latin(text: str) -> str:
    """Pinyin as it is stored: small letters, no apostrophes (xi'an), v for ü."""
    return text.lower().replace("'", "").replace("’", "").replace("ü", "v")


def _matches(text: str) -> Q:
    """Condition of a search; Latin letters are read as pinyin, digits as a code."""
    if text.isascii() and text.isdigit():
        return Q(code__startswith=text)
    latin = _latin(text)
    if latin.isascii():
        return Q(pinyin__startswith=latin) | Q(initials__startswith=latin)
    return Q(name__contains=text) | Q(full_name__contains=text)


def _nearness(text: str) -> Case:
    """0 for the name itself, with or without 市 or 县; 1 for a beginning; else 2."""
    latin = _latin(text)
    read = [latin + ending for ending in READ_ENDINGS]
    short = [latin + ending for ending in SHORT_ENDINGS]
    itself = Q(name__in=[text + ending for ending in ENDINGS]) | Q(code=text)
    return Case(
        When(itself | Q(pinyin__in=read), then=Value(0)),
        When(Q(name__startswith=text) | Q(initials__in=short), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


class CalendarDayQuerySet(QuerySet[Any]):
    """The administrators' corrections of the working-day calendar."""

    def between(self, first: date, last: date) -> Self:
        """Corrections from one day to another, both counted."""
        return self.filter(date__range=(first, last))

    def of_year(self, year: int) -> Self:
        """Corrections of one year."""
        return self.filter(date__year=year)
