"""ECharts inside Python: the browser's own script draws SVG for page and paper.

quickjs-ng runs node_modules/echarts in this process; no node at run time. A context
belongs to one thread, so each thread loads its own on first use (0.2 s, 30 MB).
"""

import json
import re
import threading
from functools import lru_cache
from pathlib import Path

import quickjs
from django.conf import settings

from ui.icons import REMEDY

# ECharts asks for these although the server side never waits for anything.
_PRELUDE = """
var setTimeout = function () { return 0; }, clearTimeout = function () {};
var console = {log: function () {}, warn: function () {}, error: function () {}};
"""
_DRAW = """
function draw(option, width, height) {
  var chart = echarts.init(null, null,
    {renderer: 'svg', ssr: true, width: width, height: height});
  chart.setOption(JSON.parse(option));
  var svg = chart.renderToSVGString();
  chart.dispose();
  return JSON.parse(JSON.stringify(svg));
}
"""
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_SHEET = re.compile(r"<style.*?</style>", re.DOTALL)
_local = threading.local()


class AssetsMissingError(Exception):
    """ECharts is not where npm puts it."""


def script_path() -> Path:
    """Where the charts' script lies."""
    return Path(settings.BASE_DIR) / "node_modules/echarts/dist/echarts.min.js"


@lru_cache(maxsize=1)
def _script() -> str:
    try:
        return script_path().read_text()
    except FileNotFoundError as missing:
        raise AssetsMissingError(REMEDY) from missing


def _draw() -> quickjs.Object:
    if not hasattr(_local, "draw"):
        context = quickjs.Context()
        context.eval(_PRELUDE)
        context.eval(_script())
        context.eval(_DRAW)
        _local.context, _local.draw = context, context.get("draw")
    return _local.draw


@lru_cache(maxsize=256)
def draw_svg(option: str, width: int, height: int) -> str:
    """SVG of an option given as JSON; sizes in pixels."""
    svg = str(_draw()(option, width, height))
    return _SHEET.sub("", _STYLE.sub(_as_attributes, svg))


def _as_attributes(found: "re.Match[str]") -> str:
    """`style="…"` as plain attributes: the pages' policy forbids inline style."""
    rules = (rule.partition(":") for rule in found.group(1).split(";") if rule.strip())
    pairs = ((name.strip(), value.strip()) for name, _, value in rules)
    return "".join(
        f' {name}="{value}"' for name, value in pairs if name in _PRESENTATION
    )


_PRESENTATION = {
    "dominant-baseline",
    "fill",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "opacity",
    "stroke",
    "text-anchor",
}


def as_json(option: object) -> str:
    """The option as the cache key and the script's argument."""
    return json.dumps(option, ensure_ascii=False, sort_keys=True, default=str)
