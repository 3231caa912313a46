"""The whole content of a cultivation application: frozen at every submission."""

from __future__ import annotations

from enterprises.models import CultivationApplication
from enterprises.models.sections import OUTLINE
from workflow.services import head_content, sections_content
from workflow.services.content import Values, place_values


def snapshot(application: CultivationApplication) -> Values:
    """Everything a reviewer needs, readable by itself for ever."""
    a_round = application.round
    return {
        **head_content(application),
        "group_kind": application.group_kind,
        "round": a_round.name if a_round else "",
        "place": place_values(application.place),
        "enterprise": {
            "name": application.registered_name,
            "credit_code": application.credit_code,
        },
        "sections": sections_content(OUTLINE, application),
    }
