"""Who objected is seen by nobody but the handlers and leads of that one authority."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import models
from django.http import HttpResponse
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from documents import jobs, tasks
from documents.models import Job
from tests.access.test_routes import names_of
from tests.documents.samples import pdf, picture, upload
from tests.factories.workflow import (
    COMPANY,
    FINDING,
    OBJECTOR,
    TEXT,
    an_objection,
    application_at,
)
from tests.personas import EVERYBODY
from workflow.choices import ObjectionState, Stage
from workflow.models import Application, Objection, ObjectionLetter
from workflow.schedule import remind_objections_at
from workflow.services import order_archive, return_objection

pytestmark = pytest.mark.django_db

# What may be read by who handles it; the text is no name, but may tell of one.
SECRETS = [OBJECTOR.name, OBJECTOR.phone, OBJECTOR.email, COMPANY.name]
SECRETS += [COMPANY.contact_name, TEXT, FINDING["investigation"], FINDING["answer"]]
ISSUER = ("ndrc", "ndrc_lead")
# One of each sort of people; every page and resource is asked for as each of them.
SORTS = ("visitor", "enterprise", "zhejiang_lead", "moe_lead", "mof")
SORTS += ("sysadmin", "auditor")
# Where the authority itself reads who objected.
HANDLED = {
    *("workflow:objection", "workflow:objection-investigate"),
    *("workflow:objection-confirm", "workflow:objection-return"),
    *("api:objection-list", "api:objection-detail", "api:objection-investigate"),
}
# Reference data, and what Django keeps for itself.
BIG = ("regions.division", "contenttypes", "sessions", "auth")
SPACES = ("workflow:", "api:", "reporting:", "accounts:", "documents:", "home")


@pytest.fixture
def case(user_as):
    """With objections in hand, given back, reminded of, dismissed and upheld."""
    found = application_at(Stage.PUBLIC_NOTICE)
    an_objection(found, ObjectionState.DISMISSED, confirmed=True)
    seal = upload("公章.png", picture())
    company = an_objection(
        found, ObjectionState.DISMISSED, objector=COMPANY, seal=seal,
        files=[upload(f"{COMPANY.name}.pdf", pdf())],
    )  # fmt: skip
    return_objection(company, by=user_as("ndrc_lead"), reason="请补充调查。")
    an_objection(found)
    remind_objections_at(timezone.now() + timedelta(days=90))
    return found


def addresses(case: Application) -> Iterator[tuple[str, str]]:
    """Every page and resource that the case, its notice or an objection has."""
    notice = case.notice_entries.get().notice
    objection = case.objections.filter(state=ObjectionState.RECEIVED).first()
    given = [{}, {"pk": case.pk}, {"pk": objection.pk}, {"number": notice.number}]
    given.append({"pk": case.pk, "number": 1})
    for name in sorted(names_of(get_resolver().url_patterns)):
        for kwargs in given if name.startswith(SPACES) else []:
            try:
                yield name, reverse(name, kwargs=kwargs or None)
            except NoReverseMatch:
                continue


def read(answer: HttpResponse) -> str:
    """The words of an answer; of an archive those of all that is in it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        body = b"".join(archive.read(name) for name in archive.namelist())
    return body.decode(errors="replace")


def told(client, case: Application) -> dict[str, list[str]]:
    """Which secrets stand at which address."""
    found: dict[str, list[str]] = {}
    for name, address in addresses(case):
        text = read(client.get(address))
        if shown := [secret for secret in SECRETS if secret in text]:
            found[name] = shown
    return found


@pytest.mark.parametrize("name", SORTS)
def test_no_page_and_no_resource_tells_who_objected(case, client_as, name):
    assert told(client_as(name), case) == {}


@pytest.mark.parametrize("name", ISSUER)
def test_the_authority_itself_reads_it_only_where_it_handles_it(case, client_as, name):
    found = told(client_as(name), case)
    assert set(found) <= HANDLED
    assert {"workflow:objection", "api:objection-detail"} <= set(found)


def test_nobody_else_downloads_what_an_objector_handed_in(case, client_as):
    held = Objection.objects.filter(files__is_seal=True).first().files.first()
    address = reverse("documents:download", args=[held.attachment_id])
    got = []
    for name in EVERYBODY:
        answer = client_as(name).get(address)
        read(answer)  # to its end, or the file stays open
        got += [name] if answer.status_code == 200 else []
    assert sorted(got) == sorted(ISSUER)


def test_no_archive_tells_who_objected(case, user_as):
    for name in ("enterprise", "zhejiang", "ndrc_lead"):
        job = order_archive(case, by=user_as(name))
        tasks.work_on(jobs.claim(job.pk))
        result = Job.objects.select_related("result").get(pk=job.pk).result
        with result.file.open("rb") as file, zipfile.ZipFile(file) as archive:
            text = b"".join(archive.read(entry) for entry in archive.namelist())
        assert [s for s in SECRETS if s.encode() in text] == [], name


def test_no_table_but_its_own_holds_who_objected(case, tmp_path: Path):
    """Steps, messages, mails, proposals, the access log, jobs: whatever there is."""
    own = {Objection, ObjectionLetter}
    dump = tmp_path / "all.json"
    skipped = [f"{m._meta.app_label}.{m._meta.model_name}" for m in own]
    call_command("dumpdata", exclude=[*skipped, *BIG], output=dump, verbosity=0)
    text = dump.read_text()
    assert "收到异议" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_sent_log_holds_no_address_of_an_objector(case, client_as):
    page = client_as("sysadmin").get(reverse("workflow:mails")).content.decode()
    assert OBJECTOR.email not in page
    assert ObjectionLetter.objects.exists()
    assert not any(
        isinstance(field, models.EmailField) for field in ObjectionLetter._meta.fields
    )
