"""Opinions of departments (会签): asked, drafted, signed, chased, settled."""

from workflow.services.opinions.answering import (
    draft_opinion,
    return_draft,
    sign_opinion,
)
from workflow.services.opinions.asking import (
    ask_opinions,
    cancel_opinion,
    departments_to_ask,
)
from workflow.services.opinions.reading import (
    OpinionBoard,
    SeenOpinion,
    opinions_seen_by,
    seen_opinion,
)
from workflow.services.opinions.required import Wanted
from workflow.services.opinions.settling import write_resolution
from workflow.services.opinions.telling import chase_opinion

__all__ = [
    "OpinionBoard",
    "SeenOpinion",
    "Wanted",
    "ask_opinions",
    "cancel_opinion",
    "chase_opinion",
    "departments_to_ask",
    "draft_opinion",
    "opinions_seen_by",
    "return_draft",
    "seen_opinion",
    "sign_opinion",
    "write_resolution",
]
