"""Pages and API of certification: the public check, the paper, removal, suspension."""

import re
from datetime import timedelta

import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from enterprises.choices import Standing
from enterprises.models import Certificate, Enterprise, Removal
from enterprises.qr import address_of, code_of
from tests.factories import register
from tests.factories.certification import (
    a_pool_enterprise,
    certification_at,
    certification_of,
    certification_round,
    ready_enterprise,
)
from tests.factories.reading import text
from ui.words import cn_date
from workflow.choices import Stage

pytestmark = pytest.mark.django_db


def words_of(answer):
    """What a reader sees: without marks and white space."""
    body = re.search(r"<main.*?</main>", text(answer), re.DOTALL).group(0)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()


def a_certificate(**facts):
    firm = Enterprise.objects.first() or a_pool_enterprise()
    today = timezone.localdate()
    days = {"valid_from": today, "valid_until": today + timedelta(days=1000)}
    given = {"credit_code": firm.credit_code, "number": "CJRH2026-330000-0001"}
    return register.certificate(firm, **given | days | facts)


def test_the_code_holds_the_address_of_the_public_page(people, settings):
    settings.BASE_URL = "https://portal.example.cn"
    row = a_certificate()
    wanted = f"https://portal.example.cn/certificates/{row.token}/"
    assert address_of(row) == wanted
    # The same marks as a code made of these words, and of no others.
    assert code_of(row).matrix == segno.make(wanted, error="q", micro=False).matrix
    other = segno.make(f"{wanted}?", error="q", micro=False)
    assert code_of(row).matrix != other.matrix


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "有效"),
        ({"suspended_since": 0, "suspension_note": "机密"}, "暂停"),
        ({"valid_from": -900, "valid_until": -1}, "已过期"),
        ({"revoked_on": 0, "revocation_note": "机密"}, "已撤销"),
        ({"valid_from": 1}, "尚未生效"),
    ],
)
def test_everybody_reads_the_state_in_big_words(client_as, people, facts, state):
    today = timezone.localdate()
    shifted = {
        name: today + timedelta(days=value) if isinstance(value, int) else value
        for name, value in facts.items()
    }
    row = a_certificate(**shifted)
    answer = client_as("visitor").get(row.get_absolute_url())
    assert f'id="state">{state}</p>' in text(answer)
    assert "机密" not in text(answer)


def test_the_public_page_says_nothing_but_the_public_facts(client_as, people):
    row = a_certificate()
    row.enterprise.contact_phone = "13800000000"
    row.enterprise.save()
    answer = client_as("visitor").get(row.get_absolute_url())
    assert words_of(answer) == (
        "证书查验 有效 该证书真实有效。 "
        f"企业名称 {row.name} 统一社会信用代码 {row.credit_code} "
        f"证书编号 {row.number} "
        f"有效期 {cn_date(row.valid_from)}至{cn_date(row.valid_until)} "
        "认证层级 国家 "
        f"查验日期：{cn_date(timezone.localdate())}。请核对以上内容与证书所载是否一致。"
    )


def test_the_public_page_is_for_no_search_engine(client_as, people):
    answer = client_as("visitor").get(a_certificate().get_absolute_url())
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in text(answer)


def test_an_unknown_certificate_is_not_found(client_as, people):
    url = reverse("enterprises:certificate-check", args=["unknown"])
    assert client_as("visitor").get(url).status_code == 404


def test_the_api_says_the_same_and_nothing_else(api_as, people):
    row = a_certificate(suspended_since=timezone.localdate())
    answer = api_as("visitor").get(f"/api/v1/certificates/{row.token}/")
    assert answer.json() == {
        "number": row.number,
        "name": row.name,
        "credit_code": row.credit_code,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "level": "国家",
        "state": "suspended",
        "state_label": "暂停",
    }


