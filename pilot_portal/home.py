"""The public front page: what is on notice, what can be applied for, who is listed."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import PilotCity
from enterprises.models import Enterprise
from ui.views import Page
from workflow.models import Notice, Round


class HomePage(Page):
    """Open to everyone; signed-in users reach their own desk from its bar."""

    public = True
    title = _("国家产教融合建设试点管理平台")
    template_name = "home.html"

    def crumbs(self) -> list[tuple[str, str | None]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        today = timezone.localdate(now)
        return super().get_context_data(
            notices=Notice.objects.running(today).order_by("ends_on")[:6],
            rounds=Round.objects.open_at(now).order_by("closes_at")[:6],
            cities=PilotCity.objects.listed().select_related("managing_unit")[:6],
            city_count=PilotCity.objects.listed().count(),
            enterprise_count=Enterprise.objects.in_pilot().count(),
            **kwargs,
        )
