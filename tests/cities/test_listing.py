"""A nomination becomes a pilot city, once; a pilot city leaves the list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities.choices import PilotStatus, Provenance
from cities.demo import decide
from cities.models import PilotCity
from cities.services import (
    end_pilot_city,
    import_listed,
    record_listing,
    set_document,
)
from tests.cities.test_import import as_csv, city_row
from tests.factories.cities import NINGBO, SHANGHAI, after_notice, at_the_nation, listed
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.choices import Move
from workflow.schedule import close_notices_at

pytestmark = pytest.mark.django_db


def document(city, people, by="ndrc_lead", **changes):
    fields = {
        "document_name": "关于公布试点城市名单的通知",
        "document_number": "某发〔2026〕1号",
        "document_date": timezone.localdate(),
    }
    return set_document(city, by=people[by], **fields | changes)


def test_the_listing_is_made_once_however_often_the_hook_runs(people):
    city = listed(people, NINGBO)
    step = city.nomination.steps.last()
    assert record_listing(city.nomination, step).pk == city.pk
    assert PilotCity.objects.count() == 1
    assert city.provenance == Provenance.NOMINATION
    assert city.economic_region == "east"
    assert city.batch == city.nomination.round.batch


def test_a_city_that_an_official_list_brought_meanwhile_is_not_doubled(people):
    nomination = at_the_nation(people, NINGBO)
    import_listed(
        as_csv(city_row("浙江省宁波市", "330200")), file_name="a.csv", by=None
    )
    decide(nomination, Move.APPROVE, "ndrc", people, timezone.now())
    close_notices_at(after_notice(nomination))
    city = PilotCity.objects.get()
    assert city.nomination_id == nomination.pk
    assert city.provenance == Provenance.IMPORT


def test_delisting_ends_the_pilot_city_with_day_and_reason(people):
    city = listed(people, SHANGHAI)
    decide(city.nomination, Move.DELIST, "ndrc", people, timezone.now())
    city.refresh_from_db()
    assert city.status == PilotStatus.ENDED
    assert city.ended_on == timezone.localdate()
    assert city.end_reason == "请按意见修改补充。"
    assert not PilotCity.objects.listed().exists()


def test_the_document_is_entered_by_a_national_lead_only(people):
    city = listed(people, NINGBO)
    for other in ("ndrc", "ningbo_lead", "zhejiang_lead", "mof"):
        with pytest.raises(NotAllowed):
            document(city, people, by=other)
    done = document(city, people)
    assert done.document_number == "某发〔2026〕1号"
    assert done.document_date_words.endswith("日")


def test_a_document_of_tomorrow_and_a_stale_page_are_refused(people):
    city = listed(people, NINGBO)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid, match="不能晚于今天"):
        document(city, people, document_date=tomorrow)
    document(city, people, version=1)
    with pytest.raises(Stale):
        document(city, people, version=1)


def test_an_imported_city_leaves_by_its_own_page_and_a_nominated_one_does_not(people):
    import_listed(
        as_csv(city_row("江苏省常州市", "320400")), file_name="a.csv", by=None
    )
    imported = PilotCity.objects.get(code="320400")
    with pytest.raises(Invalid, match="退出原因"):
        end_pilot_city(imported, by=people["ndrc_lead"], reason="  ")
    with pytest.raises(NotAllowed):
        end_pilot_city(imported, by=people["ndrc"], reason="不再符合条件。")
    done = end_pilot_city(imported, by=people["ndrc_lead"], reason="不再符合条件。")
    assert done.status == PilotStatus.ENDED
    with pytest.raises(Closed):
        end_pilot_city(done, by=people["ndrc_lead"], reason="再来一次。")
    nominated = listed(people, NINGBO)
    with pytest.raises(Closed, match="移出名单"):
        end_pilot_city(nominated, by=people["ndrc_lead"], reason="不再符合条件。")
