"""What is typed about a panel: reasons, and the score sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form
from workflow.checks.scores import MAX_COMMENT
from workflow.forms.opinions import VersionForm
from workflow.models import ScoreSheet
from workflow.rules import Criterion


class GiveUpForm(Form):
    """Why a seat is left to another."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea)


class SecondRoundForm(VersionForm):
    """Why the experts shall score again."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea)


class ScoreField(forms.CharField):
    """A score in points; whether it is one is the service's to say."""

    unit = "分"

    def __init__(self, criterion: Criterion, help_text: str) -> None:
        super().__init__(
            label=_("评分"),
            required=False,
            max_length=20,
            help_text=help_text,
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "autocomplete": "off"}
            ),
        )


class SheetForm(Form):
    """A score and a comment for each criterion (`measures.score`), and the whole."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        criteria: list[Criterion],
        sheet: ScoreSheet,
        first: ScoreSheet | None = None,
        **kwargs: Any,
    ) -> None:
        self.criteria = criteria
        lines = [self._line(c, sheet, first) for c in criteria]
        self.base_fields = {
            **type(self).base_fields,
            **{name: field for line in lines for name, field in line.items()},
            "comment": forms.CharField(
                label=_("总体评价"),
                required=False,
                max_length=5000,
                initial=sheet.comment,
                widget=forms.Textarea,
            ),
        }
        self.fieldsets = [  # type: ignore[misc]
            *[
                (f"{c.label}（{c.points}分）", list(line))
                for c, line in zip(criteria, lines, strict=True)
            ],
            (_("总体"), ["comment"]),
        ]
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = sheet.version

    @staticmethod
    def _line(
        c: Criterion, sheet: ScoreSheet, first: ScoreSheet | None
    ) -> dict[str, forms.Field]:
        """The two fields of a criterion, with what stands in them."""
        held = sheet.scores.get(c.key, {})
        words = f"{c.hint}0至{c.points}分，最多保留一位小数。"
        if first is not None:
            words += f"您第一轮的评分：{first.scores[c.key]['score']}分。"
        score = ScoreField(c, words)
        comment = forms.CharField(
            label=_("评语"),
            required=False,
            max_length=MAX_COMMENT,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        score.initial, comment.initial = held.get("score"), held.get("comment")
        return {f"{c.key}.score": score, f"{c.key}.comment": comment}

    def scores(self) -> dict[str, dict[str, str]]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            c.key: {
                "score": data[f"{c.key}.score"],
                "comment": data[f"{c.key}.comment"],
            }
            for c in self.criteria
        }
