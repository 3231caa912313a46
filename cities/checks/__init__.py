"""Rules of a nomination: pure functions, each with its sentence."""

from cities.checks.content import content_issues
from cities.checks.lanes import lane_of, start_issues
from cities.checks.letters import letter_issues

__all__ = [
    "content_issues",
    "lane_of",
    "letter_issues",
    "start_issues",
]
