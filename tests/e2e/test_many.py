"""A lead confirms what he ticked, and goes from case to case."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PageAs
from tests.factories.reading import user
from tests.factories.workflow import an_open_round, application_at
from workflow.choices import Move, Stage
from workflow.models import Application
from workflow.services import advance

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def test_a_page_is_ticked_confirmed_and_walked(page_as: PageAs) -> None:
    a_round = an_open_round()
    cases = [
        application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title=f"第{n}件")
        for n in range(4)
    ]
    for case in cases[:3]:
        advance(case, Move.APPROVE, by=user("zhejiang"))
    lead = page_as("zhejiang_lead")
    lead.go("/desk/?tab=all&proposal=approve&sort=title")
    lead.press("全选本页")
    # Another lead was quicker with one of them.
    changed = Application.objects.get(pk=cases[1].pk)
    advance(changed, Move.WITHDRAW, by=user("enterprise"), note="暂缓申报。")
    lead.press("确认同意")
    lead.sees("确认同意：已办理2件，情况已变化1件")
    lead.follow("返回工作台")
    lead.go("/desk/?tab=all&sort=title")
    lead.follow("第0件")
    lead.sees("已是第一件")
    for title in ("第1件", "第2件", "第3件"):
        lead.follow("下一件")
        expect(lead.heading).to_have_text(title)
    lead.sees("已是最后一件")
    lead.follow("返回“工作台”")
    expect(lead.page).to_have_url(re.compile(r"/desk/\?tab=all&sort=title$"))
