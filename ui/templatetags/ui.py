"""The components: `{% load ui %}`. Each template in components/ states its contract."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import json_script, strip_tags
from django.utils.safestring import SafeString, mark_safe

from ui import charts, palette, tiles, words
from ui.forms import describe_field, errors_of, groups_of
from ui.icons import icon_svg
from ui.panels import panels_of
from ui.tables import badge as badge_html
from ui.text import is_figure

register = template.Library()
_serial = count(1)
# Characters from which a name of a fact is a sentence, a value wants its own line.
SENTENCE, LONG = 12, 48
# A chart of so few columns fits a small screen without being scrolled.
FEW_COLUMNS = 8

register.filter("cn_date", words.cn_date)
register.filter("cn_datetime", words.cn_datetime)
register.filter("number", words.number)
register.filter("wan", words.wan)
register.filter("percent", words.percent)
register.filter("file_size", words.file_size)
register.filter("is_figure", is_figure)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "home" %}`; with a label only where it stands without text."""
    return icon_svg(name, label)


@register.simple_tag
def badge(label: Any, tone: str = "off") -> SafeString:
    """`{% badge "公示中" tone="notice" %}`: draft, review, notice, good, late, off."""
    return badge_html(label, tone)


@register.simple_tag
def stage_badge(application: Any) -> SafeString:
    """The stage of anything with `stage_label` and `stage_tone` (or get_stage_…)."""
    label = getattr(application, "stage_label", None)
    if label is None:
        label = application.get_stage_display()
    return badge_html(label, getattr(application, "stage_tone", "review"))


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """当前位置：首页 > …"""
    return {"items": items}


@register.inclusion_tag("components/figure.html")
def figure(
    label: str,
    value: Any,
    unit: str = "",
    href: str = "",
    note: str = "",
    tone: str = "",
) -> dict[str, Any]:
    """A large number with its unit; the whole box leads to the rows behind it."""
    shown = value if isinstance(value, str) else words.number(value)
    return {
        "label": label,
        "value": shown,
        "unit": unit,
        "href": href,
        "note": note,
        "tone": tone,
    }


@register.inclusion_tag("components/empty.html")
def empty(sentence: str, url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here, said in a sentence, with what to do next if there is something."""
    return {"sentence": sentence, "url": url, "action": action}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Rows of (label, value); an empty value is drawn as a dash."""
    return {"rows": [(label, value, _width(label, value)) for label, value in rows]}


def _width(label: Any, value: Any) -> str:
    """How a fact is set: in its column, over the whole line, or told as a sentence."""
    if len(str(label)) >= SENTENCE:
        return "told"
    # A link is as long as its words, not as its address.
    return "long" if len(strip_tags(str(value))) >= LONG else ""


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """Entries with `title`, `at`, `by`, `note`, `tone` (mappings or objects)."""
    return {"entries": list(entries)}


@register.inclusion_tag("components/files.html")
def files(items: Iterable[Any]) -> dict[str, Any]:
    """Evidence: items with `name`, `url`, `size` (bytes), `added_at`, `note`."""
    return {"items": list(items)}


@register.inclusion_tag("components/sections.html")
def sections(items: Iterable[Any]) -> dict[str, Any]:
    """Parts of a long form: `label`, `url`, `percent`, `current`, `missing`."""
    shown = list(items)
    done = sum(1 for item in shown if _of(item, "percent") == 100)
    return {"items": shown, "done": done, "total": len(shown)}


@register.inclusion_tag("components/comparison.html")
def comparison(
    heads: Sequence[Any], rows: Iterable[tuple[str, Sequence[Any]]], caption: str = ""
) -> dict[str, Any]:
    """Things side by side: heads are (label, url) or labels; rows (label, cells)."""
    pairs = [head if isinstance(head, tuple) else (head, "") for head in heads]
    return {"heads": pairs, "rows": list(rows), "caption": caption}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[tuple[str, str, bool]], label: str = "分页") -> dict[str, Any]:
    """Links in a row: (label, url, current) or (label, url, current, count)."""
    shown = [(*item, None)[:4] for item in items]
    return {"items": shown, "label": label}


