"""Columns of lists in which cases are reviewed one after the other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.choices import Tier
from regions.calendar import WorkingCalendar, load_calendar
from ui.tables import NONE
from ui.words import cn_date
from workflow.choices import OPEN_STAGES, Stage
from workflow.hints import term_of
from workflow.permissions import sees_internal_of

LINK = '<a href="{}">{}</a>'
RIGHT = {"th": {"class": "date"}, "td": {"class": "date"}}
DUE = '{}<br><span class="{}">{}</span>'
NOTE = '<br><span class="cell-note">{}</span>'
VERSIONS = '{}<br><a class="cell-note" href="{}">第{}次提交，对照上次</a>'


def place_of(table: Any) -> str:
    """`?in=…`: the list as it is filtered and sorted, for the links to its cases."""
    request = getattr(table, "request", None)
    if request is None:
        return ""
    if "place" not in table.__dict__:
        asked = request.GET.copy()
        asked.pop("page", None)
        query = f"?{asked.urlencode()}" if asked else ""
        table.place = "?" + urlencode({"in": f"{request.path}{query}"})
    return str(table.place)


class CaseColumn(tables.Column):
    """The name of a case; it leads to its page, which knows its place in the list.

    For a page with `WalkedMixin`. Where rows bring the number of their submissions
    (`with_versions`), those handed in again lead to the comparison with the last.
    """

    def render(self, value: Any, record: Any, table: Any) -> Any:
        """The name as a link, and the comparison under it."""
        place = place_of(table)
        link = format_html(LINK, f"{record.get_absolute_url()}{place}", value)
        versions = record.__dict__.get("versions") or 0
        if versions < 2:
            return link
        url = reverse("workflow:compare", args=[record.pk])
        return format_html(VERSIONS, link, url, versions)


def calendar_of(table: Any) -> WorkingCalendar:
    """Loaded once for all rows of a table."""
    if "working_calendar" not in table.__dict__:
        table.working_calendar = load_calendar()
    found: WorkingCalendar = table.working_calendar
    return found


class DueColumn(tables.Column):
    """The day due and the days left; why nothing is due where the clock stands."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("办理期限"))
        kwargs.setdefault("attrs", RIGHT)
        super().__init__(empty_values=(), **kwargs)

    def render(self, value: Any, record: Any, table: Any) -> Any:
        """Red when late, amber when soon; a notice is due by itself."""
        acts = record.stage in OPEN_STAGES and record.stage != Stage.PUBLIC_NOTICE
        term = term_of(record, calendar=calendar_of(table)) if acts else None
        if term is None:
            return cn_date(value) if value else NONE
        if term.paused:
            return format_html('<span class="paused">{}</span>', term.words)
        tone = "late" if term.late else "soon" if term.soon else "cell-note"
        return format_html(DUE, cn_date(value), tone, term.words)


class HolderColumn(tables.Column):
    """Who has the case, for those of the authorities whose matter it is."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("承办人"))
        kwargs.setdefault("order_by", "assignee__name")
        super().__init__(**kwargs)

    def render(self, value: Any, record: Any, table: Any) -> str:
        """The name; nothing for others."""
        tier = Tier(record.waiting_tier) if record.waiting_tier else None
        seen = tier and sees_internal_of(table.request.user, record, tier)
        return str(value.name) if seen else NONE


class TallyColumn(tables.Column):
    """Checks passed of all, and files: 检查11/12，材料8份."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("检查与材料"))
        kwargs.setdefault("accessor", "pk")
        kwargs.setdefault("orderable", False)
        kwargs.setdefault("attrs", {"td": {"class": "cell-code"}})
        super().__init__(**kwargs)

    def render(self, record: Any) -> Any:
        """As it was handed in; nothing before."""
        lines = tally_words(record)
        if not lines:
            return NONE
        first, *rest = lines
        if record.checks_passed != record.checks_total:
            first = format_html('<span class="soon">{}</span>', first)
        return format_html("{}{}", first, format_html(NOTE, rest[0]) if rest else "")


def tally_words(record: Any) -> list[str]:
    """检查11/12项, 材料8份: what the last submission adds up to."""
    found = []
    if record.checks_total is not None:
        found.append(f"检查{record.checks_passed}/{record.checks_total}项")
    if record.evidence_count is not None:
        found.append(f"材料{record.evidence_count}份")
    return found
