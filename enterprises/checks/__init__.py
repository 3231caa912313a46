"""Rules of an enterprise's way: pure functions, each with its sentence."""

from enterprises.checks.admission import CHECKS, admission_issues, checks_passed
from enterprises.checks.certification import certification_issues, certification_passed
from enterprises.checks.conditions import findings
from enterprises.checks.findings import Finding

__all__ = [
    "CHECKS",
    "Finding",
    "admission_issues",
    "certification_issues",
    "certification_passed",
    "checks_passed",
    "findings",
]
