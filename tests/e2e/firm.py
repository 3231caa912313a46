"""A firm before the portal, from its registration on, and those who decide on it."""

from __future__ import annotations

import re

from tests.e2e.pages import Case, Nomination, give
from tests.personas import PASSWORD

NAME = "示例潮涌精工科技有限公司"
INITIALS = "cyjg"  # of a part in its middle
CODE = "91330108MA2KJGY3XK"
PLACE = "浙江省杭州市滨江区"


class Firm(Nomination):
    """The pages of a firm: registration, application."""

    address = "/cultivation/"
    first_section = "企业基本情况"

    def register(self) -> None:
        """From the first page to a registration that waits to be confirmed."""
        self.go("/accounts/register/")
        self.page.get_by_label("按名称或拼音查找").fill("滨江区")
        self.press("查找")
        self.follow(PLACE)
        form = self.page.locator("#content form")
        for label, value in (
            ("单位类别", "企业"),
            ("单位全称", NAME),
            ("统一社会信用代码", CODE),
            ("联系人", "钱若谷"),
            ("联系电话", "0571-00000000"),
            ("姓名", "钱若谷"),
            ("用户名", self.name),
            ("电子邮箱", "ruogu@chaoyong.example.cn"),
            ("密码", PASSWORD),
            ("确认密码", PASSWORD),
        ):
            # Behind the words of a label stands the mark of what must be filled in.
            field = form.get_by_label(re.compile(f"^{label}"))
            give(field, value)
        self.press("提交登记")
        self.told("登记已提交")

    def start(self, a_round: str) -> None:  # type: ignore[override]
        """Begin a draft in an open round."""
        self.go("/dashboard/")
        self.navigate("建设培育申报")
        self.follow("开始申报")
        self.page.get_by_label("申报批次").select_option(label=a_round)
        self.page.get_by_label("注册地").fill(PLACE)
        self.press("建立申报草稿")
        self.page.wait_for_url("**/cultivation/*/edit/")
        self.pk = int(self.page.url.split("/")[-3])

    def overview(self) -> None:
        """All sections with what is missing, and the six conditions."""
        self.go(f"{self.address}{self.pk}/edit/")


class FirmCase(Case):
    """The application of a firm as others see it."""

    address = "/cultivation/"
