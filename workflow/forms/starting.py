"""How an application begins in a round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form
from workflow.models import Round


class StartForm(Form):
    """In which round; a kind adds what else it asks."""

    round = forms.ModelChoiceField(
        label=_("申报批次"), queryset=Round.objects.none(), empty_label=None
    )

    def __init__(self, *, rounds: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["round"].queryset = rounds
