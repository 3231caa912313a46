"""What the page of a case shows of objections and appeals, by who looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from workflow.choices import Stage
from workflow.models import Appeal, Application, Objection
from workflow.permissions import can_hand_up

HELD_HINT = "收到异议，已暂缓；由公示单位调查办理，办结后继续。"


@dataclass(frozen=True)
class Pending:
    """Objections for those who handle them, their number for others, appeals."""

    held: int
    objections: Sequence[Objection]
    appeals: Sequence[tuple[Appeal, list[dict[str, Any]]]]
    hand_up_url: str


def pending_of(application: Application, user: Any) -> Pending:
    """Read it; who objected is never among it."""
    on_notice = application.stage == Stage.PUBLIC_NOTICE
    seen = Objection.objects.visible_to(user).filter(application=application)
    appeals = Appeal.objects.visible_to(user).filter(application=application)

    def had(what: str) -> bool:
        # A detail brings it along, so that most cases ask nothing more.
        return bool(getattr(application, f"has_{what}", True))

    hand_up = application.stage == Stage.UNDER_APPEAL and can_hand_up(user, application)
    return Pending(
        held=application.objections.open().count() if on_notice else 0,
        objections=list(seen.order_by("-pk")) if had("objections") else [],
        appeals=[(row, _files(row)) for row in appeals.for_list()]
        if had("appeals")
        else [],
        hand_up_url=reverse("workflow:appeal-hand-up", args=[application.pk])
        if hand_up
        else "",
    )


def _files(appeal: Appeal) -> list[dict[str, Any]]:
    return [
        {
            "name": held.attachment.name,
            "url": held.attachment.get_absolute_url(),
            "size": held.attachment.size,
        }
        for held in appeal.files.all()
    ]
