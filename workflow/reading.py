"""Who may read a file that is evidence: whoever sees the application it stands in."""

from __future__ import annotations

from typing import Any

from documents.permissions import readers
from workflow.models import Application


def may_read_evidence(user: Any, attachment: Any) -> bool:
    """Also a file taken out later, because an earlier submission names it."""
    seen = Application.objects.visible_to(user)
    return bool(seen.filter(evidence__attachment=attachment).exists())


readers.append(may_read_evidence)
