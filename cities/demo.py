"""Nominations for the demonstration, made by the personas through the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from cities.demo_content import content_of, one_page_pdf
from cities.models import CityNomination, PilotCity
from cities.models.sections import sections_of
from cities.services import (
    enter_recommendation,
    save_section,
    set_document,
    start_nomination,
)
from regions.models import Division, NewArea
from ui.refusals import Issue
from workflow.choices import Move
from workflow.demo_experts import PANEL, demo_panel
from workflow.demo_objections import demo_objections
from workflow.demo_opinions import demo_opinions
from workflow.models import Application, NoticeEntry, Round
from workflow.schedule import close_notices_at
from workflow.services import advance, create_round, publish_round, set_rules

People = Mapping[str, User]
# An eastern city pairs with one of these.
PARTNER = "511300"  # 四川省南充市


def demo_pdf(name: str) -> ContentFile[bytes]:
    """An upload that stands for a stamped paper."""
    return ContentFile(one_page_pdf(), name=f"{name}（演示）.pdf")


def day_begins(moment: datetime) -> datetime:
    """The midnight before a moment: rounds open and close with a day."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def demo_round(
    people: People,
    *,
    now: datetime,
    experts: bool = False,
    batch: int = 1,
    closes_at: datetime | None = None,
) -> Round:
    """A published national round, open from a month ago, mostly for two months more."""
    year = timezone.localdate(now).year
    held = Round.objects.filter(
        kind=CityNomination.KIND, managing_unit=None, year=year, batch=batch
    ).first()
    if held is not None:
        return held
    made = create_round(
        by=people["ndrc_lead"],
        kind=CityNomination.KIND,
        name=f"{year}年第{'一二三四五'[batch - 1]}批产教融合型城市申报（演示数据）",
        year=year,
        batch=batch,
        opens_at=day_begins(now - timedelta(days=30)),
        closes_at=closes_at or day_begins(now + timedelta(days=60)),
        basis="国家产教融合建设试点实施方案",
        instructions="演示批次，仅供熟悉系统使用。",
        changes={"experts_required": experts},
    )
    return publish_round(made, by=people["ndrc_lead"], now=now - timedelta(days=30))


def fill(
    nomination: CityNomination, *, by: User, now: datetime, leave_out: str = ""
) -> None:
    """Fill in every section and put a file in every place."""
    content = content_of(
        nomination.city,
        year=nomination.in_round.year,
        partner=Division.objects.get(pk=PARTNER),
    )
    for section in sections_of(nomination):
        key = section.key
        if key == leave_out:
            continue
        state = nomination.section_states.get(section=key)
        save_section(
            nomination,
            section=key,
            given=content[key],
            by=by,
            version=state.version,
            uploads={
                slot.key: demo_pdf(str(slot.label))
                for slot in section.slots
                if slot.required
            },
            now=now,
        )


def recommend(nomination: CityNomination, *, by: User, now: datetime) -> None:
    """The province enters its letter."""
    enter_recommendation(
        nomination,
        authority=f"{nomination.unit.name}人民政府（演示）",
        letter_number=f"演示函〔{timezone.localdate(now).year}〕1号",
        letter_date=timezone.localdate(now),
        by=by,
        upload=demo_pdf("推荐函"),
        now=now,
    )


def decide(
    application: Application, move: Move, office: str, people: People, now: datetime
) -> None:
    """The handler of an office proposes, its lead confirms."""
    note = "材料齐全，符合申报条件。" if move == Move.APPROVE else "请按意见修改补充。"
    remarks = (
        [Issue("goals", "分年度目标增速偏低，请补充测算依据。")]
        if move == Move.SEND_BACK
        else []
    )
    for name in (office, f"{office}_lead"):
        fresh = Application.objects.get(pk=application.pk)
        advance(fresh, move, by=people[name], note=note, remarks=remarks, now=now)


def begin(
    people: People,
    who: str,
    code: str,
    a_round: Round,
    *,
    now: datetime,
    core: NewArea | Division | None = None,
    leave_out: str = "",
) -> CityNomination:
    """A draft with all its sections."""
    nomination = start_nomination(
        round=a_round,
        division=Division.objects.get(pk=code),
        by=people[who],
        core_area=core,
        now=now,
    )
    fill(nomination, by=people[who], now=now, leave_out=leave_out)
    return nomination


def submit(nomination: CityNomination, by: User, now: datetime) -> None:
    """Hand the nomination in."""
    fresh = Application.objects.get(pk=nomination.pk)
    advance(fresh, Move.SUBMIT, by=by, now=now)


