"""The ledger of preferences: list, totals, entry, confirmation, counter entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.choices.grants import PREFERENCE_UNIT, WHOLE, PreferenceKind
from incentives.filters.grants import PreferenceFilter
from incentives.forms.preferences import CounterForm, PreferenceForm
from incentives.models import Preference
from incentives.permissions.grants import (
    can_counter,
    can_list_preferences,
    can_propose_preference,
)
from incentives.services.preferences import (
    propose_counter,
    propose_preference,
)
from incentives.tables.grants import PreferenceTable
from regions.models import Division
from ui.refusals import Verdict
from ui.views import (
    Action,
    Crumb,
    EditPage,
    FormPage,
    ListPage,
)
from ui.words import cn_datetime, number
from workflow.views.four_eyes import (
    ConfirmPage,
    DropPage,
    FourEyesDetail,
    FourEyesMixin,
)

LIST = ("倾斜支持台账", "incentives:preferences")
HEADS = (
    "倾斜类别",
    "支持对象",
    "年度",
    "数量",
    "单位",
    "依据文件名称",
    "依据文件文号",
    "登记单位",
    "管理单位",
    "状态",
    "说明",
)


def quantity_words(kind: str, quantity: Any) -> str:
    """200名, 1.50元, 2个."""
    return f"{number(quantity, 0 if kind in WHOLE else 2)}{PREFERENCE_UNIT[kind]}"


class PreferenceMixin(FourEyesMixin):
    """Entries that this user may read."""

    model, page, register = Preference, "incentives:preference", LIST
    object: Preference

    def facts(self) -> Sequence[tuple[str, Any]]:
        """The entry in words."""
        row = self.object
        rows = [
            ("支持对象", row.receiver_words),
            ("倾斜类别", row.get_kind_display()),
            ("年度", f"{row.year}年"),
            ("数量", quantity_words(row.kind, row.quantity)),
            ("依据文件", row.basis_name),
            ("依据文件文号", row.basis_number),
            ("依据文件链接", row.basis_url),
            ("说明", row.note),
            ("登记单位", row.organisation),
            ("登记时间", cn_datetime(row.proposed_at)),
            ("办结时间", cn_datetime(row.decided_at)),
            ("办结意见", row.decision_note),
        ]
        return [(label, value) for label, value in rows if value]


class PreferenceList(PreferenceMixin, ListPage):
    """The ledger with its totals by kind and year, of the rows filtered."""

    title = "倾斜支持台账"
    subtitle = "招生计划、项目投资、学位点对城市、学校和行业的倾斜支持"
    template_name = "incentives/preferences.html"
    table_class = PreferenceTable
    filterset_class = PreferenceFilter
    empty = "没有符合条件的登记。"
    empty_yet = "还没有倾斜支持登记。"

    def allow(self) -> Verdict:
        return can_list_preferences(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(LIST[0], None)]

    def get_actions(self) -> Sequence[Action]:
        if not can_propose_preference(self.request.user):
            return []
        url = reverse("incentives:preference-new")
        return [Action("登记", url, tone="primary", icon="plus")]

    def get_export_url(self) -> str:
        return reverse("incentives:preferences-export")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        totals = [
            (
                f"{row['year']}年",
                str(PreferenceKind(row["kind"]).label),
                quantity_words(row["kind"], row["quantity"]),
                row["entries"],
            )
            for row in self.rows.totals()  # type: ignore[attr-defined]
        ]
        return super().get_context_data(**kwargs, totals=totals)


class PreferenceExport(ExportMixin, PreferenceList):
    """The filtered rows as a file, all of them."""

    def columns(self) -> Sequence[str]:
        return HEADS

    def cells(self, row: Preference) -> list[Cell]:
        unit = row.managing_unit
        return [
            row.get_kind_display(),
            row.receiver_words,
            row.year,
            row.quantity,
            row.unit_words,
            row.basis_name,
            row.basis_number,
            row.organisation.name,
            unit.name if unit else "国家",
            row.get_state_display(),
            row.note,
        ]


class PreferenceNew(FormPage):
    """A handler enters a preference."""

    title = "登记倾斜支持"
    template_name = "incentives/grant_new.html"
    form_class = PreferenceForm
    submit_label = "提交确认"
    success_message = "已登记，待本部门负责人确认。"
    cancel_url = "/incentives/preferences/"

    def allow(self) -> Verdict:
        return can_propose_preference(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        return [(LIST[0], reverse(LIST[1])), (self.get_title(), None)]

    def get_initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year}

    def perform(self, form: Any) -> Preference:
        given = form.cleaned_data
        return propose_preference(form.receiver(), given=given, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = Division.objects.prefectures().managed()
        return super().get_context_data(**kwargs, places=places)


class PreferenceDetail(PreferenceMixin, FourEyesDetail):
    """One entry with its corrections."""

    template_name = "incentives/preference.html"

    def get_actions(self) -> Sequence[Action]:
        row = self.object
        if not can_counter(self.request.user, row):
            return super().get_actions()
        url = reverse("incentives:preference-counter", args=[row.pk])
        return [Action("冲减", url, icon="minus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        seen = Preference.objects.visible_to(self.request.user)
        corrections = [
            (one, quantity_words(one.kind, one.quantity))
            for one in seen.filter(corrects=row)
        ]
        context = {
            "corrections": corrections,
            "left": quantity_words(row.kind, row.left) if corrections else "",
        }
        return super().get_context_data(**kwargs | context)


class PreferenceConfirm(PreferenceMixin, ConfirmPage):
    """The lead confirms."""

    title = "确认登记"
    question = "确认后记入台账，不能修改；更正以冲减记录登记。确定吗？"
    success_message = "已确认。"


class PreferenceDrop(PreferenceMixin, DropPage):
    """The lead does not follow, or the handler takes back."""


class PreferenceCounter(PreferenceMixin, EditPage):
    """Take something off a confirmed entry."""

    title = "冲减登记"
    form_class = CounterForm
    submit_label = "提交确认"
    success_message = "已登记冲减，待本部门负责人确认。"

    def allow(self) -> Verdict:
        return can_counter(self.request.user, self.object)

    def get_subtitle(self) -> str:
        row = self.object
        return f"{row}，尚余{quantity_words(row.kind, row.left)}"

    def get_initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Preference:
        return propose_counter(self.object, by=self.request.user, **form.cleaned_data)
