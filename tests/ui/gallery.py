"""A gallery of every component, to look at and to check; not a route of the portal."""

from types import SimpleNamespace
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from regions.models import Division
from tests.ui.gallery_data import ICONS, LONG, NOW, SHORT, USER
from ui.charts import bars, line, stacked_bars
from ui.filters import FilterSet, SearchFilter
from ui.forms import DateField, Form, MoneyField, NameField
from ui.nav import Entry
from ui.refusals import Invalid, Issue, Stale
from ui.tables import BadgeColumn, DateColumn, LinkColumn, NumberColumn, Table
from ui.tiles import UNITS, TileValue, tile_map
from ui.views import (
    Action,
    ActionPage,
    DetailPage,
    FormPage,
    JobPage,
    ListPage,
    Page,
    SectionPage,
)


class Signed:
    """A page drawn for a made-up reviewer, without accounts."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in the made-up reviewer."""
        request.user = USER
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A full frame around the page."""
        navigation = [
            Entry(label, f"#{icon}", icon, "业务办理" if n < 5 else "管理", n == 0)
            for n, (icon, label) in enumerate(ICONS)
        ]
        frame = {
            "navigation": navigation,
            "notification_count": 12,
            "notification_url": "#notices",
            "user_label": "周明堃（省级经办）",
            "organisation_name": "浙江省发展和改革委员会",
            "profile_url": "#me",
        }
        return super().get_context_data(**{**frame, **kwargs})


class Dashboard(Signed, Page):
    """Figures, charts, tiles, one stacked bar."""

    title = "总览"
    subtitle = "数据截至 2026年6月30日"
    template_name = "gallery/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Invented figures."""
        points = [(n, 89 - 4 * i, f"#{i}") for i, n in enumerate(SHORT)]
        values = {
            code: TileValue((n * 7) % 13, href=f"#{code}")
            for n, code in enumerate([*UNITS, "210200", "330200", "350200", "370200"])
            if code not in {"710000", "810000", "820000"}
        }
        stages = {
            "审核中": [8, 5, 9, 4],
            "公示中": [3, 2, 1, 0],
            "已列入": [5, 9, 4, 7],
        }
        context = {
            "bar_chart": bars("各省项目数", points, unit="项", vertical_names=True),
            "stack_chart": stacked_bars(
                "四大区域申报",
                ["东部", "中部", "西部", "东北"],
                stages,
                unit="件",
                tones={"审核中": "review", "公示中": "notice", "已列入": "good"},
            ),
            "line_chart": line(
                "已列入城市",
                ["2022年", "2023年", "2024年", "2025年", "2026年"],
                {"累计": [21, 28, 33, 41, 46]},
                unit="个",
                target=50,
            ),
            "cells": tile_map(values),
            "segments": [
                {"label": "省级审核", "value": 560, "tone": "review", "href": "#a"},
                {"label": "已列入", "value": 350, "tone": "good", "href": "#b"},
                {"label": "公示中", "value": 310, "tone": "notice", "href": "#c"},
                {"label": "草稿", "value": 120, "tone": "draft", "href": "#d"},
                {"label": "逾期", "value": 64, "tone": "late", "href": "#e"},
            ],
        }
        return super().get_context_data(**{**context, **kwargs})


class DivisionTable(Table):
    """Divisions with columns of every kind."""

    caption = "行政区划"
    name = LinkColumn(verbose_name="名称", url="code")
    code = BadgeColumn(verbose_name="代码", tones={"110000": "good"})
    amount = NumberColumn(verbose_name="投资（万元）", places=2, empty_values=())
    day = DateColumn(verbose_name="更新日期", empty_values=(), orderable=False)

    class Meta(Table.Meta):
        fields = ("name", "code", "amount", "day")

    def render_amount(self) -> str:
        """One figure for all."""
        return "1,250.00"

    def render_day(self) -> str:
        """One day for all."""
        return "2026年6月30日"


