"""What is typed: moves and their reasons, rounds and their rules."""

from workflow.forms.cases import DeclineForm, MoveForm
from workflow.forms.rounds import (
    RoundCreateForm,
    RoundForm,
    RulesForm,
)

__all__ = [
    "DeclineForm",
    "MoveForm",
    "RoundCreateForm",
    "RoundForm",
    "RulesForm",
]
