"""A kind that the managing unit scores, notices and lists, with settings of its own.

Of a central group the nation does all that itself.
"""

from accounts.choices import Tier
from tests.workflow.testkind.kinds import snapshot
from workflow.choices import Lane, Stage
from workflow.content import Tally
from workflow.kinds import Kind, register
from workflow.rules import (
    ChoicesSetting,
    CountSetting,
    RuleExample,
    SwitchSetting,
)

SETTINGS = (
    CountSetting("conditions", "须符合的条件数", 1, fewest=1, most=6, unit="项"),
    CountSetting("years", "经营年限", 3, fewest=0, most=10, unit="年"),
    SwitchSetting("members", "成员单位", True, yes="合并计算", no="不合并计算"),
    ChoicesSetting(
        "industries",
        "优先行业",
        ("machinery",),
        choices=(("machinery", "装备制造"), ("care", "养老服务")),
        fewest=1,
    ),
)


def path(application):
    national = application.lane == Lane.NATIONAL
    first = (
        (Stage.NATIONAL_REVIEW,)
        if national
        else (Stage.CITY_REVIEW, Stage.PROVINCIAL_REVIEW)
    )
    return (*first, Stage.EXPERT_REVIEW, Stage.PUBLIC_NOTICE)


EXAMPLES = (
    RuleExample(
        unit="330000",
        name="浙江省",
        summary="须符合两项条件",
        extra={"conditions": 2},
        source="浙测〔2026〕1号",
        by_hand=("审核人员核对证照。",),
    ),
)


def tally(application, data, today):
    """Whether there is a goal, and whether it is a long one."""
    goal = data["goal"]
    return Tally(bool(goal) + (len(goal) > 5), 2, 0)


UNIT_KIND = register(
    Kind(
        key="unit_kind",
        name="地方测试申报",
        prefix="UNIT",
        order=91,
        model="testkind.TestApplication",
        detail_url="workflow:application",
        path=path,
        snapshot=snapshot,
        expert_tier=Tier.UNIT,
        notice_tier=Tier.UNIT,
        list_tier=Tier.UNIT,
        settings=SETTINGS,
        examples=EXAMPLES,
        tally=tally,
        listed_words="列入地方测试名单",
    )
)
