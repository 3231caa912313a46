"""The closed vocabulary: which facts a condition may ask about, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from enterprises.choices import IN_PILOT, GroupKind, Ownership, Size, Standing
from incentives.choices.policies import PolicySubject
from industries.choices import PriorityTag
from regions.choices import EconomicRegion

ANY = "any"
# What each operator is called, and the sentence of a demand made with it.
OPERATORS: Mapping[str, str] = {
    "is": "是",
    "in": "属于",
    "at_least": "不少于",
    "at_most": "不超过",
    "not_before": "不早于",
    "not_after": "不晚于",
}
# Kinds of values, and the operators that fit them.
FLAG, CHOICE, PLACE, COUNT, MONEY, DAY = (
    *("flag", "choice", "place", "count"),
    *("money", "day"),
)
FITTING: Mapping[str, tuple[str, ...]] = {
    FLAG: ("is",),
    CHOICE: ("in",),
    PLACE: ("in",),
    COUNT: ("at_least", "at_most"),
    MONEY: ("at_least", "at_most"),
    DAY: ("not_before", "not_after"),
}
# Where the words of coded values are kept.
UNITS, DIVISIONS, INDUSTRIES = "units", "divisions", "industries"


@dataclass(frozen=True)
class Names:
    """Codes and names of the reference data that conditions may speak of."""

    units: Mapping[str, str] = field(default_factory=dict)
    divisions: Mapping[str, str] = field(default_factory=dict)
    industries: Mapping[str, str] = field(default_factory=dict)

    def of(self, test: Test) -> Mapping[str, str]:
        """Code → name for a test with coded values."""
        if test.choices:
            return test.choices
        found: Mapping[str, str] = getattr(self, test.listed_in or UNITS)
        return found


@dataclass(frozen=True)
class Test:
    """One thing that may be asked of an enterprise or a city; the fact's own name."""

    key: str
    label: str
    kind: str
    subject: PolicySubject
    # What to do where it is not met, and where nothing is known.
    mend: str
    fill: str
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    listed_in: str = ""
    # Whether everybody may know the fact.
    public: bool = False

    @property
    def operators(self) -> tuple[str, ...]:
        return FITTING[self.kind]


def _labels(choices: Iterable[Any]) -> dict[str, str]:
    return {str(choice.value): str(choice.label) for choice in choices}


FIRM, CITY = PolicySubject.ENTERPRISE, PolicySubject.CITY
OWN_RECORD = "请在“我的企业”中填写或更新企业信息。"
ASK_OFFICE = "平台尚无该项数据，请向管理单位核实。"
JOIN = "请先申报进入产教融合型企业建设培育库。"
FIXED = "该项由企业自身情况决定，不符合的不能适用。"
OF_CITY = "该项由城市自身情况决定，不符合的不能适用。"


def _firm(key: str, label: str, kind: str, mend: str, fill: str, **more: Any) -> Test:
    return Test(key, label, kind, FIRM, mend, fill, **more)


def _city(key: str, label: str, kind: str, mend: str, **more: Any) -> Test:
    return Test(key, label, kind, CITY, mend, ASK_OFFICE, public=True, **more)


