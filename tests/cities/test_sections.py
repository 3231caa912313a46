"""Sections are saved by themselves, and two editors of one are told apart."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cities.demo import demo_pdf
from cities.models import CityNomination, MeasureRow
from cities.services import SectionInput, save_section, snapshot, start_nomination
from tests.factories.cities import (
    HANGZHOU,
    NINGBO,
    draft,
    listed,
    open_round,
    place,
    submitted,
    unpublished_round,
    version_of,
)
from ui.refusals import Closed, Invalid, NotAllowed, NotFound, Stale
from workflow.choices import Move
from workflow.models import Application
from workflow.services import advance

pytestmark = pytest.mark.django_db


def save(nomination, people, section, version=None, by="hangzhou", **kwargs):
    given = kwargs.pop("given", SectionInput())
    return save_section(
        nomination,
        section=section,
        given=given,
        by=people[by],
        version=version_of(nomination, section) if version is None else version,
        **kwargs,
    )


def test_the_second_of_two_editors_of_one_section_is_told_and_stores_nothing(people):
    nomination = draft(people)
    seen = version_of(nomination, "organisation")
    first = SectionInput({"leader": "市委书记"})
    save(nomination, people, "organisation", seen, given=first)
    second = SectionInput({"leader": "市长"})
    with pytest.raises(Stale) as refused:
        save(nomination, people, "organisation", seen, given=second)
    assert people["hangzhou"].name in refused.value.sentence
    assert CityNomination.objects.get(pk=nomination.pk).leader == "市委书记"


def test_editors_of_two_sections_do_not_disturb_each_other(people):
    nomination = draft(people)
    goals, office = (version_of(nomination, s) for s in ("goals", "organisation"))
    save(nomination, people, "goals", goals, given=SectionInput({"term_start": 2027}))
    save(
        nomination, people, "organisation", office, given=SectionInput({"office": "办"})
    )
    fresh = CityNomination.objects.get(pk=nomination.pk)
    assert (fresh.term_start, fresh.office) == (2027, "办")


def test_saving_a_section_moves_the_time_of_change_of_the_whole(people):
    nomination = draft(people)
    later = timezone.now() + timedelta(hours=1)
    save(nomination, people, "organisation", now=later)
    assert Application.objects.get(pk=nomination.pk).updated_at == later


def test_half_filled_rows_are_kept_in_their_order(people):
    nomination = draft(people)
    rows = [{"measure": "甲"}, {"person": "乙"}, {"area": "costs", "measure": "丙"}]
    save(nomination, people, "tasks", given=SectionInput(rows=rows))
    held = MeasureRow.objects.filter(nomination=nomination)
    assert [(r.position, r.measure, r.person) for r in held] == [
        (1, "甲", ""),
        (2, "", "乙"),
        (3, "丙", ""),
    ]


def test_rare_characters_and_emoji_come_back_as_they_were_typed(people):
    nomination = draft(people)
    words = "联系人喆堃翀𠮷，<script>alert(1)</script>，进展顺利👍"
    given = SectionInput({"meetings": words})
    save(nomination, people, "organisation", given=given)
    fields = snapshot(CityNomination.objects.get(pk=nomination.pk))["sections"]
    assert fields["organisation"]["fields"]["meetings"] == words


def test_more_rows_than_a_table_takes_are_refused(people):
    nomination = draft(people)
    rows = [{"measure": str(n)} for n in range(201)]
    with pytest.raises(Invalid, match="最多填写 200 行"):
        save(nomination, people, "tasks", given=SectionInput(rows=rows))
    assert MeasureRow.objects.filter(nomination=nomination).count() == 5


def test_a_field_of_another_section_is_refused(people):
    nomination = draft(people)
    with pytest.raises(Invalid, match="没有这些字段"):
        save(nomination, people, "goals", given=SectionInput({"leader": "甲"}))


def test_a_section_that_the_lane_has_not_is_not_found(people):
    with pytest.raises(NotFound):
        save(draft(people), people, "core_area", version=0)


def test_a_submitted_nomination_is_locked(people):
    nomination = submitted(people)
    with pytest.raises(Closed, match="内容已锁定"):
        save(nomination, people, "organisation")


def test_nobody_but_the_city_writes_in_its_draft(people):
    nomination = draft(people)
    for other in ("zhejiang", "ndrc", "ningbo", "enterprise"):
        with pytest.raises(NotAllowed):
            save(nomination, people, "organisation", by=other)


def test_a_file_that_is_not_what_it_says_is_refused_at_its_place(people):
    nomination = draft(people)
    version = version_of(nomination, "conditions")
    fake = SimpleUploadedFile("证明.pdf", b"MZ not a pdf at all")
    with pytest.raises(Invalid) as refused:
        save(nomination, people, "conditions", uploads={"condition_will": fake})
    assert refused.value.issues[0].field == "file_condition_will"
    assert version_of(nomination, "conditions") == version


def test_a_file_taken_out_leaves_the_content_and_stays_in_the_record(people):
    nomination = draft(people)
    file = nomination.evidence.get(slot="commitment")
    save(
        nomination,
        people,
        "attachments",
        uploads={"commitment": demo_pdf("新承诺函")},
        removed=[file.pk],
    )
    held = snapshot(CityNomination.objects.get(pk=nomination.pk))["sections"]
    names = [f["name"] for f in held["attachments"]["files"]["commitment"]]
    assert names == ["新承诺函（演示）.pdf"]
    file.refresh_from_db()
    assert file.removed_at is not None


def test_a_second_nomination_of_the_city_in_the_round_is_refused(people):
    a_round = open_round(people)
    draft(people, HANGZHOU, a_round=a_round)
    with pytest.raises(Invalid, match="已有正在办理的申报"):
        start_nomination(round=a_round, division=place("330100"), by=people["hangzhou"])


def test_after_a_withdrawal_the_city_may_begin_again(people):
    a_round = open_round(people)
    nomination = draft(people, HANGZHOU, a_round=a_round)
    advance(nomination, Move.WITHDRAW, by=people["hangzhou"], note="准备不足。")
    draft(people, HANGZHOU, a_round=a_round)


def test_a_listed_city_is_not_nominated_again(people):
    listed(people, NINGBO)
    with pytest.raises(Invalid, match="已是国家产教融合试点城市"):
        draft(people, NINGBO)


def test_a_closed_an_unopened_and_an_unpublished_round_take_nothing(people):
    now = timezone.now()
    closed = open_round(people, closes_at=now - timedelta(minutes=1))
    kwargs = {"division": place("330100"), "by": people["hangzhou"]}
    with pytest.raises(Closed, match="截止"):
        start_nomination(round=closed, **kwargs)
    closed.closes_at = now + timedelta(days=9)
    closed.opens_at = now + timedelta(days=1)
    closed.save()
    with pytest.raises(Closed, match="尚未开始"):
        start_nomination(round=closed, **kwargs)
    with pytest.raises(Closed, match="尚未开始"):
        start_nomination(round=unpublished_round(people, now), **kwargs)


def test_the_province_may_not_begin_for_its_city(people):
    with pytest.raises(NotAllowed, match="不能代为申报"):
        start_nomination(
            round=open_round(people), division=place("330100"), by=people["zhejiang"]
        )
    with pytest.raises(NotAllowed, match="没有申报权限"):
        start_nomination(
            round=open_round(people), division=place("330100"), by=people["enterprise"]
        )
