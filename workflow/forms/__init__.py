"""What is typed: moves and their reasons, rounds and their rules."""

from workflow.forms.cases import DeclineForm, MoveForm
from workflow.forms.history import CompareForm
from workflow.forms.rounds import (
    RoundCreateForm,
    RoundForm,
    RulesForm,
)

__all__ = [
    "CompareForm",
    "DeclineForm",
    "MoveForm",
    "RoundCreateForm",
    "RoundForm",
    "RulesForm",
]
