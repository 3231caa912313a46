"""A public notice in words: the same on its page, on paper and in the API."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from regions.calendar import load_calendar
from ui.words import cn_date
from workflow.chain import digest, plain
from workflow.kinds import kind_named
from workflow.models import Notice
from workflow.rules import Rules


@dataclass(frozen=True)
class Announcement:
    """What a notice says: introduction, list, how to object, and who signs."""

    title: str
    number: str
    introduction: str
    period: str
    rows: tuple[tuple[str, str, str], ...]
    how_to_object: tuple[str, ...]
    contact: tuple[tuple[str, str], ...]
    address: str
    signed_by: str
    signed_on: str

    @property
    def mark(self) -> str:
        """The same for the same words, so that paper is made once."""
        return digest(plain(asdict(self)))


def announce(notice: Notice) -> Announcement:
    """The words of a notice, its cases in the order of places (three queries)."""
    entries = list(
        notice.entries.select_related(
            "application__applicant", "application__division", "application__rule_set"
        ).order_by("application__division_id", "pk")
    )
    rules = entries[0].application.rules if entries else Rules()
    return Announcement(
        title=notice.title,
        number=notice.number,
        introduction=_introduction(notice, len(entries)),
        period=period_of(notice),
        rows=tuple(_row(entry) for entry in entries),
        how_to_object=_how_to_object(notice, rules),
        contact=contact_of(notice),
        address=settings.BASE_URL + notice.get_absolute_url(),
        signed_by=str(notice.issued_by),
        signed_on=cn_date(timezone.localdate(notice.created_at)),
    )


def _row(entry: Any) -> tuple[str, str, str]:
    place = entry.application.division
    name = place.full_name if place else "—"
    return entry.title, str(entry.application.applicant), name


def _introduction(notice: Notice, count: int) -> str:
    basis = f"根据{notice.basis}，" if notice.basis else ""
    words = kind_named(notice.kind).listed_words
    return f"{basis}经审核，拟将以下{count}个申报事项{words}，现予公示，接受社会监督。"


def period_of(notice: Notice) -> str:
    """From–to, both days counted, in working days."""
    days = load_calendar().between(notice.starts_on, notice.ends_on) + 1
    span = f"{cn_date(notice.starts_on)}至{cn_date(notice.ends_on)}"
    return f"{span}（{days}个工作日）"


def contact_of(notice: Notice) -> tuple[tuple[str, str], ...]:
    """How the authority that put it up is reached."""
    office = notice.issued_by
    rows = (
        ("公示单位", office.name),
        ("联系人", office.contact_name),
        ("联系电话", office.contact_phone),
        ("通讯地址", office.address),
    )
    return tuple((label, words) for label, words in rows if words)


def _how_to_object(notice: Notice, rules: Rules) -> tuple[str, ...]:
    return (
        "公示期内，任何单位和个人对公示对象有异议的，可以在本公示页面在线提出，"
        "也可以向公示单位书面反映。以单位名义提出的须加盖公章并写明联系人，"
        "以个人名义提出的须署真实姓名并留下联系电话，同时写明事实依据，提供必要的"
        "证明材料。匿名的异议不予受理。",
        f"受理异议的截止时间为{cn_date(notice.ends_on)}24时。受理后，有关申报事项"
        f"暂缓办理；公示单位在{rules.objection_days}个工作日内调查办理，答复异议人并"
        "公布办理结果。异议人的信息只供办理使用，予以保密。",
    )
