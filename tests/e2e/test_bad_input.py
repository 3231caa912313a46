"""What goes wrong in an office: each gets its sentence, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import expect

from accounts.choices import Role
from accounts.middleware import BEGUN, SEEN
from accounts.models import Post, User
from cities.models import CityNomination
from tests.e2e.conftest import PageAs
from tests.e2e.content import nomination
from tests.e2e.pages import Case, Nomination, Window, enter, paper
from tests.factories.cities import HANGZHOU, NINGBO, draft, open_round, submitted
from workflow.choices import Stage

pytestmark = pytest.mark.e2e
WISH = "市委、市政府高度重视，成立工作专班。"
SCRIPT = "<script>document.title='坏'</script><img src=x onerror=\"alert('坏')\">"
RARE = "喆堃翀𠮷🎓"


@pytest.fixture
def made(people: dict[str, User]) -> CityNomination:
    """A complete draft of Hangzhou."""
    return draft(people, HANGZHOU)


def at_section(page_as: PageAs, made: CityNomination, key: str, **kw: bool) -> Window:
    """Hangzhou's office before a section of its draft."""
    office = page_as("hangzhou", **kw)
    office.go(f"/nominations/{made.pk}/edit/{key}/")
    return office


def colleague(people: dict[str, User]) -> str:
    """A second person of Hangzhou's office."""
    own = Post.objects.get(user=people["hangzhou"])
    Post.objects.create(
        user=people["chengdu"], organisation=own.organisation, role=Role.HANDLER
    )
    return "chengdu"


def stored(made: CityNomination, name: str) -> str:
    """What the draft holds now."""
    return str(getattr(CityNomination.objects.get(pk=made.pk), name))


def expire(window: Window) -> None:
    """Let the session be forgotten for an hour, as after a long meeting."""
    cookies = window.page.context.cookies()
    key = next(c["value"] for c in cookies if c["name"] == "sessionid")
    session = SessionStore(key)
    past = (timezone.now() - timedelta(hours=1)).timestamp()
    session[BEGUN] = session[SEEN] = past
    session.save()


def test_two_people_in_one_section_both_keep_their_text(page_as, people, made):
    second = colleague(people)
    mine = at_section(page_as, made, "conditions", java_script_enabled=False)
    theirs = page_as(second, java_script_enabled=False)
    theirs.go(f"/nominations/{made.pk}/edit/conditions/")
    enter(theirs.content, "推进改革的意愿", "同事先保存的内容。")
    theirs.press("保存")
    theirs.told("已保存。")
    enter(mine.content, "推进改革的意愿", WISH)
    with mine.page.expect_response("**/conditions/") as waiting:
        mine.press("保存")
    assert waiting.value.status == 409
    mine.told("您填写的内容尚未保存")
    mine.sees("同事先保存的内容。")
    field = mine.page.get_by_label("推进改革的意愿", exact=True)
    expect(field).to_have_value(WISH)
    assert stored(made, "condition_will") == "同事先保存的内容。"
    mine.press("以我填写的内容保存")
    mine.told("已保存。")
    assert stored(made, "condition_will") == WISH


def test_a_background_save_stops_before_another_persons_text(page_as, people, made):
    mine = at_section(page_as, made, "conditions")
    theirs = page_as(colleague(people))
    theirs.go(f"/nominations/{made.pk}/edit/conditions/")
    enter(theirs.content, "推进改革的意愿", "同事先保存的内容。")
    status = theirs.page.locator("[data-autosave-status]")
    expect(status).to_contain_text("自动保存")
    enter(mine.content, "推进改革的意愿", WISH)
    status = mine.page.locator("[data-autosave-status]")
    expect(status).to_contain_text("您填写的内容已保留在本机")
    assert stored(made, "condition_will") == "同事先保存的内容。"
    mine.page.on("dialog", lambda dialog: dialog.accept())
    mine.follow("载入最新内容")
    mine.press("恢复这些内容")
    field = mine.page.get_by_label("推进改革的意愿", exact=True)
    expect(field).to_have_value(WISH)


def test_a_submission_sent_twice_counts_once(page_as, made):
    office = Nomination(page_as("hangzhou").page, "hangzhou")
    office.go(f"/nominations/{made.pk}/submit/")
    button = office.page.get_by_role("button", name="确认提交")
    button.dblclick(no_wait_after=True)
    office.told("已提交")
    assert made.submissions.count() == 1
    again = page_as("hangzhou")
    answer = again.go(f"/nominations/{made.pk}/submit/")
    assert answer.status == 403
    again.told("内容已锁定")


