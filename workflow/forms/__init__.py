"""What is typed: moves and their reasons, rounds and their rules."""

from workflow.forms.cases import DeclineForm, MoveForm
from workflow.forms.history import CompareForm
from workflow.forms.opinions import (
    AskForm,
    OpinionForm,
    ReasonForm,
    ResolutionForm,
    VersionForm,
)
from workflow.forms.rounds import (
    RoundCreateForm,
    RoundForm,
    RulesForm,
)

__all__ = [
    "AskForm",
    "CompareForm",
    "DeclineForm",
    "MoveForm",
    "OpinionForm",
    "ReasonForm",
    "ResolutionForm",
    "RoundCreateForm",
    "RoundForm",
    "RulesForm",
    "VersionForm",
]
