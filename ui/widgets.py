"""A <select> drawn at once (settings.FORM_RENDERER).

Django includes two templates for every option: with the rounds of a few years in a
filter that was a third of the time of a list.
"""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.forms.widgets import Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class FormRenderer(DjangoTemplates):
    """Django's own, but for the <select>."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """The HTML of a widget, a form or its errors."""
        if template_name == Select.template_name:
            return select_html(context["widget"])
        return super().render(template_name, context, request)


def select_html(widget: dict[str, Any]) -> SafeString:
    """As django/forms/widgets/select.html, from the same context."""
    groups = format_html_join(
        "",
        "{}",
        ((_group(name, options),) for name, options, _index in widget["optgroups"]),
    )
    attrs = flatatt(widget["attrs"])
    return format_html('<select name="{}"{}>{}</select>', widget["name"], attrs, groups)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((item["value"], flatatt(item["attrs"]), item["label"]) for item in options),
    )
    if not name:
        return drawn
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn)
