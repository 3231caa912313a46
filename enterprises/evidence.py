"""Which papers prove what: for the self-check and the hints of the form.

The list of evidence is derived from the conditions; a notice may ask for more.
"""

from __future__ import annotations

from enterprises.choices import Condition

EVIDENCE: dict[Condition, tuple[str, ...]] = {
    Condition.SCHOOLS: (
        "办学许可证、举办者协议或出资证明",
        "企业大学章程和培训名册",
        "集团章程、成立批复或成员名单",
    ),
    Condition.TRAINING: (
        "学徒制试点批复或任务书",
        "实习三方协议",
        "学生名册（学校、学号、姓名、专业、起止日期）",
    ),
    Condition.CERTIFICATES: ("载明企业或项目的试点通知", "与院校的合作协议"),
    Condition.PROGRAMMES: ("校企合作协议（载明专业、起止日期）", "订单班等学生名册"),
    Condition.INVESTMENTS: ("项目合同", "发票和银行付款凭证", "捐赠协议和接收凭证"),
    Condition.RIGHTS: ("载明企业和院校双方的专利证书、软件著作权登记证书等",),
}
FOR_ALL = (
    "营业执照",
    "信用报告（“信用中国”网站）",
    "环保、应急、市场监管方面无重大事故的说明",
    "纳税情况证明",
    "法定代表人签署的诚信承诺书",
)
