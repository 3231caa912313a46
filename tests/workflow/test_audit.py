"""The record cannot be changed, and where it was changed all the same it is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from tests.factories.workflow import application_at
from workflow.chain import digest
from workflow.choices import Stage
from workflow.models import Application
from workflow.services import verify_chain

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


def test_the_command_counts_what_is_whole_and_names_what_is_not(case):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"1个申报事项，{case.step_count}条办理记录，1个提交版本" in out.getvalue()
    raw("UPDATE workflow_step SET post = '改' WHERE sequence = 1")
    with pytest.raises(CommandError, match=f"{case.number}.*第1条"):
        call_command("verify_audit", stdout=StringIO())
