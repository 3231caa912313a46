"""What seeded nominations stand on: cities, offices, rounds, rules, one file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.choices import OrganisationKind
from accounts.models import Organisation, User
from cities.choices import PilotStatus
from cities.demo_content import content_of, one_page_pdf
from cities.models import CityNomination, PilotCity
from cities.seed_record import Trail
from cities.services import SectionInput
from documents.models import Attachment
from documents.storing import keep
from regions.calendar import WorkingCalendar, last_moment, load_calendar
from regions.choices import UnitKind
from regions.models import Division
from ui.text import pinyin_initials, pinyin_key
from workflow.chain import digest
from workflow.choices import FINAL_STAGES, NoticeOutcome, Stage
from workflow.models import (
    Notice,
    NoticeEntry,
    NumberSeries,
    Round,
    RuleSet,
    Submission,
)
from workflow.rules import Rules

CROWDED_UNIT = "330000"
MARK = "（规模测试）"
PER_YEAR = 20  # rounds
FIRST_BATCH = 11  # the demonstration uses the first ones
MOST_LISTED = 40


@dataclass
class Ground:
    """Everything shared by the seeded nominations."""

    now: datetime
    user: User
    file: Attachment
    partner: Division
    crowded: list[Division]
    others: list[Division]
    offices: dict[str, Organisation]
    rounds: list[Round]
    rules: dict[int, RuleSet]
    calendar: WorkingCalendar
    districts: dict[str, list[Division]]
    listed: set[str]
    nation: Organisation
    serials: Counter[str] = field(default_factory=Counter)
    notices: dict[int, Notice] = field(default_factory=dict)
    dues: dict[tuple[date, int], datetime] = field(default_factory=dict)
    contents: dict[tuple[str, int], dict[str, SectionInput]] = field(
        default_factory=dict
    )

    def content(self, place: Division, year: int) -> dict[str, SectionInput]:
        """The same for all nominations of a city for a year; made once."""
        key = (place.code, year)
        if key not in self.contents:
            self.contents[key] = content_of(place, year=year, partner=self.partner)
        return self.contents[key]

    def core_of(self, municipality: Division) -> Division:
        """A district for a municipality, another one each time."""
        own = self.districts[municipality.code]
        self.serials[f"core-{municipality.code}"] += 1
        return own[self.serials[f"core-{municipality.code}"] % len(own)]

    def may_list(self, place: Division) -> bool:
        """A few cities are listed, none twice, and no municipality's district."""
        full = len(self.listed) >= MOST_LISTED
        wanted = int(place.code) // 100 % 4 == 0
        municipal = place.managing_unit.is_municipality
        if full or not wanted or municipal or place.code in self.listed:
            return False
        self.listed.add(place.code)
        return True

    def moment(self, k: int, now: datetime) -> datetime:
        """When the k-th nomination of a city began: the later, the older."""
        return now - timedelta(days=5 + k % 60, hours=k % 24)

    def number(self, nomination: CityNomination, trail: Trail) -> str:
        """The next acceptance number of the unit in the year."""
        year = timezone.localdate(trail.submitted_at).year
        key = f"CS{year}-{nomination.managing_unit_id}"
        if key not in self.serials:
            held = NumberSeries.objects.filter(key=key).first()
            self.serials[key] = held.last if held else 0
        self.serials[key] += 1
        return f"{key}-{self.serials[key]:04d}"

    def terms(
        self, stage: Stage, nomination: CityNomination, trail: Trail
    ) -> dict[str, Any]:
        """Whose turn it is and until when; nobody is reminded of seeded cases."""
        rules = nomination.rules
        tier = None
        if stage not in FINAL_STAGES:
            tier = nomination.tier_in(stage)
        since = trail.acts[-1].at if trail.acts else trail.started_at
        days = rules.days_for(stage)
        if stage == Stage.REJECTED:
            days = rules.appeal_days
        return {
            "waiting_tier": tier or "",
            "four_eyes": stage in rules.four_eyes,
            "term_days": days,
            "due_at": self.due(since, days) if days else None,
            "interrupted_stage": nomination.path[0] if stage == Stage.REJECTED else "",
        }

    def due(self, since: datetime, days: int) -> datetime:
        day = timezone.localdate(since)
        if (day, days) not in self.dues:
            self.dues[day, days] = last_moment(self.calendar.add(day, days))
        return self.dues[day, days]

    def submission(
        self, nomination: CityNomination, data: dict[str, Any], at: Any
    ) -> Submission:
        return Submission(
            application_id=nomination.pk,
            number=1,
            data=data,
            digest=digest(data),
            rule_set_id=nomination.rule_set_id,
            by=self.user,
            at=at,
        )

    def notice_entry(self, nomination: CityNomination, stage: Stage) -> NoticeEntry:
        notice = self.notices.get(nomination.in_round.pk) or self._notice(
            nomination.in_round
        )
        over = stage == Stage.LISTED
        return NoticeEntry(
            notice=notice,
            application_id=nomination.pk,
            title=nomination.title,
            outcome=NoticeOutcome.CLOSED if over else NoticeOutcome.RUNNING,
            ended_at=self.now if over else None,
        )

    def _notice(self, a_round: Round) -> Notice:
        today = timezone.localdate(self.now)
        self.notices[a_round.pk], _made = Notice.objects.get_or_create(
            number=f"GSCS-{a_round.pk:06d}",
            defaults={
                "title": f"{a_round.name}拟列入名单公示",
                "round": a_round,
                "kind": CityNomination.KIND,
                "issued_by": self.nation,
                "starts_on": today,
                "ends_on": self.calendar.add(today, 5),
                "created_at": self.now,
            },
        )
        return self.notices[a_round.pk]

    def close(self) -> None:
        """The series go on after the last number given out."""
        for key, last in self.serials.items():
            if key.startswith("CS"):
                NumberSeries.objects.update_or_create(key=key, defaults={"last": last})


