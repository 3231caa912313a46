"""Forms of cities."""

from cities.forms.others import (
    DocumentForm,
    EndForm,
    ImportConfirmForm,
    ImportForm,
    RecommendationForm,
    StartForm,
    SubmitForm,
)
from cities.forms.sections import SectionForm

__all__ = [
    "DocumentForm",
    "EndForm",
    "ImportConfirmForm",
    "ImportForm",
    "RecommendationForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
]
