"""A declaration in words: parts for the page, the comparison and the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from enterprises.models import Enterprise
from incentives.choices import LineKind
from incentives.declaring.outline import LEDGER, OUTLINE
from ui.words import cn_date, number
from workflow import showing
from workflow.content import Part, frozen_file

Values = Mapping[str, Any]
NATION = "国家（集团整体申报）"
# Columns of results: (key of the result, head); two tables, or none would fit a page.
INVESTED = (
    ("invested", "新增投资"),
    ("withdrawn", "撤回投资和转让股权"),
    ("net_investment", "当期新增投资额"),
    ("new_credit", "新增可抵免"),
    ("brought_forward", "上期留抵"),
    ("pool", "可抵免合计"),
)
CREDITED = (
    ("education_payable", "应缴教育费附加"),
    ("local_payable", "应缴地方教育附加"),
    ("used_education", "抵免教育费附加"),
    ("used_local", "抵免地方教育附加"),
    ("carried_forward", "结转下期"),
    ("to_repay", "应补缴"),
)
LINE_HEADS = (
    "所属期",
    "类别",
    "金额（元）",
    "支付（撤回）日期",
    "内容",
    "合作院校",
    "项目",
    "列入国家规划",
    "凭证号码",
)
# A line is known again by its period, its content and its voucher.
KNOWN_BY = (0, 4, 8)


def describe(data: Values) -> list[Part]:
    """A submission in parts; the money is in yuan."""
    parts = [head(data), pool_part(data["pool"]), totals_part(data)]
    for account in data["accounts"]:
        if account["periods"]:
            parts += [*account_parts(account), lines_part(account)]
    return [*parts, *showing.present(OUTLINE, data)]


def head(data: Values) -> Part:
    """Who declares which year."""
    unit = data["managing_unit"]
    earlier = data["supplements"]
    facts = [
        ("企业名称", data["enterprise"]["name"]),
        ("统一社会信用代码", data["enterprise"]["credit_code"]),
        ("申报年度", f"{data['year']}年"),
        ("申报性质", f"补充申报（替代{earlier}）" if earlier else "首次申报"),
        ("管理单位", unit["name"] if unit else NATION),
    ]
    return Part("head", "申报信息", facts)


def left_words(firm: Enterprise, data: Values) -> str:
    """That the firm left the pool after it handed in; "" where it did not."""
    if firm.is_in_pilot or firm.left_pool_on is None or data["pool"]["left_on"]:
        return ""
    return (
        f"申报提交后，企业已于{cn_date(firm.left_pool_on)}离开建设培育库"
        f"（{firm.get_standing_display()}），请按出库日期核对各项投资的支付日期。"
    )


def pool_part(pool: Values) -> Part:
    """By what it entered the pool, and when."""
    document = "".join(
        filter(None, [pool["document_name"], _bracketed(pool["document_number"])])
    )
    facts = [
        ("状态", pool["standing"]),
        ("入库编号", pool["number"]),
        ("入库日期", _day(pool["pooled_on"])),
        ("出库日期", _day(pool["left_on"])),
        ("入库公示编号", pool["notice"]),
        ("发文", document),
        ("发文日期", _day(pool["document_date"])),
    ]
    return Part("pool", "入库状态", [(k, v) for k, v in facts if v])


def totals_part(data: Values) -> Part:
    """The year of all taxpayers together."""
    totals = data["totals"]
    facts = [
        ("投资明细合计", _yuan(totals["declared"])),
        ("计入抵免的新增投资", _yuan(totals["invested"])),
        ("撤回投资和转让股权", _yuan(totals["withdrawn"])),
        ("新增可抵免金额", _yuan(totals["new_credit"])),
        ("抵免金额（估算）", _yuan(totals["used"])),
        ("年末结转（估算）", _yuan(totals["carried_forward"])),
        ("应补缴（估算）", _yuan(totals["to_repay"])),
        ("明细项数", f"{totals['lines']}项"),
    ]
    return Part(LEDGER, "年度合计", facts)


def account_parts(account: Values) -> list[Part]:
    """One taxpayer, period by period: what was invested, and what is credited."""
    facts = [
        ("纳税人名称", account["name"]),
        ("纳税人识别号", account["credit_code"]),
    ]
    if account["is_member"]:
        ratio = account["control_ratio"]
        words = f"是，控制比例{ratio}%" if ratio else "是，控制比例未登记"
        facts.append(("集团成员单位", words))
    invested = _results(account, "invested", "投资和可抵免金额（元）", INVESTED)
    credited = _results(account, "credited", "抵免和结转（估算，元）", CREDITED)
    return [replace(invested, facts=facts), credited]


def _results(
    account: Values, key: str, label: str, columns: Sequence[tuple[str, str]]
) -> Part:
    return Part(
        key=f"{key}-{account['id']}",
        label=f"{account['name']}：{label}",
        heads=["所属期", *(head for _name, head in columns)],
        rows=[
            [period["label"], *(_money(period["result"][name]) for name, _h in columns)]
            for period in account["periods"]
        ],
        known_by=(0,),
    )


def lines_part(account: Values) -> Part:
    """The money of one taxpayer, line by line with its voucher."""
    lines = [(p, line) for p in account["periods"] for line in p["lines"]]
    return Part(
        key=f"lines-{account['id']}",
        label=f"{account['name']}：投资和撤回明细",
        heads=list(LINE_HEADS),
        rows=[_line_cells(period, line) for period, line in lines],
        known_by=KNOWN_BY,
        row_files_head="凭证",
        row_files=[
            [frozen_file(line["voucher"])] if line["voucher"] else []
            for _period, line in lines
        ],
    )


def _line_cells(period: Values, line: Values) -> list[str]:
    return [
        period["label"],
        str(LineKind(line["kind"]).label),
        _money(line["amount"]),
        _day(line["paid_on"]),
        line["description"],
        line["partner"],
        line["project"],
        "是" if line["on_national_plan"] else "否",
        line["voucher_number"],
    ]


def _money(amount: str) -> str:
    return number(Decimal(amount), 2)


def _yuan(amount: str) -> str:
    return f"{_money(amount)}元"


def _day(text: str) -> str:
    return cn_date(date.fromisoformat(text)) if text else ""


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""
