"""What a change report must tell, by what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.checks import credit_code
from enterprises.choices import ChangeKind
from ui.refusals import Issue, Severity
from ui.words import cn_date

# What has to be filled in for each change, with its words.
NEEDED: dict[str, tuple[tuple[str, str], ...]] = {
    ChangeKind.NAME: (("new_name", "请填写变更后企业名称。"),),
    ChangeKind.ADDRESS: (
        ("new_address", "请填写变更后注册地址。"),
        ("new_division", "请填写变更后注册地（县、市、区）。"),
    ),
    ChangeKind.BUSINESS: (("new_industry", "请选择变更后国民经济行业大类。"),),
    ChangeKind.REPRESENTATIVE: (
        ("new_legal_representative", "请填写变更后法定代表人。"),
    ),
}


@dataclass(frozen=True)
class Change:
    """A change as reported, beside what the register holds."""

    kind: str
    effective_on: date | None
    new_name: str = ""
    new_credit_code: str = ""
    new_address: str = ""
    new_division: str = ""
    new_industry: str = ""
    new_legal_representative: str = ""
    # Whether another enterprise bears the new code.
    code_taken: bool = False
    # The new place's unit, empty where no unit answers for it.
    new_unit: str = ""
    name: str = ""
    code: str = ""
    address: str = ""
    division: str = ""
    industry: str = ""
    legal_representative: str = ""
    unit: str = ""
    # Since when it bears its present name; None: since ever.
    named_since: date | None = None


def change_issues(change: Change, today: date) -> list[Issue]:
    """Everything that keeps the change from being registered, at its field."""
    return [
        *_missing(change),
        *_same(change),
        *_days(change, today),
        *_code(change),
        *_place(change),
    ]


def _missing(change: Change) -> list[Issue]:
    return [
        Issue(f"change.{name}", sentence)
        for name, sentence in NEEDED.get(change.kind, ())
        if not getattr(change, name)
    ]


SAME = (
    ("new_name", "name", "变更后企业名称与现名称相同，请核对。"),
    ("new_credit_code", "code", "变更后统一社会信用代码与原代码相同，没有变化的不填。"),
    ("new_industry", "industry", "变更后行业与原行业相同，请核对。"),
    (
        "new_legal_representative",
        "legal_representative",
        "变更后法定代表人与原法定代表人相同，请核对。",
    ),
)


def _same(change: Change) -> list[Issue]:
    return [
        Issue(f"change.{new}", sentence)
        for new, old, sentence in SAME
        if getattr(change, new) and getattr(change, new) == getattr(change, old)
    ]


def _days(change: Change, today: date) -> list[Issue]:
    day = change.effective_on
    if day is None:
        return []
    if day > today:
        words = "变更生效日期不能晚于今天，请在变更生效后报告。"
        return [Issue("change.effective_on", words)]
    since = change.named_since
    if change.new_name and since is not None and day <= since:
        words = f"现名称自{cn_date(since)}起使用，新名称的生效日期须晚于该日。"
        return [Issue("change.effective_on", words)]
    return []


def _code(change: Change) -> list[Issue]:
    if not change.new_credit_code or change.new_credit_code == change.code:
        return []
    found = [i.sentence for i in credit_code(change.new_credit_code)]
    if change.code_taken:
        found.append("该统一社会信用代码已属于其他企业，请核对。")
    return [Issue("change.new_credit_code", sentence) for sentence in found]


def _place(change: Change) -> list[Issue]:
    if not change.new_division:
        return []
    if not change.new_unit:
        words = "该地区不在试点管理单位范围内，请核对。"
        return [Issue("change.new_division", words)]
    if change.unit and change.new_unit != change.unit:
        words = "迁入地由另一管理单位管理，登记后企业转由迁入地管理单位跟踪管理。"
        return [Issue("change.new_division", words, Severity.WARNING)]
    return []
