"""Whether an enterprise may enter the pool: conditions, basics and exclusions.

Warnings stand apart from errors by their severity; only errors stop a submission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from enterprises.checks.conditions import findings
from enterprises.checks.findings import Finding
from enterprises.choices import SectionKey
from enterprises.facts import Facts
from enterprises.terms import ONE_DAY, add_years
from enterprises.thresholds import Thresholds
from industries.choices import EDUCATION, PriorityTag
from ui.refusals import Issue, Severity
from ui.words import cn_date

Check = Callable[[Facts, Thresholds, date], Iterable[Issue]]

BASICS = SectionKey.BASICS.value
COOPERATION = SectionKey.COOPERATION.value
STATEMENTS = SectionKey.STATEMENTS.value
# Registered with the State itself: the code says nothing about a province.
STATE_OFFICE = "100000"
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def enough_conditions(
    facts: Facts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """At least one of the six conditions, or as many as the unit asks."""
    yield from too_few(findings(facts, thresholds, today=today), thresholds)


def too_few(found: Sequence[Finding], thresholds: Thresholds) -> Iterator[Issue]:
    """How many conditions are missing, told where one was begun."""
    count = sum(finding.counts_for for finding in found)
    if count >= thresholds.conditions_needed:
        return
    begun = [finding for finding in found if finding.begun and not finding.met]
    place = begun[0].section if begun else SectionKey.SCHOOLS
    yield Issue(
        place.value,
        f"六项条件中至少须符合{thresholds.conditions_needed}项，"
        f"现符合{count}项，还差{thresholds.conditions_needed - count}项；"
        "请按各项条件的提示补充内容或证明材料。",
    )


def begun_conditions(
    facts: Facts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """What is missing where a condition was begun; another one may be enough."""
    for finding in findings(facts, thresholds, today=today):
        if finding.begun and not finding.met:
            yield _unmet(finding)


def _unmet(finding: Finding) -> Issue:
    words = f"本项条件暂未符合：{finding.sentence}"
    return Issue(finding.section.value, words, Severity.WARNING)


def not_education(facts: Facts, thresholds: Thresholds, today: date) -> Iterator[Issue]:
    """Whose main business is education is not taken in (GB/T 4754, division 83)."""
    if is_education(facts.industry):
        yield Issue(
            BASICS,
            "主营业务为教育培训服务（国民经济行业分类第83大类）的企业，"
            "原则上不纳入建设培育范围；行业代码填写有误的，请更正。",
        )


def is_education(code: str) -> bool:
    """Whether a code of GB/T 4754, with its letter or without, is of division 83."""
    return code.strip().lstrip("Pp").startswith(EDUCATION)


def long_enough(facts: Facts, thresholds: Thresholds, today: date) -> Iterator[Issue]:
    """Has worked for the years that the unit asks, to the day."""
    years, since = thresholds.operating_years, facts.registered_on
    if since is not None and since > today:
        yield Issue(BASICS, "注册日期晚于今天，请核对。")
    elif years and since is None:
        yield Issue(BASICS, f"须注册经营满{years}年，请填写注册日期。")
    elif years and since is not None and add_years(since, years) > today:
        yield Issue(
            BASICS,
            f"须注册经营满{years}年，企业于{cn_date(since)}注册，"
            f"{cn_date(add_years(since, years))}起可以申报。",
        )


def in_priority_industry(
    facts: Facts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """Belongs to one of the industries to which the unit confines itself."""
    allowed = thresholds.industries
    if allowed and not set(facts.tags) & set(allowed):
        names = "、".join(tag_name(tag) for tag in allowed)
        yield Issue(
            BASICS,
            f"申报限于以下重点产业领域：{names}；"
            "企业属于其中领域的，请在“重点产业领域”中选择。",
        )


def tag_name(tag: str) -> str:
    """What a priority tag is called; the tag itself where it is not known."""
    return str(dict(PriorityTag.choices).get(tag, tag))


def what_the_unit_demands(
    facts: Facts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """Above scale, education fund drawn in full, a body of its own: where asked."""
    if thresholds.above_scale_required and not facts.is_above_scale:
        yield Issue(BASICS, "须为规模以上企业；企业属于规模以上的，请选择“是”。")
    if thresholds.fund_required and not facts.education_fund_in_full:
        yield Issue(
            COOPERATION,
            "须按规定标准足额提取职工教育经费；已足额提取的，请选择“是”并上传说明。",
        )
    if thresholds.body_required and not facts.has_cooperation_body:
        yield Issue(
            COOPERATION,
            "须有负责产教融合、校企合作的专门机构或专门人员；已设立的，请选择“是”"
            "并上传制度文件。",
        )


def all_stated(facts: Facts, thresholds: Thresholds, today: date) -> Iterator[Issue]:
    """The three statements; an accident, dishonesty or tax offence excludes."""
    statements = (
        (facts.no_accident, "未发生重大环保、安全、质量事故"),
        (facts.no_dishonesty, "信用记录良好，未被列入失信联合惩戒名单"),
        (facts.no_tax_offence, "没有涉税等违法违规经营行为"),
    )
    for answer, words in statements:
        if answer is None:
            yield Issue(STATEMENTS, f"请就“{words}”作出声明。")
        elif not answer:
            yield Issue(
                STATEMENTS, f"企业不能声明“{words}”，不符合申报要求；填写有误的请更正。"
            )


def not_excluded(facts: Facts, thresholds: Thresholds, today: date) -> Iterator[Issue]:
    """Nothing that is on record keeps it out."""
    for exclusion in facts.exclusions:
        if exclusion.runs_on(today):
            note = f"（{exclusion.note}）" if exclusion.note else ""
            yield Issue(
                STATEMENTS,
                f"企业有{exclusion.label}的记录{note}，"
                f"{until_words(exclusion.until)}不能申报；有异议的，请向管理单位提出。",
            )


def not_banned(facts: Facts, thresholds: Thresholds, today: date) -> Iterator[Issue]:
    """A removed enterprise does not come back before its ban has ended."""
    last = facts.banned_until
    if last is not None and today <= last:
        yield Issue(
            BASICS,
            f"企业被移出后尚在禁止申报期内，禁止期至{cn_date(last)}，"
            f"{cn_date(last + ONE_DAY)}起可以申报。",
        )


def until_words(last: date | None) -> str:
    """在2026年6月30日前（含当日）, or 解除前 where no day is known."""
    return f"{cn_date(last)}前（含当日）" if last else "解除前"


def code_fits_division(
    facts: Facts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """The division that registered the credit code is compared, never demanded."""
    office, stated = facts.credit_code[2:8], facts.division
    if len(office) < 6 or not stated or office == STATE_OFFICE:
        return
    if office[:2] == stated[:2] and (
        office[:4] == stated[:4]
        or office[:2] in MUNICIPALITIES
        or "00" in (office[2:4], stated[2:4])
    ):
        return
    name = facts.division_name or stated
    yield Issue(
        BASICS,
        f"统一社会信用代码中的登记机关行政区划码为{office}，"
        f"与注册地（{name}）不在同一地区；企业迁移过的可以不改，否则请核对。",
        Severity.WARNING,
    )


def vouchers_once(facts: Facts, thresholds: Thresholds, today: date) -> Iterator[Issue]:
    """The same voucher of a month in two rows may be one payment told twice."""
    places: dict[tuple[str, int, int], list[str]] = {}
    for place, row in enumerate(facts.investments, start=1):
        voucher, day = row.voucher.strip(), row.paid_on
        if voucher and day:
            # Books number their vouchers anew each month.
            key = voucher, day.year, day.month
            places.setdefault(key, []).append(str(place))
    for (voucher, *_month), rows in places.items():
        if len(rows) > 1:
            yield Issue(
                SectionKey.INVESTMENTS.value,
                f"第{'、'.join(rows)}行凭证号“{voucher}”相同，请核对是否重复填报。",
                Severity.WARNING,
            )


CHECKS: tuple[Check, ...] = (
    not_banned,
    not_education,
    long_enough,
    in_priority_industry,
    what_the_unit_demands,
    code_fits_division,
    enough_conditions,
    begun_conditions,
    vouchers_once,
    all_stated,
    not_excluded,
)


def admission_issues(
    facts: Facts, thresholds: Thresholds, *, today: date
) -> list[Issue]:
    """All that the checks find, errors and warnings, in the order of the sections."""
    order = {key: place for place, key in enumerate(SectionKey.values)}
    found = [i for check in CHECKS for i in check(facts, thresholds, today)]
    return sorted(found, key=lambda issue: order[issue.field.partition(".")[0]])


def checks_passed(facts: Facts, thresholds: Thresholds, *, today: date) -> int:
    """How many of the checks find nothing, not even a warning."""
    return sum(not any(check(facts, thresholds, today)) for check in CHECKS)
