"""The applicant's pages: overview, one section, submission."""

from __future__ import annotations

from cities.views.shared import NominationMixin
from workflow.views.drafting import DraftingOverview, DraftingSection, DraftingSubmit


class NominationOverview(NominationMixin, DraftingOverview):
    """All sections with what is missing, and the reasons of a return."""


class NominationSection(NominationMixin, DraftingSection):
    """One section; saves itself."""


class NominationSubmit(NominationMixin, DraftingSubmit):
    """What is still missing; then the hand-in."""
