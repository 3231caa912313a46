"""Tables of the house: numbers and dates to the right, badges, one look.

class CityTable(Table):
    title = LinkColumn(verbose_name="名称")          # to get_absolute_url()
    stage = BadgeColumn(verbose_name="阶段")         # tone from `<name>_tone`
    amount = NumberColumn(verbose_name="投资（万元）", places=2)
    listed_on = DateColumn(verbose_name="列入日期")

    class Meta(Table.Meta):
        model = City
        fields = ("title", "stage", "amount", "listed_on")
        order_by = "-listed_on"
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ui.rows import PageByKeys, lines_of
from ui.words import cn_date, cn_datetime, number

NONE = "—"


class Table(tables.Table):
    """Base: sorted by heads, drawn by components/table.html, no CSS of a library."""

    caption: ClassVar[str] = ""

    class Meta:
        template_name = "components/table.html"
        attrs: ClassVar = {"class": "table table-blocks"}
        default = NONE
        order_by_field = "sort"

    def __init__(self, data: Any = (), *args: Any, **kwargs: Any) -> None:
        rows = PageByKeys(data) if PageByKeys.validate(data) else data
        super().__init__(rows, *args, **kwargs)

    @property
    def lines(self) -> Iterator[SafeString]:
        """The rows of the page, drawn."""
        return lines_of(self)


class LinkColumn(tables.Column):
    """The cell leads to the row's own page (`url` names another attribute)."""

    def __init__(
        self, *args: Any, url: str = "get_absolute_url", **kwargs: Any
    ) -> None:
        self.url_from = url
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any) -> Any:
        """The value as a link."""
        target = getattr(record, self.url_from, "")
        href = target() if callable(target) else target
        return format_html('<a href="{}">{}</a>', href, value) if href else value


class NumberColumn(tables.Column):
    """A number, right-aligned, thousands parted; `places` decimals."""

    def __init__(self, *args: Any, places: int = 0, **kwargs: Any) -> None:
        self.places = places
        kwargs.setdefault("attrs", {"th": {"class": "num"}, "td": {"class": "num"}})
        super().__init__(*args, **kwargs)

    def render(self, value: int | float | Decimal) -> str:
        """1,250.00."""
        return number(value, self.places)


class DateColumn(tables.Column):
    """A day as 2026年6月30日, right-aligned; with `time=True` also the minute."""

    def __init__(self, *args: Any, time: bool = False, **kwargs: Any) -> None:
        self.time = time
        kwargs.setdefault("attrs", {"th": {"class": "date"}, "td": {"class": "date"}})
        super().__init__(*args, **kwargs)

    def render(self, value: datetime.date | datetime.datetime) -> SafeString:
        """The date within <time>."""
        moment = value
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            moment = timezone.localtime(value)
        said = cn_datetime(value) if self.time else cn_date(value)
        machine = moment.isoformat()
        return format_html('<time datetime="{}">{}</time>', machine, said)


class BadgeColumn(tables.Column):
    """An outlined badge; its tone from the record's `<column>_tone`, or `tones`."""

    def __init__(
        self, *args: Any, tones: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.tones = tones or {}
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any, bound_column: Any) -> SafeString:
        """The label within its badge."""
        raw = getattr(record, bound_column.name, value)
        own = getattr(record, f"{bound_column.name}_tone", "")
        return badge(value, self.tones.get(str(raw), "") or own or "off")


def badge(label: Any, tone: str = "off") -> SafeString:
    """One badge; tones: draft, review, notice, good, late, off."""
    return format_html('<span class="badge badge-{}">{}</span>', tone, label)
