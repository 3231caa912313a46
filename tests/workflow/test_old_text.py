"""The old text beside a question: of a part, a fact, a row, or files."""

import pytest

from cities.kinds import CITY_NOMINATION
from cities.services import snapshot
from tests.factories.cities import HANGZHOU, draft
from tests.workflow.testkind.kinds import TEST_KIND
from workflow.content import FrozenFile, Part
from workflow.kinds import Kind
from workflow.old_text import old_text_at

PART = Part(
    "tasks",
    "任务",
    facts=[("总体目标", "三年建成"), ("说明", "")],
    heads=["任务", "责任人"],
    rows=[["建设基地", "张三"], ["", "李四"]],
    files=[("证明材料", [FrozenFile("批复.pdf"), FrozenFile("方案.pdf")])],
)
KIND = Kind(
    key="described",
    name="有说明的申报",
    prefix="X",
    model="testkind.TestApplication",
    detail_url="",
    path=lambda application: (),
    snapshot=lambda application: {},
    describe=lambda data: [PART],
    sections=(
        ("tasks", "任务"),
        ("tasks.goal", "任务：总体目标"),
        ("tasks.file.proof", "任务：证明材料"),
    ),
)


def test_each_place_gives_its_own_text():
    for field, text in {
        "tasks.goal": "三年建成",
        "tasks.file.proof": "批复.pdf、方案.pdf",
        "tasks.1": "任务：建设基地；责任人：张三",
        "tasks.2": "责任人：李四",
        "tasks.9": "",
        "elsewhere": "",
        "": "",
    }.items():
        assert old_text_at(KIND, {}, field) == text, field
    whole = old_text_at(KIND, {}, "tasks")
    assert whole.splitlines() == [
        "总体目标：三年建成",
        "证明材料：批复.pdf、方案.pdf",
        "1. 任务：建设基地；责任人：张三",
        "2. 责任人：李四",
    ]


def test_content_without_a_description_is_found_by_its_key():
    assert old_text_at(TEST_KIND, {"goal": "五年"}, "goal") == "五年"


@pytest.mark.django_db
def test_the_places_of_a_nomination_are_found_in_its_words(people):
    data = snapshot(draft(people, HANGZHOU))
    found = {
        field: old_text_at(CITY_NOMINATION, data, field)
        for field, _label in CITY_NOMINATION.sections
    }
    assert all(found[key] for key in data["sections"] if key != "attachments")
    assert len([text for text in found.values() if text]) > 40
