"""Forms of cities."""

from cities.forms.others import (
    DocumentForm,
    EndForm,
    ImportConfirmForm,
    ImportForm,
    RecommendationForm,
    StartForm,
)

__all__ = [
    "DocumentForm",
    "EndForm",
    "ImportConfirmForm",
    "ImportForm",
    "RecommendationForm",
    "StartForm",
]
