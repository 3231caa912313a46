"""The test kind; its path is data, so that every order of stages can be tried."""

from ui.refusals import Issue
from workflow.choices import Move, Stage
from workflow.kinds import Kind, register
from workflow.rules import Rules

PATH = (
    Stage.CITY_REVIEW,
    Stage.PROVINCIAL_REVIEW,
    Stage.EXPERT_REVIEW,
    Stage.NATIONAL_REVIEW,
    Stage.PUBLIC_NOTICE,
)


def path(application):
    rules = application.rule_set.rules if application.rule_set else Rules()
    stages = [Stage(name) for name in rules.extra.get("path", PATH)]
    if not rules.experts_required:
        stages = [stage for stage in stages if stage != Stage.EXPERT_REVIEW]
    return tuple(stages)


def blockers(application, move):
    if move == Move.SUBMIT and not application.goal:
        return [Issue("goal", "请填写目标。")]
    return []


def snapshot(application):
    return {"title": application.title, "goal": application.goal}


def on_listed(application, step):
    application.listed_step = step.pk
    application.save(update_fields=["listed_step"])


def on_delisted(application, step):
    application.delisted_step = step.pk
    application.save(update_fields=["delisted_step"])


TEST_KIND = register(
    Kind(
        key="test_kind",
        name="测试申报",
        prefix="TEST",
        model="testkind.TestApplication",
        detail_url="workflow:application",
        path=path,
        snapshot=snapshot,
        blockers=blockers,
        on_listed=on_listed,
        on_delisted=on_delisted,
        sections=(("goal", "目标"), ("tasks", "任务")),
        listed_words="列入测试名单",
    )
)