_ALL = (
    _firm("in_pool", "在产教融合型企业建设培育库中", FLAG, JOIN, JOIN, public=True),
    _firm(
        "standing",
        "试点状态",
        CHOICE,
        "请按程序申报建设培育或认证。",
        JOIN,
        choices=_labels(Standing(value) for value in IN_PILOT),
        public=True,
    ),
    _firm(
        "certified",
        "持有有效的产教融合型企业认证证书",
        FLAG,
        "请在入库培育期满后申请认证；证书过期的，请申请复评。",
        "请在入库培育期满后申请认证。",
        public=True,
    ),
    _firm(
        "in_good_standing",
        "资格未暂停、不在禁止申报期内、没有不予受理情形",
        FLAG,
        "请按管理单位的要求整改，恢复资格后再申请。",
        ASK_OFFICE,
    ),
    _firm(
        "ownership",
        "所有制形式",
        CHOICE,
        FIXED,
        OWN_RECORD,
        choices=_labels(Ownership),
    ),
    _firm("size", "企业规模", CHOICE, FIXED, OWN_RECORD, choices=_labels(Size)),
    _firm("above_scale", "规模以上企业", FLAG, FIXED, OWN_RECORD),
    _firm("stock_listed", "上市公司", FLAG, FIXED, OWN_RECORD),
    _firm(
        "group_kind",
        "申报主体",
        CHOICE,
        FIXED,
        OWN_RECORD,
        choices=_labels(GroupKind),
    ),
    _firm(
        "managing_unit",
        "管理单位",
        PLACE,
        FIXED,
        ASK_OFFICE,
        listed_in=UNITS,
        public=True,
    ),
    _firm(
        "division",
        "注册地",
        PLACE,
        FIXED,
        OWN_RECORD,
        listed_in=DIVISIONS,
        public=True,
    ),
    _firm(
        "industry",
        "国民经济行业",
        PLACE,
        FIXED,
        OWN_RECORD,
        listed_in=INDUSTRIES,
        public=True,
    ),
    _firm(
        "tags",
        "重点产业领域",
        CHOICE,
        "所属领域有变化的，请更新企业信息。",
        OWN_RECORD,
        choices=_labels(PriorityTag),
        public=True,
    ),
    _firm("staff", "职工人数", COUNT, FIXED, OWN_RECORD, unit="人"),
    _firm("pooled_on", "入库日期", DAY, JOIN, JOIN, public=True),
    _firm(
        "pooled_months",
        "入库时间",
        COUNT,
        "入库时间不足的，期满后自动符合。",
        JOIN,
        unit="个月",
        public=True,
    ),
    _firm(
        "partner_school",
        "有合作院校",
        FLAG,
        "请与院校签订合作协议，并在申报材料或抵免台账中登记。",
        "请在申报材料或抵免台账中登记合作院校。",
    ),
    *(
        _firm(
            f"invested_{key}",
            f"{label}职业教育投资额",
            MONEY,
            "请在抵免台账中如实填报已支付的投资；不足的，增加投入后填报。",
            "请建立抵免台账并填报投资。",
            unit="元",
        )
        for key, label in (
            ("this_year", "本年度"),
            ("last_year", "上年度"),
            ("total", "累计"),
        )
    ),
    _firm(
        "plan_filed",
        "已报送产教融合三年规划",
        FLAG,
        "请在“我的企业”中报送三年规划。",
        "尚无应报送的三年规划，入库后按期报送。",
    ),
    _firm(
        "report_filed",
        "已报送上年度的年度报告",
        FLAG,
        "请在“我的企业”中报送年度报告。",
        "尚无应报送的上年度报告，入库后按期报送。",
    ),
    _city("pilot_city", "国家产教融合试点城市", FLAG, "请按批次申报试点城市。"),
    _city("batch", "试点批次", COUNT, OF_CITY, unit=""),
    _city("separately_planned", "计划单列市", FLAG, OF_CITY),
    _city("region", "所属区域", CHOICE, OF_CITY, choices=_labels(EconomicRegion)),
    _city("less_developed", "欠发达地区", FLAG, OF_CITY),
    _city("unit_of_city", "管理单位", PLACE, OF_CITY, listed_in=UNITS),
    _city("division_of_city", "城市", PLACE, OF_CITY, listed_in=DIVISIONS),
)
TESTS: Mapping[str, Test] = {test.key: test for test in _ALL}


def vocabulary_for(subject: str) -> list[Test]:
    """What may be asked of a subject, in the order of the editor."""
    return [test for test in TESTS.values() if test.subject == subject]


def demands_in(conditions: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every single demand, those within groups too."""
    for item in conditions:
        yield from item.get(ANY, [item])
