"""Forms of cities."""

from cities.forms.others import (
    DocumentForm,
    EndForm,
    ImportConfirmForm,
    ImportForm,
    NominationStartForm,
    RecommendationForm,
)

__all__ = [
    "DocumentForm",
    "EndForm",
    "ImportConfirmForm",
    "ImportForm",
    "NominationStartForm",
    "RecommendationForm",
]
