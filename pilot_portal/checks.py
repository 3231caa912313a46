"""System checks: what a machine lacks, named with its remedy, and weak settings."""

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
SONG_AND_HEI = ("notoserifcjk", "notosanscjk", "sourcehanserif", "sourcehansans")
KAI = ("lxgwwenkai", "kaiti", "simkai")
FONT_REMEDIES = {
    SONG_AND_HEI: ("Chinese text in PDF files comes out as boxes.", "fonts-noto-cjk"),
    KAI: ("Kai type in PDF files is replaced by Song.", "fonts-lxgw-wenkai"),
}


def loads(library: str) -> bool:
    """Whether the dynamic linker finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def installed_fonts(folders: Sequence[Path] = FONT_FOLDERS) -> set[str]:
    """Names of the font files here, in lower case, without hyphens."""
    return {
        path.name.lower().replace("-", "")
        for folder in folders
        for path in folder.rglob("*.[ot]t[fc]")
    }


@register()
def check_pdf_libraries(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """PDF files need Pango; without it the rest of the portal still works."""
    missing = [package for name, package in LIBRARIES.items() if not loads(name)]
    if not missing:
        return []
    remedy = f"Install: apt-get install {' '.join(missing)}"
    return [Warning("No PDF can be made here.", hint=remedy, id="portal.W001")]


@register()
def check_fonts(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Without Chinese fonts a PDF is made of boxes, and nothing complains."""
    fonts = installed_fonts()
    return [
        Warning(effect, hint=f"Install: apt-get install {package}", id="portal.W002")
        for starts, (effect, package) in FONT_REMEDIES.items()
        if not any(name.startswith(starts) for name in fonts)
    ]


@register(Tags.security, deploy=True)
def check_deployment(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """A public address needs its own name in links and a real way to send mail."""
    found: list[CheckMessage] = []
    if settings.BASE_URL.startswith("http://"):
        hint = "Set BASE_URL to the https address under which users reach the portal."
        found.append(Warning("Links in mail use http.", hint=hint, id="portal.W003"))
    if "console" in settings.EMAIL_BACKEND:
        hint = "Set EMAIL_BACKEND to django.core.mail.backends.smtp.EmailBackend."
        found.append(Warning("Mail is only printed.", hint=hint, id="portal.W004"))
    if "*" in settings.ALLOWED_HOSTS:
        hint = "Name the hosts in ALLOWED_HOSTS."
        found.append(Warning("Any host is served.", hint=hint, id="portal.W005"))
    return found
