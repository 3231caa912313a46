"""Who changes a saved view, and why not."""

from __future__ import annotations

from typing import Any

from ui.refusals import Verdict
from workflow.models import SavedView


def can_change_view(user: Any, view: SavedView) -> Verdict:
    """Its owner alone; others of the authority only use it."""
    if view.owner_id == user.pk:
        return Verdict.yes()
    return Verdict.no(f"该视图由{view.owner.name}共享，只能由其本人修改或删除。")
