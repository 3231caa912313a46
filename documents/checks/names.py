"""Names that users gave their files: cleaned, never refused."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ui.text import clean_text, half_width

MAX_NAME = 200
MAX_ENDING = 10
# What Windows does not take in a name; our users save the files there.
_RESERVED = re.compile(r'[<>:"|?*]')


def ending_of(name: str) -> str:
    """.pdf out of 方案.PDF or 方案．ｐｄｆ; "" where there is none."""
    _stem, dot, end = half_width(name).rpartition(".")
    known = dot and 0 < len(end) < MAX_ENDING and end.isalnum()
    return f".{end.lower()}" if known else ""


def clean_name(name: str) -> str:
    """A file name without path and control characters, at most 200 characters.

    Chinese, rare characters and emoji stay; a cut keeps the ending.
    """
    last = re.split(r"[/\\]", name)[-1]
    text = _RESERVED.sub("_", clean_text(last, multiline=False)).lstrip(". ")
    ending = ending_of(last)
    stem = text[: -len(ending)] if ending else text
    if not stem or half_width(text).lower() == ending.lstrip("."):
        stem = _("未命名")
    return stem[: MAX_NAME - len(ending)].rstrip() + ending
