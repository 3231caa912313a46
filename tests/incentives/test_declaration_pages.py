"""The pages of the credit declaration, for the firm and for its managing unit."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from enterprises.choices import Standing
from enterprises.models import Enterprise
from incentives.declaring.items import items_of, last_submission
from incentives.models import CreditDeclaration
from regions.calendar import BEIJING
from tests.factories.credit import a_filed_period, a_line, an_account
from tests.factories.declarations import (
    a_firm_with_ledger,
    accept_all,
    declaration_at,
    declaration_draft,
)
from tests.factories.workflow import as_applicant
from workflow.choices import Move, Stage

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 3, 10, tzinfo=BEIJING)
YEAR = 2030
WHY = "凭证与合作协议不符。"


@pytest.fixture(autouse=True)
def _today(people, clock):
    clock.move_to(NOW)


def page(client, name, case=None, **query):
    args = [case.pk] if case is not None else []
    return client.get(reverse(f"incentives:{name}", args=args), query)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def in_review(name="enterprise"):
    return declaration_at(Stage.PROVINCIAL_REVIEW, name, year=YEAR)


def lines_of(case):
    return [item.pk for item in items_of(case, last_submission(case).data)]


def test_a_firm_declares_from_its_ledger(client_as):
    a_firm_with_ledger(year=YEAR)
    firm = client_as("enterprise")
    assert "申报抵免信息" in text_of(page(firm, "declarations"))
    answer = firm.post(reverse("incentives:declaration-start"), {"year": YEAR})
    case = CreditDeclaration.objects.get()
    assert answer.headers["Location"] == reverse(
        "incentives:declaration-edit", args=[case.pk]
    )
    shown = text_of(page(firm, "declaration-edit", case))
    assert "1,000,000.00" in shown
    assert "办学投资1" in shown
    assert "以税务机关审核认定为准" in shown
    assert "须承诺" not in shown
    section = reverse("incentives:declaration-section", args=[case.pk, "statement"])
    state = case.section_states.get()
    said = {"commitment": "true", "remark": "", "version": state.version}
    assert firm.post(section, said).status_code == 302
    submit = reverse("incentives:declaration-submit", args=[case.pk])
    shown = text_of(firm.get(submit))
    assert "省级审核" in shown
    case.refresh_from_db()
    assert firm.post(submit, {"version": case.version, "note": ""}).status_code == 302
    case.refresh_from_db()
    assert case.stage == Stage.PROVINCIAL_REVIEW


def test_a_year_twice_is_refused_with_its_sentence(client_as):
    declaration_draft(year=YEAR)
    answer = client_as("enterprise").post(
        reverse("incentives:declaration-start"), {"year": YEAR}
    )
    assert answer.status_code == 409
    assert "已有正在办理的2030年度抵免申报" in answer.content.decode()


def test_the_unit_decides_item_by_item_on_one_page(client_as):
    case = in_review()
    zhejiang, url = (
        client_as("zhejiang"),
        reverse("incentives:declaration-review", args=[case.pk]),
    )
    assert "未审核 3 项" in text_of(zhejiang.get(url))
    first, second, _third = lines_of(case)
    said = {
        "version": case.version,
        "pool": "accepted",
        f"decision-{first}": "refused",
        f"reason-{first}": "",
        f"decision-{second}": "accepted",
        "act": "save",
    }
    refused = zhejiang.post(url, said)
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    done = zhejiang.post(url, said | {f"reason-{first}": WHY, "act": "accept_rest"})
    assert done.status_code == 302
    shown = text_of(zhejiang.get(url))
    assert "认可 2 项，不予认可 1 项" in shown
    assert "1,000,000.00 → 600,000.00" in shown
    assert WHY in text_of(page(zhejiang, "declaration-review", case, show="refused"))
    stale = zhejiang.post(url, said | {f"reason-{first}": "另一理由"})
    assert stale.status_code == 409
    assert "另一理由" in stale.content.decode()


def test_the_unit_sees_that_the_firm_left_the_pool_meanwhile(client_as):
    case, client = in_review(), client_as("zhejiang")
    pages = ("declaration", "declaration-review")
    words = "离开建设培育库（已移出），请按出库日期核对"
    for name in pages:
        assert words not in text_of(page(client, name, case))
    Enterprise.objects.filter(pk=case.enterprise_id).update(
        standing=Standing.REMOVED, left_pool_on=NOW.date()
    )
    for name in pages:
        assert words in text_of(page(client, name, case))
    assert "已移出" in text_of(page(client, "declarations"))


def test_what_was_typed_in_vain_is_not_lost(client_as):
    case = in_review()
    url = reverse("incentives:declaration-review", args=[case.pk])
    first = lines_of(case)[0]
    said = {f"decision-{first}": "refused", f"reason-{first}": "长" * 501}
    answer = client_as("zhejiang").post(url, said)
    assert answer.status_code == 422
    assert "长" * 501 in answer.content.decode()
    assert "不能超过500个字" in answer.content.decode()


def test_the_paper_says_that_the_tax_office_decides(client_as):
    case = in_review()
    shown = text_of(page(client_as("zhejiang"), "declaration-print", case))
    assert "本平台仅作记录和估算，抵免以税务机关审核认定为准。" in shown
    pdf = page(client_as("zhejiang"), "declaration-pdf", case)
    assert pdf.content.startswith(b"%PDF")


def test_two_submissions_are_compared_line_by_line(client_as):
    case = declaration_at(Stage.RETURNED, year=YEAR, refuse={0: WHY})
    as_applicant(case.application_ptr, Move.SUBMIT, now=NOW)
    answer = client_as("zhejiang").get(reverse("workflow:compare", args=[case.pk]))
    assert "投资和撤回明细" in text_of(answer)


@pytest.fixture
def long(people):
    """Three hundred lines before the unit."""
    account = an_account("enterprise")
    day = date(YEAR, 6, 1)
    lines = [a_line("1", day, description=f"第{n}项") for n in range(300)]
    a_filed_period(account, YEAR, lines, vat="600")
    return in_review()


def test_three_hundred_items_cost_no_more_queries_than_three(
    long, client_as, django_assert_max_num_queries
):
    client = client_as("zhejiang")
    with django_assert_max_num_queries(23):
        assert "未审核 300 项" in text_of(page(client, "declaration-review", long))
    accept_all(long, refuse={7: WHY})
    with django_assert_max_num_queries(23):
        text_of(page(client, "declaration-review", long))
    with django_assert_max_num_queries(23):
        text_of(page(client, "declaration", long))


def test_the_list_costs_the_same_for_any_number_of_rows(
    client_as, django_assert_max_num_queries
):
    in_review("enterprise")
    in_review("enterprise_ningbo")
    client = client_as("ndrc")
    with django_assert_max_num_queries(12):
        shown = text_of(page(client, "declarations", year=YEAR))
    assert "2,000,000.00" in shown
    assert "共 <strong>2</strong> 条" in shown


def test_the_list_as_a_file_holds_the_same_rows(client_as):
    in_review()
    url = reverse("incentives:declarations-export")
    answer = client_as("zhejiang").get(url, {"file": "csv"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "1000000.00" in body.decode("utf-8-sig")
