"""A figure on a page, the rows it leads to, and the figure in the API are one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import PilotCity
from enterprises.models import Enterprise
from reporting.dashboard.counts import median_of
from reporting.dashboard.homes import figures_for
from tests.factories.reporting import pilot_cities, report_of, spread
from workflow.choices import Action
from workflow.models import Application
from workflow.services.record import lock_case, record_act

REVIEWERS = ["ndrc", "mof", "zhejiang", "ningbo", "shanghai", "beijing"]


def rows_behind(client, figure):
    """How many rows the page of a figure shows."""
    answer = client.get(figure.href)
    assert answer.status_code == 200, figure
    return answer.context["count"]


@pytest.mark.parametrize("persona", ["ndrc", "zhejiang", "ningbo"])
def test_every_figure_is_the_number_of_rows_its_link_shows(
    persona, seeded, user_as, client_as
):
    client = client_as(persona)
    figures = figures_for(user_as(persona), timezone.now())
    assert len({figure.key for figure in figures}) == len(figures)
    assert sum(figure.value > 0 for figure in figures) > 2
    wrong = {
        figure.key: (figure.value, figure.href)
        for figure in figures
        if not figure.value == figure.queryset.count() == rows_behind(client, figure)
    }
    assert wrong == {}


@pytest.mark.parametrize("persona", ["sysadmin", "secadmin", "auditor"])
def test_an_administrators_figures_lead_to_as_many_rows(persona, user_as, client_as):
    client = client_as(persona)
    figures = figures_for(user_as(persona), timezone.now())
    assert figures
    for figure in figures:
        assert figure.value == rows_behind(client, figure), figure


@pytest.mark.parametrize("persona", REVIEWERS)
def test_the_api_gives_the_figures_of_the_page(persona, seeded, api_as, client_as):
    given = api_as(persona).get("/api/v1/figures/").json()
    page = client_as(persona).get(reverse("reporting:dashboard"))
    shown = list(page.context["overview"].figures())
    assert [(f["key"], f["value"], f["href"]) for f in given] == [
        (f.key, f.value, f.href) for f in shown
    ]
    assert all(f["label"] and f["unit"] for f in given)


def test_stages_units_and_regions_add_up_to_the_whole(seeded, user_as):
    found = {f.key: f.value for f in figures_for(user_as("ndrc"), timezone.now())}
    whole = Application.objects.submitted().count()
    assert found["applications"] == whole == 111
    for beginning, ending in (
        ("stage.", ""),
        ("unit.", ".applications"),
        ("region.", ".applications"),
    ):
        parts = [
            value
            for key, value in found.items()
            if key.startswith(beginning) and key.endswith(ending)
        ]
        assert sum(parts) == whole, beginning
    years = [v for k, v in found.items() if k.startswith("year.")]
    assert sum(years) == found["cities"] == PilotCity.objects.listed().count()


def test_ningbo_is_counted_once_and_not_as_zhejiangs(seeded, user_as, client_as):
    nation = {f.key: f.value for f in figures_for(user_as("ndrc"), timezone.now())}
    zhejiang = {
        f.key: f.value for f in figures_for(user_as("zhejiang"), timezone.now())
    }
    ningbo = {f.key: f.value for f in figures_for(user_as("ningbo"), timezone.now())}
    assert zhejiang["applications"] == nation["unit.330000.applications"]
    assert ningbo["applications"] == nation["unit.330200.applications"] > 0
    page = client_as("zhejiang").get(reverse("reporting:dashboard"))
    assert page.context["planned"] == [
        ("宁波市", ningbo["applications"], ningbo["cities"])
    ]
    assert "其中：计划单列市宁波市" in page.content.decode()


def test_enterprises_in_the_pilot_are_counted_by_unit(seeded, user_as):
    found = {
        name: {f.key: f.value for f in figures_for(user_as(name), timezone.now())}
        for name in ("ndrc", "zhejiang", "ningbo")
    }
    rows = Enterprise.objects.in_pilot()
    assert found["ndrc"]["enterprises"] == rows.count() < Enterprise.objects.count()
    for name, unit in (("zhejiang", "330000"), ("ningbo", "330200")):
        own = rows.filter(managing_unit_id=unit).count()
        assert found[name]["enterprises"] == own > 0


def test_zhejiang_gets_no_row_of_ningbo(seeded, client_as):
    client = client_as("zhejiang")
    shown = client.get(reverse("reporting:rows"))
    assert shown.context["count"] > 0
    assert all(
        row.managing_unit_id == "330000" for row in shown.context["table"].data.data
    )
    # A foreign unit's code in the address changes nothing.
    asked = client.get(reverse("reporting:rows"), {"managing_unit": "330200"})
    assert asked.context["count"] == shown.context["count"]


def test_a_draft_is_in_no_figure(people, user_as):
    case = spread(1)[0]
    Application.objects.filter(pk=case.pk).update(submitted_at=None)
    found = {f.key: f.value for f in figures_for(user_as("ndrc"), timezone.now())}
    assert found["applications"] == 0


def test_the_waiting_days_are_working_days(people, user_as, client_as, clock):
    clock.move_to("2026-06-15 09:00+08:00")  # a Monday
    case = spread(1)[0]
    friday = timezone.now() - timedelta(days=3)
    Application.objects.filter(pk=case.pk).update(stage_since=friday)
    overview = client_as("ndrc").get(reverse("reporting:dashboard")).context["overview"]
    row = next(r for r in overview.place_rows if r.in_review.value)
    assert (row.median, row.longest) == (1, 1)


@pytest.mark.parametrize(
    ("counted", "median"),
    [
        ({}, None),
        ({4: 1}, 4),
        ({1: 1, 2: 1}, 1.5),
        ({1: 3, 9: 2}, 1),
        ({0: 2, 5: 2}, 2.5),
    ],
)
def test_the_median_of_counted_days(counted, median):
    assert median_of(counted) == median


def test_a_filter_that_makes_no_sense_shows_no_rows_and_says_so(seeded, client_as):
    answer = client_as("ndrc").get(reverse("reporting:rows"), {"stage": "nonsense"})
    assert answer.status_code == 200
    assert answer.context["count"] == 0
    assert "message-error" in answer.content.decode()


def test_cities_behind_a_year_are_those_listed_in_it(people, client_as):
    pilot_cities(10)
    answer = client_as("ndrc").get(reverse("reporting:city-rows"), {"year": 2022})
    assert answer.context["count"] == 2
    assert "〔2022〕" in answer.content.decode()


def test_acts_that_are_no_moves_disturb_no_figure(people, clock):
    clock.move_to("2026-06-15 09:00+08:00")
    cases = spread(8)
    before = report_of("nation", "2026Y")[1].data
    for case in cases:
        for action in (Action.ASK_OPINION, Action.DRAW, Action.CALENDAR):
            locked = lock_case(case.pk)
            record_act(locked, action, by=None, post=None, now=timezone.now())
    after = report_of("nation", "2026Y")[1].data
    for part in ("stages", "totals", "durations"):
        assert after[part] == before[part]
