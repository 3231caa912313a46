"""Three administrators, none of whom can do another's work; and the log."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.models import AccessRecord, User
from accounts.services import (
    disable_user,
    enable_user,
    end_sessions,
    record_access,
    unlock,
)
from ui.refusals import Closed, NotAllowed

pytestmark = pytest.mark.django_db
OTHERS = ["secadmin", "auditor", "ndrc_lead", "enterprise"]


@pytest.mark.parametrize("name", OTHERS)
def test_only_the_system_administrator_disables_accounts(people, name):
    with pytest.raises(NotAllowed):
        disable_user(user=people["zhejiang"], by=people[name], reason="离职")


@pytest.mark.parametrize("name", ["sysadmin", "auditor", "ndrc_lead"])
def test_only_the_security_administrator_unlocks_and_ends_sessions(people, name):
    with pytest.raises(NotAllowed):
        unlock(username="zhejiang", by=people[name])
    with pytest.raises(NotAllowed):
        end_sessions(user=people["zhejiang"], by=people[name])


def test_disabling_and_enabling_are_written_down_with_their_reason(people):
    words = {"user": people["zhejiang"], "by": people["sysadmin"]}
    disable_user(reason="离职", **words)
    assert not User.objects.get(username="zhejiang").is_active
    with pytest.raises(Closed):
        disable_user(reason="离职", **words)
    enable_user(reason="返岗", **words)
    details = list(AccessRecord.objects.values_list("detail", flat=True))
    assert "停用账户：zhejiang，离职" in details
    assert "启用账户：zhejiang，返岗" in details


def test_nobody_disables_himself(people):
    with pytest.raises(NotAllowed, match="自己"):
        disable_user(user=people["sysadmin"], by=people["sysadmin"], reason="试")


def test_what_is_not_locked_cannot_be_unlocked(people):
    with pytest.raises(Closed):
        unlock(username="zhejiang", by=people["secadmin"])


def test_the_log_is_filtered_by_person_kind_and_day(client_as, people):
    record_access(kind="export", user=people["ndrc"], detail="导出名录")
    record_access(kind="failure", username="谁", succeeded=False)
    client, url = client_as("auditor"), reverse("accounts:access-log")
    page = client.get(url + "?kind=export").content.decode()
    assert "导出名录" in page
    page = client.get(url + "?q=谁&succeeded=false").content.decode()
    assert "导出名录" not in page
    assert client.get(url + "?until=2020-01-01").content.decode().count("导出名录") == 0
    for wrong in ("since=昨天", "until=9999-12-31"):
        assert client.get(f"{url}?{wrong}").status_code == 200


def test_the_export_is_a_file_of_the_filtered_rows_and_is_logged_itself(
    client_as, people
):
    record_access(kind="export", user=people["ndrc"], detail="=1+1")
    record_access(kind="token", user=people["mof"], detail="新建令牌")
    url = reverse("accounts:access-log-export") + "?q=ndrc"
    answer = client_as("auditor").get(url)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["用户名"] for row in rows] == ["ndrc"]
    assert rows[0]["内容"] == "'=1+1"
    last = AccessRecord.objects.order_by("-pk").first()
    assert (last.kind, last.username) == ("export", "auditor")


def test_a_list_of_accounts_takes_few_queries(client_as, django_assert_max_num_queries):
    for name, page in [("sysadmin", "users"), ("secadmin", "security")]:
        client = client_as(name)
        with django_assert_max_num_queries(12):
            client.get(reverse(f"accounts:{page}"))
    client = client_as("zhejiang")
    with django_assert_max_num_queries(12):
        client.get(reverse("accounts:organisations"))
