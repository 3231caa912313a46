"""Rules of the life cycle as pure functions, each sentence at its field."""

from workflow.checks.questions import (
    MOST_ITEMS,
    answer_issues,
    question_issues,
)

__all__ = ["MOST_ITEMS", "answer_issues", "question_issues"]
