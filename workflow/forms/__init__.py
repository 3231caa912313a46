"""What is typed: moves and their reasons, rounds and their rules."""

from workflow.forms.cases import DeclineForm, MoveForm
from workflow.forms.experts import ExpertAddForm, ExpertForm, TieEndForm, TieForm
from workflow.forms.history import CompareForm
from workflow.forms.objections import (
    AppealForm,
    FindingForm,
    ObjectionForm,
    ReturnForm,
    StatusForm,
)
from workflow.forms.opinions import (
    AskForm,
    OpinionForm,
    ReasonForm,
    ResolutionForm,
    VersionForm,
)
from workflow.forms.panels import GiveUpForm, SecondRoundForm, SheetForm
from workflow.forms.rounds import (
    RoundCreateForm,
    RoundForm,
    RulesForm,
)

__all__ = [
    "AppealForm",
    "AskForm",
    "CompareForm",
    "DeclineForm",
    "ExpertAddForm",
    "ExpertForm",
    "FindingForm",
    "GiveUpForm",
    "MoveForm",
    "ObjectionForm",
    "OpinionForm",
    "ReasonForm",
    "ResolutionForm",
    "ReturnForm",
    "RoundCreateForm",
    "RoundForm",
    "RulesForm",
    "SecondRoundForm",
    "SheetForm",
    "StatusForm",
    "TieEndForm",
    "TieForm",
    "VersionForm",
    "initial_rules",
]