def test_a_stale_page_moves_nothing_and_keeps_the_reason(page_as, people):
    case = submitted(people, NINGBO)
    slow = Case(page_as("ndrc").page, "ndrc")
    slow.open(case.pk)
    quick = Case(page_as("moe").page, "moe")
    quick.open(case.pk)
    quick.propose("同意", "材料齐全。")
    slow.move("提出“退回补正”意见", "请补充测算依据，理由写了很久。")
    slow.told("未能办理，已填内容仍然保留")
    expect(slow.page.get_by_label("您刚才填写的内容")).to_have_value(
        "请补充测算依据，理由写了很久。"
    )
    case.refresh_from_db()
    assert case.stage == Stage.NATIONAL_REVIEW
    assert case.proposal.move == "approve"


def test_what_was_sent_after_the_sessions_end_comes_back(page_as, made):
    office = at_section(page_as, made, "conditions", java_script_enabled=False)
    enter(office.content, "推进改革的意愿", WISH)
    expire(office)
    office.press("保存")
    office.told("内容尚未提交")
    office.follow("重新登录")
    office.told("您刚才提交的内容已经留存")
    office.sign_in()
    office.sees(WISH)
    office.press("继续提交")
    office.told("已保存。")
    assert stored(made, "condition_will") == WISH


def test_what_was_typed_when_the_session_ended_comes_back(page_as, made):
    office = at_section(page_as, made, "conditions")
    expire(office)
    enter(office.content, "推进改革的意愿", WISH)
    status = office.page.locator("[data-autosave-status]")
    expect(status).to_contain_text("登录已过期，尚未保存；内容已保留在本机")
    office.page.on("dialog", lambda dialog: dialog.accept())
    office.follow("重新登录")
    office.sign_in()
    office.press("恢复这些内容")
    field = office.page.get_by_label("推进改革的意愿", exact=True)
    expect(field).to_have_value(WISH)
    expect(status).to_contain_text("自动保存")
    assert stored(made, "condition_will") == WISH


def test_a_file_of_another_kind_is_told_at_its_place_and_the_text_stays(page_as, made):
    office = Nomination(at_section(page_as, made, "conditions").page, "hangzhou")
    enter(office.content, "推进改革的意愿", WISH)
    program = paper("承诺函.pdf", b"MZ\x90\x00 this program cannot be run")
    office.choose_file("改革意愿证明材料", program)
    office.press("保存")
    office.told("扩展名是 .pdf，内容却是")
    place = office.page.get_by_role("group", name="改革意愿证明材料")
    expect(place.locator(".wrong")).to_contain_text("承诺函.pdf")
    field = office.page.get_by_label("推进改革的意愿", exact=True)
    expect(field).to_have_value(WISH)


def test_script_and_rare_characters_are_shown_as_they_were_typed(page_as, made):
    office = at_section(page_as, made, "conditions")
    enter(office.content, "推进改革的意愿", SCRIPT)
    enter(office.content, "改革举措", f"{RARE}同志负责")
    office.press("保存")
    office.told("已保存。")
    for address in (f"/nominations/{made.pk}/", f"/nominations/{made.pk}/print/"):
        office.go(address)
        expect(office.page.get_by_text(SCRIPT).first).to_be_visible()
        expect(office.page.get_by_text(f"{RARE}同志负责").first).to_be_visible()
        assert "坏" not in office.page.title()
    assert stored(made, "condition_measures") == f"{RARE}同志负责"
    assert office.page.troubles == []


def test_ten_thousand_characters_are_counted_refused_and_kept(page_as, made):
    office = at_section(page_as, made, "conditions", java_script_enabled=False)
    long = "产教融合" * 2500
    before = stored(made, "condition_will")
    enter(office.content, "推进改革的意愿", long)
    office.press("保存")
    office.told("不能超过 5000 个字")
    field = office.page.get_by_label("推进改革的意愿", exact=True)
    expect(field).to_have_value(long)
    assert stored(made, "condition_will") == before


def test_without_scripts_a_nomination_is_filled_in_and_submitted(page_as, people):
    a_round = open_round(people)
    office = Nomination(page_as("ningbo", java_script_enabled=False).page, "ningbo")
    office.start("宁波市")
    office.fill_everything(nomination("宁波市", a_round.year))
    rows = CityNomination.objects.get(pk=office.pk).measurerows
    assert rows.count() == 5
    office.submit("一次填报完成。")
    office.told("已提交")
    case = CityNomination.objects.get(pk=office.pk)
    assert case.stage == Stage.NATIONAL_REVIEW
