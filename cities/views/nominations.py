"""The list of nominations, how one begins, and the province's letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Organisation
from cities.checks import lane_of
from cities.choices import PilotStatus
from cities.filters import NOMINATIONS, NominationFilter
from cities.forms import NominationStartForm, RecommendationForm
from cities.models import CityNomination, Recommendation
from cities.models.nomination import LONG_TEXTS
from cities.permissions import can_recommend, can_start, offices_of
from cities.services import enter_recommendation, start_nomination
from cities.tables import NominationTable
from cities.views.shared import NominationMixin
from regions.models import Division, ManagingUnit, NewArea
from ui.refusals import Verdict
from ui.views import Action, EditPage
from workflow.choices import Lane
from workflow.views.reviewing import ReviewList
from workflow.views.starting import RoundStart

LANE_WORDS = {
    Lane.ORDINARY: (
        "经省级推荐",
        "由城市主管部门填报，省级审核并以省级人民政府推荐函推荐后，报国家审核。",
    ),
    Lane.SEPARATELY_PLANNED: (
        "计划单列市自行申报",
        "计划单列市无须省级推荐，提交后直接报国家审核。",
    ),
    Lane.MUNICIPALITY: (
        "直辖市推荐核心区",
        "直辖市须指定本市一个市辖区或国家级新区作为试点核心区，提交后直接报国家审核。",
    ),
}


class NominationList(ReviewList):
    """Nominations that this user may see."""

    title = "城市申报"
    subtitle = "产教融合型城市试点的申报与办理情况"
    view_list = NOMINATIONS
    table_class = NominationTable
    filterset_class = NominationFilter
    empty = "没有符合条件的申报。"
    empty_yet = "还没有城市申报。申报批次开放后，由城市主管部门填报提交。"

    def get_queryset(self) -> QuerySet[CityNomination]:
        rows = CityNomination.objects.visible_to(self.request.user)
        found: QuerySet[CityNomination] = rows.for_review()
        return found.defer(*LONG_TEXTS)

    def get_actions(self) -> Sequence[Action]:
        if not can_start(self.request.user):
            return []
        url = reverse("cities:nomination-start")
        return [Action("开始申报", url, tone="primary", icon="pencil")]


class NominationStart(RoundStart):
    """The way is explained before the form: which, why, what is needed."""

    title = "开始申报产教融合型城市"
    template_name = "cities/start.html"
    form_class = NominationStartForm
    kind = CityNomination.KIND
    list_crumb = NominationMixin.list_crumb
    edit_url = NominationMixin.urls.edit

    def allow(self) -> Verdict:
        return can_start(self.request.user)

    def applicants(self) -> list[Organisation]:
        return offices_of(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"areas": core_areas(self.applicants())}

    def get_initial(self) -> dict[str, Any]:
        places = [o.division for o in self.applicants() if o.division]
        return {"division": places[0] if places else None}

    def perform(self, form: Any) -> CityNomination:
        return start_nomination(
            round=form.cleaned_data["round"],
            division=form.cleaned_data["division"],
            core_area=form.cleaned_data.get("core_area"),
            by=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = [o.managing_unit for o in self.applicants() if o.managing_unit]
        places = Division.objects.nominable().filter(managing_unit__in=units)
        context = {
            "lanes": [_lane_card(unit) for unit in dict.fromkeys(units)],
            "places": places.order_by("code")[:60],
        }
        return super().get_context_data(**kwargs | context)


def _lane_card(unit: ManagingUnit) -> dict[str, Any]:
    lane = lane_of(unit)
    label, words = LANE_WORDS[lane]
    return {"unit": unit, "lane": lane.value, "label": label, "words": words}


def core_areas(offices: list[Any]) -> list[tuple[str, str]]:
    """Districts and new areas that the person's municipality may name."""
    units = [o.managing_unit for o in offices if o.managing_unit]
    own = [unit.code for unit in units if unit.is_municipality]
    if not own:
        return []
    taken = {"pilot_cities__status": PilotStatus.LISTED}
    areas = NewArea.objects.filter(host_unit_id__in=own).exclude(**taken)
    districts = Division.objects.nominable().filter(managing_unit_id__in=own)
    # A new area that is a district is offered once, under its first name.
    named = {area.division_id for area in areas}
    return [(f"n{area.pk}", f"{area.name}（国家级新区）") for area in areas] + [
        (f"d{place.pk}", f"{place.name}（市辖区）")
        for place in districts.exclude(**taken).order_by("code")
        if place.pk not in named
    ]


class RecommendationEdit(NominationMixin, EditPage):
    """The province enters the letter by which it recommends the city."""

    title = "登记省级推荐函"
    form_class = RecommendationForm
    success_message = "推荐函已登记。"

    def allow(self) -> Verdict:
        return can_recommend(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        held = Recommendation.objects.filter(nomination=self.object).first()
        if held is None:
            name = self.object.unit.name
            return {"version": 0, "authority": f"{name}人民政府"}
        fields = ("version", "authority", "letter_number", "letter_date")
        return {field: getattr(held, field) for field in fields}

    def perform(self, form: Any) -> Recommendation:
        given = dict(form.cleaned_data)
        return enter_recommendation(
            self.object, by=self.request.user, upload=given.pop("letter"), **given
        )

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()
