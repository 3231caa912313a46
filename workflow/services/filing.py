"""An objection comes in: receipt number, query code, files; the case is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import (
    constant_time_compare,
    get_random_string,
    salted_hmac,
)

from accounts.choices import Role
from documents.services import EVIDENCE, LETTER, FileRule, store_upload
from regions.calendar import last_moment, load_calendar, local_day
from ui.refusals import Closed, Invalid, Issue, NotFound, refuse
from ui.text import clean_text
from ui.words import cn_date
from workflow.checks.objections import Objector, facts_issues, objector_issues
from workflow.choices import Action, LetterKind, NoticeOutcome, Stage
from workflow.mail import people_in_turn, people_of_applicant
from workflow.models import Application, NoticeEntry, Objection, ObjectionFile
from workflow.permissions import bears_name, can_object
from workflow.services.letters import write_letter
from workflow.services.record import lock_case, record_act, take_number
from workflow.services.reminders import reminder_before
from workflow.services.telling import tell

# Without what is easily misread on paper: 0 and O, 1, I and L.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
SEAL_IS_NO_PICTURE = "盖章扫描件须为图片或PDF"
UNKNOWN = "受理回执号或查询码不正确，请核对后重新输入。"
HELD = "收到异议，已暂缓"


@dataclass(frozen=True)
class Filed:
    """An objection with the code that is shown this once and kept nowhere."""

    objection: Objection
    code: str


@transaction.atomic
def file_objection(
    entry: NoticeEntry,
    *,
    objector: Objector,
    text: str,
    seal: Any = None,
    files: Sequence[Any] = (),
    now: datetime | None = None,
) -> Filed:
    """Take an objection to a case on a public notice; anybody may raise one.

    Raises `Closed` when the notice is over or the case has left it, `Invalid` with
    what is wrong at which field.
    """
    now = now or timezone.now()
    case = lock_case(entry.application_id)
    entry = NoticeEntry.objects.select_related("notice__issued_by").get(pk=entry.pk)
    _refuse_unless_on_notice(entry, case, now)
    text = clean_text(text)
    _refuse_incomplete(entry, objector, text, seal, files)
    code = get_random_string(CODE_LENGTH, CODE_LETTERS)
    objection = _write(entry, case, objector, text, code, now)
    _keep_files(objection, seal, files)
    words = f"收到异议{objection.number}，已暂缓，异议办结后继续。"
    record_act(case, Action.OBJECTION, by=None, post=None, now=now, note=words)
    _tell_of_receipt(case, objection, now)
    write_letter(objection, LetterKind.RECEIPT)
    return Filed(objection, code)


def _refuse_unless_on_notice(
    entry: NoticeEntry, case: Application, now: datetime
) -> None:
    verdict = can_object(entry.notice, now)
    if not verdict:
        raise Closed(verdict.reason)
    running = entry.outcome == NoticeOutcome.RUNNING
    if not running or case.stage != Stage.PUBLIC_NOTICE:
        raise Closed(f"“{entry.title}”已不在公示中，不再受理异议。")


def _refuse_incomplete(
    entry: NoticeEntry, who: Objector, text: str, seal: Any, files: Sequence[Any]
) -> None:
    issues = objector_issues(who)
    issues += facts_issues(text, len(files), seal=bool(seal), who=who)
    if who.is_organisation and bears_name(entry.notice.issued_by, who.name):
        # Nobody there could decide on it: the authority itself has the door.
        sentence = "发布公示的部门不能对自己的公示提出异议。"
        issues.append(Issue("objector_name", sentence))
    refuse(issues)


def _write(
    entry: NoticeEntry,
    case: Application,
    who: Objector,
    text: str,
    code: str,
    now: datetime,
) -> Objection:
    calendar = load_calendar()
    due = calendar.add(local_day(now), case.rules.objection_days)
    number = take_number(case, now, prefix="YY")
    return Objection.objects.create(
        number=number,
        code_digest=_digest(number, code),
        entry=entry,
        application=case,
        objector_kind=who.kind,
        objector_name=who.name,
        contact_name=who.contact_name,
        phone=who.phone,
        email=who.email,
        text=text,
        received_at=now,
        due_at=last_moment(due),
        term_days=case.rules.objection_days,
        remind_at=reminder_before(due, case.rules.remind_days, calendar),
    )


def _keep_files(objection: Objection, seal: Any, files: Sequence[Any]) -> None:
    """Under names of our own: those of the objector may tell who he is."""
    if seal:
        try:
            _keep(objection, seal, LETTER, "seal", "盖章扫描件", is_seal=True)
        except Invalid as fault:
            raise Invalid.at(
                "seal", f"{SEAL_IS_NO_PICTURE}。{fault.sentence}"
            ) from fault
    for place, upload in enumerate(files, start=1):
        _keep(objection, upload, EVIDENCE, "files", f"证明材料{place}")


def _keep(
    objection: Objection,
    upload: Any,
    rule: FileRule,
    field: str,
    name: str,
    *,
    is_seal: bool = False,
) -> None:
    attachment = store_upload(
        upload=upload, by=None, owner=None, allowed=rule, field=field
    )
    attachment.name = name + PurePath(attachment.name).suffix.lower()
    attachment.save(update_fields=["name"])
    ObjectionFile.objects.create(
        objection=objection, attachment=attachment, is_seal=is_seal
    )


def _tell_of_receipt(case: Application, objection: Objection, now: datetime) -> None:
    """The applicant hears that his case is held, its handlers what they have to do."""
    what = f"“{case.title}”（{case.number or '未编号'}）"
    key = f"objection:{objection.pk}"
    tell(
        people_of_applicant(case, now),
        key=f"{key}:held",
        subject=f"{HELD}：{case.title}",
        body=f"{what}在公示期间收到异议，现已暂缓，异议办结后继续办理。",
        application=case,
        now=now,
    )
    issuer = objection.entry.notice.issued_by_id
    tell(
        people_in_turn(case, now, Role.HANDLER, issuer),
        key=f"{key}:received",
        subject=f"收到异议：{case.title}",
        body=f"{what}收到异议{objection.number}，请于{cn_date(objection.due_at)}前"
        "调查并提出处理意见。",
        application=case,
        now=now,
    )


def find_objection(*, number: str, code: str) -> Objection:
    """The objection of who holds both its number and its code; else `NotFound`."""
    number = clean_text(number, multiline=False).upper()
    code = clean_text(code, multiline=False).upper()
    found: Objection | None = Objection.objects.filter(number=number).first()
    kept = found.code_digest if found else ""
    if not constant_time_compare(kept, _digest(number, code)) or found is None:
        raise NotFound(UNKNOWN)
    return found


def _digest(number: str, code: str) -> str:
    mac = salted_hmac(f"objection:{number}", code, algorithm="sha256")
    return str(mac.hexdigest())
