"""The record cannot be changed, and where it was changed all the same it is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories.workflow import application_at
from workflow.chain import digest
from workflow.choices import Action, OpinionState, QuestionState, Stage, Stance
from workflow.models import Application, Expert, Opinion, ScoreSheet
from workflow.services import verify_chain
from workflow.services.record import record_act

pytestmark = pytest.mark.django_db


def raw(sql, *params):
    """As somebody with the database's own password, past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize("table", ["step", "submission", "remark"])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_record(table, act):
    case = application_at(Stage.RETURNED)
    step = case.steps.last()
    step.remarks.create(field="goal", sentence="补正。")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(f"workflow_{table}"))


@pytest.fixture
def case():
    found = application_at(Stage.NATIONAL_REVIEW)
    assert not list(verify_chain())
    return found


def broken():
    return [(row.application_id, row.sequence, row.sentence) for row in verify_chain()]


def test_an_altered_note_is_found(case):
    raw("UPDATE workflow_step SET note = '改' WHERE sequence = 2")
    assert broken()[0] == (case.pk, 2, "内容与其哈希值不一致。")


def test_a_removed_last_step_is_found(case):
    raw("DELETE FROM workflow_step WHERE sequence = %s", case.step_count)
    assert broken()[0][2] == "最后的办理记录缺失或不符。"


def test_a_removed_middle_step_is_found(case):
    raw("DELETE FROM workflow_step WHERE sequence = 3")
    assert broken()[0] == (case.pk, 4, "缺少第3条办理记录。")


def test_reordered_steps_are_found(case):
    raw("UPDATE workflow_step SET sequence = 100 WHERE sequence = 2")
    raw("UPDATE workflow_step SET sequence = 2 WHERE sequence = 3")
    raw("UPDATE workflow_step SET sequence = 3 WHERE sequence = 100")
    assert broken()


def test_a_changed_submission_is_found_even_with_a_new_digest(case):
    row = case.submissions.get()
    raw("""UPDATE workflow_submission SET data = '{"goal": "改"}'""")
    assert "与其摘要不一致" in broken()[0][2]
    data = {"goal": "改"}
    raw("UPDATE workflow_submission SET digest = %s", digest(data))
    assert row.digest != digest(data)
    assert broken()[0] == (case.pk, 1, "内容与其哈希值不一致。")


def test_an_altered_remark_is_found(user_as):
    found = application_at(Stage.RETURNED)
    step = found.steps.last()
    step.remarks.create(field="goal", sentence="后来添加的意见。")
    assert broken()[0] == (found.pk, step.sequence, "补正意见与记录不一致。")


def test_a_stage_moved_past_the_door_is_found(case):
    Application.objects.filter(pk=case.pk).update(stage=Stage.LISTED)
    assert broken()[0][2] == "当前环节与最后的办理记录不符。"


def an_opinion(case, people):
    by = people["mof"]
    office = by.posts_now[0].organisation
    return Opinion.objects.create(
        application=case,
        submission_number=1,
        stage=case.stage,
        organisation=office,
        asked_organisation=office,
        due_at=timezone.now(),
        state=OpinionState.SIGNED,
        stance=Stance.AGREE,
        text="同意。",
        signed_by=by,
        signed_at=timezone.now(),
    )


def a_resolution(case, people):
    office = people["ndrc"].posts_now[0].organisation
    return case.resolutions.create(
        submission_number=1,
        stage=case.stage,
        text="经协商一致。",
        by=people["ndrc_lead"],
        post="负责人",
        organisation=office,
    )


def a_question(case, people):
    office = people["ndrc"].posts_now[0].organisation
    question = case.questions.create(
        submission_number=1,
        number=1,
        stage=case.stage,
        asked_by=people["ndrc"],
        organisation=office,
        due_at=timezone.now(),
        state=QuestionState.ANSWERED,
    )
    question.items.create(field="goal", sentence="请补充。", answer="已补充。")
    return question


def a_draw(case, people):
    panel = case.panels.first()
    panel = panel or case.panels.create(submission_number=1, stage=case.stage)
    number = panel.draws.count() + 1
    drawn = {"seed": "7", "pool": [], "demands": {}, "drawn": [1, 2]}
    return panel.draws.create(number=number, **drawn)


def a_sheet(case, people):
    draw = bound(case, people, a_draw)
    expert = Expert.objects.create(
        user=people["expert1"],
        fields=["industry"],
        employer=people["expert1"].posts_now[0].organisation,
        home_unit_id="330000",
    )
    seat = draw.panel.seats.create(draw=draw, expert=expert, order=1)
    return ScoreSheet.objects.create(seat=seat, scores={"will": "12"}, total=80)


def bound(case, people, make):
    """A row that a step has made final."""
    row = make(case, people)
    locked = Application.objects.select_for_update().get(pk=case.pk)
    record_act(
        locked, Action.RESOLVE, by=None, post=None, now=timezone.now(), about=row
    )
    assert broken() == []
    return row


@pytest.mark.parametrize(
    ("make", "alter"),
    [
        (an_opinion, "UPDATE workflow_opinion SET text = '不同意。'"),
        (a_resolution, "UPDATE workflow_resolution SET text = '未协商。'"),
        (a_question, "UPDATE workflow_questionitem SET answer = '无。'"),
        (a_draw, "UPDATE workflow_draw SET drawn = '[3, 4]'"),
        (a_sheet, "UPDATE workflow_scoresheet SET total = 95"),
    ],
)
def test_an_altered_row_that_a_step_has_bound_is_found(case, people, make, alter):
    row = bound(case, people, make)
    last = case.steps.last().sequence
    raw(alter)
    name = f"{row._meta.verbose_name}（{row._meta.model_name}:{row.pk}）"
    assert broken() == [(case.pk, last, f"所记载的{name}内容已被改动。")]


def test_a_bound_row_that_is_gone_is_found(case, people):
    row = bound(case, people, a_resolution)
    raw("DELETE FROM workflow_resolution")
    assert broken()[0][2] == f"所记载的协调结论（resolution:{row.pk}）已不存在。"


@pytest.mark.parametrize("make", [an_opinion, a_resolution, a_question, a_draw])
def test_a_final_row_that_no_step_has_made_final_is_found(case, people, make):
    row = make(case, people)
    name = f"{row._meta.verbose_name}（{row._meta.model_name}:{row.pk}）"
    assert broken() == [(case.pk, 0, f"{name}没有对应的办理记录。")]


def test_bound_rows_are_read_in_few_queries(case, people, django_assert_num_queries):
    for number in range(6):
        bound(case, people, a_resolution if number % 2 else a_draw)
    # Submissions, steps, remarks, resolutions, draws, ends, nine sorts of final rows.
    with django_assert_num_queries(15):
        assert broken() == []


def test_the_command_counts_what_is_whole_and_names_what_is_not(case):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"1个申报事项，{case.step_count}条办理记录，1个提交版本" in out.getvalue()
    raw("UPDATE workflow_step SET post = '改' WHERE sequence = 1")
    with pytest.raises(CommandError, match=f"{case.number}.*第1条"):
        call_command("verify_audit", stdout=StringIO())
