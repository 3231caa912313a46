"""What the offices type, under the labels they see; places and people are invented.

`nomination(city, year)` gives section → `Filling`; the keys are the labels on the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Fields = dict[str, str]
AREAS = (
    "（一）完善产教融合发展规划和资源布局",
    "（二）推进产教融合校企合作人才培养改革",
    "（三）降低校企双方合作的制度性交易成本",
    "（四）创新产教融合重大平台载体建设",
    "（五）探索产教融合深度发展体制机制创新",
)
MEASURES = (
    "编制产教融合发展专项规划，把实训基地纳入产业园区建设要求",
    "在技术类专业推行现代学徒制，每年新增学徒岗位三千个",
    "建设区域产教融合信息服务平台，按季度组织产教对接活动",
    "依托龙头企业建设开放型产教融合实训基地",
    "支持校企依法合作设立实体化运作的产业学院",
)
PEOPLE = ("王喆", "李堃", "张翀", "陈垚", "周珺")


@dataclass(frozen=True)
class Filling:
    """A section: single fields, rows of its table, labels of its places for files."""

    fields: Fields = field(default_factory=dict)
    rows: tuple[Fields, ...] = ()
    files: tuple[str, ...] = ()


def nomination(city: str, year: int) -> dict[str, Filling]:
    """Every section that any lane may ask for; `year` is the first of the pilot."""
    return {
        "基本情况": foundation(city, year),
        "试点核心区": Filling(
            {"确定为试点核心区的理由": "先导产业集聚，院校和企业研发机构密集。"}
        ),
        "试点条件": conditions(city),
        "试点目标": goals(city, year),
        "试点任务分解": tasks(year),
        "产教融合型行业": Filling(
            rows=(
                {
                    "行业": "智能物联",
                    "依托产业集群": "数字安防产业集群",
                    "牵头部门": "市经信局",
                },
            )
        ),
        "产教融合型企业": enterprises(city),
        "实训基地": bases(city, year),
        "支持政策": policies(city),
        "结对帮扶": pairing(city, year),
        "组织实施": organisation(),
        "改革问题清单": problems(year),
        "政策清单": policy_list(year),
        "申报附件": Filling(files=("市人民政府承诺函", "项目清单及资金来源")),
    }


def foundation(city: str, year: int) -> Filling:
    return Filling(
        {
            "数据年度": str(year - 1),
            "常住人口（万人）": "1,262.4",
            "地区生产总值（亿元）": "２１,８６０",
            "地区生产总值在省内位次": "1",
            "第一产业占比（%）": "1.7",
            "第二产业占比（%）": "27.3",
            "第三产业占比（%）": "71.0",
            "主导产业": f"{city}以智能物联、生物医药、高端装备为主导产业。",
            "规模以上工业企业（家）": "6912",
            "职业教育在校生（万人）": "18.6",
            "高等教育在校生（万人）": "54.2",
            "中等职业学校（含技工院校）（所）": "58",
            "高等职业院校（所）": "14",
            "普通本科高校（所）": "26",
        }
    )


def conditions(city: str) -> Filling:
    return Filling(
        {
            "经济产业基础支撑": f"{city}产业链完整，龙头企业带动力强。",
            "教育人才资源集聚": "在校生规模大，专业设置与主导产业匹配度高。",
            "推进改革的意愿": "市委、市政府把产教融合列为年度重点改革任务。",
            "改革举措": "已在基地共建、学徒培养、用地保障等方面出台举措。",
        },
        files=(
            "经济产业基础证明材料",
            "教育人才资源证明材料",
            "改革意愿证明材料",
            "改革举措证明材料",
        ),
    )


def goals(city: str, year: int) -> Filling:
    rows = tuple(
        {"指标": name, "单位": unit, "基期值": str(start)}
        | {f"第 {n} 年": str(start + growth * n) for n in range(1, 6)}
        for name, unit, start, growth in (
            ("产教融合型企业累计数", "家", 20, 18),
            ("产教融合实训基地累计数", "个", 4, 3),
        )
    )
    goal = f"通过 5 年左右努力，把{city}建设成为具有区域特色的产教融合型城市。"
    return Filling({"总体目标": goal, "试点起始年度": str(year)}, rows)


def tasks(year: int) -> Filling:
    return Filling(
        rows=tuple(
            {
                "任务方向": area,
                "具体举措": measure,
                "责任单位": "市教育局",
                "责任人": person,
                "完成时限": f"{year + 2}-12-20",
            }
            for area, measure, person in zip(AREAS, MEASURES, PEOPLE, strict=True)
        )
    )


def enterprises(city: str) -> Filling:
    fields = {
        "第 3 年累计培育企业目标（家）": "60",
        "第 5 年累计培育企业目标（家）": "110",
        "培育思路与举措": "分类储备、梯度培育，优先支持先进制造业企业。",
    }
    row = {
        "企业名称": f"示例{city}精密机械有限公司",
        "培育方向": "共建实训基地，联合培养技术技能人才",
    }
    return Filling(fields, (row,))


def bases(city: str, year: int) -> Filling:
    row = {
        "基地名称": f"{city}智能制造产教融合实训基地",
        "服务领域": "先进制造业",
        "依托主体": "企业",
        "中央预算内投资（万元）": "2,000",
        "地方财政（万元）": "3,500",
        "企业投入（万元）": "6,800.50",
        "开工时间": f"{year}-09-01",
        "建成时间": f"{year + 2}-06-30",
    }
    return Filling(rows=(row,))


def policies(city: str) -> Filling:
    row = {
        "政策名称": f"{city}支持产教融合若干措施",
        "类别": "财政",
        "主要内容": "对校企共建实训基地按投资额给予补助，优先保障用地。",
    }
    return Filling(rows=(row,))


def pairing(city: str, year: int) -> Filling:
    row = {
        "结对地区": "四川省南充市",
        "协议名称": f"{city}与南充市职业教育协作协议",
        "签订日期": f"{year - 1}-06-30",
        "到期日期": f"{year + 4}-06-29",
        "帮扶内容": "互派教师、联合培养学生，支持对方院校建设实训条件。",
    }
    return Filling(rows=(row,))


def organisation() -> Filling:
    return Filling(
        {
            "协调机制负责人": "王喆",
            "负责人职务": "领导小组组长",
            "办事机构": "市发展改革委",
            "议事规则": "每季度召开一次联席会议，研究解决问题并通报进展。",
            "联系人": "李堃",
            "联系电话": "0000-00000000",
        }
    )


def problems(year: int) -> Filling:
    row = {
        "问题": "校企双方供需信息分散，企业难以及时找到合作院校",
        "类别": "信息不对称",
        "责任单位": "市发展改革委",
        "解决时限": f"{year + 1}-06-30",
    }
    return Filling(rows=(row,))


def policy_list(year: int) -> Filling:
    row = {
        "政策事项": "出台产教融合型企业用地和财政支持实施细则",
        "类别": "土地",
        "责任单位": "市自然资源局",
        "落实时限": f"{year + 1}-12-31",
    }
    return Filling(rows=(row,))
