"""What a firm types into its application, under the labels it sees; all is invented.

`application(today)` gives section → `Filling`; three of the six conditions are met.
"""

from __future__ import annotations

from datetime import date

from enterprises.terms import add_months, add_years
from tests.e2e.content import Filling

SCHOOL = "示例职业技术学院"
PROOF = ("本表各行共用的证明材料",)
COOPERATION = "与示例职业技术学院共建产业学院，联合培养技术技能人才。"


def application(today: date) -> dict[str, Filling]:
    """Every section of the form, in its order."""
    return {
        "企业基本情况": basics(today),
        "近三年经营情况": figures(today),
        "产教融合工作基础": Filling(
            {
                "产教融合、校企合作情况": COOPERATION,
                "设有产教融合专门机构或专门人员": "是",
                "专门机构或人员": "产教融合办公室",
                "足额提取职工教育经费": "是",
                "建设培育目标和主要举措": "新建实训基地一个，每年接收实习学生百人。",
            }
        ),
        "举办或参与举办教育": schools(today),
        "学徒制试点任务": Filling(),
        "接收学生实习": interns(today),
        "1+X证书制度试点任务": Filling(),
        "共建学科专业点": programmes(today),
        "共建实训基地和捐赠": investments(today),
        "与院校共有知识产权": Filling(),
        "信用和守法声明": statements(),
    }


def basics(today: date) -> Filling:
    return Filling(
        {
            "成立日期": add_years(today, -9).isoformat(),
            "注册地址": "杭州市滨江区示例路18号",
            "法定代表人": "沈若木",
            "所有制形式": "民营企业",
            "企业规模": "中型",
            "规模以上企业": "是",
            "上市公司": "否",
            "国民经济行业大类": "C34 通用设备制造业",
            "职工人数（人）": "６２０",
            "技术技能人员（人）": "340",
            "企业网站": "https://www.example.cn/",
            "联系人": "钱若谷",
            "联系电话": "0571-00000000",
            "电子邮箱": "contact@example.cn",
        },
        files=("营业执照",),
    )


def figures(today: date) -> Filling:
    return Filling(
        rows=tuple(
            {
                "年度": str(today.year - back),
                "营业收入（元）": f"{420_000_000 - 30_000_000 * back:,}",
                "实缴税费（元）": "21,000,000",
                "利润总额（元）": "35,000,000",
                "研发费用（元）": "18,500,000",
                "提取职工教育经费（元）": "2,600,000",
                "使用职工教育经费（元）": "2,450,000",
            }
            for back in (1, 2, 3)
        ),
        files=("审计报告或财务报表",),
    )


def schools(today: date) -> Filling:
    row = {
        "类型": "作为重要举办者参与举办职业院校或高等学校",
        "院校、机构或集团名称": SCHOOL,
        "出资或持股比例（%）": "20",
        "起始日期": add_years(today, -4).isoformat(),
    }
    return Filling(rows=(row,), files=PROOF)


def interns(today: date) -> Filling:
    """One student: begun, and far from the number that the condition asks."""
    row = {
        "院校名称": SCHOOL,
        "学号": "20240001",
        "学生姓名": "孙示例",
        "专业": "机电一体化技术",
        "实习开始日期": add_months(today, -8).isoformat(),
        "实习结束日期": add_months(today, -4).isoformat(),
    }
    return Filling(rows=(row,), files=PROOF)


def programmes(today: date) -> Filling:
    return Filling(
        rows=tuple(
            {
                "院校名称": SCHOOL,
                "学科专业名称": name,
                "合作方式": "订单班",
                "在读学生（人）": "40",
                "协议开始日期": add_years(today, -2).isoformat(),
                "协议结束日期": add_years(today, 1).isoformat(),
            }
            for name in ("机电一体化技术", "工业机器人技术", "数控技术")
        ),
        files=PROOF,
    )


def investments(today: date) -> Filling:
    return Filling(
        rows=tuple(
            {
                "类型": "共建实训基地",
                "合作院校": SCHOOL,
                "项目或设备名称": f"智能制造实训基地{phase}期",
                "金额（元）": "650,000.00",
                "付款（交付）日期": add_months(today, -9 * phase).isoformat(),
                "凭证号": f"示例凭证{phase:03d}",
            }
            for phase in (1, 2)
        ),
        files=PROOF,
    )


def statements() -> Filling:
    truths = (
        "近三年未发生重大环保、安全、质量事故",
        "信用记录良好，未被列为失信联合惩戒对象",
        "无涉税等违法违规经营行为",
        "承诺所填内容和所附材料真实、准确、完整",
    )
    return Filling(
        dict.fromkeys(truths, "是"),
        files=(
            "信用报告（“信用中国”网站）",
            "纳税情况证明",
            "环保、应急、市场监管方面无重大事故的说明",
            "诚信承诺书（法定代表人签字、加盖公章）",
        ),
    )
