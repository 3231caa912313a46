"""The whole content of a cultivation application: frozen at every submission."""

from __future__ import annotations

from enterprises.models import CultivationApplication
from enterprises.models.sections import OUTLINE
from workflow.services import sections_content
from workflow.services.content import Values, place_values


def snapshot(application: CultivationApplication) -> Values:
    """Everything a reviewer needs, readable by itself for ever."""
    unit, a_round = application.managing_unit, application.round
    return {
        "kind": application.kind,
        "title": application.title,
        "lane": application.lane,
        "group_kind": application.group_kind,
        "round": a_round.name if a_round else "",
        "applicant": application.applicant.name,
        "managing_unit": {"code": unit.code, "name": unit.name} if unit else None,
        "place": place_values(application.place),
        "enterprise": {
            "name": application.registered_name,
            "credit_code": application.credit_code,
        },
        "sections": sections_content(OUTLINE, application),
    }
