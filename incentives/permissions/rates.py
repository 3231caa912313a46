"""Who may lay down rates of the credit."""

from __future__ import annotations

from typing import Any

from ui.refusals import Verdict


def can_add_rates(user: Any) -> Verdict:
    """A lead of a national lead department."""
    if getattr(user, "is_authenticated", False) and user.decides_at("nation", "lead"):
        return Verdict.yes()
    return Verdict.no("只有国家牵头部门负责人可以增加抵免参数。")
