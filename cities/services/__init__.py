"""The verbs of cities."""

from cities.services.importing import import_listed, preview_listed
from cities.services.listing import (
    end_listing,
    end_pilot_city,
    record_listing,
    set_document,
)
from cities.services.recommending import enter_recommendation
from cities.services.snapshot import snapshot
from cities.services.starting import start_nomination
from workflow.services import SectionInput, save_section

__all__ = [
    "SectionInput",
    "end_listing",
    "end_pilot_city",
    "enter_recommendation",
    "import_listed",
    "preview_listed",
    "record_listing",
    "save_section",
    "set_document",
    "snapshot",
    "start_nomination",
]
