"""The policy list is kept: drafted, published, revised, withdrawn, seeded."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from incentives.choices.policies import PolicyState, TextCheck, VersionState
from incentives.demo_policies import demo_policies
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.services.policies import (
    discard_version,
    load_policies,
    propose_version,
    publish_version,
    redraft_policy,
    revise_policy,
    send_back_version,
    withdraw_policy,
)
from incentives.services.policies.seeding import FILE
from tests.factories import policies as made
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.models import Notification

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def publish(version, people, by="zhejiang_lead"):
    return publish_version(version, by=people[by])


class TestKeeping:
    def test_a_handler_drafts_for_his_own_area_and_a_lead_publishes(self, people):
        version = made.proposed(people, name="浙江政策")
        assert version.benefit.managing_unit_id == "330000"
        assert not PolicyBenefit.objects.published().exists()
        benefit = publish(version, people)
        assert benefit.state == PolicyState.PUBLISHED
        assert PolicyBenefit.objects.published().get().name == "浙江政策"

    def test_the_lead_is_told_of_a_proposal_and_the_handler_of_the_answer(self, people):
        version = made.proposed(people)
        assert (
            Notification.objects.get(subject__startswith="待发布").user
            == (people["zhejiang_lead"])
        )
        send_back_version(version, note="请补充文号。", by=people["zhejiang_lead"])
        told = Notification.objects.get(user=people["zhejiang"])
        assert "请补充文号。" in told.body

    def test_a_city_office_drafts_and_its_units_lead_publishes(self, people):
        version = made.proposed(people, "hangzhou")
        assert version.benefit.division_id == "330100"
        with pytest.raises(NotAllowed, match="市级政策"):
            publish(version, people, "hangzhou")
        with pytest.raises(NotAllowed):
            publish(version, people, "sichuan_lead")
        assert publish(version, people).state == PolicyState.PUBLISHED

    def test_nobody_publishes_his_own_draft(self, people):
        version = made.proposed(people, "zhejiang_lead")
        with pytest.raises(NotAllowed, match="由您起草"):
            publish(version, people)

    @pytest.mark.parametrize("by", ["sichuan", "ndrc", "hangzhou", "enterprise"])
    def test_others_do_not_write_into_a_draft_of_a_province(self, people, by):
        version = made.drafted(people)
        with pytest.raises(NotAllowed):
            redraft_policy(version, content=made.content(), by=people[by])

    def test_a_draft_is_not_published_before_it_is_proposed(self, people):
        with pytest.raises(NotAllowed, match="尚未报请"):
            publish(made.drafted(people), people)

    def test_who_writes_into_a_proposal_makes_it_a_draft_again(self, people):
        version = made.proposed(people)
        changed = redraft_policy(
            version, content=made.content("改名"), by=people["zhejiang"]
        )
        assert changed.state == VersionState.DRAFT
        with pytest.raises(NotAllowed, match="尚未报请"):
            publish(changed, people)

    def test_two_people_on_one_draft_do_not_overwrite_each_other(self, people):
        version = made.drafted(people)
        read = version.version
        redraft_policy(
            version, content=made.content("先"), by=people["zhejiang"], stamp=read
        )
        with pytest.raises(Stale):
            redraft_policy(
                version, content=made.content("后"), by=people["zhejiang"], stamp=read
            )

    def test_an_incomplete_or_wrong_content_names_each_field(self, people):
        wrong = made.content(
            name="",
            effective_from=date(2026, 2, 1),
            effective_until=date(2026, 1, 1),
            conditions=[{"test": "staff", "operator": "is", "value": 1}],
        )
        with pytest.raises(Invalid) as caught:
            made.draft_policy(content=wrong, by=people["zhejiang"])
        assert [issue.field for issue in caught.value.issues] == [
            "name",
            "effective_until",
            "conditions.0.operator",
        ]


class TestRevising:
    @pytest.fixture
    def revised(self, people):
        """A published benefit and the draft of its second version."""
        benefit = publish(made.proposed(people, name="第一版名"), people)
        version = revise_policy(benefit, by=people["zhejiang"])
        return benefit, redraft_policy(
            version,
            content=made.content("第二版名"),
            change_note="文件已更新",
            by=people["zhejiang"],
        )

    def test_the_public_reads_the_old_version_until_the_new_is_published(
        self, people, revised
    ):
        benefit, version = revised
        benefit.refresh_from_db()
        assert benefit.name == "第一版名"
        propose_version(version, by=people["zhejiang"])
        publish(version, people)
        benefit.refresh_from_db()
        assert benefit.name == "第二版名"
        names = benefit.versions.published().order_by("number")
        assert list(names.values_list("name", flat=True)) == ["第一版名", "第二版名"]

    def test_a_revision_says_what_it_changes(self, people):
        benefit = made.published(scope="unit", managing_unit_id="330000")
        version = revise_policy(benefit, by=people["zhejiang"])
        with pytest.raises(Invalid, match="修订说明"):
            propose_version(version, by=people["zhejiang"])

    def test_there_is_one_open_version_at_a_time(self, people, revised):
        benefit, version = revised
        assert revise_policy(benefit, by=people["zhejiang_lead"]) == version

    def test_a_published_version_is_never_written_again(self, people):
        benefit = publish(made.proposed(people), people)
        with pytest.raises(Closed):
            redraft_policy(
                benefit.versions.get(), content=made.content(), by=people["zhejiang"]
            )
        with pytest.raises(Closed):
            discard_version(benefit.versions.get(), by=people["zhejiang"])

    def test_a_discarded_draft_leaves_what_was_published(self, people, revised):
        benefit, version = revised
        discard_version(version, by=people["zhejiang"])
        assert benefit.versions.get().state == VersionState.PUBLISHED

    def test_a_discarded_first_draft_leaves_nothing(self, people):
        discard_version(made.drafted(people), by=people["zhejiang"])
        assert not PolicyBenefit.objects.exists()

    def test_a_withdrawn_benefit_keeps_its_versions_and_the_reason(
        self, people, revised
    ):
        benefit, _version = revised
        gone = withdraw_policy(benefit, reason="文件废止。", by=people["zhejiang_lead"])
        assert gone.withdrawal_reason == "文件废止。"
        assert gone.versions.get().name == "第一版名"
        assert not PolicyBenefit.objects.published().exists()
        with pytest.raises(NotAllowed):
            revise_policy(gone, by=people["zhejiang"])


class TestSeeding:
    def test_every_benefit_that_ships_names_its_source(self):
        load_policies()
        rows = PolicyBenefit.objects.published()
        assert rows.count() == len(json.loads(FILE.read_text())) == 17
        assert all(row.source and row.basis_title for row in rows)
        # No link or contact was verified, so none ships.
        assert not rows.exclude(basis_url="", contact="").exists()
        assert rows.filter(text_check=TextCheck.REMEMBERED).count() == 4

    def test_loading_again_changes_nothing(self):
        load_policies()
        before = list(PolicyVersion.objects.values_list("pk", "version"))
        assert load_policies() == (0, 0)
        assert list(PolicyVersion.objects.values_list("pk", "version")) == before

    def test_what_a_person_edited_is_never_overwritten(self, people):
        load_policies()
        benefit = PolicyBenefit.objects.get(seed_key="charity-donations")
        version = revise_policy(benefit, by=people["ndrc"])
        version = redraft_policy(
            version,
            content=made.content("更正后的名称"),
            change_note="核对原文",
            by=people["ndrc"],
        )
        propose_version(version, by=people["ndrc"])
        publish_version(version, by=people["moe_lead"])
        assert load_policies() == (0, 0)
        benefit.refresh_from_db()
        assert benefit.name == "更正后的名称"

    def test_an_untouched_one_follows_a_corrected_file_with_a_new_version(self):
        load_policies()
        row = PolicyBenefit.objects.get(seed_key="charity-donations")
        row.content = "旧文字"
        row.save()
        assert load_policies() == (0, 1)
        assert row.versions.count() == 2

    def test_a_withdrawn_one_does_not_come_back(self, people):
        load_policies()
        row = PolicyBenefit.objects.get(seed_key="charity-donations")
        withdraw_policy(row, reason="失效。", by=people["ndrc_lead"])
        assert load_policies() == (0, 0)


class TestReading:
    @pytest.fixture
    def several(self):
        """Three of different areas, kinds and terms."""
        made.published("全国税收优惠", basis_number="财税〔2019〕46号")
        made.published(
            "浙江土地支持",
            kinds=["land", "price"],
            scope="unit",
            managing_unit_id="330000",
            effective_until=TODAY - timedelta(days=1),
        )
        made.published("四川招生", scope="unit", managing_unit_id="510000")

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("税收", {"全国税收优惠"}),
            ("2019 46号", {"全国税收优惠"}),
            ("zhejiangtudi", {"浙江土地支持"}),
            ("zjtd", {"浙江土地支持"}),
            ("sc zs", {"四川招生"}),
            ("没有", set()),
        ],
    )
    def test_it_is_found_by_words_number_pinyin_and_initials(
        self, several, text, names
    ):
        found = PolicyBenefit.objects.published().search(text)
        assert {row.name for row in found} == names

    def test_validity_is_a_matter_of_the_day(self, several):
        rows = PolicyBenefit.objects.published()
        assert not rows.in_force_on(TODAY).filter(name="浙江土地支持").exists()
        yesterday = TODAY - timedelta(days=1)
        assert rows.in_force_on(yesterday).filter(name="浙江土地支持").exists()

    def test_a_provinces_policy_reaches_its_own_unit_alone(self, several):
        rows = PolicyBenefit.objects.published().reaching("330200", ["330203"])
        assert [row.name for row in rows] == ["全国税收优惠"]

    def test_drafts_are_seen_by_their_own_office_alone(self, people, user_as):
        made.drafted(people)
        seen = {
            name
            for name in ("zhejiang", "sichuan", "ndrc", "hangzhou", "visitor")
            if PolicyBenefit.objects.visible_to(user_as(name)).exists()
        }
        assert seen == {"zhejiang"}


def test_the_demonstration_is_safe_to_repeat_and_says_what_it_is(people):
    for _time in range(2):
        demo_policies(timezone.now(), people)
    assert PolicyBenefit.objects.count() == 2
    shown = PolicyBenefit.objects.published().get()
    assert "演示" in shown.name
    assert "并非真实政策" in shown.source
