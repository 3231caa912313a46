"""Projects on the pages of others: a firm's record, a city, the dashboard, the demo."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import PilotCity
from enterprises.models import Enterprise
from incentives.choices.projects import FundStep
from incentives.demo_funds import demo_funds
from incentives.models import FundEntry, Obstacle, Project
from incentives.services.warnings import warnings_on
from reporting.dashboard.funds import fund_figures
from tests.factories import register
from tests.factories.projects import a_project, paid_project, user
from tests.personas import people_by_name

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def hangzhou():
    return PilotCity.objects.create(
        code="330100",
        name="杭州市",
        division_id="330100",
        managing_unit_id="330000",
        economic_region="eastern",
        provenance="import",
        source="测试名单",
        document_date=date(2021, 7, 1),
    )


def test_a_project_stands_on_the_record_of_its_enterprise(client_as):
    organisation = user("enterprise").posts.get().organisation
    firm = register.enterprise("在库有限公司", organisation=organisation)
    assert "重大项目</h2>" not in words(
        client_as("zhejiang").get(firm.get_record_url())
    )
    project = paid_project()
    assert project.enterprise == Enterprise.objects.get()
    for name in ("enterprise", "zhejiang"):
        page = words(client_as(name).get(firm.get_record_url()))
        assert project.name in page
        assert "40.0%" in page


def test_a_project_stands_on_the_page_of_its_city_for_those_concerned(client_as):
    city = hangzhou()
    project = paid_project(place="330106")
    assert project.pilot_city == city
    for name, sees in (
        ("hangzhou", True),
        ("ndrc", True),
        ("sichuan", False),
        ("visitor", False),
    ):
        page = words(client_as(name).get(city.get_absolute_url()))
        assert (project.name in page) is sees, name


def test_the_dashboard_tells_of_central_money_of_unit_and_nation(client_as, user_as):
    paid_project()
    a_project("enterprise_ningbo", place="330200")
    counts = {
        name: [
            (f.value, f.note, f.queryset.count()) for f in fund_figures(user_as(name))
        ]
        for name in ("ndrc", "zhejiang", "sichuan", "hangzhou")
    }
    assert counts == {
        "ndrc": [(2, "执行率40.0%", 2)],
        "zhejiang": [(1, "执行率40.0%", 1)],
        "sichuan": [(0, "", 0)],
        "hangzhou": [],
    }
    figure = fund_figures(user_as("zhejiang"))[0]
    page = client_as("zhejiang").get(figure.href)
    assert page.context["count"] == figure.value
    assert page.context["totals"]["percent"] == 40


def test_the_demonstration_is_made_once_and_has_something_to_show():
    people = people_by_name()
    now = timezone.now()
    assert demo_funds(now, people) == 3
    entries = FundEntry.objects.count()
    assert demo_funds(now, people) == 0
    assert FundEntry.objects.count() == entries
    assert Obstacle.objects.get().is_open
    today = timezone.localdate()
    warned = {
        project.name: {issue.field for issue in warnings_on(project, today)}
        for project in Project.objects.for_warnings()
    }
    assert sorted(map(len, warned.values()))[0] == 0
    assert {"late", "idle"} <= warned["智能产线实训基地（演示）"]
    assert all("演示" in name for name in warned)
    assert not FundEntry.objects.filter(step=FundStep.PLAN).exists()


def test_everybody_knows_of_projects_that_have_begun_and_no_more(client_as, api_as):
    begun = paid_project()
    planned = a_project(phase="planned")
    page = words(client_as("visitor").get(reverse("incentives:public-projects")))
    assert begun.name in page
    assert "1,000.00" in page
    assert planned.name not in page
    assert begun.owner.name not in page
    rows = api_as("visitor").get("/api/v1/public-projects/").json()["results"]
    assert [row["name"] for row in rows] == [begun.name]
    assert "paid" not in rows[0]
    hidden = f"/api/v1/public-projects/{planned.public_id}/"
    assert api_as("ndrc").get(hidden).status_code == 404
