"""Plausible invented content of a nomination, the same for the same place and year.

The demonstration, the national-scale data and the tests fill nominations with it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from cities.choices import (
    BaseField,
    HostType,
    PolicyKind,
    ProblemKind,
    SectionKey,
    TaskArea,
)
from regions.models import Division
from workflow.services import SectionInput

MARK = "（演示数据）"
INDUSTRIES = (
    ("智能装备制造", "高端装备产业集群"),
    ("数字安防", "数字安防产业集群"),
    ("生物医药", "生物医药产业集群"),
    ("新能源汽车", "新能源汽车及零部件产业集群"),
    ("新材料", "先进新材料产业集群"),
    ("现代家政与养老服务", "社会服务产业集聚区"),
)
MEASURES: dict[str, str] = {
    TaskArea.PLANNING: "编制产教融合发展专项规划，把实训基地纳入产业园区建设要求",
    TaskArea.TRAINING: "在技术类专业推行现代学徒制，新增校企联合培养学徒岗位",
    TaskArea.COSTS: "建设区域产教融合信息服务平台，按季度组织产教对接活动",
    TaskArea.PLATFORMS: "统筹布局校企共建共享的产教融合实训基地",
    TaskArea.MECHANISM: "支持校企依法合作设立实体化运作的产业学院",
}
UNITS = ("市发展改革委", "市教育局", "市人力社保局", "市财政局", "市经信局")
GOALS = (
    ("产教融合型企业累计数", "家", 20, 18),
    ("产教融合实训基地累计数", "个", 3, 3),
    ("规模以上工业企业参与校企合作比例", "%", 22, 6),
)


def content_of(
    division: Division, *, year: int, partner: Division | None = None
) -> dict[str, SectionInput]:
    """Complete content by section, as `save_section` takes it.

    `year` is the first year of the pilot; `partner` is needed in the east.
    """
    chance = Random(f"{division.code}-{year}")  # noqa: S311 - invented figures
    name = division.name
    parts = {
        SectionKey.FOUNDATION: _foundation(name, year, chance),
        SectionKey.CORE_AREA: SectionInput(
            {"core_area_reason": f"核心区产业基础好、院校集中，改革经验可复制。{MARK}"}
        ),
        SectionKey.CONDITIONS: _conditions(name),
        SectionKey.GOALS: _goals(name, year, chance),
        SectionKey.TASKS: _tasks(year),
        SectionKey.INDUSTRIES: _industries(chance),
        SectionKey.ENTERPRISES: _enterprises(name),
        SectionKey.BASES: _bases(name, year, chance),
        SectionKey.POLICIES: _policies(name),
        SectionKey.PAIRING: _pairing(name, year, partner),
        SectionKey.ORGANISATION: _organisation(),
        SectionKey.PROBLEMS: _problems(year),
        SectionKey.POLICY_LIST: _policy_list(year),
        SectionKey.ATTACHMENTS: SectionInput(),
    }
    return {key.value: part for key, part in parts.items()}


def _decimal(chance: Random, low: int, high: int) -> Decimal:
    return Decimal(chance.randrange(low * 100, high * 100)) / 100


def _foundation(name: str, year: int, chance: Random) -> SectionInput:
    first, second = Decimal("4.50"), _decimal(chance, 35, 48)
    return SectionInput(
        {
            "facts_year": year - 1,
            "population": _decimal(chance, 300, 1300),
            "gdp": _decimal(chance, 3000, 19000),
            "gdp_rank": chance.randrange(1, 6),
            "primary_share": first,
            "secondary_share": second,
            "tertiary_share": 100 - first - second,
            "leading_industries": f"{name}以装备制造、电子信息为主导。{MARK}",
            "scale_firms": chance.randrange(1500, 9000),
            "vocational_students": _decimal(chance, 10, 30),
            "higher_students": _decimal(chance, 12, 60),
            "vocational_schools": chance.randrange(12, 60),
            "vocational_colleges": chance.randrange(4, 20),
            "universities": chance.randrange(3, 25),
            "less_developed_note": "",
        }
    )


def _conditions(name: str) -> SectionInput:
    words = {
        "condition_economy": "经济总量居全省前列，产业链较为完整，龙头企业带动力强。",
        "condition_talent": "院校和在校生规模较大，专业设置与主导产业匹配度较高。",
        "condition_will": "市委、市政府把产教融合列为年度重点改革任务，成立专班推进。",
        "condition_measures": "已在基地共建、学徒培养和用地保障等方面出台改革举措。",
    }
    return SectionInput({k: f"{name}{v}{MARK}" for k, v in words.items()})


def _goals(name: str, year: int, chance: Random) -> SectionInput:
    rows = []
    for indicator, unit, base, growth in GOALS:
        start = base + chance.randrange(0, 5)
        values = {f"year{n}": Decimal(start + growth * n) for n in range(1, 6)}
        rows.append(
            {"indicator": indicator, "unit": unit, "baseline": Decimal(start)} | values
        )
    goal = f"通过 5 年努力，把{name}建设成为区域特色鲜明的产教融合型城市。{MARK}"
    return SectionInput({"overall_goal": goal, "term_start": year}, rows)


def _tasks(year: int) -> SectionInput:
    rows: list[dict[str, Any]] = [
        {
            "area": area.value,
            "measure": MEASURES[area],
            "unit": UNITS[place % len(UNITS)],
            "person": f"责任人{place + 1}（演示）",
            "deadline": date(year + 1 + place % 3, 12, 20),
        }
        for place, area in enumerate(TaskArea)
    ]
    return SectionInput(rows=rows)


def _industries(chance: Random) -> SectionInput:
    chosen = chance.sample(INDUSTRIES, 2)
    return SectionInput(
        rows=[
            {"name": name, "cluster": cluster, "department": "市经信局"}
            for name, cluster in chosen
        ]
    )


def _enterprises(name: str) -> SectionInput:
    rows = [
        {
            "name": f"示例{name}{trade}有限公司（演示）",
            "credit_code": "",
            "direction": "共建实训基地，联合培养技术技能人才",
        }
        for trade in ("精密机械", "智能控制")
    ]
    values = {
        "enterprises_midterm": 60,
        "enterprises_target": 110,
        "enterprises_plan": f"分类储备、梯度培育，优先支持先进制造业企业。{MARK}",
    }
    return SectionInput(values, rows)


def _bases(name: str, year: int, chance: Random) -> SectionInput:
    rows: list[dict[str, Any]] = [
        {
            "name": f"{name}{what}实训基地（演示）",
            "field": field.value,
            "host": host.value,
            "central": Decimal(chance.randrange(1000, 3000)),
            "local": Decimal(chance.randrange(1000, 5000)),
            "enterprise": Decimal(chance.randrange(2000, 9000)),
            "bond": Decimal(0),
            "loan": Decimal(chance.randrange(0, 2000)),
            "starts_on": date(year, 9, 1),
            "ends_on": date(year + 2, 6, 30),
        }
        for what, field, host in (
            ("智能制造", BaseField.MANUFACTURING, HostType.ENTERPRISE),
            ("康养服务", BaseField.ELDER_CARE, HostType.JOINT),
        )
    ]
    return SectionInput(rows=rows)


def _policies(name: str) -> SectionInput:
    row = {
        "name": f"{name}支持产教融合若干措施（演示）",
        "kind": PolicyKind.FISCAL.value,
        "number": "",
        "content": "对校企共建实训基地按投资额给予补助，优先保障用地。",
    }
    return SectionInput(rows=[row])


def _pairing(name: str, year: int, partner: Division | None) -> SectionInput:
    if partner is None:
        return SectionInput(rows=[])
    row = {
        "partner": partner,
        "agreement": f"{name}与{partner.name}职业教育协作协议（演示）",
        "signed_on": date(year - 1, 6, 30),
        "ends_on": date(year + 4, 6, 29),
        "content": "互派教师、联合培养学生，支持对方院校建设实训条件。",
    }
    return SectionInput(rows=[row])


def _organisation() -> SectionInput:
    return SectionInput(
        {
            "leader": "市委书记、市长（演示）",
            "leader_post": "领导小组双组长",
            "office": "市发展改革委",
            "meetings": f"每季度召开一次联席会议，研究解决问题并通报进展。{MARK}",
            "contact": "联系人（演示）",
            "contact_phone": "0000-00000000",
        }
    )


def _problems(year: int) -> SectionInput:
    row = {
        "item": "校企双方供需信息分散，企业难以及时找到合作院校",
        "kind": ProblemKind.INFORMATION.value,
        "owner": "市发展改革委",
        "due": date(year + 1, 6, 30),
    }
    return SectionInput(rows=[row])


def _policy_list(year: int) -> SectionInput:
    row = {
        "item": "出台产教融合型企业用地和财政支持实施细则",
        "kind": PolicyKind.LAND.value,
        "owner": "市自然资源局",
        "due": date(year + 1, 12, 31),
    }
    return SectionInput(rows=[row])


def one_page_pdf(line: str = "DEMO") -> bytes:
    """A small valid PDF with one line of Latin text: evidence that is none."""
    stream = f"BT /F1 18 Tf 72 760 Td ({line}) Tj ET".encode("ascii")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(bodies) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
