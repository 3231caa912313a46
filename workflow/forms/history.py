"""Which submissions to lay side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form
from ui.words import cn_datetime
from workflow.models import Submission


class CompareForm(Form):
    """Two submissions of one application, and whether to leave out what is equal."""

    a = forms.TypedChoiceField(label=_("前一版本"), coerce=int, required=False)
    b = forms.TypedChoiceField(label=_("后一版本"), coerce=int, required=False)
    only = forms.BooleanField(label=_("只看不同"), required=False)

    def __init__(self, data: Any, *, submissions: Sequence[Submission]) -> None:
        self.by_number = {row.number: row for row in submissions}
        super().__init__(self._filled(data))
        choices = [
            (number, f"{row}（{cn_datetime(row.at)}）")
            for number, row in self.by_number.items()
        ]
        for name in ("a", "b"):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("没有这次提交，请重新选择。")

    def _filled(self, data: Any) -> dict[str, Any]:
        """What was asked; the last two where nothing was."""
        last = [*self.by_number][-2:] or [""]
        given = {"a": last[0], "b": last[-1]}
        return given | {
            name: data[name] for name in ("a", "b", "only") if data.get(name)
        }

    def pair(self) -> tuple[Submission, Submission]:
        """The two submissions chosen."""
        chosen = self.cleaned_data
        return self.by_number[chosen["a"]], self.by_number[chosen["b"]]
