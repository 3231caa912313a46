"""Who may read a file: its uploader, its job's owner, and whoever an app admits.

An app above adds its own answer when it is ready:

    add_reader(may_read_evidence)      # (user, attachment) -> bool

The user may be anonymous: a public notice may show its files to everyone.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.standing import standing_of
from documents.choices import JobState
from documents.models import Attachment, Job
from ui.refusals import Verdict

Reader = User | AnonymousUser
Admits = Callable[[Reader, Attachment], bool]
readers: list[Admits] = []


def add_reader(admits: Admits) -> None:
    """Let an app say which files its users may read."""
    if admits not in readers:
        readers.append(admits)


def can_read(user: Reader, attachment: Attachment) -> Verdict:
    """May this user have the file's bytes? A "no" is shown as 404."""
    if user.is_authenticated and _is_own(user, attachment):
        return Verdict.yes()
    if any(admits(user, attachment) for admits in readers):
        return Verdict.yes()
    return Verdict.no(_("没有找到该文件，或您无权查看。"))


def _is_own(user: Reader, attachment: Attachment) -> bool:
    if attachment.uploaded_by_id is not None and attachment.uploaded_by_id == user.pk:
        # What he uploaded for an organisation is no longer his when he has left it.
        mine = {None, *standing_of(user).organisation_ids}
        return attachment.owner_id in mine
    return Job.objects.filter(result=attachment, owner_id=user.pk).exists()


def can_retry(user: User, job: Job) -> Verdict:
    """May this user ring a failed job again?"""
    if job.owner_id != user.pk:
        return Verdict.no(_("只有提交人可以重新处理该任务。"))
    if job.state != JobState.FAILED:
        return Verdict.no(_("该任务没有失败，不需要重新处理。"))
    return Verdict.yes()
