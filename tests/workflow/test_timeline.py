"""The timeline: everything in one order, each entry only for whom it concerns."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.experts import PANEL, an_expert_pool, scored
from tests.factories.opinions import WORDS, a_signed, after, an_opinion
from tests.factories.workflow import an_open_round, application_at
from workflow.choices import Action, EntryKind, Stage
from workflow.entries import ACTIONS_OF, TOLD
from workflow.models import Application, Step
from workflow.services import steps_seen_by, tell, timeline_page, verify_chain
from workflow.services.record import lock_case, record_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """At the nation, with one department's opinion."""
    found = application_at(Stage.NATIONAL_REVIEW)
    a_signed(an_opinion(found, "mof"))
    return Application.objects.get(pk=found.pk)


def entries(user_as, name, case, **asked):
    return timeline_page(user_as(name), case, **asked).object_list


def titles(user_as, name, case, **asked):
    return [entry.title for entry in entries(user_as, name, case, **asked)]


def an_act(case, action, by=None, now=None, **given):
    """An act of a person in his first post, or of the clock."""
    locked = lock_case(case.pk)
    post = by.posts_now[0] if by else None
    now = now or timezone.now()
    return record_act(locked, action, by=by, post=post, now=now, **given)


def test_every_action_belongs_to_exactly_one_kind_of_entry():
    found = [action for actions in ACTIONS_OF.values() for action in actions]
    assert sorted(found) == sorted(Action)


def test_the_applicant_hears_decisions_and_nothing_of_what_was_said_before(
    user_as, case
):
    told = titles(user_as, "enterprise", case)
    assert "提交：草稿 → 市级初审" in told
    assert "同意：省级审核 → 专家评审" in told
    assert not [title for title in told if "提出" in title or "部门意见" in title]


def test_the_nation_reads_the_opinion_beside_the_step_that_made_it_final(user_as, case):
    (entry,) = [e for e in entries(user_as, "ndrc", case) if e.title == "部门意见"]
    assert entry.details == [("具体意见", WORDS)]
    assert entry.kind == EntryKind.OPINION


def test_a_province_does_not_see_what_the_nation_asks_of_departments(user_as, case):
    seen = titles(user_as, "zhejiang", case)
    assert "部门意见" not in seen
    assert "提出“同意”意见" in seen


def test_an_experts_name_is_for_the_lead_authorities_that_see_the_panel(user_as, case):
    case = application_at(Stage.EXPERT_REVIEW, round=case.round, title="另一申报")
    expert = user_as("expert1")
    an_act(case, Action.SEAT, by=expert, note="已应邀。")
    an_act(case, Action.DRAW, note="第1次抽取。")
    for lead in ("ndrc", "moe"):
        assert expert.name in {e.by for e in entries(user_as, lead, case)}
        assert "抽取专家" in titles(user_as, lead, case)
    for other in ("enterprise", "hangzhou", "zhejiang", "mof"):
        shown = entries(user_as, other, case)
        assert expert.name not in {entry.by for entry in shown}
        acts = {step.action for step in steps_seen_by(user_as(other), case)}
        assert not acts & {Action.SEAT, Action.DRAW}


def test_acts_of_the_clock_are_seen_where_the_stage_is_decided(user_as, case):
    an_act(case, Action.CANCEL_OPINION, note="逾期取消。")
    assert "取消征求意见" in titles(user_as, "moe", case)
    assert "取消征求意见" not in titles(user_as, "zhejiang", case)
    assert "取消征求意见" not in titles(user_as, "enterprise", case)


def test_scores_stand_in_the_record_once_the_panel_is_closed(user_as):
    case = application_at(Stage.EXPERT_REVIEW, round=an_open_round(rules=PANEL))
    an_expert_pool()
    scored(case, now=after(case))
    case = Application.objects.get(pk=case.pk)
    (closed,) = [e for e in entries(user_as, "ndrc", case) if e.title == "专家评分结束"]
    assert dict(closed.details)["平均分"].startswith(str(case.panels.get().mean)[:2])
    assert list(verify_chain()) == []
    assert "专家评分结束" not in titles(user_as, "mof", case)


