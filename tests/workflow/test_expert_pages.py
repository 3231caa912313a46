"""Pages of pools, panels, seats and the ranking; who sees which score when."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord, User
from documents.models import Attachment
from documents.permissions import can_read
from tests.factories.experts import (
    accepted,
    an_expert,
    an_expert_pool,
    drawn,
    hand_in,
    scored,
    scores,
)
from tests.factories.workflow import (
    application_at,
    as_applicant,
    in_expert_review,
    organisation_of,
    round_with_panel,
)
from workflow.choices import ExpertStatus, Move, SeatState, Stage
from workflow.models import Draw, Evidence, Expert, Notification, Panel
from workflow.schedule import draw_panels_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def page(client, row, name="", **data):
    """The page of a row, or one of its acts; with data it is posted."""
    kind = row._meta.model_name
    url = reverse(f"workflow:{kind}{'-' + name if name else ''}", args=[row.pk])
    return client.post(url, data) if data else client.get(url)


def words_of(answer):
    return answer.content.decode()


def as_holder(client_as, seat):
    return client_as(seat.expert.user.username)


def test_an_expert_goes_from_the_invitation_to_the_hand_in(client_as, now):
    case = in_expert_review()
    panel = drawn(case, now)
    seat = panel.seats.first()
    client = as_holder(client_as, seat)
    assert case.title in words_of(client.get(reverse("workflow:seats")))
    told = Notification.objects.get(user=seat.expert.user, key__startswith="seat:")
    opened = client.post(reverse("workflow:notification-read", args=[told.pk]))
    assert opened.url == seat.get_absolute_url()
    before = words_of(client.get(opened.url))
    assert "应邀参加" in before
    assert "三年建成" not in before
    assert page(client, seat, "score").status_code == 403
    assert page(client, seat, "accept", ok="1").status_code == 302
    assert "三年建成" in words_of(page(client, seat))
    typed = {
        f"{key}.{name}": value
        for key, line in scores(panel.rules).items()
        for name, value in line.items()
    }
    saved = page(client, seat, "score", version="1", next="1", **typed)
    assert saved.url == reverse("workflow:seat-submit", args=[seat.pk])
    assert "<strong>80.0</strong>" in words_of(client.get(saved.url))
    assert page(client, seat, "submit", version="2").status_code == 302
    seat.refresh_from_db()
    assert seat.state == SeatState.SUBMITTED
    assert "于" in words_of(page(client, seat))
    assert page(client, seat, "score").status_code == 403


def test_the_sheet_saves_itself_and_says_what_is_wrong_at_the_field(client_as, now):
    seat = accepted(drawn(in_expert_review(), now), now)[0]
    client = as_holder(client_as, seat)
    url = reverse("workflow:seat-score", args=[seat.pk])
    good = {"version": "1", "foundation.score": "17.5"}
    answer = client.post(url, good, headers={"X-Autosave": "1"}).json()
    assert answer["fields"] == {"version": "2"}
    wrong = {"version": "2", "foundation.score": "20.5"}
    refused = client.post(url, wrong, headers={"X-Autosave": "1"})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "field": "foundation.score",
            "sentence": "“工作基础”的评分应在0至20分之间。",
        }
    ]
    again = client.post(url, wrong)
    assert again.status_code == 422
    assert 'value="20.5"' in words_of(again)
    stale = client.post(url, good, headers={"X-Autosave": "1"})
    assert stale.status_code == 409


def test_nobody_reads_a_score_before_the_panel_closes(client_as, api_as, now):
    case = in_expert_review()
    panel = drawn(case, now)
    one, *others = accepted(panel, now)
    given = scores(panel.rules, "0.71", will="只有我知道的评语")
    hand_in(one, now, given)
    secrets = ("只有我知道的评语", "14.2")
    seen = [page(client_as(n), panel) for n in ("ndrc", "ndrc_lead", "moe_lead")]
    seen += [client_as("ndrc_lead").get(case.get_absolute_url())]
    seen += [page(as_holder(client_as, seat), seat) for seat in others]
    seen += [page(as_holder(client_as, others[0]), others[0], "score")]
    for answer in seen:
        assert answer.status_code == 200
        assert not any(secret in words_of(answer) for secret in secrets)
    assert "已提交评分" in words_of(seen[0])
    assert "只有我知道的评语" in words_of(page(as_holder(client_as, one), one))
    for seat in others:
        hand_in(seat, now)
    closed = words_of(page(client_as("ndrc"), panel))
    assert all(secret in closed for secret in secrets)
    for seat in others:
        assert "只有我知道的评语" not in words_of(
            page(as_holder(client_as, seat), seat)
        )


def test_applicants_and_lower_levels_learn_nothing_of_the_experts(client_as, now):
    case = in_expert_review()
    panel = scored(case, now=now)
    names = [seat.expert.user.name for seat in panel.seats.all()]
    for persona in ("enterprise", "hangzhou", "zhejiang"):
        client = client_as(persona)
        seen = words_of(client.get(case.get_absolute_url()))
        assert not any(name in seen for name in names)
        assert "专家评分结束" not in seen
        assert page(client, panel).status_code == 404
    seen = words_of(client_as("ndrc").get(case.get_absolute_url()))
    assert "平均 80.00 分" in seen


def test_an_expert_sees_nothing_of_the_case_but_the_submission(client_as, now):
    case = in_expert_review()
    seat = accepted(drawn(case, now), now)[0]
    client = as_holder(client_as, seat)
    assert client.get(case.get_absolute_url()).status_code == 404
    seen = words_of(page(client, seat))
    assert "办理记录" not in seen
    others = seat.panel.seats.exclude(pk=seat.pk).select_related("expert__user")
    assert not any(other.expert.user.name in seen for other in others)
    assert page(client, others[0]).status_code == 404


def test_files_of_the_submission_open_with_the_acceptance_and_close_with_the_panel(
    user_as, now
):
    draft = application_at(Stage.DRAFT, round=round_with_panel())
    file = evidence_of(draft, now - timedelta(hours=1))
    case = as_applicant(draft, Move.SUBMIT, now=now)
    late = evidence_of(case, now + timedelta(hours=1))
    panel = drawn(case, now)
    seat = panel.seats.first()
    expert = user_as(seat.expert.user.username)
    assert not can_read(expert, file.attachment)
    accepted(panel, now)
    assert can_read(expert, file.attachment)
    assert not can_read(expert, late.attachment)
    for taken in panel.seats.taken():
        hand_in(taken, now)
    assert not can_read(expert, file.attachment)


def evidence_of(case, at):
    """A file in its place, put there at a moment."""
    attachment = Attachment.objects.create(
        file="plan.pdf", name="方案.pdf", media_type="application/pdf", size=9
    )
    return Evidence.objects.create(
        application_id=case.pk,
        slot="plan",
        attachment=attachment,
        added_by=User.objects.get(username="enterprise"),
        added_at=at,
    )


def test_a_lead_mends_the_pool_and_asks_again(client_as, now):
    an_expert_pool()
    case = in_expert_review(panel_quotas={"law": 1})
    panel = case.panels.get()
    draw_panels_at(now)
    client = client_as("ndrc_lead")
    seen = words_of(page(client, panel))
    assert "“政策法规”领域需1名，可抽取的仅0名。" in seen
    assert "再次抽取" in seen
    assert "再次抽取</a>" not in words_of(page(client_as("ndrc"), panel))
    an_expert("law", region="510000")
    assert page(client, panel, "retry", ok="1").status_code == 302
    draw_panels_at(timezone.now())
    assert "第1次抽取记录" in words_of(page(client, panel))


def test_the_record_of_a_draw_is_shown_and_repeated_by_a_command(
    client_as, now, capsys
):
    panel = drawn(in_expert_review(panel_quotas={"industry": 1}), now)
    record = panel.draws.get()
    seen = words_of(page(client_as("ndrc"), panel))
    assert record.seed in seen
    assert "产业经济至少1名，同一地区至多1名。" in seen
    call_command("repeat_draw", panel.pk)
    assert "1次抽取均可重现。" in capsys.readouterr().out
    Draw.objects.bulk_create(
        [
            Draw(
                panel=panel,
                number=2,
                seed=record.seed,
                pool=record.pool,
                demands=record.demands,
                drawn=record.drawn[::-1],
            )
        ]
    )
    with pytest.raises(CommandError, match="第2次抽取不一致"):
        call_command("repeat_draw", panel.pk)
    with pytest.raises(CommandError, match="没有编号为0的专家组"):
        call_command("repeat_draw", 0)


def test_a_lead_asks_for_a_second_round_and_each_sees_his_first_sheet(client_as, now):
    panel = scored(in_expert_review(), shares=("0.3", "0.8", "0.9"), now=now)
    client = client_as("ndrc_lead")
    assert "偏离较大" in words_of(page(client, panel))
    asked = page(client, panel, "second", reason="分歧较大")
    again = Panel.objects.get(number=2)
    assert asked.url == again.get_absolute_url()
    seat = again.seats.first()
    seen = words_of(page(as_holder(client_as, seat), seat, "score"))
    first = panel.seats.get(expert=seat.expert).sheet.scores["foundation"]["score"]
    assert f"您第一轮的评分：{first}分。" in seen
    assert "第一轮平均分 66.67 分" in seen


def test_the_pool_is_kept_and_searched_by_pinyin(client_as):
    client = client_as("ndrc_lead")
    added = client.post(
        reverse("workflow:expert-add"),
        {"user": "expert1", "pool": "nation", "fields_known": ["law", "skills"]},
    )
    expert = Expert.objects.get()
    assert added.url == expert.get_absolute_url()
    assert (expert.home_unit_id, expert.employer) == (
        "110000",
        organisation_of("expert1"),
    )
    listed = reverse("workflow:experts")
    for query in ({"q": "zhuanjia"}, {"q": "专家1"}, {"field": "law"}):
        assert client.get(listed, query).context["count"] == 1
    for query in ({"q": "wang"}, {"field": "finance"}, {"status": "left"}):
        assert client.get(listed, query).context["count"] == 0
    twice = client.post(
        reverse("workflow:expert-add"),
        {"user": "expert1", "pool": "nation", "fields_known": ["law"]},
    )
    assert "该专家已在库中。" in words_of(twice)
    nobody = client.post(
        reverse("workflow:expert-add"),
        {"user": "enterprise", "pool": "nation", "fields_known": ["law"]},
    )
    assert "该用户没有专家岗位" in words_of(nobody)


def test_an_expert_declares_what_binds_him_and_a_lead_edits_the_rest(client_as):
    expert = an_expert_pool()[0]
    applicant = organisation_of("enterprise")
    client = client_as("expert1")
    url = reverse("workflow:tie-add", args=[expert.pk])
    given = {"organisation": applicant.name, "nature": "cooperation"}
    wrong = {**given, "starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    assert "结束日期不能早于开始日期。" in words_of(client.post(url, wrong))
    unknown = client.post(url, {**given, "organisation": "没有的单位"})
    assert "没有找到该单位" in words_of(unknown)
    assert client.post(url, given).status_code == 302
    assert applicant.name in words_of(page(client, expert))
    tie = expert.ties.get()
    assert (tie.organisation, tie.declared_by.username) == (applicant, "expert1")
    keeper = client_as("ndrc_lead")
    ended = keeper.post(
        reverse("workflow:tie-end", args=[tie.pk]), {"ends_on": "2099-01-01"}
    )
    assert ended.status_code == 302
    edit = {
        "version": expert.version,
        "fields_known": ["law"],
        "home_unit": "110000",
        "employer": expert.employer.name,
        "status": ExpertStatus.PAUSED,
    }
    assert page(keeper, expert, "edit", **edit).status_code == 302
    assert page(keeper, expert, "edit", **edit).status_code == 409
    expert.refresh_from_db()
    assert (expert.fields, expert.status) == (["law"], ExpertStatus.PAUSED)


def ranked(now, *shares):
    """A round whose cases have been scored, each with its share of the points."""
    a_round = round_with_panel()
    for share in shares:
        case = application_at(
            Stage.EXPERT_REVIEW, round=a_round, now=now, title=f"申报{share}"
        )
        scored(case, shares=(share,), now=now)
    return a_round


def test_the_ranking_shows_a_tie_as_a_tie_whatever_is_filtered(client_as, now):
    a_round = ranked(now, "0.9", "0.8", "0.8", "0.7")
    client = client_as("ndrc")
    answer = client.get(reverse("workflow:ranking"))
    seen = words_of(answer)
    assert answer.context["round"] == a_round
    assert seen.count("并列第2名") == 2
    assert "第4名" in seen
    assert "扶优扶强，不搞平衡" in seen
    alone = words_of(client.get(reverse("workflow:ranking"), {"q": "申报0.7"}))
    assert "第4名" in alone
    assert "第1名" not in alone
    file = client.get(reverse("workflow:ranking-export"), {"q": "申报0.8"})
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["并列第2名", "并列第2名"]
    assert rows[1][6:8] == ["80.00", "0.00"]
    assert AccessRecord.objects.filter(kind="export", user__username="ndrc").exists()


def test_the_ranking_takes_few_queries(client_as, now, django_assert_max_num_queries):
    ranked(now, "0.9", "0.8", "0.8")
    client = client_as("ndrc")
    client.get(reverse("workflow:ranking"))
    with django_assert_max_num_queries(12):
        client.get(reverse("workflow:ranking"))


def test_a_sheet_handed_in_by_its_page_twice_is_told(client_as, now):
    seat = accepted(drawn(in_expert_review(), now), now)[0]
    client = as_holder(client_as, seat)
    empty = page(client, seat, "submit", version="1")
    assert empty.status_code == 422
    assert "请给“改革意愿”评分。" in words_of(empty)
    hand_in(seat, now)
    assert page(client, seat, "submit", version="2").status_code == 403