def _chengdu_draft(people: People, a_round: Round, now: datetime) -> None:
    begin(people, "chengdu", "510100", a_round, now=now, leave_out="tasks")


def _hangzhou_before_the_lead(people: People, a_round: Round, now: datetime) -> None:
    made = begin(people, "hangzhou", "330100", a_round, now=now - timedelta(days=9))
    submit(made, people["hangzhou"], now - timedelta(days=8))
    recommend(made, by=people["zhejiang"], now=now - timedelta(days=3))
    advance(
        Application.objects.get(pk=made.pk),
        Move.APPROVE,
        by=people["zhejiang"],
        note="符合推荐条件，建议推荐。",
        now=now - timedelta(days=2),
    )


def _wenzhou_returned(people: People, a_round: Round, now: datetime) -> None:
    made = begin(people, "wenzhou", "330300", a_round, now=now - timedelta(days=12))
    submit(made, people["wenzhou"], now - timedelta(days=10))
    decide(made, Move.SEND_BACK, "zhejiang", people, now - timedelta(days=1))


def _ningbo_with_the_nation(people: People, a_round: Round, now: datetime) -> None:
    made = begin(people, "ningbo", "330200", a_round, now=now - timedelta(days=15))
    submit(made, people["ningbo"], now - timedelta(days=14))
    demo_opinions(made, people, now)


def _beijing_on_notice(people: People, a_round: Round, now: datetime) -> None:
    district = Division.objects.select_related("managing_unit").get(pk="110108")
    made = begin(
        people,
        "beijing",
        "110000",
        a_round,
        now=now - timedelta(days=25),
        core=district,
    )
    submit(made, people["beijing"], now - timedelta(days=24))
    decide(made, Move.APPROVE, "ndrc", people, now - timedelta(days=1))
    demo_objections(made, people, now, demo_pdf("异议书"))


def _shanghai_listed(people: People, a_round: Round, now: datetime) -> None:
    district = Division.objects.select_related("managing_unit").get(pk="310104")
    start = now - timedelta(days=29)
    made = begin(people, "shanghai", "310000", a_round, now=start, core=district)
    submit(made, people["shanghai"], start)
    decide(made, Move.APPROVE, "ndrc", people, start + timedelta(days=1))
    entry = NoticeEntry.objects.select_related("notice").get(application=made)
    if entry.notice.ends_on < timezone.localdate(now):
        close_notices_at(now)
        set_document(
            PilotCity.objects.get(nomination=made),
            by=people["ndrc_lead"],
            document_name="关于公布试点城市名单的通知（演示数据）",
            document_number=f"演示〔{timezone.localdate(now).year}〕1号",
            document_date=timezone.localdate(now),
            now=now,
        )


def _chengdu_before_the_experts(people: People, a_round: Round, now: datetime) -> None:
    set_rules(a_round, by=people["ndrc_lead"], changes=PANEL, note="增加专家评审环节")
    made = begin(people, "chengdu", "510100", a_round, now=now - timedelta(days=8))
    submit(made, people["chengdu"], now - timedelta(days=7))
    recommend(made, by=people["sichuan"], now=now - timedelta(days=4))
    decide(made, Move.APPROVE, "sichuan", people, now - timedelta(days=3))
    demo_panel(Application.objects.get(pk=made.pk), people, now)


STORIES: tuple[tuple[str, Callable[[People, Round, datetime], Any]], ...] = (
    ("310000", _shanghai_listed),
    ("110000", _beijing_on_notice),
    ("330200", _ningbo_with_the_nation),
    ("330300", _wenzhou_returned),
    ("330100", _hangzhou_before_the_lead),
    ("510100", _chengdu_before_the_experts),
    ("510100", _chengdu_draft),
)


def demo_nominations(now: datetime, people: People | None = None) -> int:
    """Nominations at several stages; the number made now (none the second time).

    The stories belong to a first batch that has closed; the second one is open and
    nearly empty, so that every persona is free to nominate its own city.
    """
    people = people or {user.username: user for user in User.objects.all()}
    first = demo_round(people, now=now, closes_at=day_begins(now))
    second = demo_round(people, now=now, batch=2)
    told = 0
    for code, story in STORIES:
        a_round = second if story is _chengdu_draft else first
        if not CityNomination.objects.filter(round=a_round, division=code).exists():
            story(people, a_round, now)
            told += 1
    return told
