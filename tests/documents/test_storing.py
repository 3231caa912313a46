"""Files lie in private storage, are handed out by permission, and are swept."""

import hashlib
import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.models import AccessRecord, Organisation
from documents import permissions, schedule
from documents.models import Attachment, Job
from documents.permissions import can_read
from documents.rules import EVIDENCE
from documents.services import drop_unlinked, store_upload
from tests.documents import samples
from ui.refusals import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(people) -> Attachment:
    """A file that the city office of Hangzhou has uploaded."""
    return store_upload(
        upload=samples.upload("../推荐函 喆😀.pdf", samples.pdf()),
        by=people["hangzhou"],
        owner=Organisation.objects.get(posts__user=people["hangzhou"]),
        allowed=EVIDENCE,
    )


def status_of(answer) -> int:
    """The status of a download, read to its end so that its file is closed."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def files() -> set[str]:
    """Every file in the storage."""
    return {str(p) for p in settings.MEDIA_ROOT.glob("attachments/*/*")}


def test_a_stored_file_keeps_name_size_and_digest_under_a_random_path(stored):
    assert stored.name == "推荐函 喆😀.pdf"
    assert stored.file.name == f"attachments/{stored.pk.hex[:2]}/{stored.pk.hex}"
    with stored.file.open() as kept:
        content = kept.read()
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == len(content)
    assert stored.media_type == "application/pdf"


def test_a_wrong_file_is_refused_at_its_field_and_leaves_nothing(people):
    before = files()
    with pytest.raises(Invalid) as refused:
        store_upload(
            upload=samples.upload("报告.pdf", b"MZ\x00" * 99),
            by=people["hangzhou"],
            owner=None,
            field="letter",
        )
    (issue,) = refused.value.issues
    assert issue.field == "letter"
    assert "Windows 可执行程序" in issue.sentence
    assert files() == before


def test_a_file_over_the_limit_is_not_read_whole(people):
    upload = samples.upload("大.pdf", b"%PDF-" + bytes(11 * 1024 * 1024))
    with pytest.raises(Invalid, match="超过 10 MB 的上限"):
        store_upload(upload=upload, by=people["hangzhou"], owner=None)
    assert upload.tell() == EVIDENCE.max_bytes + 1


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_file_out_again(people):
    before = files()
    seen: list[int] = []

    def store_and_break() -> None:
        with transaction.atomic():
            upload = samples.upload("a.pdf", samples.pdf())
            store_upload(upload=upload, by=people["hangzhou"], owner=None)
            seen.append(len(files()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store_and_break()
    assert seen == [len(before) + 1]
    assert files() == before


@pytest.mark.django_db(transaction=True)
def test_a_commit_keeps_the_file_and_a_savepoint_rolled_back_does_not(people):
    made = []

    def store(name: str) -> None:
        upload = samples.upload(name, samples.pdf())
        made.append(store_upload(upload=upload, by=people["hangzhou"], owner=None))

    with transaction.atomic():
        store("keep.pdf")
        with transaction.atomic():
            store("drop.pdf")
            transaction.set_rollback(True)
    stored = [file.file.storage.exists(file.file.name) for file in made]
    assert stored == [True, False]


def test_the_uploader_downloads_under_the_files_own_name(stored, client_as):
    answer = client_as("hangzhou").get(stored.get_absolute_url())
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''"
        "%E6%8E%A8%E8%8D%90%E5%87%BD%20%E5%96%86%F0%9F%98%80.pdf"
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["Cache-Control"] == "private, no-store"
    record = AccessRecord.objects.filter(kind=AccessKind.DOWNLOAD).get()
    assert record.user.username == "hangzhou"
    assert str(stored.pk) in record.detail


def test_others_are_told_that_there_is_no_such_file(stored, client_as):
    for name in ("zhejiang", "ndrc_lead", "enterprise", "sysadmin"):
        assert client_as(name).get(stored.get_absolute_url()).status_code == 404
    answer = client_as("visitor").get(stored.get_absolute_url())
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:sign-in"))
    assert not AccessRecord.objects.filter(kind=AccessKind.DOWNLOAD).exists()


def test_an_app_admits_its_readers(stored, client_as, monkeypatch):
    def admits(user, attachment):
        return attachment == stored and user.get_username() == "zhejiang"

    monkeypatch.setattr(permissions, "readers", [admits])
    url = stored.get_absolute_url()
    assert status_of(client_as("zhejiang").get(url)) == 200
    assert status_of(client_as("sichuan").get(url)) == 404


def test_lost_bytes_are_said_and_do_not_crash(stored, client_as):
    stored.file.storage.delete(stored.file.name)
    answer = client_as("hangzhou").get(stored.get_absolute_url())
    assert answer.status_code == 404
    assert "该文件的内容已丢失" in answer.content.decode()


def test_who_left_an_organisation_no_longer_reads_what_he_uploaded_for_it(
    stored, client_as, user_as
):
    assert can_read(user_as("hangzhou"), stored)
    user_as("hangzhou").posts.update(valid_until=timezone.now())
    assert not can_read(user_as("hangzhou"), stored)
    url = stored.get_absolute_url()
    assert status_of(client_as("hangzhou").get(url)) == 404


def test_a_file_nobody_links_to_is_swept_after_a_day(
    stored, django_capture_on_commit_callbacks
):
    now = timezone.now()
    assert schedule.sweep_unlinked(now + timedelta(hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert schedule.sweep_unlinked(now + timedelta(hours=25)) == 1
    assert not Attachment.objects.filter(pk=stored.pk).exists()
    assert not stored.file.storage.exists(stored.file.name)


def test_a_file_that_any_row_links_to_stays(stored, people):
    Job.objects.create(kind="x", title="x", owner=people["hangzhou"], result=stored)
    assert schedule.sweep_unlinked(timezone.now() + timedelta(days=9)) == 0
    assert not drop_unlinked(attachment_id=stored.pk)
    assert Attachment.objects.filter(pk=stored.pk).exists()


def test_bytes_whose_row_never_came_are_swept_after_a_day(stored):
    lost = settings.MEDIA_ROOT / "attachments/ab/abandoned"
    lost.parent.mkdir(parents=True, exist_ok=True)
    lost.write_bytes(b"x")
    now = timezone.now()
    schedule.sweep_rowless(now)
    assert lost.exists()
    old = (now - timedelta(days=2)).timestamp()
    os.utime(lost, (old, old))
    os.utime(stored.file.path, (old, old))
    schedule.sweep_rowless(now)
    assert not lost.exists()
    assert stored.file.storage.exists(stored.file.name)
