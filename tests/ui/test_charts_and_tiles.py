import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from ui import echarts
from ui.charts import bars, line, render_svg, stacked_bars
from ui.echarts import AssetsMissingError
from ui.icons import UnknownIconError, icon_svg
from ui.tiles import GRID, OUTSIDE, PLANNED, UNITS, TileValue, legend, tile_map


def chart(n=3):
    names = ["内蒙古", "浙江", "四川", "青海", "西藏", "河北", "吉林"]
    return bars("各省", [(name, n * i, f"/{i}") for i, name in enumerate(names)])


def test_a_chart_is_svg_without_inline_style():
    svg = render_svg(chart())
    ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert "style=" not in svg
    assert "<style" not in svg
    assert "font-size" in svg


def test_bars_are_sorted_and_only_the_first_are_labelled():
    option = chart().option["series"][0]["data"]
    values = [bar["value"] for bar in option]
    assert values == sorted(values, reverse=True)
    assert [bar["label"]["show"] for bar in option] == [True] * 5 + [False] * 2


def test_province_names_stand_vertically():
    upright = bars("各省", [("内蒙古", 1)], vertical_names=True)
    assert upright.option["xAxis"]["data"] == ["内\n蒙\n古"]


def test_the_table_says_what_the_chart_draws():
    drawn = stacked_bars("申报", ["东部", "西部"], {"审核中": [1, 2], "已列入": [3, 4]})
    assert [[cell.text for cell in row] for row in drawn.table_rows] == [
        ["东部", "1", "3"],
        ["西部", "2", "4"],
    ]


def test_a_target_is_drawn_with_its_number():
    drawn = line("城市", ["2025年", "2026年"], {"累计": [41, 46]}, target=50)
    assert "目标 50" in render_svg(drawn)


def test_text_in_a_chart_cannot_break_out_of_it():
    svg = render_svg(bars("x", [("<script>alert(1)</script>", 3)]))
    assert "<script" not in svg


def test_threads_draw_side_by_side():
    with ThreadPoolExecutor(4) as pool:
        drawn = list(
            pool.map(lambda n: render_svg(chart(n), 500, 200 + n), range(1, 9))
        )
    assert len(set(drawn)) == 8


def test_missing_page_assets_name_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(echarts, "script_path", lambda: tmp_path / "none.js")
    echarts._script.cache_clear()
    try:
        with pytest.raises(AssetsMissingError, match="npm ci"):
            echarts._script()
    finally:
        echarts._script.cache_clear()


def test_an_unknown_icon_is_told_at_once():
    assert "<svg" in icon_svg("home")
    with pytest.raises(UnknownIconError):
        icon_svg("no-such-icon")


def test_colours_on_paper_are_those_of_the_tokens():
    from_tokens = Path("static/css/tokens.css").read_text().split("@media")[0]
    for colour in json.loads(json.dumps(list(chart().colours))):
        assert colour in from_tokens


def test_every_tile_has_a_place_of_its_own():
    assert len(set(GRID.values())) == len(GRID) == 35
    assert {short for short, _ in UNITS.values()} == set(GRID)


def test_separately_planned_cities_stand_inside_their_provinces():
    cells = {cell.code: cell for cell in tile_map({"330200": TileValue(3, "/ningbo")})}
    assert [small.name for small in cells["330000"].inside] == ["宁波"]
    assert cells["330000"].value == 0
    assert cells["330000"].inside[0].value == 3
    assert sum(len(cell.inside) for cell in cells.values()) == len(PLANNED)


def test_units_outside_the_pilot_have_no_value():
    outside = [cell for cell in tile_map({}) if cell.value is None]
    assert {cell.code for cell in outside} == OUTSIDE


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 7, 50, 999])
def test_the_legend_covers_every_value_once(highest):
    cells = tile_map({"330000": TileValue(highest), "510000": TileValue(highest // 2)})
    spans = [
        (int(span.partition("–")[0]), int(span.partition("–")[2] or span))
        for _, span in legend(cells)
    ]
    covered = [n for low, high in spans for n in range(low, high + 1)]
    assert {0, highest, highest // 2} <= set(covered)
    assert len(covered) == len(set(covered))


def luminance(colour):
    """Relative luminance of WCAG 2.1 of a colour like #4073b4."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("step", "ink"), [(0, "pale"), (1, "pale"), (2, "pale"), (3, "dark"), (4, "dark")]
)
def test_the_words_on_a_tile_can_be_read(theme, step, ink):
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    colours = [
        re.findall(rf"--tile-{name}: (#[0-9a-f]{{6}});", tokens)[theme]
        for name in (step, f"ink-{ink}")
    ]
    darker, lighter = sorted(map(luminance, colours))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
