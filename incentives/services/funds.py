"""The ledger of a project's money is written; nothing in it is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q, Sum
from django.utils import timezone

from accounts.models import User
from documents.models import Attachment
from documents.services import store_upload
from incentives.checks.fund_applications import allocation_issues
from incentives.checks.funds import NewEntry, entry_errors, entry_warnings
from incentives.choices.projects import GOVERNMENT, FundSource, FundStep
from incentives.models import FundApplication, FundEntry, Project, ProjectSource
from incentives.permissions.projects import can_correct, can_enter, entering_posts
from incentives.services.warnings import Answer, account_of, ask_of, keep_warned
from ui.refusals import Invalid, Issue, allow, refuse
from ui.text import clean_text, reason_in
from ui.words import cn_date, number
from workflow.choices import Stage
from workflow.mail import people_of
from workflow.services import tell

SUM_OF_STEP = {
    "allocated": FundStep.ALLOCATION,
    "scheduled": FundStep.PLAN,
    "paid": FundStep.PAYMENT,
    "used": FundStep.USE,
}
# What money went out on is proved by a voucher.
PROVED = (FundStep.PAYMENT, FundStep.USE)


def lock_project(project: Project) -> Project:
    """The row, locked: whoever writes its money or its facts waits for the other."""
    rows = Project.objects.select_for_update(of=("self",))
    locked: Project = rows.select_related("division", "owner").get(pk=project.pk)
    return locked


@transaction.atomic
def enter_funds(
    project: Project,
    *,
    source: str,
    step: str,
    amount: Decimal,
    day: date,
    document_number: str = "",
    voucher_number: str = "",
    upload: Any = None,
    note: str = "",
    application: int | None = None,
    acknowledged: Iterable[str] = (),
    reason: str = "",
    by: User,
    now: datetime | None = None,
) -> FundEntry:
    """Enter an amount in yuan; `Invalid` at its field for what cannot be.

    What may be right after all (more paid than allotted, a thousandfold jump) is
    refused until each sentence shown is among those `acknowledged` and a reason is
    given; both are kept with the entry.
    """
    now = now or timezone.now()
    held = lock_project(project)
    source, step = _known(source, step)
    allow(can_enter(by, held, source, step))
    new = NewEntry(source=source, step=step, amount=amount, day=day)
    answer = Answer.of(acknowledged, reason)
    passed = _look_into(held, new, answer, timezone.localdate(now))
    case = _application(held, new, application)
    papers = {
        "document_number": clean_text(document_number, multiline=False),
        "voucher_number": clean_text(voucher_number, multiline=False),
    }
    file = _voucher(held, new, papers, upload, by)
    made = FundEntry.objects.create(
        project=held,
        source=source,
        step=step,
        amount=amount,
        day=day,
        **papers,
        voucher=file,
        application=case,
        note=clean_text(note, multiline=False),
        reason=answer.reason if passed else "",
        warnings=passed,
        entered_by=by,
        organisation=entering_posts(by, held, source, step)[0].organisation,
        entered_at=now,
    )
    _add_up(held, source)
    _tell_owner(made, now)
    return made


def _known(source: str, step: str) -> tuple[str, str]:
    issues = []
    if source not in FundSource.values:
        issues.append(Issue("source", "请选择资金来源。"))
    if step not in FundStep.values:
        issues.append(Issue("step", "请选择环节。"))
    refuse(issues)
    return FundSource(source).value, FundStep(step).value


def _look_into(
    project: Project, new: NewEntry, answer: Answer, today: date
) -> list[str]:
    """The warnings that were acknowledged one by one."""
    row, _made = ProjectSource.objects.get_or_create(project=project, source=new.source)
    account = account_of(row)
    refuse(entry_errors(new, account, project.total, today))
    before = FundEntry.objects.standing().filter(
        project=project, source=new.source, step=new.step
    )
    last = before.order_by("-pk").values_list("amount", flat=True).first()
    return ask_of(entry_warnings(new, account, last), answer)


def _application(
    project: Project, new: NewEntry, named: int | None
) -> FundApplication | None:
    """The approved application of this money; no more is allotted than it says."""
    if not named:
        return None
    case = FundApplication.objects.filter(
        pk=named, project=project, source=new.source, stage=Stage.LISTED
    ).first()
    if case is None or new.step != FundStep.ALLOCATION:
        raise Invalid.at("application", "没有找到该项目此项资金已批准的申请。")
    rows = FundEntry.objects.standing().filter(application=case)
    allotted = rows.aggregate(s=Sum("amount"))["s"] or Decimal(0)
    approved = case.amount or Decimal(0)
    refuse(allocation_issues(new.amount, approved, allotted))
    return case


def _voucher(
    project: Project, new: NewEntry, papers: dict[str, str], upload: Any, by: User
) -> Attachment | None:
    """The file, once it is sure that the papers are there and were not used before."""
    allotted = new.step == FundStep.ALLOCATION and new.source in GOVERNMENT
    if allotted and not papers["document_number"]:
        raise Invalid.at("document_number", "请填写下达文件的文号。")
    number_given = papers["voucher_number"]
    if new.step in PROVED and not number_given and upload is None:
        raise Invalid.at("voucher_number", "请填写凭证号码，或者上传凭证。")
    used = FundEntry.objects.standing().filter(
        project__owner=project.owner_id, step=new.step
    )
    if number_given:
        _not_twice(used.filter(voucher_number=number_given), "voucher_number")
    if upload is None:
        return None
    file = store_upload(upload=upload, by=by, owner=project.owner)
    _not_twice(used.filter(voucher__sha256=file.sha256), "file")
    return file


def _not_twice(used: Any, field: str) -> None:
    before = used.select_related("project").first()
    if before is None:
        return
    raise Invalid.at(
        field,
        f"该凭证已用于“{before.project}”{cn_date(before.day)}的登记"
        f"（{number(before.amount, 2)}元），不能重复使用。",
    )


def _add_up(project: Project, source: str) -> None:
    """Make the sums of a source anew from its entries."""
    entries = FundEntry.objects.filter(project=project, source=source)
    sums = entries.sums()
    days = entries.standing().aggregate(
        first=Min("day", filter=Q(step=FundStep.ALLOCATION)),
        last=Max("day", filter=Q(step=FundStep.PAYMENT)),
    )
    waits = days["first"]
    if waits is not None and days["last"] is not None:
        waits = max(waits, days["last"])
    ProjectSource.objects.filter(project=project, source=source).update(
        waits_since=waits,
        **{name: sums.get(step, Decimal(0)) for name, step in SUM_OF_STEP.items()},
    )
    keep_warned(project.pk)
    # Whoever keeps a copy of projects hears of it; the version guards facts alone.
    Project.objects.filter(pk=project.pk).update(updated_at=timezone.now())


@transaction.atomic
def correct_entry(
    entry: FundEntry, *, reason: str, by: User, now: datetime | None = None
) -> FundEntry:
    """Undo an entry by a counter entry that gives the reason."""
    now = now or timezone.now()
    project = lock_project(entry.project)
    held: FundEntry = (
        FundEntry.objects.select_related("corrected_by")
        .filter(project=project)
        .get(pk=entry.pk)
    )
    held.project = project
    allow(can_correct(by, held))
    made = FundEntry.objects.create(
        project=project,
        source=held.source,
        step=held.step,
        amount=-held.amount,
        day=timezone.localdate(now),
        document_number=held.document_number,
        voucher_number=held.voucher_number,
        corrects=held,
        reason=reason_in(reason),
        entered_by=by,
        organisation=entering_posts(by, project, held.source, held.step)[
            0
        ].organisation,
        entered_at=now,
    )
    _add_up(project, held.source)
    _tell_owner(made, now)
    return made


def _tell_owner(entry: FundEntry, now: datetime) -> None:
    """The owner hears of what an authority enters or undoes."""
    project = entry.project
    if entry.organisation_id == project.owner_id:
        return
    what = entry.get_step_display()
    amount = f"{number(abs(entry.amount), 2)}元"
    done = f"冲销了{what}记录" if entry.is_counter else f"登记了{what}"
    tell(
        people_of(project.owner_id, now),
        key=f"fund-entry:{entry.pk}",
        subject=f"{project.name}：{done}{amount}",
        body=f"{entry.organisation}{done}：{entry.get_source_display()}{amount}。"
        + (f"理由：{entry.reason}" if entry.is_counter else ""),
        path=project.get_absolute_url(),
        now=now,
    )
