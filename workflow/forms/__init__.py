"""What is typed: moves and their reasons, rounds and their rules."""

from workflow.forms.cases import DeclineForm, MoveForm
from workflow.forms.exceptions import ExceptionForm, RevokeForm
from workflow.forms.experts import ExpertAddForm, ExpertForm, TieEndForm, TieForm
from workflow.forms.handling import HandlingForm, ManyForm
from workflow.forms.history import CompareForm
from workflow.forms.incoming import read_section
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
from workflow.forms.questions import AnswerForm, QuestionForm, WithdrawForm
from workflow.forms.rounds import (
    RoundCreateForm,
    RoundForm,
    RulesForm,
)
from workflow.forms.sections import SectionForm, SubmitForm
from workflow.forms.starting import StartForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "AskForm",
    "CompareForm",
    "DeclineForm",
    "ExceptionForm",
    "ExpertAddForm",
    "ExpertForm",
    "FindingForm",
    "GiveUpForm",
    "HandlingForm",
    "ManyForm",
    "MoveForm",
    "ObjectionForm",
    "OpinionForm",
    "QuestionForm",
    "ReasonForm",
    "ResolutionForm",
    "ReturnForm",
    "RevokeForm",
    "RoundCreateForm",
    "RoundForm",
    "RulesForm",
    "SecondRoundForm",
    "SectionForm",
    "SheetForm",
    "StartForm",
    "StatusForm",
    "SubmitForm",
    "TieEndForm",
    "TieForm",
    "VersionForm",
    "WithdrawForm",
    "read_section",
]
