"""The pages of opinions: list, draft and signature, asking, settling, the case page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.opinions import (
    WORDS,
    a_drafted,
    a_round_demanding,
    a_signed,
    an_opinion,
    person,
)
from tests.factories.workflow import application_at
from tests.personas import people_by_name
from workflow.choices import Move, OpinionState, Stage, Stance
from workflow.demo_opinions import demo_opinions
from workflow.models import Opinion, Resolution
from workflow.services import advance, return_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    a_round = a_round_demanding("finance", "ecology")
    return application_at(Stage.NATIONAL_REVIEW, round=a_round)


def url(name, *args):
    return reverse(f"workflow:{name}", args=args)


def text_of(answer):
    return answer.content.decode()


def test_a_handler_keeps_a_draft_and_then_lays_it_before_the_lead(case, client_as):
    opinion, mof = an_opinion(case, "mof"), client_as("mof")
    address = url("opinion-draft", opinion.pk)
    kept = mof.post(address, {"text": "先写一半", "version": 1, "keep": "1"})
    assert kept.status_code == 302
    page = text_of(mof.get(opinion.get_absolute_url()))
    assert "先写一半" in page
    assert f"/submissions/{opinion.submission_number}/" in page
    wrong = mof.post(address, {"stance": "disagree", "text": "", "version": 2})
    assert wrong.status_code == 422
    assert "选择“不同意”的，请填写具体意见。" in text_of(wrong)
    stale = mof.post(address, {"stance": "agree", "text": "别丢了", "version": 1})
    assert stale.status_code == 409
    assert "别丢了" in text_of(stale)
    assert "刷新页面" in text_of(stale)
    mof.post(address, {"stance": "disagree", "text": "标准过高", "version": 2})
    opinion.refresh_from_db()
    assert (opinion.state, opinion.stance) == (OpinionState.DRAFTED, "disagree")


def test_a_lead_reads_the_draft_and_signs_or_gives_it_back(case, client_as):
    opinion, lead = a_drafted(an_opinion(case, "mof")), client_as("mof_lead")
    page = text_of(lead.get(opinion.get_absolute_url()))
    assert WORDS in page
    assert "签发意见" in page
    empty = lead.post(url("opinion-return", opinion.pk), {"version": opinion.version})
    assert empty.status_code == 422
    back = {"note": "请补充测算。", "version": opinion.version}
    assert lead.post(url("opinion-return", opinion.pk), back).status_code == 302
    assert "请补充测算。" in text_of(client_as("mof").get(opinion.get_absolute_url()))
    assert "请补充测算。" not in text_of(
        client_as("ndrc").get(opinion.get_absolute_url())
    )
    again = a_drafted(opinion)
    signed = lead.post(url("opinion-sign", opinion.pk), {"version": again.version})
    assert signed.status_code == 302
    twice = lead.post(url("opinion-sign", opinion.pk), {"version": again.version})
    assert twice.status_code == 409
    assert WORDS in text_of(client_as("ndrc").get(opinion.get_absolute_url()))


def test_what_was_typed_too_late_is_shown_with_the_reason(case, client_as):
    opinion = an_opinion(case, "mof")
    advance(case, Move.SEND_BACK, by=person("ndrc"), note="补充")
    advance(case, Move.SEND_BACK, by=person("ndrc_lead"))
    body = {"stance": "agree", "text": "写了很久的意见", "version": 1}
    late = client_as("mof").post(url("opinion-draft", opinion.pk), body)
    assert late.status_code == 409
    assert "不再接收部门意见" in text_of(late)
    assert "写了很久的意见" in text_of(late)


def test_an_unsigned_draft_is_not_shown_to_the_others(case, client_as):
    opinion = a_drafted(an_opinion(case, "mof"), Stance.DISAGREE)
    for name in ("ndrc", "miit"):
        for address in (opinion.get_absolute_url(), case.get_absolute_url()):
            assert WORDS not in text_of(client_as(name).get(address)), name
        listed = client_as(name).get(url("opinions"), {"tab": "all"})
        assert "不同意</span>" not in text_of(listed)
        # Nor can it be found out by looking for it.
        found = client_as(name).get(
            url("opinions"), {"tab": "all", "stance": "disagree"}
        )
        assert found.context["count"] == 0
    own = {"tab": "all", "stance": "disagree"}
    assert client_as("mof").get(url("opinions"), own).context["count"] == 1


def test_the_list_has_what_waits_what_is_asked_and_what_one_asks(case, client_as):
    opinion = an_opinion(case, "mof")
    counts = {
        "mof": {"waiting": 1, "received": 1, "asked": 0, "all": 1, "x": 1},
        "mof_lead": {"waiting": 0, "received": 1, "asked": 0, "all": 1},
        "ndrc": {"waiting": 0, "received": 0, "asked": 1, "all": 1},
        "zhejiang": {"waiting": 0, "received": 0, "asked": 0, "all": 0},
    }
    for name, tabs in counts.items():
        for tab, count in tabs.items():
            page = client_as(name).get(url("opinions"), {"tab": tab})
            assert page.context["count"] == count, (name, tab)
    found = client_as("mof").get(url("opinions"), {"tab": "all", "q": case.number})
    assert opinion.get_absolute_url() in text_of(found)


def test_the_list_narrows_to_what_is_late(case, client_as, clock):
    opinion = an_opinion(case, "mof")
    clock.move_to(opinion.due_at.replace(year=opinion.due_at.year + 1))
    page = client_as("ndrc").get(url("opinions"), {"tab": "all", "late": "1"})
    assert "已逾期</span>" in text_of(page)


def test_the_list_stays_within_twelve_queries(
    case, client_as, django_assert_max_num_queries
):
    for name in ("mof", "miit", "sasac", "mohrss"):
        a_signed(an_opinion(case, name))
    client = client_as("ndrc")
    with django_assert_max_num_queries(12):
        client.get(url("opinions"), {"tab": "all"})


def test_the_desk_says_how_many_opinions_wait(case, client_as):
    an_opinion(case, "mof")
    assert "项部门意见待您填写或签发" in text_of(client_as("mof").get(url("desk")))
    for name in ("ndrc", "enterprise"):
        assert "部门意见待您" not in text_of(client_as(name).get(url("desk")))


def test_asking_offers_the_required_departments_chosen(case, client_as):
    ndrc, address = client_as("ndrc"), url("opinions-ask", case.pk)
    page = ndrc.get(address)
    form = page.context["form"]
    assert [str(row) for row in form.initial["organisations"]] == ["财政部（演示）"]
    assert "财政部（演示）　财政　批次规定征求" in text_of(page)
    assert "本级没有登记该部门" in text_of(page)  # nobody answers for ecology
    version = form.initial["version"]
    chosen = [row.pk for row in form.initial["organisations"]]
    body = {"organisations": chosen, "days": 5, "version": version}
    assert ndrc.post(address, {**body, "days": 0}).status_code == 422
    assert ndrc.post(address, {**body, "organisations": []}).status_code == 422
    answer = ndrc.post(address, {**body, "request": "请审核资金来源。"})
    assert answer["Location"] == f"{case.get_absolute_url()}#opinions"
    assert ndrc.post(address, body).status_code in (409, 422)
    assert Opinion.objects.get().request == "请审核资金来源。"
    assert "财政部（演示）　财政" not in text_of(ndrc.get(address))


def test_the_case_page_shows_to_each_what_is_his(case, client_as):
    a_signed(an_opinion(case, "mof"))
    a_signed(an_opinion(case, "miit"), Stance.DISAGREE, "投资强度不足。")
    an_opinion(case, "sasac")
    page = text_of(client_as("ndrc").get(case.get_absolute_url()))
    for words in ("意见不一致", "投资强度不足。", "填写协调结论", "待反馈"):
        assert words in page
    assert "（已反馈）" in page
    assert "（尚未征求）" in page
    own = text_of(client_as("sasac").get(case.get_absolute_url()))
    assert "填写意见</a>" in own
    assert "征求部门意见</a>" not in own
    for name in ("enterprise", "hangzhou", "zhejiang"):
        page = text_of(client_as(name).get(case.get_absolute_url()))
        for words in ("部门意见", "财政部", "投资强度不足", "协调结论"):
            assert words not in page.split("<main")[1], (name, words)


def test_a_disagreement_is_settled_on_its_page_and_kept_beside_it(case, client_as):
    a_signed(an_opinion(case, "miit"), Stance.DISAGREE, "投资强度不足。")
    ndrc, address = client_as("ndrc"), url("resolution-write", case.pk)
    page = ndrc.get(address)
    assert "投资强度不足。" in text_of(page)
    version = page.context["form"].initial["version"]
    assert ndrc.post(address, {"text": "", "version": version}).status_code == 422
    body = {"text": "已协商一致，分期投入。", "version": version}
    assert ndrc.post(address, body).status_code == 302
    assert Resolution.objects.get().text == "已协商一致，分期投入。"
    shown = text_of(client_as("miit").get(case.get_absolute_url()))
    assert "已协商一致，分期投入。" in shown


def test_an_opinion_is_cancelled_with_a_reason(case, client_as):
    opinion, ndrc = an_opinion(case, "mof"), client_as("ndrc")
    assert "取消征求" in text_of(ndrc.get(opinion.get_absolute_url()))
    address = url("opinion-cancel", opinion.pk)
    assert ndrc.post(address, {"note": ""}).status_code == 422
    assert ndrc.post(address, {"note": "重复征求。"}).status_code == 302
    page = text_of(client_as("mof").get(opinion.get_absolute_url()))
    assert "重复征求。" in page
    assert client_as("mof").get(address).status_code == 403


def test_a_superseded_opinion_stays_in_sight(case, client_as):
    old = a_signed(an_opinion(case, "mof"))
    advance(case, Move.SEND_BACK, by=person("ndrc"), note="补充")
    advance(case, Move.SEND_BACK, by=person("ndrc_lead"))
    advance(case, Move.SUBMIT, by=person("enterprise"))
    for address in (case.get_absolute_url(), old.get_absolute_url()):
        page = text_of(client_as("mof").get(address))
        assert "已随第2次提交失效" in page
        assert WORDS in page


def test_the_demonstration_shows_agreement_disagreement_and_what_settled_it(case):
    demo_opinions(case, people_by_name(), timezone.now())
    states = case.opinions.values_list("state", "stance")
    assert sorted(states) == [
        ("drafted", "agree_with_remarks"),
        ("signed", "agree"),
        ("signed", "disagree"),
    ]
    assert case.resolutions.count() == 1


def test_a_case_with_opinions_stays_within_its_queries(
    case, client_as, django_assert_max_num_queries
):
    for name in ("mof", "miit", "sasac"):
        a_signed(an_opinion(case, name), Stance.DISAGREE)
    return_draft(
        a_drafted(an_opinion(case, "mohrss")), by=person("mohrss_lead"), reason="改"
    )
    for name in ("ndrc", "mohrss"):
        client = client_as(name)
        with django_assert_max_num_queries(15):
            client.get(case.get_absolute_url())
