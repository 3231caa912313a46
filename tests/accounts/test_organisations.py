"""Registration, confirmation by the right authority, and the first users."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import tasks
from accounts.choices import OrganisationStatus
from accounts.models import AccessRecord, Invitation, Organisation, User
from accounts.services import create_organisation, set_organisation_status
from tests.personas import PASSWORD
from ui.refusals import Closed, Invalid, NotAllowed

pytestmark = pytest.mark.django_db
CODE = "91330109MADEM0010N"


def filled(**more):
    return {
        "kind": "enterprise",
        "name": "示例萧山新材有限公司（演示）",
        "credit_code": CODE,
        "contact_name": "张喆堃",
        "contact_phone": "0571-1234",
        "person": "张喆堃",
        "username": "xiaoshan",
        "email": "xiaoshan@example.invalid",
        "password": PASSWORD,
        "again": PASSWORD,
        **more,
    }


def register(division="330108", client=None, **more):
    url = reverse("accounts:register-at", kwargs={"division": division})
    return (client or Client()).post(url, filled(**more))


def waiting(client_as, name):
    return client_as(name).get(reverse("accounts:registrations")).content.decode()


def decide(client, organisation, verb, **data):
    url = reverse(f"accounts:registration-{verb}", kwargs={"pk": organisation.pk})
    return client.post(url, data)


def test_the_place_is_chosen_by_links_from_province_to_county():
    page = Client().get(reverse("accounts:register")).content.decode()
    assert "?in=330000" in page
    assert "台湾省" not in page
    page = Client().get(reverse("accounts:register") + "?in=330100").content.decode()
    assert reverse("accounts:register-at", kwargs={"division": "330108"}) in page
    page = Client().get(reverse("accounts:register") + "?q=binjiang").content.decode()
    assert "滨江区" in page


@pytest.mark.parametrize("division", ["330000", "330100", "999999", "710000"])
def test_a_place_too_wide_or_unknown_cannot_be_registered_at(people, division):
    assert register(division).status_code == 404


def test_who_registers_is_signed_in_and_sees_that_he_waits(people):
    client = Client()
    answer = register(client=client)
    assert answer.headers["Location"] == reverse("accounts:profile")
    page = client.get(reverse("accounts:profile")).content.decode()
    assert "正由浙江省确认" in page
    organisation = Organisation.objects.get(credit_code=CODE)
    assert organisation.status == OrganisationStatus.PENDING
    assert not User.objects.get(username="xiaoshan").standing.organisation_ids


@pytest.mark.parametrize(
    ("division", "central", "authority", "others"),
    [
        ("330108", "", "zhejiang", ["ningbo", "sichuan", "ndrc"]),
        ("330206", "", "ningbo_lead", ["zhejiang", "ndrc"]),
        ("310115", "", "shanghai", ["zhejiang", "ndrc"]),
        ("330108", "on", "ndrc", ["zhejiang", "ningbo"]),
    ],
)
def test_each_registration_waits_at_its_own_authority(
    client_as, division, central, authority, others
):
    register(division, is_central_group=central)
    organisation = Organisation.objects.get(credit_code=CODE)
    assert organisation.name in waiting(client_as, authority)
    for other in others:
        assert organisation.name not in waiting(client_as, other)
        assert decide(client_as(other), organisation, "confirm").status_code in {
            403,
            404,
        }
    assert decide(client_as(authority), organisation, "confirm").status_code == 302
    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.ACTIVE
    assert User.objects.get(username="xiaoshan").standing.applicant_ids


def test_a_refusal_has_a_reason_and_can_be_corrected_and_sent_again(client_as):
    client = Client()
    register(client=client)
    organisation = Organisation.objects.get(credit_code=CODE)
    empty = decide(client_as("zhejiang"), organisation, "refuse", reason="")
    assert empty.status_code == 422
    decide(client_as("zhejiang"), organisation, "refuse", reason="名称与执照不符")
    assert "名称与执照不符" in client.get(reverse("accounts:profile")).content.decode()
    url = reverse("accounts:registration-resubmit", kwargs={"pk": organisation.pk})
    assert client.get(url).status_code == 200
    assert client.post(url, filled(name="示例更正有限公司（演示）")).status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "示例更正有限公司（演示）"
    assert organisation.status == OrganisationStatus.PENDING


def test_a_decision_is_made_once(client_as):
    register()
    organisation = Organisation.objects.get(credit_code=CODE)
    assert decide(client_as("zhejiang"), organisation, "confirm").status_code == 302
    second = decide(client_as("zhejiang_lead"), organisation, "refuse", reason="晚了")
    assert second.status_code == 403
    assert "已经办结" in second.content.decode()


def test_the_decision_is_mailed(client_as):
    register()
    organisation = Organisation.objects.get(credit_code=CODE)
    decide(client_as("zhejiang"), organisation, "refuse", reason="名称与执照不符")
    tasks.mail_decision(organisation.pk)
    assert "名称与执照不符" in mail.outbox[0].body
    assert mail.outbox[0].to == ["xiaoshan@example.invalid"]


def test_a_code_that_is_there_already_says_whom_to_ask(people):
    answer = register(credit_code="91330108 MADEM0001A")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请联系本单位联系人钱" in page
    assert "钱塘智造经办" not in page
    assert "示例萧山新材" in page
    assert not User.objects.filter(username="xiaoshan").exists()


def test_every_fault_is_shown_at_once(people):
    page = register(
        credit_code="91330109MADEM0010X", username="zhejiang", password="short"
    ).content.decode()
    assert "校验位不符" in page
    assert "两次输入的密码不一致" in page
    page = register(
        credit_code="91330108MADEM0001A", username="zhejiang"
    ).content.decode()
    assert "该单位已登记" in page
    assert "该用户名已被使用" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "示例😀公司", "不能使用表情"),
        ("name", "长" * 10_000, "200"),
        ("username", "a@b", "用户名应以小写字母开头"),
        ("email", "ZHEJIANG@example.invalid", "该电子邮箱已有账户"),
        ("contact_phone", "打电话", "联系电话只能包含"),
    ],
)
def test_bad_input_is_refused_at_its_field(people, field, value, sentence):
    answer = register(**{field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_script_in_a_name_is_shown_as_text(client_as):
    register(name="<script>alert(1)</script>（演示）")
    page = waiting(client_as, "zhejiang")
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_only_an_enterprise_may_say_it_is_a_central_group(people):
    answer = register(kind="school", is_central_group="on")
    assert "只有企业可以勾选" in answer.content.decode()


def test_the_system_administrator_enters_a_department_and_invites_its_first(client_as):
    data = {
        "kind": "unit_department",
        "name": "江苏省发展和改革委员会（演示）",
        "managing_unit": "320000",
        "division_code": "320000",
        "is_lead_authority": "on",
        "admin_name": "江苏负责",
        "admin_email": "jiangsu@example.invalid",
        "admin_role": "lead",
    }
    url = reverse("accounts:organisation-create")
    assert client_as("sysadmin").post(url, data).status_code == 302
    invitation = Invitation.objects.get(email="jiangsu@example.invalid")
    assert invitation.is_organisation_admin
    again = client_as("sysadmin").post(url, data)
    assert "已有同名单位" in again.content.decode()
    wrong = client_as("sysadmin").post(
        url, {**data, "name": "甲", "division_code": "1"}
    )
    assert "没有代码为 1 的行政区划" in wrong.content.decode()


def test_a_department_keeps_to_its_place_and_an_enterprise_registers_itself(people):
    def create(**more):
        rows = {"managing_unit": None, "division": None, "is_lead_authority": False}
        words = {"name": "甲", "admin_name": "乙", "admin_email": "y@x.invalid"}
        words["admin_role"] = "lead"
        return create_organisation(by=people["sysadmin"], **{**rows, **words, **more})

    for kind in ("enterprise", "city_office", "unit_department"):
        with pytest.raises(Invalid):
            create(kind=kind)
    with pytest.raises(Invalid):
        create(kind="national_department", admin_role="auditor")
    with pytest.raises(NotAllowed):
        create_organisation(
            by=people["secadmin"],
            kind="national_department",
            name="丙",
            managing_unit=None,
            division=None,
            is_lead_authority=False,
            admin_name="丁",
            admin_email="d@x.invalid",
            admin_role="lead",
        )


def test_a_disabled_organisation_can_do_nothing_until_it_is_enabled(people):
    firm = Organisation.objects.get(posts__user=people["enterprise"])
    words = {"organisation": firm, "by": people["sysadmin"], "reason": "核查"}
    set_organisation_status(active=False, **words)
    assert not User.objects.get(username="enterprise").standing.applicant_ids
    with pytest.raises(Closed):
        set_organisation_status(active=False, **words)
    set_organisation_status(active=True, **words)
    assert User.objects.get(username="enterprise").standing.applicant_ids


@pytest.mark.parametrize(
    ("name", "seen", "unseen"),
    [
        ("zhejiang", "示例钱塘智造", "示例北仑港机"),
        ("ningbo", "示例北仑港机", "示例钱塘智造"),
        ("hangzhou", "示例之江职业", "示例北仑港机"),
        ("beijing", "示例中央装备", "示例钱塘智造"),
    ],
)
def test_the_list_shows_the_own_area_only(client_as, name, seen, unseen):
    page = client_as(name).get(reverse("accounts:organisations")).content.decode()
    assert seen in page
    assert unseen not in page


def test_the_list_is_searched_by_pinyin_name_and_code(client_as):
    for words in ("qiantang", "钱塘", "91330108madem0001a"):
        url = reverse("accounts:organisations") + f"?q={words}"
        page = client_as("ndrc").get(url).content.decode()
        assert "示例钱塘智造" in page
        assert "示例北仑港机" not in page


def test_an_organisation_edits_its_own_contact_data(client_as, people):
    firm = Organisation.objects.get(posts__user=people["enterprise"])
    url = reverse("accounts:organisation-edit", kwargs={"pk": firm.pk})
    data = {"contact_name": "翀", "contact_phone": "０５７１－1", "name": "改名"}
    assert client_as("enterprise").post(url, data).status_code == 302
    firm.refresh_from_db()
    assert (firm.contact_name, firm.contact_phone) == ("翀", "0571-1")
    assert firm.name == "示例钱塘智造有限公司（演示）"
    assert AccessRecord.objects.filter(detail="修改单位联系信息").exists()
