"""Reports: asked for, frozen, written out, submitted; who may and who may not."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from documents.models import Job
from documents.tasks import run_job
from reporting.kinds import document
from reporting.models import ProgressReport, Rendition, Snapshot
from reporting.pdf import as_html, document_of
from reporting.periods import parse_period
from reporting.scopes import parse_scope
from reporting.services import (
    AlteredSnapshot,
    make_document,
    regenerate,
    request_report,
    take_snapshot,
    verified,
)
from tests.factories.reporting import pilot_cities, report_of, spread, status_of_file
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.chain import digest
from workflow.choices import Move, Stage
from workflow.describing import described
from workflow.services import advance


def asked(user, scope="330000", period="2026H1", **more):
    """A report asked for by a person."""
    return request_report(
        scope=parse_scope(scope), period=parse_period(period), by=user, **more
    )


def finished(job):
    """The job done, as a worker would do it."""
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_a_province_gets_its_own_report_as_a_file(autumn, seeded, user_as, client_as):
    report, job = asked(user_as("zhejiang"), format="html")
    assert report.title == "浙江省产教融合建设试点进展报告（2026年上半年）"
    assert finished(job).state == "done"
    rendition = Rendition.objects.get(job=job)
    assert rendition.attachment == job.result
    url = rendition.attachment.get_absolute_url()
    assert status_of_file(client_as("zhejiang"), url) == 200
    with rendition.attachment.file.open() as file:
        assert "浙江省产教融合建设试点" in file.read().decode()


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("zhejiang_lead", 200),
        ("ndrc", 200),
        ("mof", 200),
        ("sichuan", 404),
        ("ningbo", 404),
        ("hangzhou", 404),
        ("enterprise", 404),
        ("auditor", 404),
    ],
)
def test_only_the_unit_and_the_nation_download_a_units_report(
    persona, status, autumn, user_as, client_as
):
    _, job = asked(user_as("zhejiang"), format="json")
    url = finished(job).result.get_absolute_url()
    assert status_of_file(client_as(persona), url) == status


@pytest.mark.parametrize(
    ("persona", "scope", "sentence"),
    [
        ("sichuan", "330000", "只能生成本管理单位"),
        ("zhejiang", "330200", "只能生成本管理单位"),
        ("zhejiang", "nation", "由国家牵头部门生成"),
        ("hangzhou", "330000", "只有国家或省级牵头部门"),
        ("mof", "nation", "只有国家或省级牵头部门"),
        ("sysadmin", "nation", "只有国家或省级牵头部门"),
    ],
)
def test_who_may_not_have_a_report_made_is_told_why(
    persona, scope, sentence, autumn, user_as
):
    with pytest.raises(NotAllowed, match=sentence):
        asked(user_as(persona), scope)
    assert not ProgressReport.objects.exists()


def test_a_period_that_has_not_begun_is_refused_with_its_first_day(autumn, user_as):
    with pytest.raises(Invalid, match="2027年上半年尚未开始（自2027年1月1日起）"):
        asked(user_as("ndrc"), "nation", "2027H1")
    assert not ProgressReport.objects.exists()


def test_asking_twice_makes_one_report_with_two_snapshots(autumn, user_as):
    first, _ = asked(user_as("zhejiang"))
    second, _ = asked(user_as("zhejiang_lead"))
    assert first == second
    assert [s.number for s in first.snapshots.all()] == [1, 2]


def test_the_nation_has_a_units_report_made_in_the_units_name(autumn, user_as):
    report, _ = asked(user_as("ndrc"))
    assert report.applicant.managing_unit_id == "330000"
    nation, _ = asked(user_as("moe"), "nation")
    assert nation.applicant.short_name == "教育部"


def test_the_same_snapshot_gives_the_same_words_and_figures(autumn, seeded):
    _, snapshot = report_of("nation", "2026H2")
    before = as_html(verified(snapshot), snapshot.digest, lambda *a: None)
    spread(5)
    pilot_cities(0)
    autumn.shift(timedelta(days=40))
    again = Snapshot.objects.get(pk=snapshot.pk)
    assert as_html(verified(again), again.digest, lambda *a: None) == before
    assert again.digest == digest(again.data)


def test_a_new_snapshot_has_the_new_figures(autumn, seeded, user_as):
    report, first = report_of("nation", "2026H2")
    spread(3, timezone.now())
    second = take_snapshot(report=report, by=user_as("ndrc"))
    totals = [s.data["totals"]["submitted"] for s in (first, second)]
    assert totals[1] == totals[0] + 3


def test_the_database_refuses_to_change_or_remove_a_snapshot(autumn):
    _, snapshot = report_of("nation", "2026H1")
    for act in (
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(digest="0" * 64),
        lambda: Snapshot.objects.filter(pk=snapshot.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def altered(snapshot):
    """The snapshot after somebody with the database's own rights changed a figure."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reporting_snapshot DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE reporting_snapshot SET data = "
            "jsonb_set(data, '{totals,cities}', '49') WHERE id = %s",
            [snapshot.pk],
        )
        cursor.execute("ALTER TABLE reporting_snapshot ENABLE TRIGGER USER")
    return Snapshot.objects.get(pk=snapshot.pk)