def test_the_certified_directory_is_found_filtered_and_exported(client_as, people):
    row = a_certificate()
    client, url = client_as("visitor"), reverse("enterprises:certificates")
    assert row.number in text(client.get(url, {"q": row.number, "state": "valid"}))
    assert row.number not in text(client.get(url, {"state": "revoked"}))
    export = reverse("enterprises:certificates-export")
    file = client.get(export, {"file": "csv"}).getvalue().decode("utf-8-sig")
    assert row.number in file
    assert row.token not in file + text(client.get(url))


def test_the_firm_downloads_its_certificate_until_it_is_revoked(client_as, people):
    row = a_certificate()
    url = reverse("enterprises:certificate-pdf", args=[row.pk])
    answer = client_as("enterprise").get(url)
    assert answer.content.startswith(b"%PDF")
    assert answer.content == client_as("zhejiang").get(url).content
    Certificate.objects.update(revoked_on=timezone.localdate())
    assert client_as("enterprise").get(url).status_code == 409
    page = client_as("enterprise").get(
        reverse("enterprises:certificate", args=[row.pk])
    )
    assert "下载证书" not in text(page)


def test_a_firm_sees_what_is_missing_before_it_begins(client_as, people):
    a_pool_enterprise()
    a_round = certification_round()
    url = reverse("enterprises:certification-start")
    client = client_as("enterprise")
    assert "尚未报备三年规划" in text(client.get(url))
    answer = client.post(url, {"round": a_round.pk})
    assert answer.status_code == 422
    assert "尚未报备三年规划" in text(answer)


def test_a_ready_firm_begins_and_finds_its_sections(client_as, people):
    ready_enterprise()
    a_round = certification_round()
    url = reverse("enterprises:certification-start")
    client = client_as("enterprise")
    assert "可以申请认证" in text(client.get(url))
    answer = client.post(url, {"round": a_round.pk}, follow=True)
    assert "示范带动效果" in text(answer)


def test_the_api_begins_and_names_each_missing_thing(api_as, people):
    a_round, url = certification_round(), "/api/v1/certification-applications/"
    a_pool_enterprise()
    refused = api_as("enterprise").post(url, {"round": a_round.pk}, format="json")
    assert refused.status_code == 422
    fields = {error["field"] for error in refused.json()["errors"]}
    assert {"plan", "reports"} <= fields
    ready_enterprise()
    made = api_as("enterprise").post(url, {"round": a_round.pk}, format="json")
    assert made.status_code == 201, made.content
    assert set(made.data["sections"]) >= {"plan_progress", "statements"}


def test_reviewers_read_the_case_and_its_paper(client_as, people):
    case = certification_at(Stage.PROVINCIAL_REVIEW)
    client = client_as("zhejiang")
    assert "产教融合型企业" in text(client.get(case.get_absolute_url()))
    page = client.get(reverse("enterprises:certification-print", args=[case.pk]))
    assert "年度报告" in text(page)
    paper = client.get(reverse("enterprises:certification-pdf", args=[case.pk]))
    assert paper.content.startswith(b"%PDF")
    listed = client.get(reverse("enterprises:certifications"), {"q": case.number})
    assert case.number in text(listed)


def test_a_removal_is_proposed_and_confirmed_on_the_pages(client_as, people):
    firm = a_pool_enterprise()
    row = a_certificate()
    new = reverse("enterprises:removal-new", args=[firm.public_id])
    data = {"ground": "accident", "facts": "发生较大安全事故。"}
    client_as("zhejiang").post(new, data)
    removal = Removal.objects.get()
    page = text(client_as("zhejiang_lead").get(removal.get_absolute_url()))
    assert "确认移出" in page
    assert client_as("enterprise").get(removal.get_absolute_url()).status_code == 404
    confirm = reverse("enterprises:removal-confirm", args=[removal.pk])
    client_as("zhejiang_lead").post(confirm, {"version": 1, "note": "同意。"})
    firm.refresh_from_db()
    assert firm.standing == Standing.REMOVED
    assert "已撤销" in text(client_as("visitor").get(row.get_absolute_url()))
    seen = text(client_as("enterprise").get(removal.get_absolute_url()))
    assert "发生较大安全事故" in seen
    assert people["zhejiang"].name not in seen
    assert "同意。" not in seen