def prepare_ground(*, rounds: int, now: datetime) -> Ground:
    """Find or make what seeded nominations refer to."""
    user, _made = User.objects.get_or_create(
        username="scale-seed",
        defaults={"name": f"规模测试{MARK}", "is_active": False, "password": "!"},
    )
    places = list(
        Division.objects.nominable()
        .exclude(managing_unit__kind=UnitKind.MUNICIPALITY)
        .select_related("managing_unit")
    )
    cities = Division.objects.provinces().filter(
        managing_unit__kind=UnitKind.MUNICIPALITY
    )
    places += list(cities.select_related("managing_unit"))
    made = _rounds(rounds, user, now)
    file = Attachment.objects.filter(uploaded_by=user).first() or keep(
        name=f"证明材料{MARK}.pdf",
        media_type="application/pdf",
        data=one_page_pdf("SCALE"),
        by=user,
    )
    return Ground(
        now=now,
        user=user,
        file=file,
        partner=Division.objects.get(pk="511300"),
        crowded=[p for p in places if p.managing_unit_id == CROWDED_UNIT],
        others=[p for p in places if p.managing_unit_id != CROWDED_UNIT],
        offices=_offices(places),
        rounds=made,
        rules={rules.round_id: rules for rules in _rules(made, user)},
        calendar=load_calendar(),
        districts=_districts(),
        listed=set(
            PilotCity.objects.filter(status=PilotStatus.LISTED).values_list(
                "code", flat=True
            )
        ),
        nation=_nation(),
    )


def _rounds(wanted: int, user: User, now: datetime) -> list[Round]:
    year = timezone.localdate(now).year
    for i in range(wanted):
        at, batch = year - i // PER_YEAR, FIRST_BATCH + i % PER_YEAR
        Round.objects.get_or_create(
            kind=CityNomination.KIND,
            managing_unit=None,
            year=at,
            batch=batch,
            defaults={
                "name": f"{at}年第{batch}批城市申报{MARK}",
                "opens_at": now - timedelta(days=120),
                "closes_at": now - timedelta(days=1),
                "basis": "国家产教融合建设试点实施方案",
                "published_at": now - timedelta(days=120),
                "created_by": user,
            },
        )
    rows = Round.objects.filter(kind=CityNomination.KIND, batch__gte=FIRST_BATCH)
    return list(rows.order_by("-year", "batch")[:wanted])


def _rules(rounds: list[Round], user: User) -> list[RuleSet]:
    made = []
    for i, a_round in enumerate(rounds):
        changes = {"experts_required": i % 2 == 1}
        rules, _made = RuleSet.objects.get_or_create(
            round=a_round,
            managing_unit=None,
            version=1,
            defaults={
                "changes": changes,
                "data": Rules().to_json() | changes,
                "created_by": user,
            },
        )
        made.append(rules)
    return made


def _offices(places: list[Division]) -> dict[str, Organisation]:
    """Each city's office; a unit that nominates by itself has its lead department."""
    city = OrganisationKind.CITY_OFFICE
    held = Organisation.objects.filter(is_lead_authority=True)
    offices = {o.division_id: o for o in held.filter(kind=city)}
    units = {
        o.managing_unit_id: o
        for o in held.filter(kind=OrganisationKind.UNIT_DEPARTMENT)
    }
    for place in places:
        unit = place.managing_unit
        if unit.kind in (UnitKind.MUNICIPALITY, UnitKind.SEPARATELY_PLANNED):
            if unit.code not in units:
                units[unit.code] = _office(place, OrganisationKind.UNIT_DEPARTMENT)
            offices[place.code] = units[unit.code]
        elif place.code not in offices:
            offices[place.code] = _office(place, city)
    return offices


def _office(place: Division, kind: str) -> Organisation:
    name = f"{place.full_name}产教融合工作办公室{MARK}"
    made: Organisation = Organisation.objects.create(
        name=name,
        short_name=f"{place.name}产教融合办",
        kind=kind,
        managing_unit=place.managing_unit,
        division=place,
        is_lead_authority=True,
        pinyin=pinyin_key(name).replace(" ", "")[:400],
        initials=pinyin_initials(name)[:200],
    )
    return made


def _districts() -> dict[str, list[Division]]:
    rows = Division.objects.nominable().filter(
        managing_unit__kind=UnitKind.MUNICIPALITY, level="county"
    )
    found: dict[str, list[Division]] = {}
    for place in rows.annotate(unit=F("managing_unit_id")):
        found.setdefault(place.unit, []).append(place)
    return found


def _nation() -> Organisation:
    held: Organisation | None = Organisation.objects.filter(
        kind=OrganisationKind.NATIONAL_DEPARTMENT, is_lead_authority=True
    ).first()
    if held is not None:
        return held
    made: Organisation = Organisation.objects.create(
        name=f"国家牵头部门{MARK}",
        kind=OrganisationKind.NATIONAL_DEPARTMENT,
        is_lead_authority=True,
    )
    return made