@register.inclusion_tag("components/chart.html")
def chart(
    chart: charts.Chart, width: int = 0, open_table: bool = False
) -> dict[str, Any]:
    """SVG, made interactive by charts.js, and the table that says the same.

    `width` in pixels: about that of its place, 560 in half a page, so that the letters
    keep their size.
    """
    key = f"chart-{next(_serial)}"
    svg = charts.render_svg(chart, width)
    for colour, variable in chart.colours.items():
        svg = svg.replace(colour, f"var({variable})")
    data = {"option": chart.option, "colours": dict(chart.colours)}
    return {
        "chart": chart,
        "key": key,
        "svg": mark_safe(svg),  # noqa: S308 - ECharts escapes the names in it
        "data": json_script(data, f"{key}-data"),
        "open_table": open_table,
        "narrow": 0 < width < 640 or len(chart.table_rows) <= FEW_COLUMNS,
        "has_rows": bool(chart.table_rows),
    }


@register.inclusion_tag("components/tiles.html", name="tiles")
def tiles_tag(
    cells: list[tiles.Tile], unit: str = "", caption: str = "各管理单位"
) -> dict[str, Any]:
    """The units as equal tiles with legend, note and table."""
    named = [
        tile
        for cell in cells
        for tile in (cell, *cell.inside)
        if tile.value is not None
    ]
    ranked = sorted(named, key=lambda tile: (-(tile.value or 0), tile.code))
    return {
        "cells": cells,
        "rows": ranked,
        "unit": unit,
        "caption": caption,
        "legend": tiles.legend(cells),
        "note": tiles.NOTE,
    }


@register.inclusion_tag("components/stacked.html")
def stacked(
    segments: Iterable[Any], unit: str = "", caption: str = ""
) -> dict[str, Any]:
    """One bar cut in parts, and its list: `label`, `value`, `tone`, `href`."""
    found = [
        {key: _of(segment, key) for key in ("label", "value", "tone", "href")}
        for segment in segments
    ]
    total = sum(segment["value"] for segment in found)
    at = 0.0
    for segment in found:
        share = 100 * segment["value"] / total if total else 0
        segment |= {"share": share, "x": f"{at:.3f}", "width": f"{share:.3f}"}
        segment["tone"] = segment["tone"] if segment["tone"] in palette.TONES else "off"
        at += share
    return {"segments": found, "total": total, "unit": unit, "caption": caption}


@register.inclusion_tag("components/progress.html")
def progress(percent: float, label: str = "") -> dict[str, Any]:
    """A bar of 0 to 100 with its figure."""
    return {"percent": max(0, min(100, round(percent or 0))), "label": label}


@register.inclusion_tag("components/job.html")
def job(job: Any, url: str) -> dict[str, Any]:
    """Background work: `state_label`, `percent`, `done`, `failed`; url redraws it."""
    return {"job": job, "url": url}


@register.inclusion_tag("components/form_body.html", takes_context=True)
def render_form(context: Context, form: BaseForm) -> dict[str, Any]:
    """Error summary, then fields (in fieldsets where the form has them)."""
    return {
        "form": form,
        "groups": groups_of(form),
        "problems": errors_of(form),
        "request": context.get("request"),
    }


@register.inclusion_tag("components/field.html")
def render_field(field: BoundField) -> dict[str, Any]:
    """One field with label, help, unit, count and errors."""
    return describe_field(field)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Page numbers with gaps, and a jump; `page` is a Django page."""
    paginator: Paginator[Any] = page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    query = _query(context)
    query.pop(name, None)
    kept = [(key, value) for key in query for value in query.getlist(key)]
    return {
        "page": page,
        "numbers": [n if isinstance(n, int) else None for n in numbers],
        "name": name,
        "kept": kept,
        "request": context.get("request"),
        "first_row": page.start_index(),
        "last_row": page.end_index(),
    }


@register.simple_tag(takes_context=True)
def panels(context: Context, page: str, obj: Any) -> SafeString:
    """`{% panels "city" object %}`: the cards that upper apps have put on this page."""
    request = context["request"]
    drawn = [
        render_to_string(panel.template, dict(panel.context), request)
        for panel in panels_of(page, request, obj)
    ]
    return mark_safe("".join(drawn))  # noqa: S308 - each template escapes its own


@register.simple_tag(takes_context=True)
def qs(context: Context, **changes: Any) -> str:
    """The query string with changes; an empty value drops its key."""
    query = _query(context)
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "?"


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _of(item: Any, key: str) -> Any:
    if isinstance(item, Mapping):
        return item.get(key)
    return getattr(item, key, None)
