"""Colours of charts and tiles, the light values of static/css/tokens.css.

Pages use the CSS variables, so that dark mode follows; paper uses these values.
"""

BLUE = "#1c4f8f"
BLUE_PALE = "#8fafd8"
GREEN = "#1f7a4a"
AMBER = "#9a5b00"
RED = "#b3211c"
GREY = "#9aa3ad"
INK = "#1d2733"
INK_SOFT = "#55606d"
LINE = "#e3e7ec"
SURFACE = "#ffffff"

VARIABLES = {
    BLUE: "--chart-1",
    BLUE_PALE: "--chart-2",
    GREEN: "--chart-3",
    AMBER: "--chart-4",
    RED: "--chart-5",
    GREY: "--chart-6",
    INK: "--ink",
    INK_SOFT: "--ink-soft",
    LINE: "--line",
    SURFACE: "--surface",
}
SERIES = (BLUE, GREEN, BLUE_PALE, AMBER, GREY, RED)
TONES = {
    "draft": GREY,
    "review": BLUE,
    "notice": AMBER,
    "good": GREEN,
    "late": RED,
    "off": GREY,
    "pale": BLUE_PALE,
}
