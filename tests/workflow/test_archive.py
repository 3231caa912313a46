"""The archive of a case: what each reader gets, and that no change goes unnoticed."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from cities.demo_content import one_page_pdf
from documents import jobs
from documents.choices import JobState
from documents.handlers import work_of
from documents.models import Job
from documents.permissions import can_read
from documents.rules import EVIDENCE
from documents.tasks import run_job, work_on
from tests.factories.cities import HANGZHOU, at_the_nation
from tests.factories.experts import PANEL, an_expert_pool, scored
from tests.factories.opinions import WORDS, a_drafted, a_signed, after, an_opinion
from tests.factories.workflow import (
    FINDING,
    OBJECTOR,
    TEXT,
    a_test_draft,
    an_objection,
    an_open_round,
    application_at,
    organisation_of,
)
from tests.factories.workflow import submitted as travelled
from workflow.archive_check import check_archive
from workflow.archives import file_entry, is_safe
from workflow.choices import ObjectionState, Stage
from workflow.models import Application
from workflow.services import attach, detach
from workflow.services.archive import ARCHIVE_JOB, making, order_archive

pytestmark = pytest.mark.django_db
NO_PROGRESS = lambda *_said: None  # noqa: E731


def upload(name="承诺函.pdf"):
    return SimpleUploadedFile(name, one_page_pdf(), "application/pdf")


@pytest.fixture
def case(people, monkeypatch):
    """At the nation: one file, one opinion signed, one still a draft."""
    monkeypatch.setattr(making, "document_of", lambda application: b"%PDF-1.7")
    draft = a_test_draft(organisation_of("enterprise"), an_open_round())
    kept = attach(
        draft, slot="a", upload=upload(), by=people["enterprise"], rule=EVIDENCE
    )
    gone = attach(
        draft, slot="a", upload=upload("删.pdf"), by=people["enterprise"], rule=EVIDENCE
    )
    detach(draft, evidence_id=gone.pk, by=people["enterprise"])
    assert kept.attachment.sha256
    travelled(draft, Stage.NATIONAL_REVIEW, timezone.now() + timedelta(minutes=1))
    found = Application.objects.get(pk=draft.pk)
    a_signed(an_opinion(found, "mof"))
    a_drafted(an_opinion(found, "miit"), text="尚未签发的草稿。")
    return Application.objects.get(pk=draft.pk)


def archive_of(case, reader):
    """The bytes of the archive that this person gets."""
    job = Job(kind=ARCHIVE_JOB, owner=reader, params={"application": case.pk})
    made = making.make_archive(job, NO_PROGRESS)
    data = made.data.read()
    made.close()
    return data


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def held(data, name):
    return json.loads(opened(data).read(name))


def test_an_authority_gets_everything_and_it_is_found_whole(case, user_as, kept):
    data = archive_of(case, user_as("ndrc"))
    names = opened(data).namelist()
    assert {"manifest.json", "application.json", "steps.json", "case.pdf"} <= set(names)
    assert [n for n in names if n.startswith("files/")] == [
        n for n in names if n.endswith("-承诺函.pdf")
    ]
    signed, draft = held(data, "opinions.json")
    assert signed["text"] == WORDS
    assert signed["record"]["stance"] == "agree"
    assert (draft["text"], draft.get("record")) == ("", None)
    whole = check_archive(kept(data))
    assert (whole.steps, whole.submissions, whole.withheld) == (case.step_count, 1, 0)
    assert whole.head == case.last_hash


def test_the_applicant_gets_his_own_without_internal_parts(case, user_as, kept):
    data = archive_of(case, user_as("enterprise"))
    assert "opinions.json" not in opened(data).namelist()
    everything = b"".join(opened(data).read(name) for name in opened(data).namelist())
    for internal in (WORDS, "尚未签发的草稿。", "财政部", "propose"):
        assert internal.encode() not in everything
    # The chain holds all the same: of what is not his he has the hashes.
    whole = check_archive(kept(data))
    assert whole.withheld > 0
    assert whole.head == case.last_hash


def test_a_file_not_handed_in_is_not_the_authoritys_to_have(case, user_as):
    names = opened(archive_of(case, user_as("zhejiang"))).namelist()
    assert not [name for name in names if "删" in name]


def test_experts_and_their_sheets_are_for_who_sees_the_panel(
    user_as, kept, monkeypatch
):
    monkeypatch.setattr(making, "document_of", lambda application: b"%PDF-1.7")
    case = application_at(Stage.EXPERT_REVIEW, round=an_open_round(rules=PANEL))
    an_expert_pool()
    panel = scored(case, now=after(case))
    names = [seat.expert.user.name for seat in panel.seats.all()]
    for name, sees in {"ndrc": True, "mof": False, "enterprise": False}.items():
        data = archive_of(case, user_as(name))
        check_archive(kept(data))
        entries = [opened(data).read(entry).decode() for entry in _texts(data)]
        assert any(expert in "".join(entries) for expert in names) == sees
        assert ("panels.json" in opened(data).namelist()) == sees
    seats = held(archive_of(case, user_as("ndrc")), "panels.json")[0]["seats"]
    assert all(seat["sheet"]["scores"] for seat in seats)


def _texts(data):
    return [name for name in opened(data).namelist() if name.endswith(".json")]


def test_nobody_gets_anything_of_who_objected(user_as, kept, monkeypatch):
    monkeypatch.setattr(making, "document_of", lambda application: b"%PDF-1.7")
    case = application_at(Stage.PUBLIC_NOTICE)
    an_objection(case, ObjectionState.DISMISSED, confirmed=True)
    for name in ("ndrc", "zhejiang", "hangzhou", "enterprise"):
        data = archive_of(case, user_as(name))
        (row,) = held(data, "objections.json")
        assert row["published_outcome"] == FINDING["published_outcome"]
        check_archive(kept(data))
        everything = [opened(data).read(entry) for entry in opened(data).namelist()]
        for secret in (OBJECTOR.name, OBJECTOR.phone, OBJECTOR.email, TEXT):
            assert secret.encode() not in b"".join(everything)


@pytest.mark.parametrize(
    "name",
    ["../../x.pdf", "a/b\\c.pdf", "..", "", "长" * 300 + ".pdf", "a:b?.pdf", "x"],
)
def test_the_name_of_an_entry_is_safe_and_short(name):
    entry = file_entry(name, "ab" * 32)
    assert is_safe(entry)
    assert entry.count("/") == 1
    assert len(entry.removeprefix("files/").encode()) < 255


def test_the_job_makes_one_file_for_its_owner_and_the_log_knows_it(
    case, people, user_as, monkeypatch
):
    monkeypatch.setattr(run_job, "delay", lambda number: None)
    job = order_archive(case, by=user_as("ndrc"))
    assert order_archive(case, by=user_as("ndrc")) == job
    claimed = jobs.claim(job.pk)
    work_on(claimed)
    done = Job.objects.get(pk=job.pk)
    assert done.state == JobState.DONE
    assert done.result.name == f"{case.number}.zip"
    assert can_read(people["ndrc"], done.result)
    assert not can_read(people["enterprise"], done.result)
    record = AccessRecord.objects.get(kind="export")
    assert done.result.sha256 in record.detail
    assert record.user == people["ndrc"]
    assert work_of(ARCHIVE_JOB) is not None


def test_who_lost_sight_of_the_case_gets_a_sentence_instead(case, user_as, monkeypatch):
    monkeypatch.setattr(run_job, "delay", lambda number: None)
    job = order_archive(case, by=user_as("ndrc"))
    Job.objects.filter(pk=job.pk).update(owner=user_as("sichuan"))
    work_on(jobs.claim(job.pk))
    failed = Job.objects.get(pk=job.pk)
    assert (failed.state, failed.message) == (JobState.FAILED, making.GONE)


def test_a_lost_file_is_named(case, user_as):
    row = case.evidence.get(removed_at=None)
    row.attachment.file.storage.delete(str(row.attachment.file.name))
    with pytest.raises(making.CannotArchive, match="的内容已丢失"):
        archive_of(case, user_as("ndrc"))


def test_it_is_ordered_on_a_page_and_its_job_follows(case, client_as, monkeypatch):
    monkeypatch.setattr(run_job, "delay", lambda number: None)
    url, client = reverse("workflow:archive", args=[case.pk]), client_as("enterprise")
    assert url in client.get(case.get_absolute_url()).content.decode()
    assert "ZIP" in client.get(url).content.decode()
    answer = client.post(url)
    assert answer.url == Job.objects.get().get_absolute_url()


def test_a_draft_has_nothing_to_archive(client_as):
    case = a_test_draft(organisation_of("enterprise"), an_open_round())
    url, client = reverse("workflow:archive", args=[case.pk]), client_as("enterprise")
    answer = client.get(url)
    assert answer.status_code == 403
    assert "还没有提交" in answer.content.decode()
    assert url not in client.get(case.get_absolute_url()).content.decode()


def test_a_nomination_brings_its_own_document_and_its_letter(people, user_as, kept):
    case = Application.objects.get(pk=at_the_nation(people, HANGZHOU).pk)
    data = archive_of(case, user_as("ndrc"))
    assert opened(data).read("case.pdf").startswith(b"%PDF-")
    names = opened(data).namelist()
    letter = case.evidence.get(slot="recommendation_letter").attachment
    assert file_entry(letter.name, letter.sha256) in names
    assert check_archive(kept(data)).submissions == 1
