"""Reads of the policy list."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.standing import Standing, standing_of
from enterprises.querysets.searching import SEARCH_LENGTH, SEARCH_WORDS, latin, tripled
from incentives.choices.policies import PolicyScope, PolicyState, VersionState
from ui.rows import IsAnyOf
from ui.text import clean_text, half_width


def kept_by(standing: Standing, prefix: str = "") -> Q:
    """Records that a person's office keeps: the nation's, its unit's, its city's.

    A unit keeps those of its cities too: its lead publishes them.
    """
    nation = Q(**{f"{prefix}scope": PolicyScope.NATION})
    of_unit = Q(**{f"{prefix}managing_unit_id__in": standing.deciding_unit_codes})
    of_city = Q(**{f"{prefix}division_id__in": standing.city_codes})
    found = of_unit | of_city
    return found | nation if standing.decides_at("nation") else found


class PolicyQuerySet(QuerySet[Any]):
    """Benefits as everybody reads them, and drafts for those who keep them."""

    def visible_to(self, user: Any) -> Self:
        """What was ever published for everybody; drafts for their own offices."""
        public = ~Q(state=PolicyState.DRAFT)
        return self.filter(public | kept_by(standing_of(user)))

    def kept_by(self, user: Any) -> Self:
        """What a person's office keeps, in whatever state."""
        return self.filter(kept_by(standing_of(user)))

    def published(self) -> Self:
        return self.filter(state=PolicyState.PUBLISHED)

    def in_public(self) -> Self:
        """Published ones, and withdrawn ones for those who ask for them."""
        return self.exclude(state=PolicyState.DRAFT)

    def in_force_on(self, day: date) -> Self:
        """From its first to its last day; an open end is no end."""
        began = Q(effective_from__isnull=True) | Q(effective_from__lte=day)
        lasts = Q(effective_until__isnull=True) | Q(effective_until__gte=day)
        return self.filter(began & lasts)

    def reaching(self, unit: str | None, divisions: list[str]) -> Self:
        """What reaches a place: the nation's, its unit's, those of its city."""
        return self.filter(
            Q(scope=PolicyScope.NATION)
            | Q(scope=PolicyScope.UNIT, managing_unit_id=unit)
            | Q(scope=PolicyScope.CITY, division_id__in=divisions)
        )

    def within(self, unit: str | None) -> Self:
        """The nation's, and all of a unit and its cities."""
        return self.filter(Q(scope=PolicyScope.NATION) | Q(managing_unit_id=unit))

    def search(self, text: str) -> Self:
        """Every word in name, document, body or text; letters also as pinyin."""
        plain = half_width(clean_text(text, multiline=False))[:SEARCH_LENGTH].lower()
        words = plain.split()[:SEARCH_WORDS]
        if words and all(map(latin, words)):
            words = ["".join(words)]
        found = self
        for word in words:
            found = found.filter(_matches(word))
        return found

    def with_open_version(self) -> Self:
        """Those with a draft or a proposal that waits."""
        versions = self.model._meta.get_field("versions").related_model
        rows = versions._default_manager.exclude(state=VersionState.PUBLISHED)
        return self.filter(IsAnyOf("pk", ArraySubquery(rows.values("benefit_id"))))

    def for_list(self) -> Self:
        return self.select_related("managing_unit", "division")


def _matches(word: str) -> Q:
    written = Q(name_key__contains=tripled(word))
    for column in ("basis_number", "basis_title", "issuing_body", "content"):
        written |= Q(**{f"{column}__icontains": word})
    if read := latin(word):
        written |= Q(pinyin__contains=read) | Q(initials__contains=read)
    return written


class PolicyVersionQuerySet(QuerySet[Any]):
    """Versions: published ones are everybody's."""

    def visible_to(self, user: Any) -> Self:
        """The open version only for those who keep the record."""
        public = Q(state=VersionState.PUBLISHED)
        return self.filter(public | kept_by(standing_of(user), "benefit__"))

    def published(self) -> Self:
        return self.filter(state=VersionState.PUBLISHED)

    def unpublished(self) -> Self:
        return self.exclude(state=VersionState.PUBLISHED)

    def current(self) -> Self:
        """Of each benefit the version that was published last."""
        newest = self.model._default_manager.published().filter(
            benefit=OuterRef("benefit")
        )
        newest = newest.order_by("-number").values("pk")[:1]
        return self.published().filter(pk=Subquery(newest))

    def of_benefits(self, benefits: PolicyQuerySet) -> Self:
        """The current versions of benefits, by name."""
        rows = self.current().filter(benefit__in=benefits.order_by().values("pk"))
        return rows.order_by("benefit__pinyin", "benefit")
