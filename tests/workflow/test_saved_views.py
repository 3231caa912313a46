"""Saved views: kept from a list, shared in the office, changed by their owner."""

import pytest
from django.urls import reverse

from tests.factories.reading import user
from tests.factories.workflow import application_at
from ui.refusals import Invalid, NotAllowed
from workflow.choices import Stage
from workflow.filters.saved import DESK
from workflow.kept import KEPT, kept_query
from workflow.models import SavedView
from workflow.services import change_view, delete_view, save_view
from workflow.services.saved_views import MOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(people):
    def saved(name="未分派", query="assignee=none", by="zhejiang", **fields):
        return save_view(by=user(by), page=DESK.key, name=name, query=query, **fields)

    return saved


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("tab=all&stage=listed&page=7", "stage=listed&tab=all"),
        ("?assignee=me&nonsense=1&csrfmiddlewaretoken=x", "assignee=me"),
        ("q=&stage=", ""),
        ("sort=-due_at&sort=title", "sort=-due_at&sort=title"),
        ("q=%E4%BA%A7%E6%95%99&x=" + "y" * 5000, "q=%E4%BA%A7%E6%95%99"),
    ],
)
def test_only_what_the_list_knows_is_kept(query, kept):
    assert kept_query(DESK.key, query) == kept


def test_a_list_without_a_filter_of_its_own_keeps_nothing():
    assert kept_query("nonsense", "q=1") == ""


def test_one_sees_his_own_and_what_his_office_shares(save):
    mine, shared = save(), save("共享的", shared=True)
    rows = SavedView.objects.visible_to
    assert set(rows(user("zhejiang"))) == {mine, shared}
    assert set(rows(user("zhejiang_lead"))) == {shared}
    for other in ("sichuan", "zhejiang_finance", "ndrc", "enterprise"):
        assert not rows(user(other)).exists()


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": " "}, "name", "请填写视图名称。"),
        ({"name": "长" * 61}, "name", "视图名称不能超过60个字。"),
        ({"name": "已有"}, "name", "您已有同名的视图。"),
        ({"query": "q=" + "x" * 1000}, "query", "筛选条件过长，无法保存为视图。"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(save, fields, field, sentence):
    save("已有")
    with pytest.raises(Invalid, match=sentence) as refused:
        save(**fields)
    assert refused.value.issues[0].field == field
    assert SavedView.objects.count() == 1


def test_there_is_an_end_to_views_and_unknown_lists_have_none(save):
    for number in range(MOST):
        save(f"视图{number}")
    with pytest.raises(Invalid, match="每个列表最多保存30个视图"):
        save()
    with pytest.raises(Invalid, match="该列表不能保存视图。"):
        save_view(by=user("zhejiang"), page="nonsense", name="一", query="")


def test_only_an_authority_shares(save):
    with pytest.raises(NotAllowed, match="只有牵头部门的人员可以与本部门共享视图"):
        save(by="enterprise", shared=True)


def test_its_owner_renames_shares_and_deletes_it(save):
    view, owner = save(), user("zhejiang")
    change_view(view, by=owner, name="改名", shared=True)
    view.refresh_from_db()
    assert (view.name, view.organisation) == ("改名", owner.posts_now[0].organisation)
    change_view(view, by=owner, name="改名", shared=False)
    other = save("另一个")
    with pytest.raises(Invalid, match="您已有同名的视图。"):
        change_view(other, by=owner, name="改名", shared=False)
    delete_view(view, by=owner)
    assert SavedView.objects.get() == other


def test_those_with_whom_it_is_shared_only_use_it(save):
    view, other = save(shared=True), user("zhejiang_lead")
    words = "只能由其本人修改或删除。"
    with pytest.raises(NotAllowed, match=words):
        change_view(view, by=other, name="改名", shared=False)
    with pytest.raises(NotAllowed, match=words):
        delete_view(view, by=other)


class TestPages:
    def test_the_desk_keeps_its_filters_under_a_name_and_gives_them_back(
        self, client_as
    ):
        case = application_at(Stage.PROVINCIAL_REVIEW)
        client, desk = client_as("zhejiang"), reverse("workflow:desk")
        page = client.get(desk, {"tab": "all", "assignee": "none", "nonsense": "1"})
        data = {
            "page": page.context["view_page"],
            "query": page.context["view_query"],
            "name": "未分派",
            "next": desk + "?tab=all",
            "shared": "on",
        }
        answer = client.post(reverse("workflow:saved-views"), data, follow=True)
        assert "已保存视图“未分派”。" in answer.content.decode()
        view = SavedView.objects.get()
        assert view.query == "assignee=none&tab=all"
        again = client_as("zhejiang_lead").get(f"{desk}?{view.query}")
        assert case.title in again.content.decode()
        assert "浙江经办（演示）共享" in again.content.decode()
        assert again.context["view_query"] == ""

    def test_a_refused_view_is_said_on_the_list(self, client_as):
        url = reverse("workflow:saved-views")
        client = client_as("zhejiang")
        for name, page, words in (
            ("", "desk", "请填写视图名称。"),
            ("名", "nonsense", "nonsense"),
            ("长" * 61, "desk", "不能超过 60 个字"),
        ):
            data = {"name": name, "page": page, "query": "", "next": "/desk/?tab=all"}
            answer = client.post(url, data, follow=True)
            assert words in answer.content.decode()
        assert not SavedView.objects.exists()

    def test_nobody_is_sent_out_of_the_house(self, client_as):
        url = reverse("workflow:saved-views")
        for target in ("https://evil.example/", "//evil.example/", "javascript:1"):
            data = {"name": target, "page": "desk", "query": "", "next": target}
            assert client_as("zhejiang").post(url, data).url == reverse("workflow:desk")

    def test_its_owner_changes_and_deletes_it_by_page(self, client_as, save):
        view, client = save(), client_as("zhejiang")
        url = reverse("workflow:saved-view", args=[view.pk])
        assert client.post(url, {"name": ""}).status_code == 422
        assert client.post(url, {"name": "改名", "shared": "on"}).status_code == 302
        view.refresh_from_db()
        assert view.organisation_id
        client.post(reverse("workflow:saved-view-delete", args=[view.pk]))
        assert not SavedView.objects.exists()


def test_the_api_keeps_changes_and_deletes(api_as):
    client, url = api_as("zhejiang"), "/api/v1/saved-views/"
    body = {"page": "desk", "name": "未分派", "query": "assignee=none&x=1"}
    made = client.post(url, body, format="json")
    assert made.status_code == 201
    assert made.json()["query"] == "assignee=none"
    twice = client.post(url, body, format="json")
    assert twice.json()["errors"] == [
        {"field": "name", "sentence": "您已有同名的视图。"}
    ]
    own = f"{url}{made.json()['id']}/"
    assert client.patch(own, {"shared": True}, format="json").json()["is_shared"]
    assert api_as("zhejiang_lead").get(url).json()["results"][0]["name"] == "未分派"
    assert client.delete(own).status_code == 204
    wrong = client.post(url, body | {"page": "x"}, format="json")
    assert wrong.status_code == 422


def test_every_review_list_keeps_views(client_as):
    client = client_as("zhejiang")
    # The lists of all apps are named once their addresses are known.
    assert reverse("workflow:desk")
    for key, kept in list(KEPT.items()):
        page = client.get(reverse(kept.url), {"sort": "stage"})
        assert page.status_code == 200, key
        assert page.context["view_page"] == key
        assert "保存为视图" in page.content.decode(), key
