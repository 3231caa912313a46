"""A firm checks itself before it registers, with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.e2e.conftest import PageAs
from tests.e2e.walking import Walk

pytestmark = pytest.mark.e2e
URL = "/enterprises/check/"


def test_a_firm_learns_what_it_meets_without_scripts(
    page_as: PageAs, people: dict[str, User]
) -> None:
    visitor = page_as("visitor", java_script_enabled=False)
    visitor.go("/")
    visitor.follow("企业自测")
    page = visitor.page
    page.get_by_label("注册地").fill("鼓楼区")
    page.get_by_label("近3年接收实习满3个月的学生").fill("五十九")
    visitor.press("查看结果")
    expect(page.locator(".problems")).to_contain_text("江苏省南京市鼓楼区")
    expect(page.locator(".problems")).to_contain_text("请填写整数")

    page.get_by_label("注册地").fill("江苏省南京市鼓楼区")
    page.get_by_label("近3年接收实习满3个月的学生").fill("５９")
    visitor.press("查看结果")
    expect(page.get_by_text("学生59人，还差1人")).to_be_visible()
    expect(page.get_by_text("暂不符合申报条件")).to_be_visible()

    page.get_by_label("承担1+X证书制度试点任务").check()
    visitor.press("重新自测")
    expect(page.get_by_text("六项条件中符合1项")).to_be_visible()
    expect(page.get_by_text("由南京市主管部门初审，江苏省审核")).to_be_visible()
    visitor.follow("注册企业账户")
    expect(page).to_have_url(re.compile("/accounts/register/"))


@pytest.mark.parametrize(
    "answers",
    [
        "?division=330106&has_certificate=on&interns=12&investment=99.99",
        "?division=330206&industry=83&troubles=tax&removed_on=2025-01-01",
        "?division=鼓楼区&interns=-1",
    ],
)
def test_the_result_is_whole_at_both_widths(
    page_as: PageAs, people: dict[str, User], live_server, answers: str
) -> None:
    walk = Walk(page_as("visitor"), live_server.url, set())
    answer = walk.page.goto(URL + answers)
    walk.look(URL + answers, "enterprises:eligibility-check", answer)
    assert walk.faults == []
