"""Questions to the applicant: asked, answered, withdrawn, expired, reminded of."""

from workflow.services.questions.answering import (
    ANSWER_FILES,
    MOST_FILES,
    Given,
    save_answer,
    submit_answer,
)
from workflow.services.questions.asking import ask_question, chase_moment, last_day
from workflow.services.questions.ending import expire_question, withdraw_question
from workflow.services.questions.telling import chase_question

__all__ = [
    "ANSWER_FILES",
    "MOST_FILES",
    "Given",
    "ask_question",
    "chase_moment",
    "chase_question",
    "expire_question",
    "last_day",
    "save_answer",
    "submit_answer",
    "withdraw_question",
]
