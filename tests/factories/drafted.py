"""Drafts of the kind that is filled in section by section."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from cities.demo_content import one_page_pdf
from tests.factories.workflow import an_open_round, organisation_of
from tests.workflow.testkind.models import DraftedApplication, WorkRow
from workflow.models import SectionState
from workflow.services import SectionInput, open_draft, save_section


def pdf(name: str) -> ContentFile[bytes]:
    """An upload."""
    return ContentFile(one_page_pdf(), name=f"{name}.pdf")


def a_draft(applicant: str = "enterprise") -> DraftedApplication:
    """An empty draft in an open round."""
    office = organisation_of(applicant)
    made = DraftedApplication(
        title="分节申报",
        applicant=office,
        managing_unit=office.managing_unit,
        division=office.division,
        round=an_open_round("drafted_kind"),
    )
    by = User.objects.get(username=applicant)
    return open_draft(made, by=by, now=timezone.now())


def version_of(application: DraftedApplication, section: str) -> int:
    """What a page would show as the version of a section."""
    state = SectionState.objects.get(application_id=application.pk, section=section)
    return state.version


def save(
    application: DraftedApplication,
    section: str,
    given: SectionInput | None = None,
    *,
    by: str = "enterprise",
    version: int | None = None,
    **kwargs: Any,
) -> SectionState:
    """One section as a page would save it."""
    seen = version_of(application, section) if version is None else version
    return save_section(
        application,
        section=section,
        given=given or SectionInput(),
        by=User.objects.get(username=by),
        version=seen,
        **kwargs,
    )


def work(name: str, *files: str, **values: Any) -> dict[str, Any]:
    """A row with files."""
    return {"name": name, "files": [pdf(file) for file in files], **values}


def a_full_draft() -> DraftedApplication:
    """Everything filled in: two works, with two files and with one."""
    made = a_draft()
    basics = {"goal": "三年建成", "budget": "120.50", "starts_on": "2027-01-01"}
    save(made, "basics", SectionInput(basics))
    save(made, "stages", SectionInput(rows=[{"name": "起步", "share": 40}]))
    rows = [work("甲项目", "甲一", "甲二"), work("乙项目", "乙一")]
    save(made, "works", SectionInput(rows=rows), uploads={"charter": pdf("章程")})
    return DraftedApplication.objects.get(pk=made.pk)


def rows_again(application: DraftedApplication) -> list[dict[str, Any]]:
    """The works as a page sends them back untouched."""
    return [
        {"key": row.key, "name": row.name, "partner": row.partner, "done": row.done}
        for row in WorkRow.rows_of(application)
    ]


def files_by_row(application: DraftedApplication) -> dict[str, list[str]]:
    """Names of the files of each work, as the snapshot has them."""
    fresh = DraftedApplication.objects.get(pk=application.pk)
    rows = fresh.kind_of.snapshot(fresh)["sections"]["works"]["rows"]
    return {row["name"]: [file["name"] for file in row["files"]] for row in rows}
