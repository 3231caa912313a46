"""Rules of a nomination: pure functions, each with its sentence."""

from cities.checks.content import content_issues
from cities.checks.lanes import lane_of, start_issues
from cities.checks.letters import letter_issues
from workflow.checks import errors_of, section_of_issue

__all__ = [
    "content_issues",
    "errors_of",
    "lane_of",
    "letter_issues",
    "section_of_issue",
    "start_issues",
]
