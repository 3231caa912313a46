"""What is typed about an application: a move with its reasons, a proposal's return."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form
from ui.refusals import Issue
from ui.text import clean_text
from workflow.choices import Move
from workflow.kinds import Kind

# Lines drawn for reasons by place; more are taken when they are sent.
REMARK_LINES = 4
WHOLE = ("", "全文")


class MoveForm(Form):
    """A move with its reason, and for a return its reasons by place."""

    move = forms.CharField(max_length=20)
    version = forms.IntegerField(required=False)
    note = forms.CharField(
        label=_("理由"), required=False, max_length=5000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        self.places = [WHOLE, *kind.sections]
        super().__init__(*args, **kwargs)

    @property
    def remark_rows(self) -> list[tuple[str, str, str]]:
        """(field, sentence, what is wrong) as typed, with a few empty ones after."""
        rows = [
            (field, sentence, " ".join(self.errors.get(f"remarks.{place}", [])))
            for place, (field, sentence) in enumerate(self._typed())
        ]
        return rows + [("", "", "")] * max(1, REMARK_LINES - len(rows))

    @property
    def remarks(self) -> list[Issue]:
        """The reasons by place, empty lines left out."""
        return [Issue(field, sentence) for field, sentence in self._typed()]

    def _typed(self) -> list[tuple[str, str]]:
        fields = self.data.getlist("remark_field") if self.is_bound else []
        sentences = self.data.getlist("remark_sentence") if self.is_bound else []
        cleaned = [
            (clean_text(field, multiline=False), clean_text(sentence))
            for field, sentence in zip(fields, sentences, strict=False)
        ]
        return [(field, sentence) for field, sentence in cleaned if sentence]

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason's own place is no field of the form; it is kept all the same."""
        if field and field.startswith("remarks."):
            self._errors.setdefault(field, self.error_class()).extend(error.messages)
            return
        super().add_error(field, error)

    @property
    def is_send_back(self) -> bool:
        """Whether the move is the one with reasons by place."""
        return self.data.get("move") == Move.SEND_BACK


class DeclineForm(Form):
    """A lead says why a proposal goes back to its handler."""

    version = forms.IntegerField(required=False)
    note = forms.CharField(
        label=_("说明"), required=False, max_length=5000, widget=forms.Textarea
    )
