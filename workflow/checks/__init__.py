"""Rules of the life cycle as pure functions, each sentence at its field."""

from workflow.checks.questions import (
    MOST_ITEMS,
    answer_issues,
    question_issues,
)
from workflow.checks.sections import (
    MISSING,
    Check,
    Content,
    as_date,
    as_decimal,
    at_row,
    errors_of,
    issues_in,
    missing_fields,
    missing_files,
    missing_rows,
    section_of_issue,
)

__all__ = [
    "MISSING",
    "MOST_ITEMS",
    "Check",
    "Content",
    "answer_issues",
    "as_date",
    "as_decimal",
    "at_row",
    "errors_of",
    "issues_in",
    "missing_fields",
    "missing_files",
    "missing_rows",
    "question_issues",
    "section_of_issue",
]