def test_nothing_is_made_of_an_altered_snapshot(autumn, user_as, client_as):
    report, job = asked(user_as("ndrc"), "nation", format="html")
    snapshot = altered(report.latest_snapshot())
    with pytest.raises(AlteredSnapshot, match="摘要不符"):
        make_document(snapshot, "json")
    assert finished(job).state == "failed"
    assert "摘要不符" in job.message
    page = client_as("ndrc").get(reverse("reporting:report-preview", args=[report.pk]))
    assert page.status_code == 409


def test_a_report_on_a_past_half_shows_the_stages_of_its_last_day(people, clock):
    clock.move_to("2026-06-10 09:00+08:00")
    case = spread(1)[0]  # in national review
    before = report_of("nation", "2026H1")[1].data
    clock.move_to("2026-08-10 09:00+08:00")
    # What the door writes when the nation rejects in August.
    from_steps = case.steps.order_by("-sequence").first()
    assert from_steps.to_stage == Stage.NATIONAL_REVIEW
    advance_by_hand(case, Stage.REJECTED)
    june = report_of("nation", "2026H1")[1].data
    august = report_of("nation", "2026H2")[1].data
    assert june["stages"] == before["stages"]
    assert june["totals"]["in_review"] == 1
    assert august["totals"] | {"in_review": 0, "rejected": 1} == august["totals"]
    assert june["as_of"].startswith("2026-06-30T23:59:59+08:00")


def advance_by_hand(case, stage):
    """The decision through the door, by the nation's handler and lead."""
    from_user = {u: u for u in ("ndrc", "ndrc_lead")}
    users = {
        name: type(case.applicant.posts.first().user).objects.get(username=name)
        for name in from_user
    }
    done = advance(case, Move.REJECT, by=users["ndrc"], note="条件不足。")
    assert done.proposal is not None
    done = advance(done, Move.REJECT, by=users["ndrc_lead"], note="条件不足。")
    assert done.stage == stage


def test_days_are_counted_as_working_days_from_the_steps(people, clock):
    clock.move_to("2026-06-15 09:00+08:00")
    spread(16)
    rows = {r["stage"]: r for r in report_of("nation", "2026Y")[1].data["durations"]}
    first = rows["provincial_review"]
    # Twenty days pass between the two steps of each case: 12 to 15 working days.
    assert first["count"] == sum(r["count"] for r in rows.values()) > 0
    assert 12 <= float(first["mean"]) <= 15
    assert rows["public_notice"] == {
        "stage": "public_notice",
        "label": "公示",
        "count": 0,
        "mean": None,
        "median": None,
        "longest": None,
    }


def test_measures_are_counted_by_the_five_areas_and_only_of_live_nominations(people):
    spread(8)  # one in each of eight stages; rejected and withdrawn do not count
    tasks = report_of("nation", "2026Y")[1].data["tasks"]
    assert [row["measures"] for row in tasks] == [6] * 5
    assert [row["label"][:3] for row in tasks] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
    ]


def test_a_document_numbers_its_parts_and_tables(autumn, seeded):
    _, snapshot = report_of("nation", "2026H2")
    document = document_of(snapshot.data, snapshot.digest)
    heads = [part.heading for part in document.parts if part.level == 1]
    assert heads == [
        "一、总体情况",
        "二、试点城市布局",
        "三、申报审核情况",
        "四、试点任务安排",
        "五、申报批次安排",
    ]
    captions = [sheet.caption for part in document.parts for sheet in part.sheets]
    assert [caption[:2] for caption in captions] == [
        f"表{n}" for n in range(1, len(captions) + 1)
    ]
    for part in document.parts:
        for sheet in part.sheets:
            assert sum(column.width for column in sheet.columns) == 100, sheet.caption


def test_a_report_of_an_empty_unit_says_so_in_words(autumn, people):
    _, snapshot = report_of("540000", "2026H1", by=people["ndrc"])
    html = make_document(snapshot, "html").data.decode()
    assert "尚无列入国家产教融合试点名单的城市" in html
    assert "尚无提交的申报事项" in html
    assert "没有超过办理期限尚未办结的事项" in html
    assert html.count("<table") == 1  # no tables of nothing but noughts


def test_a_unit_without_a_lead_authority_is_told_to_the_command(autumn, people):
    with pytest.raises(Invalid, match="西藏自治区还没有登记牵头部门"):
        report_of("540000", "2026H1")


