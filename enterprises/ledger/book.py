"""The workbook of a ledger: columns with their rules, and the lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from documents.choices import FileKind
from documents.rules import MEGABYTE, FileRule
from documents.workbooks import DAY, NUMBER, Book, Column
from enterprises.choices import GroupKind, Ownership, Size, Standing
from enterprises.models import EnterpriseYear
from enterprises.models.facts import FIGURES
from industries.choices import PriorityTag
from industries.models import Industry
from regions.models import Division, ManagingUnit

MAX_ROWS = 200_000
# What is taken as a ledger; looked into by its content.
LEDGER = FileRule(
    frozenset({FileKind.XLSX, FileKind.CSV}), 30 * MEGABYTE, max_unpacked=400 * MEGABYTE
)
CODE = "统一社会信用代码"
TAGS = ("tag_1", "tag_2", "tag_3")
# The three years of figures stand side by side: revenue_1, revenue_2, revenue_3.
PLACES = (1, 2, 3)
YES, NO = "是", "否"
UNIT_STANDINGS = (Standing.POOLED, Standing.CERTIFIED)
NATIONAL_STANDINGS = (Standing.NATIONAL, *UNIT_STANDINGS)
A_DAY = "填写日期，如 2026-06-30。"
YES_NO = "填“是”或“否”，可从列表中选。"
FROM_LIST = "从列表中选。"


def _identity(national: bool) -> list[Column]:
    code = "18 位，按营业执照填写；据此判断是新增还是更新。单元格应为文本格式。"
    if national:
        code += "名单未公布代码的可以不填，按企业名称判断。"
    return [
        Column("credit_code", CODE, code, required=not national, width=22),
        Column("name", "企业名称", "全称，不超过 200 个字。", required=True, width=34),
        Column(
            "standing",
            "名单类别",
            FROM_LIST + "已认证的还应填写证书编号和有效期。",
            required=True,
            choices="standings",
            strict=True,
            width=12,
        ),
    ]


def _place(national: bool) -> list[Column]:
    where = "填写 6 位行政区划代码，或从列表中选。"
    where += "新增企业必填。" if not national else ""
    return [
        Column("division", "注册地", where, choices="divisions", width=30),
        Column("address", "注册地址", "不超过 200 个字。", width=34),
        Column("legal_representative", "法定代表人", "不超过 50 个字。", width=12),
        Column("registered_on", "成立日期", A_DAY, shape=DAY, width=14),
        Column("ownership", "所有制形式", FROM_LIST, choices="ownership", strict=True),
        Column("size", "企业规模", FROM_LIST, choices="size", strict=True, width=10),
        Column(
            "is_above_scale",
            "规模以上企业",
            YES_NO + "规模以上工业企业指年主营业务收入 2000 万元及以上。",
            choices="yes_no",
            strict=True,
            width=14,
        ),
        Column(
            "is_stock_listed",
            "上市公司",
            YES_NO,
            choices="yes_no",
            strict=True,
            width=10,
        ),
    ]


def _business() -> list[Column]:
    tag = "从重点产业领域中选一项，最多填三项，不重复。"
    return [
        Column(
            "industry",
            "国民经济行业大类",
            "填写 GB/T 4754-2017 的两位大类代码，或从列表中选。",
            choices="industries",
            width=30,
        ),
        *(
            Column(key, f"重点产业领域{place}", tag, choices="tags", strict=True)
            for place, key in enumerate(TAGS, start=1)
        ),
        Column("staff", "职工人数", "填写整数（人）。", shape=NUMBER, width=10),
        Column(
            "technical_staff",
            "技术技能人员",
            "填写整数（人），不超过职工人数。",
            shape=NUMBER,
            width=14,
        ),
        Column("website", "企业网站", "以 http:// 或 https:// 开头。", width=24),
        Column("contact", "联系人", "不超过 50 个字。", width=12),
        Column("contact_phone", "联系电话", "不超过 30 个字符。", width=16),
        Column("contact_mail", "电子邮箱", "如 name@example.cn。", width=22),
    ]


def figure_key(name: str, place: int) -> str:
    """The column of a figure of one of the three years."""
    return f"{name}_{place}"


def _years() -> list[Column]:
    """Year by year: which, and its figures as the register keeps them."""
    return [column for place in PLACES for column in _year(place)]


def _year(place: int) -> list[Column]:
    rule = "四位年份，如 2025；填写该年数据的必填，三个年度不重复。"
    columns = [
        Column(figure_key("year", place), f"年度{place}", rule, shape=NUMBER, width=10)
    ]
    for name in FIGURES:
        label = str(EnterpriseYear._meta.get_field(name).verbose_name)
        rule = f"年度{place}的{label}，以元为单位，最多两位小数。"
        key = figure_key(name, place)
        columns.append(Column(key, f"{label}{place}", rule, shape=NUMBER, width=18))
    return columns


def _listing(national: bool) -> list[Column]:
    own = "不填的，用上传时填写的发文信息。"
    group = Column(
        "group_kind",
        "申报主体",
        FROM_LIST + "一般企业不填。",
        choices="groups",
        strict=True,
        width=24,
    )
    return [
        Column("pool_number", "入库编号", "不超过 30 个字符，不重复。", width=18),
        Column("pooled_on", "入库日期", A_DAY, shape=DAY, width=14),
        Column("certificate", "证书编号", "已认证的必填，不重复。", width=18),
        Column("valid_from", "证书有效期起", A_DAY, shape=DAY, width=14),
        Column("valid_until", "证书有效期止", A_DAY, shape=DAY, width=14),
        Column("document_number", "发文文号", own, width=24),
        Column("document_name", "发文名称", own, width=30),
        Column("document_date", "发文日期", own + A_DAY, shape=DAY, width=14),
        Column("source", "来源说明", "不超过 500 个字，对外公开。", width=30),
        *([group] if national else []),
    ]


def ledger_book(unit: ManagingUnit | None) -> Book:
    """The workbook of a managing unit's enterprises; None: the nation's own."""
    national = unit is None
    columns = [
        *_identity(national), *_place(national), *_business(), *_years(),
        *_listing(national),
    ]  # fmt: skip
    return Book(
        title=f"{unit.name if unit else '国家'}企业台账",
        columns=columns,
        lists=_lists(unit),
        advice=_advice(national),
        max_rows=MAX_ROWS,
    )


def standings_of(national: bool) -> tuple[Standing, ...]:
    """What an enterprise may be listed as."""
    return NATIONAL_STANDINGS if national else UNIT_STANDINGS


def _lists(unit: ManagingUnit | None) -> dict[str, list[str]]:
    places = Division.objects.managed()
    if unit is not None:
        places = places.of_unit(unit.pk)
    return {
        "standings": _labels(standings_of(unit is None)),
        "divisions": [f"{d.code} {d.full_name}" for d in places.order_by("code")],
        "ownership": _labels(Ownership),
        "size": _labels(Size),
        "yes_no": [YES, NO],
        "industries": [i.label for i in Industry.objects.for_choices()],
        "tags": _labels(PriorityTag),
        "groups": _labels(GroupKind),
    }


def _labels(choices: Iterable[object]) -> list[str]:
    return [str(choice.label) for choice in choices]  # type: ignore[attr-defined]


def _advice(national: bool) -> list[str]:
    known = CODE + ("或企业名称" if national else "")
    return [
        "从第 2 行起填写，一行一家企业；请勿改动表头，带 * 的列必填。",
        f"按{known}判断：库中没有的新增，已有的更新；空白单元格表示不改动原有内容。",
        "有一行错误则全部不导入。核对结果文件会标出错误的单元格、原因和改正办法，"
        "改正后可以直接重新上传，“检查结果”列不会被读取。",
        "近三年经营情况按年度填写，单位为元；库中已有的年度更新，空白的不改动。",
        "企业更名的填写新名称，原名称自动记入历史名称。",
        "经平台申报入库或认证的企业，名单类别和编号不能通过导入更改。",
        f"一次最多 {MAX_ROWS:,} 行；也接受表头相同的 CSV 文件（UTF-8 或 GBK）。",
    ]
