"""The first indicators: from the register, the credit, the projects; then by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.utils import timezone

from cities.models import MeasureRow
from enterprises.choices import ReportFigure
from enterprises.models import AnnualReport, Certificate, Enterprise, ThreeYearPlan
from incentives.choices.projects import FundSource, FundStep, Phase, ProjectKind
from incentives.choices.rewards import RewardLevel
from incentives.indicators.measures import Measure
from incentives.indicators.registry import Indicator, register_all
from incentives.models import CreditDeclaration, FundEntry, Project
from ui.words import money, number

WAN = 10_000
PROJECT = frozenset({RewardLevel.PROJECT})
EVERY = frozenset(RewardLevel)
_NUMBER: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=2)


def last_day(year: int) -> date:
    """The end of a year, or today while it runs."""
    return min(date(year, 12, 31), timezone.localdate())


def pooled(year: int) -> QuerySet[Any]:
    """In the pool on the last day: entered by then, and not gone."""
    day = last_day(year)
    still = Q(left_pool_on__isnull=True) | Q(left_pool_on__gt=day)
    return Enterprise.objects.in_directory().filter(still, pooled_on__lte=day)


def certified(year: int) -> QuerySet[Any]:
    """Certificates valid on the last day."""
    return Certificate.objects.valid_on(last_day(year))


def declared(year: int) -> QuerySet[Any]:
    """Credit declarations of the year that the managing unit has confirmed."""
    return CreditDeclaration.objects.of_year(year).confirmed().filter(used__gt=0)


def reports(year: int) -> QuerySet[Any]:
    """Annual reports of the year that were due by today and not excused."""
    rows = AnnualReport.objects.filter(year=year, excused_at__isnull=True)
    filed = Q(filed_at__isnull=False)
    return rows.filter(filed | Q(due_on__lt=timezone.localdate()))


def filed_reports(year: int) -> QuerySet[Any]:
    """Annual reports of the year that were filed."""
    return AnnualReport.objects.filter(year=year, filed_at__isnull=False)


def plans(year: int) -> QuerySet[Any]:
    """Three-year plans that were due by the end of the year and not excused."""
    filed = Q(filed_at__isnull=False)
    rows = ThreeYearPlan.objects.filter(excused_at__isnull=True)
    return rows.filter(filed | Q(due_on__lt=last_day(year)), due_on__year__lte=year)


def entries(*steps: str, **only: Any) -> Any:
    """Lines of the fund ledger up to the end of a year, counter entries too."""

    def of(year: int) -> QuerySet[Any]:
        rows = FundEntry.objects.filter(step__in=steps, day__lte=last_day(year))
        return rows.filter(**only)

    return of


def used_in_year(year: int) -> QuerySet[Any]:
    """Money of training bases, of every source, used within the year."""
    kind = ProjectKind.TRAINING_BASE
    return entries(FundStep.USE, project__kind=kind)(year).filter(day__year=year)


def in_use(year: int) -> QuerySet[Any]:
    """Projects that are in use now; begun by the end of the year."""
    rows = Project.objects.filter(phase=Phase.IN_USE)
    return rows.filter(starts_on__lte=last_day(year))


def measures_taken_on(year: int) -> QuerySet[Any]:
    """Measures of the plans under which cities were listed."""
    return MeasureRow.objects.filter(nomination__pilot_city__isnull=False)


def reported(key: str) -> Any:
    """The sum of one figure of the annual reports."""
    said = NullIf(KeyTextTransform(key, "figures"), Value(""))
    return Sum(Cast(said, _NUMBER))


def _firm(row: Any) -> tuple[str, str, str]:
    return (str(row.enterprise), row.get_absolute_url(), "")


def _on_time(row: Any) -> tuple[str, str, str]:
    words = str(row.state.label)
    return (f"{row.enterprise}：{row.title}", row.get_absolute_url(), words)


def _interns(row: Any) -> tuple[str, str, str]:
    said = f"{number(row.figures.get(ReportFigure.INTERNS) or 0)}人"
    return (f"{row.enterprise}：{row.title}", row.get_absolute_url(), said)


def _credit(row: Any) -> tuple[str, str, str]:
    return (row.title, row.get_absolute_url(), money(row.used))


def _entry(row: Any) -> tuple[str, str, str]:
    return (f"{row.project}：{row}", row.get_absolute_url(), money(row.amount))


def _measure(row: Any) -> tuple[str, str, str]:
    url = row.nomination.get_absolute_url()
    return (str(row), url, str(row.nomination))


FIRM = {"unit": "enterprise__managing_unit", "division": "enterprise__division"}
LEDGER = {
    "unit": "project__managing_unit",
    "division": "project__division",
    "project": "project__",
    "said": _entry,
    "related": ("project",),
}
PROMPT = Q(filed_at__date__lte=F("due_on"))
PAID = Q(step=FundStep.PAYMENT)
ALLOTTED = Q(step=FundStep.ALLOCATION)

FIRMS = [
    Indicator(
        key="pool_enterprises",
        code="B2",
        name="建设培育企业数",
        unit="家",
        meaning="年末（当年为取数日）在建设培育库中的企业数，含已认证企业。",
        measure=Measure(pooled, "managing_unit", "division"),
    ),
    Indicator(
        key="certified_enterprises",
        code="B3",
        name="认证企业数",
        unit="家",
        meaning="年末（当年为取数日）认证证书有效的企业数。",
        measure=Measure(
            certified,
            **FIRM,
            top=Count("enterprise", distinct=True),
            said=_firm,
            related=("enterprise",),
        ),
    ),
    Indicator(
        key="interns",
        code="B7",
        name="企业接收实习学生",
        unit="人",
        meaning="入库企业本年度报告报送的接收实习学生人数合计。",
        measure=Measure(
            filed_reports,
            **FIRM,
            top=reported(ReportFigure.INTERNS),
            said=_interns,
            related=("enterprise",),
        ),
    ),
    Indicator(
        key="reports_on_time",
        name="年度报告按期报送率",
        unit="%",
        is_share=True,
        meaning="按期报送的本年度报告数 ÷ 应报送数 × 100，经同意免报的不计。",
        measure=Measure(
            reports,
            **FIRM,
            top=Count("pk", filter=PROMPT),
            bottom=Count("pk"),
            said=_on_time,
            related=("enterprise",),
        ),
    ),
    Indicator(
        key="plans_filed",
        name="三年规划报送率",
        unit="%",
        is_share=True,
        meaning="已报送的三年规划数 ÷ 截至年末应报送数 × 100，经同意免报的不计。",
        measure=Measure(
            plans,
            **FIRM,
            top=Count("pk", filter=Q(filed_at__isnull=False)),
            bottom=Count("pk"),
            said=_on_time,
            related=("enterprise",),
        ),
    ),
    Indicator(
        key="credit_users",
        code="E4",
        name="享受30%抵免企业数",
        unit="家",
        meaning="本年度抵免信息申报经管理单位认定、且有抵免额的企业数。",
        measure=Measure(
            declared, **FIRM, top=Count("enterprise", distinct=True), said=_credit
        ),
    ),
    Indicator(
        key="credit_amount",
        code="E4",
        name="抵免额（估算）",
        unit="万元",
        meaning="本年度经管理单位认定的抵免信息申报的抵免额合计，以税务机关审核认定为准。",
        measure=Measure(declared, **FIRM, top=Sum("used"), scale=WAN, said=_credit),
    ),
]
MONEY = [
    Indicator(
        key="base_investment",
        code="D3",
        name="实训基地当年投资",
        unit="万元",
        meaning="实训基地项目当年使用的各来源资金合计（冲销已扣除）。",
        measure=Measure(used_in_year, **LEDGER, top=Sum("amount"), scale=WAN),
    ),
    Indicator(
        key="central_execution",
        code="D4",
        name="中央预算内投资执行率",
        unit="%",
        is_share=True,
        levels=EVERY,
        meaning="截至年末累计拨付的中央预算内投资 ÷ 累计下达 × 100。",
        measure=Measure(
            entries(FundStep.PAYMENT, FundStep.ALLOCATION, source=FundSource.CENTRAL),
            **LEDGER,
            top=Sum("amount", filter=PAID),
            bottom=Sum("amount", filter=ALLOTTED),
        ),
    ),
    Indicator(
        key="projects_in_use",
        name="投入使用的重大项目数",
        unit="个",
        meaning="取数时已投入使用、且计划开工不晚于年末的重大项目数。",
        measure=Measure(in_use, "managing_unit", "division"),
    ),
    Indicator(
        key="city_tasks",
        name="承担试点任务数",
        unit="项",
        levels=frozenset({RewardLevel.CITY, RewardLevel.PROVINCE}),
        meaning="所列试点城市申报方案中承担的改革举措数。",
        measure=Measure(
            measures_taken_on,
            "nomination__managing_unit",
            "nomination__division",
            said=_measure,
            related=("nomination",),
        ),
    ),
    Indicator(
        key="project_total",
        name="计划总投资",
        unit="万元",
        levels=PROJECT,
        meaning="项目计划总投资。",
        measure=Measure(
            lambda year: Project.objects.filter(starts_on__lte=last_day(year)),
            "managing_unit",
            "division",
            top=Sum("total"),
            scale=WAN,
        ),
    ),
    Indicator(
        key="project_used",
        name="累计使用资金",
        unit="万元",
        levels=PROJECT,
        meaning="项目截至年末累计使用的各来源资金（冲销已扣除）。",
        measure=Measure(entries(FundStep.USE), **LEDGER, top=Sum("amount"), scale=WAN),
    ),
    Indicator(
        key="project_stations",
        name="实训工位",
        unit="个",
        levels=PROJECT,
        meaning="项目登记的实训工位数。",
        measure=Measure(
            lambda year: Project.objects.all(),
            "managing_unit",
            "division",
            top=Sum("stations"),
        ),
    ),
    Indicator(
        key="project_city_tasks",
        name="所在城市承担试点任务数",
        unit="项",
        levels=PROJECT,
        meaning="项目所在试点城市申报方案中承担的改革举措数（任务承担情况）。",
        measure=Measure(
            lambda year: Project.objects.filter(
                pilot_city__nomination__measurerows__isnull=False
            ),
            "managing_unit",
            "division",
            top=Count("pilot_city__nomination__measurerows"),
        ),
    ),
    Indicator(
        key="project_city_score",
        name="所在城市试点成效得分",
        unit="分",
        levels=PROJECT,
        meaning="项目所在试点城市在所采用的已确定评价结果中的得分；不在其中的，作缺少数据处理。",
        from_result=True,
    ),
]
# What the portal does not hold yet: (key, code, name, unit, meaning, share).
BY_HAND = [
    ("cooperating_firms", "B1", "规模以上工业企业开展校企合作比例", "%",
     "有一项以上有效合作协议的规模以上工业企业数 ÷ 规模以上工业企业总数 × 100。"),
    ("apprentices", "B4", "现代学徒制学生", "人", "当年在册人数。"),
    ("firm_apprentices", "B5", "企业新型学徒制培训", "人", "当年登记培训人数。"),
    ("parks", "A3", "已建成产教融合园区", "个", "年末存量。"),
    ("pairings", "A5", "东西部结对地区", "个", "有效协议数。"),
    ("dual_teachers", "C7", "“双师型”教师占比", "%",
     "“双师型”教师数 ÷ 专业课教师数 × 100。"),
    ("deals_done", "C2", "对接活动签约项目一年后履约率", "%",
     "已履约项目数 ÷ 签约项目数 × 100。"),
    ("training_bases", "D1", "实训基地", "个", "年末存量。"),
    ("school_equipment", "D5", "企业提供的实践教学设备值", "万元", "年末存量。"),
    ("joint_entities", "E1", "校企合资合作实体", "家", "年末存量。"),
    ("problems_solved", "E5", "问题清单办结率", "%", "已办结 ÷ 应办结 × 100。"),
    ("experiences", "E7", "上报和被复制推广的经验", "项", "当年数。"),
    ("tasks_on_time", "E9", "改革任务按期完成率", "%", "按期完成 ÷ 到期 × 100。"),
    ("project_loans", "E10", "产教融合项目融资", "亿元", "当年贷款、债券和基金合计。"),
]  # fmt: skip


def first_ones() -> list[Indicator]:
    """All that the portal knows from the beginning."""
    hand = [
        Indicator(key, name, unit, meaning, code, is_share=unit == "%")
        for key, code, name, unit, meaning in BY_HAND
    ]
    return [*FIRMS, *MONEY, *hand]


def connect() -> None:
    """Called once when the app is ready."""
    register_all(first_ones())
