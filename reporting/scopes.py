"""What a report covers: one managing unit, or the nation."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from regions.models import ManagingUnit
from reporting.choices import NATION, NATION_NAME
from ui.refusals import Invalid
from ui.text import half_width


class UnknownScope(Invalid):
    """A text that names neither a managing unit nor the nation."""

    code = "unknown-scope"


@dataclass(frozen=True)
class Scope:
    """A managing unit, or None for the whole nation."""

    unit: ManagingUnit | None = None

    @property
    def code(self) -> str:
        return self.unit.code if self.unit else NATION

    @property
    def name(self) -> str:
        return str(self.unit or NATION_NAME)

    @property
    def is_national(self) -> bool:
        return self.unit is None


def parse_scope(text: str) -> Scope:
    """Read `nation` or a managing unit's code; else UnknownScope."""
    code = half_width(text).strip().lower()
    if code == NATION:
        return Scope()
    unit = ManagingUnit.objects.filter(pk=code[:6]).first() if len(code) <= 6 else None
    if unit is None:
        sentence = _(
            "没有代码为“%(code)s”的管理单位。请写 nation（全国）或六位管理单位代码，"
            "如 330000（浙江省）。"
        ) % {"code": text[:20]}
        raise UnknownScope.at("scope", sentence)
    return Scope(unit)
