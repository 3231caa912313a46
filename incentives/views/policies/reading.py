"""The public policy list: list, print, files, a benefit and its versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from documents.exports import Cell
from documents.views.exports import ExportMixin
from incentives.choices.policies import PolicyState
from incentives.conditions import words_of
from incentives.filters.policies import PolicyFilter
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.naming import names_for
from incentives.permissions.policies import (
    can_discard,
    can_draft,
    can_propose,
    can_publish,
    can_send_back,
    can_withdraw,
)
from incentives.tables.policies import PolicyTable
from ui.views import Action, Crumb, DetailPage, ListPage
from ui.words import cn_datetime

LIST = ("政策清单", "incentives:policies")
HEADS = (
    "政策名称",
    "类别",
    "适用主体",
    "适用范围",
    "优惠或支持内容",
    "适用对象",
    "适用条件",
    "依据文件",
    "文号",
    "文件链接",
    "发文机关",
    "生效日期",
    "截止日期",
    "办理方式",
    "受理部门",
    "联系方式",
    "信息来源",
    "文本核对",
    "状态",
)
# More rows are no list to print; the file holds them all.
MOST_PRINTED = 1000


def condition_words(conditions: Any) -> list[str]:
    """What each condition demands."""
    names = names_for(conditions)
    return [words_of(item, names) for item in conditions]


def content_facts(row: Any) -> Sequence[tuple[str, Any]]:
    """A benefit or one of its versions in words."""
    link = row.basis_url
    shown = (
        format_html('<a href="{}" rel="noopener">{}</a>', link, link) if link else ""
    )
    return [
        ("类别", row.kind_words),
        ("适用主体", row.get_subject_display()),
        ("优惠或支持内容", row.content),
        ("适用对象", row.audience),
        ("依据文件", row.basis_title),
        ("文号", row.basis_number),
        ("文件链接", shown),
        ("发文机关", row.issuing_body),
        ("有效期", row.term_words),
        ("办理方式", row.how_to),
        ("受理部门", row.authority),
        ("联系方式", row.contact),
    ]


class PolicyList(ListPage):
    """Every published benefit; everybody may read it."""

    title = _("政策清单")
    subtitle = _(
        "产教融合可适用的财税、金融、土地、信用、价格等政策，逐条注明依据和来源"
    )
    public = True
    template_name = "incentives/policies.html"
    table_class = PolicyTable
    filterset_class = PolicyFilter
    empty = "没有符合条件的政策。"
    empty_yet = "目前没有已发布的政策。"

    def get_queryset(self) -> QuerySet[PolicyBenefit]:
        rows: QuerySet[PolicyBenefit] = PolicyBenefit.objects.in_public().for_list()
        return rows

    def get_export_url(self) -> str:
        return reverse("incentives:policies-export")

    def get_actions(self) -> Sequence[Action]:
        query = self.request.GET.urlencode()
        url = reverse("incentives:policies-print")
        return [
            Action("打印本清单", f"{url}?{query}" if query else url, icon="printer")
        ]


class PolicyExport(ExportMixin, PolicyList):
    """The filtered rows as a file, all of them."""

    def columns(self) -> Sequence[str]:
        return HEADS

    @cached_property
    def names(self) -> Any:
        """Names for the conditions of all rows, read once."""
        found = self.rows.values_list("conditions", flat=True)
        return names_for(item for conditions in found for item in conditions)

    def cells(self, row: PolicyBenefit) -> list[Cell]:
        words = [words_of(item, self.names) for item in row.conditions]
        return [
            row.name,
            row.kind_words,
            row.get_subject_display(),
            row.area,
            row.content,
            row.audience,
            "\n".join(words),
            row.basis_title,
            row.basis_number,
            row.basis_url,
            row.issuing_body,
            row.effective_from,
            row.effective_until,
            row.how_to,
            row.authority,
            row.contact,
            row.source,
            row.get_text_check_display(),
            row.get_state_display(),
        ]


class PolicyPrint(PolicyList):
    """The filtered rows on one page for the printer."""

    template_name = "incentives/policies_print.html"
    partial_template_name = "incentives/policies_print.html"

    def crumbs(self) -> Sequence[Crumb]:
        return [("政策清单", reverse("incentives:policies")), ("打印", None)]

    def get_actions(self) -> Sequence[Action]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.ordered_rows()[:MOST_PRINTED])
        context = {"rows": rows, "most": MOST_PRINTED}
        return super().get_context_data(**kwargs | context)


class PolicyMixin:
    """A benefit by its permanent address."""

    slug_field = "public_id"
    request: Any
    kwargs: dict[str, Any]
    object: PolicyBenefit

    def get_queryset(self) -> QuerySet[PolicyBenefit]:
        rows = PolicyBenefit.objects.visible_to(self.request.user)
        found: QuerySet[PolicyBenefit] = rows.for_list()
        return found

    def crumbs(self) -> Sequence[Crumb]:
        own = (self.object.name, self.object.get_absolute_url())
        here = (str(self.get_title()), None)  # type: ignore[attr-defined]
        return [("政策清单", reverse("incentives:policies")), own, here]

    @cached_property
    def open_version(self) -> PolicyVersion | None:
        """The draft or the proposal, for those who keep the record."""
        versions = PolicyVersion.objects.visible_to(self.request.user)
        found: PolicyVersion | None = (
            versions.unpublished()
            .filter(benefit=self.object)
            .select_related("drafted_by")
            .first()
        )
        if found is not None:
            found.benefit = self.object
        return found


class PolicyDetail(PolicyMixin, DetailPage):
    """One benefit with its conditions, its source and its versions."""

    public = True
    template_name = "incentives/policy.html"

    def crumbs(self) -> Sequence[Crumb]:
        return [("政策清单", reverse("incentives:policies")), (self.get_title(), None)]

    def facts(self) -> Sequence[tuple[str, Any]]:
        return [("适用范围", self.object.area), *content_facts(self.object)]

    def get_actions(self) -> Sequence[Action]:
        return [*self._on_record(), *self._on_version()]

    def _on_record(self) -> list[Action]:
        user, benefit = self.request.user, self.object
        shown = []
        if can_draft(user, benefit):
            is_new = benefit.state == PolicyState.DRAFT
            words = "修改草稿" if is_new or self.open_version else "修订"
            shown.append(self._act(words, "policy-edit", icon="pencil"))
        if can_withdraw(user, benefit):
            shown.append(self._act("撤下", "policy-withdraw", tone="danger"))
        return shown

    def _on_version(self) -> list[Action]:
        user, version = self.request.user, self.open_version
        if version is None:
            return []
        acts = [
            (can_propose, "报请发布", "policy-propose", "primary"),
            (can_publish, "发布", "policy-publish", "primary"),
            (can_send_back, "退回修改", "policy-send-back", "plain"),
            (can_discard, "删除草稿", "policy-discard", "danger"),
        ]
        return [
            self._act(words, name, tone=tone)
            for may, words, name, tone in acts
            if may(user, version)
        ]

    def _act(self, words: str, name: str, **look: str) -> Action:
        url = reverse(f"incentives:{name}", args=[self.object.public_id])
        return Action(words, url, **look)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        benefit, version = self.object, self.open_version
        published = benefit.versions.published().select_related("published_by")
        context = {
            "condition_words": condition_words(benefit.conditions),
            "versions": list(published),
            "open_version": version,
        }
        return super().get_context_data(**kwargs | context)


class PolicyVersionDetail(DetailPage):
    """One version as it was published, or as it is drafted."""

    public = True
    template_name = "incentives/policy_version.html"

    @cached_property
    def object(self) -> PolicyVersion:  # type: ignore[override]
        rows = PolicyVersion.objects.visible_to(self.request.user)
        found = rows.filter(
            benefit__public_id=self.kwargs["public_id"], number=self.kwargs["number"]
        )
        version: PolicyVersion | None = found.select_related(
            "benefit__managing_unit", "benefit__division", "drafted_by"
        ).first()
        if version is None:
            raise Http404
        return version

    def get_title(self) -> str:
        return f"第{self.object.number}版"

    def get_subtitle(self) -> str:
        return str(self.object.name)

    def crumbs(self) -> Sequence[Crumb]:
        benefit = self.object.benefit
        return [
            ("政策清单", reverse("incentives:policies")),
            (benefit.name, benefit.get_absolute_url()),
            (self.get_title(), None),
        ]

    def facts(self) -> Sequence[tuple[str, Any]]:
        version = self.object
        return [
            ("政策名称", version.name),
            ("适用范围", version.benefit.area),
            *content_facts(version),
            ("信息来源", version.source),
            ("文本核对", version.get_text_check_display()),
            ("修订说明", version.change_note),
            ("发布时间", cn_datetime(version.published_at)),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = condition_words(self.object.conditions)
        return super().get_context_data(**kwargs | {"condition_words": words})
