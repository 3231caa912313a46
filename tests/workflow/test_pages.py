"""The pages: desk, moves, rounds, notices, inbox."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from tests.factories.rounds import typed_rules
from tests.factories.workflow import an_open_round, application_at, as_applicant
from workflow.choices import Move, Stage
from workflow.models import Application, Mail, Notice, Notification, Round
from workflow.services import advance

pytestmark = pytest.mark.django_db


def move(client, case, move, note="", **data):
    url = reverse("workflow:move", args=[case.pk])
    case.refresh_from_db()
    given = {"move": move, "note": note, "version": case.version}
    return client.post(url, given | data)


def test_the_desk_shows_what_waits_for_whom(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    desk = reverse("workflow:desk")
    assert case.title in client_as("zhejiang").get(desk).content.decode()
    for other in ("zhejiang_lead", "sichuan", "ndrc", "hangzhou"):
        assert case.title not in client_as(other).get(desk).content.decode()
    move(client_as("zhejiang"), case, Move.APPROVE)
    assert case.title not in client_as("zhejiang").get(desk).content.decode()
    assert case.title in client_as("zhejiang_lead").get(desk).content.decode()


def test_every_tab_of_the_desk_answers_and_keeps_its_filter(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    client = client_as("zhejiang")
    for tab in ("waiting", "late", "sent", "all", "nonsense"):
        page = client.get(reverse("workflow:desk"), {"tab": tab})
        assert page.status_code == 200
    found = client.get(reverse("workflow:desk"), {"tab": "all", "q": case.number})
    assert found.context["count"] == 1
    assert 'name="tab" value="all"' in found.content.decode()
    none = client.get(reverse("workflow:desk"), {"tab": "all", "stage": "listed"})
    assert none.context["count"] == 0


def test_the_late_tab_shows_red_what_is_past_its_day(client_as, clock):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    clock.move_to(case.due_at + timedelta(seconds=2))
    page = client_as("zhejiang").get(reverse("workflow:desk"), {"tab": "late"})
    assert page.context["count"] == 1
    assert '<span class="late">已逾期' in page.content.decode()


def test_the_desk_stays_within_twelve_queries(client_as, django_assert_max_num_queries):
    a_round = an_open_round()
    for _ in range(3):
        application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
    client = client_as("zhejiang")
    for tab in ("waiting", "all"):
        with django_assert_max_num_queries(12):
            client.get(reverse("workflow:desk"), {"tab": tab})


def test_a_detail_stays_within_fifteen_queries(
    client_as, django_assert_max_num_queries
):
    case = application_at(Stage.NATIONAL_REVIEW)
    client = client_as("ndrc")
    with django_assert_max_num_queries(15):
        assert client.get(case.get_absolute_url()).status_code == 200


def test_the_export_holds_exactly_the_filtered_rows_and_is_logged(client_as):
    a_round = an_open_round()
    one = application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title="=甲申报")
    application_at(Stage.LISTED, round=a_round, title="乙申报")
    url = reverse("workflow:desk-export")
    answer = client_as("zhejiang").get(
        url, {"tab": "all", "stage": "provincial_review"}
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:2] == [one.number, "'=甲申报"]
    assert len(rows) == 2
    assert AccessRecord.objects.filter(kind="export", user__username="zhejiang").count()


def test_a_move_by_page_proposes_and_says_so(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    answer = move(client_as("zhejiang"), case, Move.APPROVE, "符合条件")
    assert answer.status_code == 302
    page = client_as("zhejiang_lead").get(case.get_absolute_url()).content.decode()
    assert "待确认意见" in page
    assert "符合条件" in page
    assert "确认“同意”" in page


def test_a_refused_move_shows_the_page_again_with_the_typed_words(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    client = client_as("zhejiang")
    answer = move(
        client,
        case,
        Move.SEND_BACK,
        remark_field=["goal", "tasks"],
        remark_sentence=["目标不清。", "长" * 1001],
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "目标不清。" in page
    assert "每处补正意见不能超过1000个字。" in page
    assert '<option value="goal" selected>' in page


def test_a_stale_move_keeps_its_note_and_answers_409(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    answer = move(
        client_as("zhejiang"), case, Move.REJECT, "我写的理由", version=case.version - 1
    )
    assert answer.status_code == 409
    assert "我写的理由" in answer.content.decode()
    assert "刷新页面" in answer.content.decode()


def test_a_forbidden_move_answers_403_with_its_sentence_and_the_note(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    answer = move(client_as("zhejiang_lead"), case, Move.APPROVE, "同意推荐")
    assert answer.status_code == 403
    assert "须先由经办人提出处理意见" in answer.content.decode()
    assert "同意推荐" in answer.content.decode()


def test_an_application_out_of_sight_cannot_be_moved_or_even_found(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    assert move(client_as("sichuan"), case, Move.APPROVE).status_code == 404


def test_script_in_a_note_is_only_text(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    words = "<script>alert(1)</script>喆堃翀😀"
    move(client_as("zhejiang"), case, Move.SEND_BACK, words)
    page = client_as("zhejiang_lead").get(case.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "喆堃翀😀" in page


def test_a_lead_gives_a_proposal_back_by_page(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    move(client_as("zhejiang"), case, Move.APPROVE)
    url = reverse("workflow:decline", args=[case.pk])
    bare = client_as("zhejiang_lead").post(url, {"note": ""})
    assert bare.status_code == 422
    assert "请填写理由。" in bare.content.decode()
    done = client_as("zhejiang_lead").post(url, {"note": "请补充核实情况"})
    assert done.status_code == 302
    assert Application.objects.get(pk=case.pk).proposal is None


def test_a_submission_is_shown_as_it_was_handed_in(client_as):
    case = application_at(Stage.RETURNED)
    case.goal = "后来改的目标"
    case.save(update_fields=["goal"])
    url = reverse("workflow:submission", args=[case.pk, 1])
    page = client_as("enterprise").get(url).content.decode()
    assert "三年建成" in page
    assert "后来改的目标" not in page
    assert case.submissions.get().digest in page
    assert client_as("sichuan").get(url).status_code == 404


ROUND = {
    "kind": "test_kind",
    "scope": "000000",
    "name": "二〇二七年第一批",
    "year": "2027",
    "batch": "1",
    "opens_on": "2027年1月4日",
    "closes_on": "2027-03-31",
    **typed_rules(),
    "notice_days": "7",
    "four_eyes": ["provincial_review", "national_review"],
}


def test_a_new_round_is_for_cities_unless_said_otherwise(client_as):
    page = client_as("ndrc_lead").get(reverse("workflow:round-create"))
    kinds = [key for key, _name in page.context["form"].fields["kind"].choices]
    assert kinds[0] == "city_nomination"


def test_a_national_lead_prepares_publishes_and_rules_a_round(client_as):
    client = client_as("ndrc_lead")
    made = client.post(reverse("workflow:round-create"), ROUND)
    assert made.status_code == 302
    a_round = Round.objects.get(name="二〇二七年第一批")
    assert a_round.closing_words == "2027年3月31日24:00"
    first = a_round.rule_sets.get()
    assert first.changes["notice_days"] == 7
    assert "review_days" not in first.changes
    page = client.get(a_round.get_absolute_url()).content.decode()
    assert "公示期：7个工作日" in page
    assert client_as("visitor").get(a_round.get_absolute_url()).status_code == 404
    client.post(reverse("workflow:round-publish", args=[a_round.pk]))
    assert client_as("visitor").get(a_round.get_absolute_url()).status_code == 200
    rules = ROUND | {"notice_days": "5", "rules_note": "按通知调整"}
    client.post(reverse("workflow:round-rules", args=[a_round.pk]), rules)
    assert [row.version for row in a_round.rule_sets.all()] == [2, 1]


def test_a_round_that_ends_before_it_begins_is_refused_at_its_field(client_as):
    wrong = ROUND | {"closes_on": "2026-12-31", "notice_days": "0"}
    answer = client_as("ndrc_lead").post(reverse("workflow:round-create"), wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"closes_on", "notice_days"}


def test_a_unit_overrides_only_what_it_changes(client_as):
    a_round = an_open_round(rules={"resubmit_days": 15})
    url = reverse("workflow:round-override", args=[a_round.pk])
    data = ROUND | {"resubmit_days": "15", "notice_days": "5", "rules_note": "本省"}
    data |= {"review_days_provincial_review": "12"}
    four_eyes = list(a_round.rule_sets.get().rules.four_eyes)
    answer = client_as("zhejiang_lead").post(url, data | {"four_eyes": four_eyes})
    assert answer.status_code == 302
    own = a_round.rule_sets.get(managing_unit="330000")
    assert own.changes == {"review_days": {"provincial_review": 12}}
    assert own.rules.resubmit_days == 15


def test_two_leads_editing_one_round_do_not_overwrite_each_other(client_as):
    a_round = an_open_round()
    url = reverse("workflow:round-edit", args=[a_round.pk])
    data = ROUND | {"year": str(a_round.year), "version": str(a_round.version)}
    assert client_as("ndrc_lead").post(url, data).status_code == 302
    stale = client_as("moe_lead").post(url, data | {"name": "另一个名称"})
    assert stale.status_code == 409
    assert "另一个名称" in stale.content.decode()


def test_a_notice_has_a_fixed_public_address(client_as):
    case = application_at(Stage.PUBLIC_NOTICE)
    notice = Notice.objects.get()
    visitor = client_as("visitor")
    assert case.title not in visitor.get(reverse("workflow:notices")).content.decode()
    page = visitor.get(notice.get_absolute_url()).content.decode()
    for words in (case.title, "5个工作日", notice.basis, "如何提出异议"):
        assert words in page


def test_the_inbox_leads_to_the_case_and_marks_it_read(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    client = client_as("zhejiang")
    message = Notification.objects.filter(user__username="zhejiang").get()
    assert case.title in client.get(reverse("workflow:notifications")).content.decode()
    opened = client.post(reverse("workflow:notification-read", args=[message.pk]))
    assert opened.url == case.get_absolute_url()
    message.refresh_from_db()
    assert message.read_at
    other = client_as("sichuan")
    foreign = other.post(reverse("workflow:notification-read", args=[message.pk]))
    assert foreign.status_code == 404


def test_all_messages_are_marked_read_at_once(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    as_applicant(case, Move.WITHDRAW, now=timezone.now())
    client_as("zhejiang").post(reverse("workflow:notifications-read"))
    mine = Notification.objects.filter(user__username="zhejiang")
    assert not mine.unread().exists()
    assert Notification.objects.unread().exists()


def test_the_sent_log_is_the_system_administrators(client_as):
    application_at(Stage.PROVINCIAL_REVIEW)
    page = client_as("sysadmin").get(reverse("workflow:mails"))
    assert page.context["count"] == Mail.objects.count() > 0
    assert client_as("secadmin").get(reverse("workflow:mails")).status_code == 403


def test_the_waiting_tab_of_a_department_without_a_say_is_empty(client_as, user_as):
    case = application_at(Stage.NATIONAL_REVIEW)
    assert not Application.objects.awaiting(user_as("mof")).exists()
    assert Application.objects.visible_to(user_as("mof")).filter(pk=case.pk).exists()
    advance(case, Move.APPROVE, by=user_as("ndrc"))
    assert Application.objects.awaiting(user_as("ndrc_lead")).exists()
    assert not Application.objects.awaiting(user_as("moe_lead")).exists()
