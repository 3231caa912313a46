import json

import pytest
from django.contrib.auth.models import AnonymousUser
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from regions.models import Division
from ui.api import PROBLEM_TYPE, ViewSet, etag_of
from ui.refusals import Closed, Invalid, Issue

FACTORY = APIRequestFactory()


class Names(serializers.ModelSerializer):
    class Meta:
        model = Division
        fields = ("code", "name")


class Divisions(ViewSet):
    queryset = Division.objects.all()
    serializer_class = Names
    permission_classes = (AllowAny,)
    authentication_classes = ()
    ordering = "code"

    def perform_update(self, serializer):
        """Nothing is stored in this test."""


def raising(error):
    class View(APIView):
        permission_classes = (AllowAny,)
        authentication_classes = ()

        def get(self, request):
            raise error

        def post(self, request):
            return Response({"got": request.data})

    return View.as_view()


def problem(answer):
    answer.render()
    assert answer["Content-Type"] == PROBLEM_TYPE
    return json.loads(answer.content)


def test_a_refusal_is_a_problem_with_its_issues():
    refusal = Invalid("不能提交。", issues=[Issue("due_at", "期限早于今天。")])
    told = problem(raising(refusal)(FACTORY.get("/x/")))
    assert told["status"] == 422
    assert told["detail"] == "不能提交。"
    assert told["errors"] == [{"field": "due_at", "sentence": "期限早于今天。"}]


def test_a_closed_round_is_a_conflict():
    told = problem(raising(Closed("本轮申报已结束。"))(FACTORY.get("/x/")))
    assert (told["status"], told["code"]) == (409, "closed")


def test_serializer_errors_are_flat_and_422():
    detail = {"tasks": [{}, {"name": ["必填。"]}], "non_field_errors": ["不一致。"]}
    told = problem(raising(exceptions.ValidationError(detail))(FACTORY.get("/x/")))
    assert told["status"] == 422
    assert told["errors"] == [
        {"field": "tasks.1.name", "sentence": "必填。"},
        {"field": "", "sentence": "不一致。"},
    ]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (exceptions.NotFound(), 404),
        (exceptions.PermissionDenied(), 403),
        (exceptions.ParseError(), 400),
        (exceptions.Throttled(wait=7), 429),
    ],
)
def test_every_error_is_a_problem_in_chinese(error, status):
    told = problem(raising(error)(FACTORY.get("/x/")))
    assert told["status"] == status
    assert any("\u4e00" <= char <= "\u9fff" for char in told["detail"])


def test_wrong_method_and_wrong_content_are_problems():
    view = raising(Closed("x"))
    assert problem(view(FACTORY.delete("/x/")))["status"] == 405
    sent = FACTORY.generic("POST", "/x/", b"<a/>", content_type="text/xml")
    assert problem(view(sent))["status"] == 415


@pytest.mark.django_db
class TestRows:
    def get(self, query="", **headers):
        view = Divisions.as_view({"get": "list"})
        return view(FACTORY.get(f"/d/?{query}", headers=headers))

    def one(self, method="get", action="retrieve", data=None, **headers):
        request = getattr(FACTORY, method)(
            "/d/1/", data, format="json", headers=headers
        )
        request.user = AnonymousUser()
        pk = Division.objects.get(code="330200").pk
        return Divisions.as_view({method: action})(request, pk=pk)

    def test_a_page_has_fifty_rows_and_never_more_than_two_hundred(self):
        assert len(self.get().data["results"]) == 50
        assert len(self.get("page_size=1000").data["results"]) == 200

    def test_the_cursor_leads_to_the_next_rows(self):
        first = self.get("page_size=2")
        second = self.get(first.data["next"].partition("?")[2])
        codes = [row["code"] for row in first.data["results"] + second.data["results"]]
        assert codes == sorted(set(codes))
        assert len(codes) == 4

    def test_a_broken_cursor_is_told_in_chinese(self):
        assert "分页游标无效" in problem(self.get("cursor=xyz"))["detail"]

    def test_only_changed_rows_come_back(self):
        for wrong in ("gestern", "9999-12-31T23:59:59-23:00"):
            assert self.get(f"updated_since={wrong}").status_code == 422
        assert self.get("updated_since=2999-01-01T00:00:00-23:00").status_code == 200
        later = self.get("updated_since=2999-01-01T00:00:00+08:00")
        assert later.data["results"] == []
        assert self.get("updated_since=2000-01-01T00:00:00Z").data["results"]

    def test_what_the_client_has_already_is_not_sent_again(self):
        tag = self.one()["ETag"]
        assert tag == etag_of({"code": "330200", "name": "宁波市"})
        assert self.one(**{"If-None-Match": tag}).status_code == 304
        assert self.one(**{"If-None-Match": '"other"'}).status_code == 200

    def test_a_write_on_an_old_version_is_refused(self):
        sent = {"code": "330200", "name": "宁波"}
        stale = self.one("put", "update", sent, **{"If-Match": '"old"'})
        assert problem(stale)["status"] == 412
        tag = self.one()["ETag"]
        assert self.one("put", "update", sent, **{"If-Match": tag}).status_code == 200
