"""Pages of the divisions: search, one division, its less-developed flag."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import services
from regions.filters import DivisionFilter
from regions.forms import LessDevelopedForm
from regions.models import Division, NewArea
from regions.permissions import can_correct_flags
from regions.tables import DivisionTable
from ui.refusals import Verdict
from ui.views import Action, Crumb, DetailPage, EditPage, ListPage

DIVISIONS = gettext_lazy("行政区划")


class DivisionList(ListPage):
    """All divisions, searched by code, name, pinyin or initials."""

    title = DIVISIONS
    subtitle = gettext_lazy("依据 GB/T 2260 的省、地、县三级行政区划")
    table_class = DivisionTable
    filterset_class = DivisionFilter
    empty = gettext_lazy("没有符合条件的行政区划，请检查代码、名称或拼音。")

    def get_queryset(self) -> QuerySet[Division]:
        """Everything, with its unit."""
        rows: QuerySet[Division] = Division.objects.select_related("managing_unit")
        return rows


class DivisionDetail(DetailPage):
    """One division: where it belongs and what lies below it."""

    template_name = "regions/division.html"

    def get_queryset(self) -> QuerySet[Division]:
        """Everything, with unit and parents."""
        rows: QuerySet[Division] = Division.objects.select_related(
            "managing_unit", "parent__parent"
        )
        return rows

    def get_title(self) -> str:
        """The full name."""
        return str(self.object.full_name)

    def crumbs(self) -> Sequence[Crumb]:
        """The divisions above it."""
        above: list[Crumb] = []
        parent = self.object.parent
        while parent is not None:
            above.insert(0, (parent.name, parent.get_absolute_url()))
            parent = parent.parent
        return [
            (str(DIVISIONS), reverse("regions:divisions")),
            *above,
            (self.object.name, None),
        ]

    def get_actions(self) -> Sequence[Action]:
        """The flag's form, for those who may."""
        if not can_correct_flags(self.request.user):
            return []
        url = reverse("regions:division-less-developed", kwargs={"pk": self.object.pk})
        return [Action(_("更正欠发达地区标识"), url)]

    def facts(self) -> Sequence[tuple[str, Any]]:
        """The division in a table."""
        division = self.object
        flag = _("是") if division.is_less_developed else _("否")
        corrected = division.flag_corrected_by
        rows = [
            (_("代码"), division.code),
            (_("级别"), division.get_level_display()),
            (_("管理单位"), division.managing_unit or _("不在本试点管理范围")),
            (_("所属区域"), division.get_economic_region_display() or "—"),
            (_("计划单列市"), _("是") if division.is_separately_planned else _("否")),
            (_("欠发达地区"), flag),
            (_("认定依据"), division.less_developed_basis or "—"),
        ]
        return [*rows, (_("更正人"), corrected)] if corrected else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What lies directly below, and the new areas that match."""
        context = {
            "children": Division.objects.children_of(self.object.pk),
            "new_areas": NewArea.objects.filter(division=self.object),
        }
        return super().get_context_data(**{**context, **kwargs})


class LessDevelopedEdit(EditPage):
    """Set or take away the less-developed flag."""

    queryset = Division.objects.all()
    form_class = LessDevelopedForm
    submit_label = gettext_lazy("保存更正")
    success_message = gettext_lazy("已更正欠发达地区标识，下级行政区划一并更正。")

    def allow(self) -> Verdict:
        """System administrator and national lead."""
        return can_correct_flags(self.request.user)

    def get_title(self) -> str:
        """更正欠发达地区标识."""
        return _("更正欠发达地区标识：%s") % self.object.full_name

    def crumbs(self) -> Sequence[Crumb]:
        """The division above."""
        return [
            (str(DIVISIONS), reverse("regions:divisions")),
            (self.object.full_name, self.object.get_absolute_url()),
            (_("更正欠发达地区标识"), None),
        ]

    def get_initial(self) -> dict[str, Any]:
        """What stands now."""
        return {
            "is_less_developed": "yes" if self.object.is_less_developed else "no",
            "basis": self.object.less_developed_basis,
        }

    def perform(self, form: LessDevelopedForm) -> Division:
        """Write it down."""
        return services.set_less_developed(
            division=self.object, by=self.request.user, **form.cleaned_data
        )

    def get_cancel_url(self) -> str:
        """Back to the division."""
        return str(self.object.get_absolute_url())