def test_messages_are_ones_own_and_an_authority_sees_that_the_applicant_was_told(
    user_as, people, case
):
    tell(
        [people["enterprise"], people["zhejiang"]],
        key="once",
        subject="补正通知",
        body="请在十日内答复。",
        application=case,
        now=timezone.now() + timedelta(days=30),
    )
    own = entries(user_as, "enterprise", case, kind=EntryKind.MESSAGE)[0]
    assert (own.title, own.note) == ("补正通知", "请在十日内答复。")
    assert own.details == [("邮件", "待发送")]
    for authority in ("ndrc", "mof", "hangzhou"):
        told = entries(user_as, authority, case, kind=EntryKind.MESSAGE)
        shown = [(e.title, e.note) for e in told if e.note == "补正通知"]
        assert shown == [(TOLD, "补正通知")]
        assert "请在十日内答复。" not in {entry.note for entry in told}
    both = entries(user_as, "zhejiang", case, kind=EntryKind.MESSAGE)[:2]
    assert {(entry.title, entry.note) for entry in both} == {
        ("补正通知", "请在十日内答复。"),
        (TOLD, "补正通知"),
    }


def test_the_newest_stands_first_and_a_message_after_the_step_it_tells_of(
    user_as, case
):
    found = entries(user_as, "enterprise", case)
    moments = [entry.at for entry in found]
    assert moments == sorted(moments, reverse=True)
    first_told = next(e for e in found if e.kind == EntryKind.MESSAGE)
    step = next(e for e in found if e.step and e.at == first_told.at)
    assert found.index(first_told) < found.index(step)


@pytest.mark.parametrize("kind", [*EntryKind])
def test_each_kind_shows_its_own_entries_alone(user_as, kind):
    case = application_at(Stage.LISTED)
    found = entries(user_as, "ndrc", case, kind=kind)
    if kind in (EntryKind.MESSAGE, EntryKind.DECISION):
        assert {entry.kind for entry in found} == {kind}
    elif kind == EntryKind.NOTICE:
        posted, closed = found[-1], found[0]
        assert "→ 公示" in posted.title
        assert dict(posted.details)["公示编号"].startswith("GS")
        assert closed.title == "公示期满：公示 → 已列入"
    else:
        assert found == []


def test_the_page_filters_by_its_address_and_turns_its_pages(client_as, case):
    client, url = client_as("ndrc"), reverse("workflow:timeline", args=[case.pk])
    now = timezone.now()
    for minute in range(60):
        an_act(case, Action.CALENDAR, now=now + timedelta(minutes=minute))
    page = client.get(url, {"kind": "handling", "page": "2"})
    assert [e.title for e in page.context["entries"]] == ["办理期限调整"] * 10
    assert "kind=handling" in page.content.decode()
    # Nonsense in the address shows the first page of all.
    page = client.get(url, {"kind": "nonsense", "page": "x"})
    assert len(page.context["entries"]) == 50
    assert page.status_code == 200


def test_an_applicant_is_offered_no_kind_that_he_cannot_meet(client_as, case):
    url = reverse("workflow:timeline", args=[case.pk])
    page = client_as("enterprise").get(url, {"kind": "opinion"}).content.decode()
    assert "专家评审</a>" not in page
    assert "部门意见" not in page
    assert 'aria-current="page">全部' in page


def test_the_case_shows_the_last_ten_and_leads_to_all(client_as, case):
    for _ in range(12):
        an_act(case, Action.CALENDAR)
    page = client_as("enterprise").get(case.get_absolute_url())
    assert len(page.context["case"].entries) == 10
    assert reverse("workflow:timeline", args=[case.pk]) in page.content.decode()


def test_the_timeline_stays_within_fifteen_queries_however_long(
    client_as, case, django_assert_max_num_queries
):
    url, client = reverse("workflow:timeline", args=[case.pk]), client_as("ndrc")
    for _ in range(3):
        a_row = Step.objects.filter(application=case).count()
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200
        for _ in range(a_row):
            an_act(case, Action.CALENDAR)
