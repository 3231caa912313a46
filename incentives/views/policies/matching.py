"""Which benefits fit an enterprise or a city."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.standing import standing_of
from cities.models import PilotCity
from enterprises.models import Enterprise
from enterprises.permissions import can_read_inside, enterprises_of
from incentives.matching import Matching, matching_of_city, matching_of_enterprise
from ui.refusals import Verdict
from ui.views import Crumb, DetailPage, Page

INSIDE = "按平台已有的企业信息判断，供参考；最终以受理部门的审核为准。"
OF_CITY = "按试点城市的公开信息判断，供参考；最终以受理部门的审核为准。"
PUBLIC = "仅按公开信息判断，供参考；最终以受理部门的审核为准。"


class OwnPolicies(Page):
    """Leads to the benefits of one's own enterprise or city."""

    title = "我的政策"
    template_name = "incentives/policies_own.html"

    def allow(self) -> Verdict:
        if enterprises_of(self.request.user) or self._cities:
            return Verdict.yes()
        return Verdict.no("此页面供企业和城市主管部门查看可适用的政策。")

    @property
    def _cities(self) -> frozenset[str]:
        return standing_of(self.request.user).city_codes

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page of the first enterprise or city, or why there is none yet."""
        ids = [one.pk for one in enterprises_of(request.user)]
        firm = Enterprise.objects.filter(organisation_id__in=ids).first()
        if firm is not None:
            return redirect("incentives:enterprise-policies", public_id=firm.public_id)
        city = PilotCity.objects.listed().filter(division_id__in=self._cities).first()
        if city is not None:
            return redirect("incentives:city-policies", code=city.code)
        return super().get(request, *args, **kwargs)


class MatchingPage(DetailPage):
    """All benefits that reach a place, with what is missing for each."""

    public = True
    template_name = "incentives/matching.html"
    note = PUBLIC

    @cached_property
    def matching(self) -> Matching:
        raise NotImplementedError

    def get_title(self) -> str:
        return "可适用的政策"

    def get_subtitle(self) -> str:
        return str(self.object)

    def crumbs(self) -> Sequence[Crumb]:
        return [
            ("政策清单", reverse("incentives:policies")),
            (str(self.object), self.object.get_absolute_url()),
            (self.get_title(), None),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"matching": self.matching, "note": self.note}
        return super().get_context_data(**kwargs | context)


class EnterprisePolicies(MatchingPage):
    """An enterprise's; those whom it concerns read by all its facts."""

    slug_field = "public_id"

    def get_queryset(self) -> QuerySet[Enterprise]:
        rows = Enterprise.objects.visible_to(self.request.user)
        found: QuerySet[Enterprise] = rows.with_public_facts()
        return found

    @cached_property
    def inside(self) -> bool:
        return bool(can_read_inside(self.request.user, self.object))

    @property
    def note(self) -> str:  # type: ignore[override]
        return INSIDE if self.inside else PUBLIC

    @cached_property
    def matching(self) -> Matching:
        day = timezone.localdate()
        return matching_of_enterprise(self.object, day=day, inside=self.inside)


class CityPolicies(MatchingPage):
    """A pilot city's; its facts are public."""

    slug_field = "code"
    note = OF_CITY

    def get_queryset(self) -> QuerySet[PilotCity]:
        rows: QuerySet[PilotCity] = PilotCity.objects.listed().for_list()
        return rows

    @cached_property
    def matching(self) -> Matching:
        return matching_of_city(self.object, day=timezone.localdate())