class DivisionFilter(FilterSet):
    """Search, choice, and two folded fields."""

    q = SearchFilter(fields=["name"], label="名称", placeholder="输入名称")
    code = django_filters.ChoiceFilter(
        label="代码", choices=[("330000", "330000"), ("110000", "110000")]
    )
    name = django_filters.CharFilter(label="全称")
    exact = django_filters.BooleanFilter(label="仅省级", method="keep")

    class Meta:
        model = Division
        fields = []
        primary = ["q", "code"]

    def keep(self, rows: Any, name: str, value: Any) -> Any:
        """Changes nothing."""
        return rows


class Divisions(Signed, ListPage):
    """A list."""

    title = "行政区划"
    subtitle = "来源：GB/T 2260"
    table_class = DivisionTable
    filterset_class = DivisionFilter

    def get_queryset(self) -> Any:
        """All of them."""
        return Division.objects.order_by("code")

    def get_actions(self) -> list[Action]:
        """One open and one closed."""
        return [
            Action("导入", "#", icon="upload", reason="仅系统管理员可以导入。"),
            Action("新建", "#", tone="primary", icon="plus"),
        ]

    def get_export_url(self) -> str:
        """Somewhere."""
        return "/export/"


class Detail(Signed, DetailPage):
    """Facts, files, timeline, comparison, tabs."""

    template_name = "gallery/detail.html"
    title = "宁波市试点城市推荐"
    subtitle = "编号 2026-CT-0007，浙江省发展和改革委员会"
    object = SimpleNamespace(stage_label="国家审核", stage_tone="review")

    def facts(self) -> list[tuple[str, Any]]:
        """Some facts."""
        return [
            ("城市", "宁波市（计划单列市）"),
            ("总投资", "1,250.00 万元"),
            ("申报日期", "2026年6月30日"),
            ("联系人", "周堃喆"),
            ("改革举措", LONG),
            ("备注", ""),
        ]

    def get_actions(self) -> list[Action]:
        """What a reviewer may do."""
        return [
            Action("同意", "#", tone="primary"),
            Action("退回修改", "#"),
            Action("不予推荐", "#", tone="danger"),
            Action("撤回", "#", reason="下一级已开始办理，不能撤回。"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Parts of a detail."""
        entries = [
            {"title": "国家审核", "at": NOW, "by": "国家发展改革委", "note": LONG},
            {"title": "同意推荐", "at": NOW, "by": "浙江省（负责人）", "tone": "good"},
            {"title": "退回修改", "at": NOW, "by": "浙江省（经办）", "tone": "late"},
            {"title": "创建草稿", "at": NOW, "by": "宁波市", "tone": "draft"},
        ]
        files = [
            {"name": "推荐函.pdf", "url": "#f", "size": 1234567, "added_at": NOW},
            {"name": "项目清单（含资金来源）.xlsx", "url": "#g", "size": 45678},
        ]
        heads = [("宁波市", "#1"), ("杭州市", "#2"), ("成都市", "#3")]
        rows = [("所在区域", ["东部", "东部", "西部"]), ("主要举措", [LONG, LONG, ""])]
        tabs = [
            ("基本情况", "#t1", True),
            ("任务", "#t2", False, 24),
            ("材料", "#t3", False, 2),
        ]
        context = {"entries": entries, "files": files, "heads": heads, "rows": rows}
        context["tab_items"] = tabs
        return super().get_context_data(**{**context, **kwargs})


class NoteForm(Form):
    """Fields of every kind."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = NameField(label="项目名称", help_text="与批复文件一致。")
    amount = MoneyField(label="总投资")
    due = DateField(label="完成时限")
    kind = forms.ChoiceField(
        label="任务领域", choices=[("", "请选择"), ("a", "平台载体")]
    )
    measures = forms.CharField(
        label="主要举措",
        max_length=500,
        widget=forms.Textarea,
        help_text="写明责任单位和责任人。",
    )
    ways = forms.MultipleChoiceField(
        label="支持方式",
        choices=[("1", "财政"), ("2", "土地"), ("3", "金融")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    letter = forms.FileField(label="推荐函", required=False)
    promise = forms.BooleanField(label="以上内容属实")

    fieldsets = [
        ("基本情况", ["name", "amount", "due", "kind"]),
        ("举措与材料", ["measures", "ways", "letter", "promise"]),
    ]


class NoteFormPage(Signed, FormPage):
    """A form."""

    title = "填报项目"
    form_class = NoteForm
    submit_label = "提交"
    cancel_url = "/"
    success_url = "/form/"
    success_message = "已保存。"

    def perform(self, form: Any) -> Any:
        """Refuses the name 已关闭, and 被改 as stale."""
        if form.cleaned_data["name"] == "被改":
            raise Stale("该项目已被他人修改，请刷新后再改。")
        if form.cleaned_data["name"] == "已关闭":
            issue = Issue("due", "完成时限不能晚于 2030年12月31日。")
            raise Invalid("本轮申报不接受该项目。", issues=[issue])
        return SimpleNamespace(version=5)


class NoteSection(NoteFormPage, SectionPage):
    """A section that saves itself."""

    title = "试点城市推荐"
    object = SimpleNamespace(updated_at=NOW, version=4)
    section_title = "二、任务与举措"
    template_name = "generic/section.html"
    success_url = ""

    def section_items(self) -> list[dict[str, Any]]:
        """Four sections."""
        return [
            {"label": "基本情况", "url": "#1", "percent": 100},
            {"label": "任务与举措", "url": "#2", "percent": 60, "current": True},
            {"label": "培育企业", "url": "#3", "percent": 0, "missing": 5},
            {"label": "问题清单与政策清单", "url": "#4", "percent": 40, "missing": 2},
        ]

    def get_next_url(self) -> str:
        """There is a next one."""
        return "/section/"


class ReasonForm(Form):
    """One reason."""

    note = forms.CharField(label="退回理由", max_length=500, widget=forms.Textarea)


class SendBack(Signed, ActionPage):
    """A confirmation with a reason."""

    title = "退回修改"
    question = "确定将“宁波市试点城市推荐”退回申报单位修改吗？"
    form_class = ReasonForm
    submit_label = "退回"
    tone = "danger"
    cancel_url = "/"
    success_url = "/"
    object = SimpleNamespace()

    def perform(self, form: Any) -> Any:
        """Done."""
        return None

    def facts(self) -> list[tuple[str, Any]]:
        """What stands."""
        return [("当前阶段", "省级审核"), ("已等待", "3 个工作日")]


class Report(Signed, JobPage):
    """A running job."""

    title = "生成进展报告"
    object = SimpleNamespace(
        state_label="正在生成", percent=43, done=False, failed=False, note="已排版 6 页"
    )


class Front(Page):
    """A visitor's page."""

    title = "通知公示"
    subtitle = "公示期内可实名提出异议"
    public = True
    template_name = "gallery/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Columns of the public header and a message of each kind."""
        messages.success(self.request, "已保存。")
        messages.error(self.request, "文件超过 10 MB，请压缩后重新上传。")
        names = ["首页", "通知公示", "试点城市", "政策文件", "办事指南", "联系我们"]
        columns = [Entry(n, f"#{n}", "", "", i == 1) for i, n in enumerate(names)]
        return super().get_context_data(**{"public_navigation": columns, **kwargs})


def refuse(request: HttpRequest) -> HttpResponse:
    """A refusal out of a plain view."""
    raise Stale(
        "该申报已由他人办结，请刷新后查看。", issues=[Issue("x", "阶段已变化。")]
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Our own mistake."""
    raise ZeroDivisionError


handler400 = "ui.errors.bad_request"
handler403 = "ui.errors.forbidden"
handler404 = "ui.errors.not_found"
handler500 = "ui.errors.server_error"
urlpatterns = [
    path("", Dashboard.as_view(), name="home"),
    path("list/", Divisions.as_view(), name="list"),
    path("detail/", Detail.as_view(), name="detail"),
    path("form/", NoteFormPage.as_view(), name="form"),
    path("section/", NoteSection.as_view(), name="section"),
    path("action/", SendBack.as_view(), name="action"),
    path("job/", Report.as_view(), name="job"),
    path("front/", Front.as_view(), name="front"),
    path("refuse/", refuse, name="refuse"),
    path("broken/", broken, name="broken"),
    # The session's middleware sends people to these.
    path("accounts/", include("accounts.urls")),
]
