"""全部台账重新计算: begun by the nation's lead, done in the background."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from documents.models import Job
from incentives.forms.recomputing import RecomputingForm
from incentives.permissions.credit import can_recompute_all
from incentives.services.credit import start_recompute_all
from ui.refusals import Verdict
from ui.views import Crumb, FormPage


class RecomputeAll(FormPage):
    """Asks for the reason; then leads to the job, which tells how far it is."""

    title = "重新计算全部抵免台账"
    subtitle = (
        "按已填报的内容、审核意见和现行参数逐户重新计算；没有变化的不产生新的结果，"
        "原结果均保留。"
    )
    form_class = RecomputingForm
    submit_label = "开始计算"
    success_message = "已开始重新计算，可在本页查看进度。"

    def allow(self) -> Verdict:
        return can_recompute_all(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [("抵免参数", self.get_cancel_url()), (self.get_title(), None)]

    def get_cancel_url(self) -> str:
        return reverse("incentives:credit-rates")

    def perform(self, form: RecomputingForm) -> Job:
        cause = form.cleaned_data["cause"]
        return start_recompute_all(
            cause=cause, by=self.request.user, now=timezone.now()
        )
