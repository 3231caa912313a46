"""Objections on pages and in the API: by everybody, by those who handle them."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from documents import jobs, tasks
from tests.documents.samples import pdf, picture, upload
from tests.factories.workflow import (
    COMPANY,
    FINDING,
    OBJECTOR,
    TEXT,
    an_objection,
    application_at,
)
from workflow.choices import NoticeOutcome, ObjectionState, Stage
from workflow.models import Notice, Objection
from workflow.schedule import close_notices_at
from workflow.services import file_objection, papers

pytestmark = pytest.mark.django_db

DISMISSED, UPHELD = ObjectionState.DISMISSED, ObjectionState.UPHELD


@pytest.fixture
def case():
    return application_at(Stage.PUBLIC_NOTICE)


def notice_of(case):
    return case.notice_entries.get().notice


def url(name, *args):
    return reverse(f"workflow:{name}", args=args)


def typed(case, who=OBJECTOR, **changes):
    return {
        "entry": case.notice_entries.get().pk,
        "objector_kind": who.kind,
        "objector_name": who.name,
        "contact_name": who.contact_name,
        "phone": who.phone,
        "email": who.email,
        "text": TEXT,
    } | changes


def test_a_visitor_objects_and_reads_the_answer(case, client_as):
    visitor = client_as("visitor")
    notice = notice_of(case)
    form = url("objection-new", notice.number)
    assert form in visitor.get(notice.get_absolute_url()).content.decode()
    assert case.title in visitor.get(form).content.decode()
    sent = visitor.post(form, typed(case))
    assert sent.url == url("objection-receipt")
    receipt = visitor.get(sent.url)
    made = Objection.objects.get()
    code = strip_tags(dict(receipt.context["facts"])["查询码"])
    page = receipt.content.decode()
    assert made.number in page
    assert code in page
    assert OBJECTOR.name not in page
    assert receipt["Cache-Control"] == "private, no-store"
    assert code not in visitor.get(sent.url).content.decode()
    asked = {"number": made.number, "code": code}
    status = visitor.post(url("objection-status"), asked).content.decode()
    assert "正在办理" in status
    an_answer = "欧阳先生：经核实，您反映的问题不成立。"
    Objection.objects.filter(pk=made.pk).update(
        state=DISMISSED, answer=an_answer, investigation="内部调查"
    )
    status = visitor.post(url("objection-status"), asked).content.decode()
    assert an_answer in status
    for secret in ("内部调查", OBJECTOR.phone, TEXT):
        assert secret not in status


def test_a_wrong_code_and_no_number_are_told_alike(case, client_as):
    made = an_objection(case)
    answers = [
        client_as("visitor").post(url("objection-status"), {"number": n, "code": "AB2"})
        for n in (made.number, "YY2020-000000-0001")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert all("不正确，请核对后重新输入" in a.content.decode() for a in answers)


def test_an_organisation_sends_the_scan_of_its_seal(case, client_as):
    form = url("objection-new", notice_of(case).number)
    visitor = client_as("visitor")
    bare = visitor.post(form, typed(case, COMPANY))
    assert set(bare.context["form"].errors) == {"seal"}
    no_picture = upload("公章.png", b"#!/bin/sh")
    wrong = visitor.post(form, typed(case, COMPANY, seal=no_picture))
    assert wrong.status_code == 422
    assert "盖章扫描件须为图片或PDF" in wrong.content.decode()
    assert COMPANY.name in wrong.content.decode()  # nothing typed is lost
    files = [upload("一.pdf", pdf()), upload("二.png", picture())]
    seal = upload("公章.png", picture())
    done = visitor.post(form, typed(case, COMPANY, seal=seal, files=files))
    assert done.status_code == 302
    assert Objection.objects.get().files.count() == 3


def test_what_is_wrong_is_said_at_once_and_stores_nothing(case, client_as):
    form = url("objection-new", notice_of(case).number)
    data = typed(case, objector_name="", phone="无", text="短", email="x")
    answer = client_as("visitor").post(form, data)
    assert answer.status_code == 422
    wrong = set(answer.context["form"].errors)
    assert wrong >= {"objector_name", "phone", "email"}
    assert not Objection.objects.exists()


def test_a_program_that_fills_in_everything_is_turned_away(case, client_as):
    form = url("objection-new", notice_of(case).number)
    answer = client_as("visitor").post(form, typed(case, website="http://spam.test"))
    assert answer.status_code == 422
    assert "检测到自动填写程序" in answer.content.decode()
    assert not Objection.objects.exists()


def test_one_address_cannot_flood_a_notice(case, client_as, settings):
    settings.OBJECTIONS_PER_HOUR = settings.OBJECTION_QUERIES_PER_HOUR = 2
    form, visitor = url("objection-new", notice_of(case).number), client_as("visitor")
    there = {"REMOTE_ADDR": "203.0.113.77"}
    asked = {"number": "YY1", "code": "2345"}
    for limited, data, taken in (
        (form, typed(case), 302),
        (url("objection-status"), asked, 404),
    ):
        statuses = [visitor.post(limited, data, **there).status_code for _ in range(3)]
        assert statuses == [taken, taken, 429]
    answer = visitor.post(form, typed(case), **there)
    assert "过于频繁" in answer.content.decode()
    assert OBJECTOR.name in answer.content.decode()
    elsewhere = visitor.post(form, typed(case), REMOTE_ADDR="203.0.113.78")
    assert elsewhere.status_code == 302


def test_after_the_last_day_the_form_says_so(case, client_as, clock):
    notice = notice_of(case)
    clock.move_to(case.due_at)
    form = url("objection-new", notice.number)
    visitor = client_as("visitor")
    assert visitor.get(form).status_code == 200
    clock.move_to(timezone.now() + timedelta(seconds=1))
    late = visitor.get(form)
    assert late.status_code == 409
    assert "不再受理对该公示的异议" in late.content.decode()
    assert visitor.post(form, typed(case)).status_code == 409
    assert form not in visitor.get(notice.get_absolute_url()).content.decode()


def test_the_notice_tells_outcomes_and_that_a_case_is_held(case, client_as, clock):
    an_objection(case, DISMISSED, confirmed=True)
    held = an_objection(case)
    clock.move_to(case.due_at + timedelta(days=1))
    assert close_notices_at(timezone.now()) == 0
    page = client_as("visitor").get(notice_of(case).get_absolute_url())
    text = page.content.decode()
    assert FINDING["published_outcome"] in text
    assert "异议办理中" in text
    for secret in (OBJECTOR.name, OBJECTOR.phone, held.number, FINDING["answer"]):
        assert secret not in text
    row = client_as("visitor").get(
        reverse("api:notice-detail", args=[notice_of(case).number])
    )
    assert [r["state"] for r in row.json()["objection_outcomes"]] == [DISMISSED]
    assert row.json()["entries"][0]["outcome"] == NoticeOutcome.RUNNING


def test_the_paper_of_a_notice_is_made_once(case, client_as, monkeypatch):
    made = []
    plain = papers.notice_pdf

    def counted(words, *, moment):
        made.append(words.title)
        return plain(words, moment=moment)

    monkeypatch.setattr("workflow.services.papers.notice_pdf", counted)
    notice = notice_of(case)
    # Another test's notice of the same words may have left its paper.
    papers.cache.delete(f"notice-pdf:{papers.announce(notice).mark}")
    address = url("notice-pdf", notice.number)
    first = client_as("visitor").get(address)
    assert first["Content-Type"] == "application/pdf"
    assert first.content == client_as("visitor").get(address).content
    assert first.content.startswith(b"%PDF-")
    assert len(made) == 1


def test_the_paper_of_a_long_notice_is_made_by_a_job(case, client_as, monkeypatch):
    monkeypatch.setattr("workflow.services.papers.AT_ONCE", 0)
    address = url("notice-pdf", notice_of(case).number)
    visitor = client_as("visitor")
    assert "正在后台生成" in visitor.get(address).content.decode()
    assert "正在后台生成" in visitor.get(address).content.decode()
    job = papers.Job.objects.get(kind=papers.NOTICE_JOB)
    run_to_its_end(job)
    answer = visitor.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def run_to_its_end(job):
    claimed = jobs.claim(job.pk)
    tasks.work_on(claimed)


def test_a_handler_investigates_and_a_lead_decides_on_pages(case, client_as):
    made = an_objection(case, files=[upload("证据.pdf", pdf())])
    handler, lead = client_as("ndrc"), client_as("ndrc_lead")
    page = handler.get(made.get_absolute_url()).content.decode()
    for words in (OBJECTOR.name, OBJECTOR.phone, TEXT, "证明材料1.pdf"):
        assert words in page
    work = url("objection-investigate", made.pk)
    assert work in page
    finding = FINDING | {"finding": DISMISSED, "version": made.version}
    named = finding | {"published_outcome": f"{OBJECTOR.name}反映的不成立"}
    refused = handler.post(work, named)
    assert set(refused.context["form"].errors) >= {"published_outcome"}
    assert handler.post(work, finding).url == made.get_absolute_url()
    made.refresh_from_db()
    back = url("objection-return", made.pk)
    lead.post(back, {"reason": "请补充依据。", "version": made.version})
    assert "请补充依据。" in handler.get(work).content.decode()
    made.refresh_from_db()
    handler.post(work, finding | {"finding": UPHELD, "version": made.version})
    made.refresh_from_db()
    confirm = url("objection-confirm", made.pk)
    assert FINDING["investigation"] in lead.get(confirm).content.decode()
    stale = lead.post(confirm, {"version": made.version - 1})
    assert stale.status_code == 409
    lead.post(confirm, {"version": made.version})
    case.refresh_from_db()
    assert case.stage == Stage.NATIONAL_REVIEW
    assert lead.get(confirm).status_code == 403


def test_the_list_has_tabs_filters_and_a_file_with_masks(case, client_as):
    an_objection(case, DISMISSED, confirmed=True)
    waiting = an_objection(case)
    handler = client_as("ndrc")
    address = url("objections")
    assert handler.get(address).context["count"] == 1
    for query, count in (
        ("?tab=decided", 1),
        ("?tab=all", 2),
        ("?tab=open", 1),
        (f"?tab=all&q={waiting.number}", 1),
        (f"?tab=all&q={OBJECTOR.name}", 0),
        ("?tab=all&late=1", 0),
    ):
        assert handler.get(address + query).context["count"] == count, query
    assert client_as("moe").get(address + "?tab=all").context["count"] == 0
    file = handler.get(url("objections-export") + "?tab=all")
    rows = list(csv.DictReader(io.StringIO(file.content.decode().lstrip("\ufeff"))))
    assert [row["异议人"] for row in rows] == ["欧**", "欧**"]
    assert OBJECTOR.name not in file.content.decode()
    assert OBJECTOR.phone not in file.content.decode()


def test_a_list_of_objections_stays_within_ten_queries(
    case, client_as, django_assert_max_num_queries
):
    for _ in range(3):
        an_objection(case)
    handler = client_as("ndrc")
    handler.get(url("objections"))
    with django_assert_max_num_queries(14):
        handler.get(url("objections") + "?tab=all")


def test_the_page_of_the_case_tells_the_applicant_that_it_is_held(case, client_as):
    made = an_objection(case)
    page = client_as("enterprise").get(case.get_absolute_url()).content.decode()
    assert "收到异议1件，已暂缓" in page
    assert made.get_absolute_url() not in page
    page = client_as("ndrc").get(case.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page


def test_everybody_objects_through_the_api(case, api_as):
    address = reverse("api:notice-objections", args=[notice_of(case).number])
    visitor = api_as("visitor")
    made = visitor.post(address, typed(case), format="json")
    assert made.status_code == 201
    receipt = {key: made.json()[key] for key in ("number", "code")}
    asked = visitor.post(reverse("api:objection-status"), receipt, format="json")
    assert asked.json() == {"state": "正在办理", "answer": ""}
    seal = upload("公章.txt", b"no picture")
    wrong = visitor.post(address, typed(case, COMPANY, seal=seal), format="multipart")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "seal"
    files = [upload("a.pdf", pdf()), upload("b.pdf", pdf())]
    data = typed(case, COMPANY, seal=upload("公章.png", picture()), files=files)
    assert visitor.post(address, data, format="multipart").status_code == 201
    foreign = visitor.post(address, typed(case, entry=0), format="json")
    assert foreign.status_code == 404


def test_those_who_handle_work_through_the_api(case, api_as):
    made = an_objection(case)
    handler, lead = api_as("ndrc"), api_as("ndrc_lead")
    row = handler.get(reverse("api:objection-detail", args=[made.pk])).json()
    assert row["objector_name"] == OBJECTOR.name
    work = reverse("api:objection-investigate", args=[made.pk])
    data = FINDING | {"finding": DISMISSED, "version": row["version"]}
    assert handler.post(work, data, format="json").json()["state"] == "investigated"
    back = reverse("api:objection-give-back", args=[made.pk])
    given = lead.post(back, {"reason": "请补充。"}, format="json").json()
    assert (given["state"], given["return_reason"]) == ("received", "请补充。")
    handler.post(work, FINDING | {"finding": DISMISSED}, format="json")
    confirm = reverse("api:objection-confirm", args=[made.pk])
    assert lead.post(confirm, {}, format="json").json()["state"] == "dismissed"
    assert lead.post(confirm, {}, format="json").status_code == 409
    assert json.loads(api_as("moe").get(reverse("api:objection-list")).content) == {
        "next": None,
        "previous": None,
        "results": [],
    }


def test_a_second_notice_takes_no_objection_to_a_case_of_the_first(case, client_as):
    other = Notice.objects.get()
    other.pk, other.number = None, "GS2020-000000-001"
    other.save()
    answer = client_as("visitor").post(url("objection-new", other.number), typed(case))
    assert set(answer.context["form"].errors) >= {"entry"}


def test_a_receipt_of_another_browser_is_not_shown(case, client_as):
    filed = file_objection(
        case.notice_entries.get(), objector=OBJECTOR, text=TEXT, now=timezone.now()
    )
    page = client_as("visitor").get(url("objection-receipt")).content.decode()
    assert filed.objection.number not in page
    assert "只在提交异议后显示一次" in page
