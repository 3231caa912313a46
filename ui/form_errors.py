"""Refusals written into forms."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from ui.refusals import Refusal, Severity


def add_refusal(form: Any, refusal: Refusal) -> None:
    """Each issue at its field, where the form has it, else at the top."""
    at_a_field = [i.sentence for i in refusal.issues if i.field in form.fields]
    if refusal.sentence and refusal.sentence not in at_a_field:
        _add(form, NON_FIELD_ERRORS, refusal.sentence, refusal.code)
    for issue in refusal.issues:
        known = issue.field in form.fields
        place = issue.field if known else NON_FIELD_ERRORS
        if issue.sentence != refusal.sentence or known:
            # A warning is told from an error, so that a form can ask about it.
            is_warning = issue.severity == Severity.WARNING
            code = str(issue.severity) if is_warning else refusal.code
            _add(form, place, issue.sentence, code)


def _add(form: Any, place: str, sentence: str, code: str) -> None:
    # add_error takes a field out of cleaned_data, which a refused form needs no more.
    form.add_error(
        None if place == NON_FIELD_ERRORS else place,
        ValidationError(str(sentence), code=code),
    )
