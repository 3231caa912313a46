"""A corrected calendar moves the days due; each case says from which day to which."""

from workflow.services.shifting.cases import shift_case, shift_terms
from workflow.services.shifting.notices import shift_notice
from workflow.services.shifting.words import settled

__all__ = ["settled", "shift_case", "shift_notice", "shift_terms"]