def test_a_stale_confirmation_is_told(client_as, people):
    firm = a_pool_enterprise()
    new = reverse("enterprises:removal-new", args=[firm.public_id])
    client_as("zhejiang").post(new, {"ground": "students", "facts": "查实。"})
    confirm = reverse("enterprises:removal-confirm", args=[Removal.objects.get().pk])
    answer = client_as("zhejiang_lead").post(confirm, {"version": 7})
    assert answer.status_code == 409
    assert "刚刚被其他人办理" in text(answer)


def test_suspension_and_exclusion_stand_on_the_page_of_the_firm(client_as, people):
    firm = a_pool_enterprise()
    lead = client_as("zhejiang_lead")
    page = text(lead.get(firm.get_absolute_url()))
    assert "暂停资格" in page
    url = reverse("enterprises:suspend", args=[firm.public_id])
    lead.post(url, {"version": firm.version, "reason": "核实投诉。"})
    new = reverse("enterprises:exclusion-new", args=[firm.public_id])
    since = timezone.localdate().isoformat()
    lead.post(new, {"kind": "dishonesty", "note": "失信名单。", "since": since})
    for name in ("zhejiang_lead", "enterprise"):
        page = text(client_as(name).get(firm.get_absolute_url()))
        assert "核实投诉。" in page
        assert "失信名单。" in page
    public = text(client_as("visitor").get(firm.get_absolute_url()))
    assert "核实投诉。" not in public
    assert "失信名单。" not in public


def test_the_api_does_what_the_pages_do(api_as, people):
    firm = a_pool_enterprise()
    named = {"enterprise": str(firm.public_id)}
    handler, lead = api_as("zhejiang"), api_as("zhejiang_lead")
    held = lead.post("/api/v1/suspensions/", named | {"reason": "核实。"})
    assert held.status_code == 201, held.content
    url = f"/api/v1/suspensions/{held.data['id']}/resume/"
    assert lead.post(url, {"reason": "已核实。"}).status_code == 200
    body = named | {"kind": "tax", "note": "决定书。", "since": "2026-01-01"}
    out = handler.post("/api/v1/exclusions/", body)
    assert out.status_code == 201, out.content
    lifted = lead.post(f"/api/v1/exclusions/{out.data['id']}/lift/")
    assert lifted.data["lifted_at"]
    body = named | {"ground": "accident", "facts": "事故。"}
    made = handler.post("/api/v1/removals/", body)
    assert made.status_code == 201, made.content
    confirm = f"/api/v1/removals/{made.data['id']}/confirm/"
    assert handler.post(confirm, {"version": 1}).status_code == 403
    done = lead.post(confirm, {"version": 1, "note": "同意。"})
    assert done.data["state"] == "confirmed"
    read = api_as("enterprise").get(f"/api/v1/removals/{made.data['id']}/").data
    assert read["decision_note"] is None


def test_lists_ask_no_more_for_more_rows(
    client_as, people, django_assert_max_num_queries
):
    firm = a_pool_enterprise()
    for number in range(12):
        register.certificate(firm, number=f"X{number}")
    for name in ("certificates", "removals", "certifications"):
        with django_assert_max_num_queries(12):
            client_as("zhejiang").get(reverse(f"enterprises:{name}"))


def test_a_draft_shows_its_reader_what_to_fill_in(client_as, people):
    case = certification_of(leave_out=("innovation",))
    url = reverse("enterprises:certification-edit", args=[case.pk])
    assert "请填写“机制创新和特色做法”" in text(client_as("enterprise").get(url))