class TestSubmission:
    """A report goes to the nation, or is finalised by it."""

    @pytest.fixture
    def report(self, autumn, user_as):
        report, job = asked(user_as("zhejiang"), format="json")
        finished(job)
        return report

    def test_a_units_report_goes_to_the_nation_and_is_finalised(self, report, user_as):
        done = advance(report, Move.SUBMIT, by=user_as("zhejiang_lead"))
        assert done.stage == Stage.NATIONAL_REVIEW
        assert done.number.startswith("BG2026-330000-")
        advance(done, Move.APPROVE, by=user_as("ndrc"))
        advance(report, Move.APPROVE, by=user_as("ndrc_lead"))
        report.refresh_from_db()
        assert report.stage == Stage.LISTED
        assert report.stage_label == "已定稿"

    def test_the_nations_own_report_is_final_when_submitted(self, autumn, user_as):
        report, job = asked(user_as("ndrc"), "nation", format="json")
        finished(job)
        with pytest.raises(NotAllowed, match="须由本单位负责人提交"):
            advance(report, Move.SUBMIT, by=user_as("ndrc"))
        assert advance(report, Move.SUBMIT, by=user_as("ndrc_lead")).stage == "listed"

    def test_a_submission_reads_in_words_and_its_paper_is_the_report(
        self, report, user_as
    ):
        submitted = advance(report, Move.SUBMIT, by=user_as("zhejiang_lead"))
        row = submitted.submissions.get()
        (part,) = described(submitted.kind_of, row.data)
        assert dict(part.facts)["报告期"] == "2026年上半年"
        assert document(report, row) is None
        fresh = ProgressReport.objects.get(pk=report.pk)
        finished(regenerate(report=fresh, by=user_as("ndrc"), format="pdf"))
        assert document(report, row).startswith(b"%PDF")

    def test_without_a_finished_file_it_cannot_be_submitted(self, autumn, user_as):
        report, _ = asked(user_as("zhejiang"))
        with pytest.raises(Invalid) as refused:
            advance(report, Move.SUBMIT, by=user_as("zhejiang"))
        assert "尚未生成完毕" in refused.value.issues[0].sentence

    def test_figures_of_an_unfinished_period_cannot_be_submitted(self, autumn, user_as):
        report, job = asked(user_as("zhejiang"), period="2026H2", format="json")
        finished(job)
        with pytest.raises(Invalid) as refused:
            advance(report, Move.SUBMIT, by=user_as("zhejiang"))
        assert "报告期尚未结束" in refused.value.issues[0].sentence

    def test_after_submission_the_figures_stand(self, report, user_as):
        advance(report, Move.SUBMIT, by=user_as("zhejiang"))
        with pytest.raises(Closed, match="数据已冻结"):
            asked(user_as("zhejiang"))
        fresh = ProgressReport.objects.get(pk=report.pk)
        regenerate(report=fresh, by=user_as("ndrc"), format="html")
        assert fresh.snapshots.count() == 1
        assert Rendition.objects.filter(snapshot__report=fresh).count() == 2


class TestCommand:
    """`manage.py make_report` does the same without the web."""

    def run(self, tmp_path, *args):
        out = tmp_path / "report"
        said = StringIO()
        call_command("make_report", *args, "--out", str(out), stdout=said)
        return out.read_bytes(), said.getvalue()

    def test_it_writes_the_frozen_figures(self, autumn, people, tmp_path):
        data, said = self.run(
            tmp_path, "--scope", "nation", "--period", "2026H1", "--format", "json"
        )
        written = json.loads(data)
        snapshot = Snapshot.objects.get()
        assert written == {"digest": snapshot.digest, "data": snapshot.data}
        assert snapshot.digest in said
        assert not Job.objects.exists()

    @pytest.mark.parametrize(
        ("scope", "period", "sentence"),
        [
            ("999999", "2026H1", "没有代码为“999999”的管理单位"),
            ("nation", "2026X", "无法识别报告期"),
            ("nation", "2031Y", "尚未开始"),
        ],
    )
    def test_it_ends_with_a_sentence(
        self, scope, period, sentence, autumn, people, tmp_path
    ):
        with pytest.raises(CommandError, match=sentence):
            self.run(tmp_path, "--scope", scope, "--period", period)
        assert not ProgressReport.objects.exists()

    def test_a_folder_that_is_not_there_is_told(self, autumn, people, tmp_path):
        with pytest.raises(CommandError, match="无法写入"):
            self.run(
                tmp_path / "none", "--scope", "nation", "--period", "2026H1",
                "--format", "json",
            )  # fmt: skip

    def test_a_submitted_report_keeps_its_figures(
        self, autumn, people, user_as, tmp_path
    ):
        report, job = asked(user_as("zhejiang"), format="json")
        finished(job)
        advance(report, Move.SUBMIT, by=user_as("zhejiang"))
        data, _ = self.run(
            tmp_path, "--scope", "330000", "--period", "2026H1", "--format", "json"
        )
        assert json.loads(data)["digest"] == report.latest_snapshot().digest
        assert Snapshot.objects.count() == 1


def test_the_moment_of_the_figures_is_written_in_beijing_time(people, clock):
    clock.move_to(datetime.fromisoformat("2026-11-23T23:30:00+00:00"))
    data = report_of("nation", "2026H2")[1].data
    assert data["as_of"] == "2026-11-24T07:30:00+08:00"
