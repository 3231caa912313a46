"""Background jobs of the signed-in user: the list, one job, and a new attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.choices import JobState
from documents.models import Job
from documents.permissions import can_retry
from documents.services import ring_again
from documents.tables import JobTable
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, DetailPage, JobPage, ListPage
from ui.words import cn_datetime

JOBS = gettext_lazy("后台任务")
OPEN = (JobState.QUEUED, JobState.RUNNING)
MINE = Job.objects.select_related("result")


@dataclass(frozen=True)
class JobView:
    """What components/job.html draws of a job."""

    state_label: str
    percent: int
    done: bool
    failed: bool
    note: str

    @classmethod
    def of(cls, job: Job) -> JobView:
        """The job as its owner sees it."""
        done, failed = job.state == JobState.DONE, job.state == JobState.FAILED
        label = job.get_state_display()
        return cls(label, 100 if done else job.percent, done, failed, job.message)


class JobList(ListPage):
    """My jobs, newest first."""

    title = JOBS
    subtitle = gettext_lazy("您提交的报告生成等任务，完成后可在此下载结果。")
    queryset = MINE
    table_class = JobTable
    empty = gettext_lazy(
        "还没有后台任务。导出文件、生成报告等较长的处理，在此显示进度。"
    )


class JobTrail:
    """后台任务 › this job."""

    object: Any

    def crumbs(self) -> Sequence[Crumb]:
        """The trail after 首页; a page about the job ends with its own title."""
        own = self.get_title()  # type: ignore[attr-defined]
        list_url, job_url = reverse("documents:jobs"), self.object.get_absolute_url()
        trail: list[Crumb] = [(str(JOBS), list_url), (str(self.object), job_url)]
        return (
            [*trail[:1], (own, None)]
            if own == str(self.object)
            else [*trail, (own, None)]
        )


class JobDetail(JobTrail, JobPage):
    """One job: state, progress, the file that came of it."""

    template_name = "documents/job.html"
    queryset = MINE

    def get_job(self) -> JobView:
        """State and progress."""
        return JobView.of(self.object)

    def get_actions(self) -> Sequence[Action]:
        """A new attempt, where the last one failed."""
        if not can_retry(self.request.user, self.object):
            return []
        url = reverse("documents:job-retry", kwargs={"pk": self.object.pk})
        return [Action(_("重新处理"), url, tone="primary")]

    def facts(self) -> Sequence[tuple[str, Any]]:
        """When it was asked for and when it ended."""
        job = self.object
        return [
            (_("任务编号"), job.pk),
            (_("提交时间"), cn_datetime(job.created_at)),
            (_("完成时间"), cn_datetime(job.finished_at)),
            (_("处理次数"), job.attempt),
        ]


class JobStatus(DetailPage):
    """The same in JSON, for scripts that wait."""

    queryset = MINE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """State, progress and, at the end, where the file is."""
        job = self.object
        body = {
            "state": job.state,
            "label": job.get_state_display(),
            "percent": JobView.of(job).percent,
            "done": job.done,
            "total": job.total,
            "message": job.message,
            "result_url": job.result.get_absolute_url() if job.result else None,
        }
        return JsonResponse(body, headers={"Cache-Control": "no-store"})


class JobRetry(JobTrail, ActionPage):
    """Ring a failed job again."""

    title = gettext_lazy("重新处理")
    question = gettext_lazy("将从头重新处理该任务。确定吗？")
    submit_label = gettext_lazy("重新处理")
    success_message = gettext_lazy("已重新提交，正在排队处理。")
    queryset = MINE

    def allow(self) -> Verdict:
        """The owner, after a failure."""
        return can_retry(self.request.user, self.object)

    def facts(self) -> Sequence[tuple[str, Any]]:
        """What went wrong."""
        return [(_("任务"), self.object), (_("失败原因"), self.object.message)]

    def get_cancel_url(self) -> str:
        """Back to the job."""
        return str(self.object.get_absolute_url())

    def perform(self, form: Any) -> Job:
        """Queue it anew."""
        return ring_again(self.object, by=self.request.user)
