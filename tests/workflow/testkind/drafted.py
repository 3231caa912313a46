"""A kind that is filled in section by section, and its pages in a few lines."""

from tests.workflow.testkind.models import DraftedApplication, StageRow, WorkRow
from workflow.choices import Stage
from workflow.kinds import Kind, register
from workflow.outline import Outline, Section, Slot
from workflow.services import sections_content
from workflow.showing import present

OUTLINE = Outline(
    DraftedApplication,
    (
        Section(
            "basics",
            "基本情况",
            fields=("goal", "plan", "budget", "starts_on"),
            optional=frozenset({"plan"}),
        ),
        Section(
            "stages",
            "阶段安排",
            rows=StageRow,
            row_fields=("name", "share"),
            most_rows=3,
        ),
        Section(
            "works",
            "合作项目",
            rows=WorkRow,
            row_fields=("name", "partner", "done"),
            known_by=("name",),
            row_files=True,
            row_files_label="合作协议",
            slots=(Slot("charter", "章程"), Slot("photos", "照片", required=False)),
            optional=frozenset({"partner"}),
        ),
    ),
)


def snapshot(application):
    return {
        "title": application.title,
        "sections": sections_content(OUTLINE, application),
    }


def describe(data):
    return present(OUTLINE, data)


DRAFTED_KIND = register(
    Kind(
        key="drafted_kind",
        name="分节测试申报",
        prefix="SECT",
        order=90,
        model="testkind.DraftedApplication",
        detail_url="workflow:application",
        path=lambda application: (Stage.PROVINCIAL_REVIEW, Stage.PUBLIC_NOTICE),
        snapshot=snapshot,
        describe=describe,
        sections=OUTLINE.places(),
        outline=OUTLINE,
    )
)
