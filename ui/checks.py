"""What the look needs of its surroundings, told at start with the remedy."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.urls import NoReverseMatch, reverse

from ui.echarts import script_path
from ui.icons import REMEDY, icons_dir


@register()
def page_assets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Icons and charts come from node_modules."""
    missing = [str(p) for p in (icons_dir(), script_path()) if not p.exists()]
    if not missing:
        return []
    text = f"Page assets are missing: {', '.join(missing)}."
    return [Warning(text, hint=REMEDY, id="ui.W001")]


@register()
def navigation_leads_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every item of every nav.py resolves."""
    found: list[CheckMessage] = []
    for module in getattr(settings, "NAVIGATION", []):
        if find_spec(module) is None:
            text = f"settings.NAVIGATION names {module}, which is not there."
            found.append(Warning(text, id="ui.W002"))
            continue
        loaded = import_module(module)
        listed = [
            *getattr(loaded, "ITEMS", []),
            *getattr(loaded, "PUBLIC_ITEMS", []),
        ]
        found += [_lost(module, item.url_name) for item in listed if _is_lost(item)]
    return found


def _is_lost(item: Any) -> bool:
    try:
        reverse(item.url_name)
    except NoReverseMatch:
        return True
    return False


def _lost(module: str, name: str) -> CheckMessage:
    return Warning(f"{module}: the url name {name!r} leads nowhere.", id="ui.W003")
