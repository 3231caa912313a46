"""A firm of the pool is certified, and one day removed."""

from __future__ import annotations

from playwright.sync_api import expect

from enterprises.models import Certificate, Enterprise
from tests.e2e.conftest import PageAs
from tests.e2e.content import Filling
from tests.e2e.pages import Case, Nomination, Window, give

REASON = "逐项核对了规划执行和年度报告，符合认证条件。"
FACTS = "经查，该企业在年度报告中提供了虚假的投入凭证。"
SECTIONS = {
    "三年规划执行情况": Filling(
        {
            "三年规划执行情况": "规划的三项任务均按期完成。",
            "规划和年度报告公开情况": "均在本企业网站公开。",
        },
        files=("规划落实情况证明材料",),
    ),
    "产教融合工作基础": Filling({"产教融合工作基础": "与三所院校签订五年协议。"}),
    "主要举措和投入": Filling(
        {"主要举措和投入": "累计投入一百三十万元建设实训基地。"},
        files=("投入证明材料",),
    ),
    "示范带动效果": Filling({"示范带动效果": "带动园区十家企业参与合作。"}),
    "机制创新和特色做法": Filling({"机制创新和特色做法": "校企互聘互派已成制度。"}),
    "信用和守法声明": Filling(
        dict.fromkeys(
            (
                "培育期内未发生重大环保、安全、质量事故",
                "培育期内未被列为失信联合惩戒对象",
                "培育期内未侵犯学生人身权利或其他合法权利",
                "承诺所填内容和所附材料真实、准确、完整",
            ),
            "是",
        ),
        files=(
            "信用报告（“信用中国”网站）",
            "诚信承诺书（法定代表人签字、加盖公章）",
        ),
    ),
}


class Certification(Nomination):
    """The pages on which a firm asks to be certified."""

    address = "/certification/"
    first_section = "三年规划执行情况"

    def begin(self) -> None:
        """The page says that it may, before it begins."""
        self.go("/dashboard/")
        self.navigate("认证申报")
        self.follow("申请认证")
        self.sees("培育期、三年规划和年度报告均符合要求，可以申请认证。")
        self.press("建立申报草稿")
        self.page.wait_for_url("**/certification/*/edit/")
        self.pk = int(self.page.url.split("/")[-3])


class CertificationCase(Case):
    """The application as its reviewers see it."""

    address = "/certification/"


def it_applies_for_certification(page_as: PageAs, name: str) -> int:
    """Six sections with their files; the number of the case."""
    firm = Certification(page_as(name).page, name)
    firm.begin()
    firm.fill_everything(SECTIONS)
    firm.submit()
    firm.told("已提交")
    return firm.pk


def certify(page_as: PageAs, authority: str, pk: int, stage: str) -> None:
    """Four eyes of an authority."""
    handler = CertificationCase(page_as(authority).page, authority)
    handler.open(pk)
    handler.propose("同意", REASON)
    lead = CertificationCase(page_as(f"{authority}_lead").page, f"{authority}_lead")
    lead.open(pk)
    lead.confirm("同意", stage)


def the_code_says(page_as: PageAs, certificate: Certificate, state: str) -> None:
    """The page behind the code of the certificate, for everybody."""
    visitor = page_as("visitor")
    visitor.go(certificate.get_absolute_url())
    expect(visitor.page.locator("#state")).to_have_text(state)
    visitor.sees(certificate.number)


def it_is_in_the_certified_directory(page_as: PageAs, certificate: Certificate) -> None:
    """Found by everybody, with number and state."""
    visitor = page_as("visitor")
    visitor.go("/")
    visitor.follow("认证目录")
    row = visitor.page.locator("#rows tbody tr").filter(has_text=certificate.name)
    expect(row).to_contain_text(certificate.number)
    expect(row).to_contain_text("有效")


def it_is_removed(page_as: PageAs, enterprise: Enterprise) -> None:
    """Proposed by a handler with ground and facts, confirmed by the lead."""
    handler = page_as("zhejiang")
    handler.go(enterprise.get_absolute_url())
    handler.follow("提出移出意见")
    ground = "在申报、认证、年度报告或考核中弄虚作假"
    handler.page.get_by_role("radio", name=ground).check()
    give(handler.page.locator("textarea[name=facts]"), FACTS)
    handler.press("提出移出意见")
    handler.told("已提出移出意见，待本部门负责人确认。")
    lead = page_as("zhejiang_lead")
    lead.go("/dashboard/")
    lead.navigate("企业移出")
    lead.page.locator("#rows tbody").get_by_role("link").first.click()
    lead.sees(FACTS)
    lead.follow("确认移出")
    lead.press("确认移出")
    lead.told("已移出")


def it_has_left_the_directory(visitor: Window, enterprise: Enterprise) -> None:
    """Its address stays, and says so."""
    visitor.go(enterprise.get_absolute_url())
    visitor.sees("已移出")
    visitor.go(f"/enterprises/?q={enterprise.credit_code}")
    visitor.sees_nothing_of(enterprise.name)
