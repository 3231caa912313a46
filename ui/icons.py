"""Line icons, drawn inline from the @tabler/icons package."""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

REMEDY = "Page assets are missing: run `npm ci --ignore-scripts` in the project folder."
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class UnknownIconError(Exception):
    """The package is there but has no icon of this name."""


def icons_dir() -> Path:
    """Where the outline icons lie."""
    default = settings.BASE_DIR / "node_modules/@tabler/icons/icons/outline"
    return Path(getattr(settings, "ICONS_DIR", default))


@lru_cache(maxsize=256)
def _paths(name: str) -> str:
    folder = icons_dir()
    if not folder.is_dir():
        # A page without icons still works; check ui.W001 tells the remedy.
        return ""
    file = folder / f"{name}.svg"
    if not file.is_file():
        raise UnknownIconError(f"There is no icon {name!r} in {folder}.")
    found = _INNER.search(re.sub(r"<!--.*?-->", "", file.read_text(), flags=re.DOTALL))
    return " ".join(found.group(1).split()) if found else ""


def icon_svg(name: str, label: str = "") -> SafeString:
    """The icon as inline SVG; silent to screen readers unless it has a label."""
    if not name:
        return SafeString("")
    voice = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        voice,
        mark_safe(_paths(name)),  # noqa: S308 - the icon package's own paths
    )
