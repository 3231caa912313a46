"""The pages and the API of the reward: from the editor to the published result."""

import subprocess
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from incentives.choices.rewards import SchemeState
from incentives.models import IndicatorEntry, RewardScheme, Simulation
from incentives.services.rewards import simulate
from tests.factories import register
from tests.factories.reading import text
from tests.factories.rewards import (
    YEAR,
    a_scheme,
    confirmed,
    entered,
    fixed,
    line,
    listed,
    published,
    user,
)

pytestmark = pytest.mark.django_db
HANGZHOU, WENZHOU, CHENGDU = "330100", "330300", "510100"


@pytest.fixture(autouse=True)
def cities(people):
    """Two firms in Hangzhou, one in Chengdu, none in Wenzhou."""
    listed(HANGZHOU, WENZHOU, CHENGDU)
    register.enterprise("甲有限公司")
    register.enterprise("乙有限公司", division_id="330106")
    place = {"managing_unit_id": "510000", "division_id": CHENGDU}
    register.enterprise("丙有限公司", **place)


def address(name, scheme, *args):
    return reverse(f"incentives:reward-{name}", args=[scheme.pk, *args])


def words_on(paper):
    """What pdftotext reads, without the breaks of lines."""
    command = ["pdftotext", "-", "-"]
    read = subprocess.run(command, input=paper, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def typed(*rows, **facts):
    """The editor as a browser sends it."""
    data = {
        "name": "2025年试点城市动态奖励",
        "year": "２０２５",
        "basis": "某文件",
        "missing": "zero",
        "leave_out_ended": "on",
        "reward_by": "number",
        "reward_size": "1",
        "reward": "",
        "amount": "",
        "lines-TOTAL_FORMS": len(rows),
        "lines-INITIAL_FORMS": 0,
        "left-TOTAL_FORMS": 1,
        "left-INITIAL_FORMS": 0,
        "left-0-place": "",
        "left-0-reason": "",
    }
    for number, row in enumerate(rows):
        base = {"method": "min_max", "direction": "", "target": ""} | row
        data |= {f"lines-{number}-{name}": value for name, value in base.items()}
    return data | facts


POOL = {"indicator": "pool_enterprises", "weight": "60"}
PARKS = {"indicator": "parks", "weight": "４０"}
BLANK = {"indicator": "", "weight": ""}


class TestEditor:
    url = "/incentives/rewards/new/city/"

    @pytest.fixture(autouse=True)
    def _address(self):
        self.url = reverse("incentives:reward-new", args=["city"])

    def test_rows_become_a_scheme_and_empty_ones_are_left_out(self, client_as):
        answer = client_as("ndrc").post(self.url, typed(POOL, PARKS, BLANK))
        scheme = RewardScheme.objects.get()
        assert answer["Location"] == scheme.get_absolute_url()
        found = list(scheme.scheme_indicators.values_list("indicator", "weight"))
        assert found == [("pool_enterprises", 60), ("parks", 40)]

    @pytest.mark.parametrize(
        ("rows", "facts", "sentence"),
        [
            ([POOL], {}, "各指标权重合计应为100，现为60。"),
            ([POOL | {"weight": ""}], {}, "请填写权重。"),
            ([POOL | {"weight": "101"}], {}, "不能大于"),
            ([POOL | {"weight": "甲"}], {}, "请填写数字"),
            ([POOL | {"method": "target"}], {}, "请填写大于0的目标值。"),
            ([POOL, POOL | {"weight": "40"}], {}, "同一指标不能重复选择。"),
            ([BLANK], {}, "请至少选择一个评价指标。"),
            ([POOL, PARKS], {"left-0-place": HANGZHOU}, "请写明不参加排序的理由。"),
            ([POOL, PARKS], {"amount": "1.005"}, "小数位数不能超过 2 位。"),
            ([POOL, PARKS], {"reward_size": "1.5"}, "名次数应为整数。"),
        ],
    )
    def test_what_is_wrong_is_a_sentence_and_nothing_is_lost(
        self, client_as, rows, facts, sentence
    ):
        answer = client_as("ndrc").post(self.url, typed(*rows, **facts))
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "某文件" in text(answer)
        assert not RewardScheme.objects.exists()

    def test_an_unknown_level_is_no_page(self, client_as):
        assert client_as("ndrc").get(self.url.replace("city", "x")).status_code == 404

    def test_the_editor_shows_the_weights_and_their_sum(self, client_as):
        scheme = a_scheme(line(weight="60"), line("parks", "40"))
        page = text(client_as("ndrc").get(address("edit", scheme)))
        assert "现权重合计：100%" in page
        assert page.count('role="group" aria-label="第') == 7


class TestWay:
    def test_from_draft_to_the_public_page(self, client_as):
        scheme = a_scheme(line(weight="60"), line("parks", "40"), amount=100)
        handler, lead = client_as("ndrc"), client_as("ndrc_lead")
        handler.post(address("simulate", scheme), {"note": "第一次"})
        scheme.refresh_from_db()
        handler.post(
            address("propose", scheme), {"number": "1", "version": scheme.version}
        )
        refused = handler.post(address("fix", scheme))
        assert refused.status_code == 403
        lead.post(address("fix", scheme))
        assert client_as("visitor").get(scheme.get_absolute_url()).status_code == 404
        lead.post(address("publish", scheme), {"document": "某函〔2026〕1号"})
        scheme.refresh_from_db()
        assert scheme.state == SchemeState.PUBLISHED
        page = text(client_as("visitor").get(scheme.fixed.get_absolute_url()))
        assert "60.00" in page
        assert "100.00" in page
        assert "这是测算" not in page
        assert "提请" not in text(client_as("visitor").get(scheme.get_absolute_url()))

    def test_a_score_is_opened_to_figure_source_and_points(self, client_as):
        confirmed(CHENGDU, value=4)
        scheme = published(a_scheme(line(weight="60"), line("parks", "40")))
        url = address("place", scheme, 1, CHENGDU)
        inside, public = (text(client_as(who).get(url)) for who in ("ndrc", "visitor"))
        assert "市统计公报" in public
        assert "30.00" in public
        behind = reverse("incentives:indicator-rows", args=["pool_enterprises"])
        assert behind in inside
        assert behind not in public
        nothing = text(client_as("visitor").get(address("place", scheme, 1, WENZHOU)))
        assert "无数据" in nothing

    def test_the_rows_behind_a_figure_are_the_ones_counted(self, client_as):
        url = reverse("incentives:indicator-rows", args=["pool_enterprises"])
        asked = {"level": "city", "place": HANGZHOU, "year": YEAR}
        page = text(client_as("zhejiang").get(url, asked))
        assert "甲有限公司" in page
        assert "乙有限公司" in page
        assert "丙有限公司" not in page
        for wrong in ({"year": "x"}, {"year": "99999"}, {"level": "project"}, {}):
            given = asked | wrong if wrong else {}
            assert client_as("zhejiang").get(url, given).status_code == 404

    def test_two_simulations_side_by_side_tell_who_moves(self, client_as):
        scheme = a_scheme(line(weight="60"), line("parks", "40"))
        simulate(scheme, by=user("ndrc"))
        confirmed(WENZHOU, value=9)
        confirmed(CHENGDU, value=9)
        simulate(scheme, by=user("ndrc"), note="补充园区数据")
        page = text(client_as("ndrc").get(address("compare", scheme)))
        assert "上升1位" in page
        assert "下降1位" in page
        assert client_as("moe").get(address("compare", scheme)).status_code == 404

    def test_drafts_and_simulations_are_their_offices_alone(self, client_as):
        scheme = a_scheme()
        made = simulate(scheme, by=user("ndrc"))
        for who in ("moe", "zhejiang", "hangzhou", "visitor"):
            client = client_as(who)
            assert client.get(scheme.get_absolute_url()).status_code == 404
            assert client.get(made.get_absolute_url()).status_code == 404

    def test_beside_the_result_stands_what_today_would_give(self, client_as):
        scheme = fixed(a_scheme())
        place = {"managing_unit_id": "510000", "division_id": CHENGDU}
        for name in ("丁", "戊"):
            register.enterprise(f"{name}有限公司", pooled_on=date(2024, 5, 1), **place)
        page = text(client_as("zhejiang").get(address("today", scheme, 1)))
        assert "上升1位" in page
        assert Simulation.objects.count() == 1

    def test_the_file_holds_figures_sources_and_points(self, client_as):
        confirmed(CHENGDU, value=4)
        scheme = published(a_scheme(line(weight="60"), line("parks", "40")))
        answer = client_as("visitor").get(
            address("export", scheme, 1), {"file": "xlsx"}
        )
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        heads, first, second, *_rest = sheet.iter_rows(values_only=True)
        assert heads[:4] == ("名次", "代码", "对象", "得分")
        assert [first[3], second[3]] == [70, 60]
        assert "市统计公报" in first

    def test_the_paper_names_rules_places_and_digest(self, client_as):
        scheme = published(a_scheme())
        answer = client_as("visitor").get(address("pdf", scheme, 1))
        said = words_on(answer.content)
        assert "杭州市" in said
        assert scheme.fixed.digest[:20] in said

    def test_lists_cost_the_same_however_long(
        self, client_as, django_assert_max_num_queries
    ):
        for number in range(3):
            published(a_scheme(name=f"方案{number}"))
        client = client_as("zhejiang")
        with django_assert_max_num_queries(14):
            client.get(reverse("incentives:rewards"))
        with django_assert_max_num_queries(8):
            client_as("visitor").get(reverse("incentives:rewards"))


class TestEntries:
    def test_a_figure_is_entered_and_confirmed_by_another(self, client_as):
        new = reverse("incentives:indicator-entry-new")
        data = {
            "indicator": "cooperating_firms",
            "place": f"city:{HANGZHOU}",
            "year": YEAR,
            "numerator": "1,200",
            "denominator": "４８００",
            "source": "杭州统计年鉴2025",
        }
        client_as("zhejiang").post(new, data)
        entry = IndicatorEntry.objects.get()
        assert entry.value == 25
        decide = reverse("incentives:indicator-entry-decide", args=[entry.pk])
        assert client_as("zhejiang").post(decide).status_code == 403
        client_as("zhejiang_lead").post(decide, {"accept": "yes"})
        entry.refresh_from_db()
        assert entry.state == "confirmed"
        page = text(client_as("zhejiang").get(entry.get_absolute_url()))
        assert "杭州统计年鉴2025" in page

    def test_a_unit_chooses_among_its_own_places(self, client_as):
        new = reverse("incentives:indicator-entry-new")
        page = text(client_as("zhejiang").get(new))
        assert "杭州市" in page
        assert "成都市" not in page


class TestApi:
    def test_the_whole_way(self, api_as):
        handler, lead = api_as("ndrc"), api_as("ndrc_lead")
        body = {
            "level": "city",
            "name": "方案",
            "year": YEAR,
            "basis": "文件",
            "reward_size": "1",
            "indicators": [
                {"indicator": "pool_enterprises", "weight": "100", "method": "rank"}
            ],
        }
        made = handler.post("/api/v1/reward-schemes/", body, format="json")
        assert made.status_code == 201, made.data
        url = f"/api/v1/reward-schemes/{made.data['id']}/"
        simulation = handler.post(f"{url}simulate/", {}, format="json")
        assert simulation.status_code == 201
        version = handler.get(url).data["version"]
        given = {"number": 1, "version": version}
        proposal = handler.post(f"{url}propose/", given, format="json")
        version = proposal.data["version"]
        stale = lead.post(f"{url}fix/", {"version": 1}, format="json")
        assert stale.status_code == 409
        done = lead.post(f"{url}fix/", {"version": version}, format="json")
        assert (done.data["state"], done.data["result"]) == ("fixed", 1)
        frozen = api_as("zhejiang").get(
            "/api/v1/reward-simulations/", {"scheme": made.data["id"]}
        )
        [row] = frozen.data["results"]
        assert row["data"]["rows"][0]["name"] == "杭州市"

    def test_weights_that_do_not_add_up_are_a_problem_at_their_field(self, api_as):
        body = {
            "level": "city",
            "name": "方案",
            "year": YEAR,
            "basis": "文件",
            "reward_size": "1",
            "indicators": [
                {"indicator": "pool_enterprises", "weight": "90", "method": "rank"}
            ],
        }
        answer = api_as("ndrc").post("/api/v1/reward-schemes/", body, format="json")
        assert answer.status_code == 422
        assert answer.data["errors"][0]["field"] == "indicators"

    def test_figures_and_indicators(self, api_as):
        found = api_as("zhejiang").get("/api/v1/reward-indicators/").data
        assert {"pool_enterprises", "parks"} <= {row["key"] for row in found}
        entry = entered(HANGZHOU)
        url = f"/api/v1/indicator-entries/{entry.pk}/decide/"
        answer = api_as("ndrc_lead").post(url, {"accept": True}, format="json")
        assert answer.data["state"] == "confirmed"
