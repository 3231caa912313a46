"""What is typed about rounds and their rules."""

from workflow.forms.rounds.creating import RoundCreateForm
from workflow.forms.rounds.rules import RulesForm
from workflow.forms.rounds.window import RoundForm

__all__ = ["RoundCreateForm", "RoundForm", "RulesForm"]
