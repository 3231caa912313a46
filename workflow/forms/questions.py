"""What is typed of questions: the points of a notice, and the answer to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadsField
from ui.forms import DateField, prepare_field
from ui.text import clean_text, number_in, numbers_in
from workflow.checks import MOST_ITEMS
from workflow.forms.cases import WHOLE
from workflow.forms.opinions import VersionForm
from workflow.kinds import Kind
from workflow.models import Question, QuestionItem
from workflow.services import ANSWER_FILES, MOST_FILES, Given

# Lines drawn at first; one more with each press of the button.
FIRST_LINES = 3


def item_name(number: int) -> str:
    """The field of a line's sentence; the service names its place alike."""
    return f"items.{number}"


def place_name(number: int) -> str:
    """The field of a line's place."""
    return f"place.{number}"


class QuestionForm(VersionForm):
    """A question with its points, each at a place of the kind."""

    text = forms.CharField(
        label=_("总体说明"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    due = DateField(label=_("答复期限"), required=False)

    def __init__(
        self, *args: Any, kind: Kind, last_day: str, data: Any = None, **kwargs: Any
    ) -> None:
        lines = _lines(data)
        self.count = min(len(lines) + 1, MOST_ITEMS)
        if data is None:
            self.count = FIRST_LINES
        elif "add_row" in data:
            self.count = min(max(self.count + 1, FIRST_LINES + 1), MOST_ITEMS)
        super().__init__(
            *args, data=None if data is None else _closed_up(data, lines), **kwargs
        )
        self.fields["due"].help_text = _(
            "不填写的，按批次规则于%s24:00前答复；也可以指定更近的日期。"
        ) % (last_day)
        for number in range(self.count):
            self._add_line(number, kind)

    def _add_line(self, number: int, kind: Kind) -> None:
        self._add(
            place_name(number),
            forms.ChoiceField(
                label=_("位置"), required=False, choices=[WHOLE, *kind.sections]
            ),
        )
        area = forms.Textarea(attrs={"rows": "2"})
        sentence = forms.CharField(
            label=_("需要说明或补充的内容"),
            required=False,
            max_length=1000,
            widget=area,
        )
        self._add(item_name(number), sentence)

    def _add(self, name: str, field: forms.Field) -> None:
        prepare_field(name, field)
        self.fields[name] = field

    @property
    def fieldsets(self) -> list[tuple[Any, list[str]]]:  # type: ignore[override]
        """The points, one by one; then what is said of them all."""
        points = [
            (_("第%d项") % (n + 1), [place_name(n), item_name(n)])
            for n in range(self.count)
        ]
        return [*points, (_("说明与期限"), ["text", "due"])]

    def items(self) -> list[tuple[str, str]]:
        """(place, sentence) of the lines that are filled in."""
        data = self.cleaned_data
        found = [
            (data.get(place_name(n), ""), data.get(item_name(n), ""))
            for n in range(self.count)
        ]
        return [(place, sentence) for place, sentence in found if place or sentence]


def _lines(data: Any) -> list[tuple[str, str]]:
    """The lines that were typed into, without gaps between them."""
    if data is None:
        return []
    found = [
        (data.get(place_name(n), ""), data.get(item_name(n), ""))
        for n in range(MOST_ITEMS)
    ]
    return [line for line in found if clean_text("".join(line))]


def _closed_up(data: Any, lines: Sequence[tuple[str, str]]) -> Any:
    """So that the n-th line of the page is the n-th point of the question."""
    kept = {
        name: data.getlist(name)
        for name in data
        if not name.startswith(("items.", "place."))
    }
    for number, (place, sentence) in enumerate(lines):
        kept[place_name(number)] = [place]
        kept[item_name(number)] = [sentence]
    return MultiValueDict(kept)


class AnswerForm(VersionForm):
    """The answer to each point, with files; half of it may be saved."""

    def __init__(
        self, *args: Any, question: Question, data: Any = None, **kwargs: Any
    ) -> None:
        self.items: list[QuestionItem] = list(
            question.items.prefetch_related("files__attachment")
        )
        if data is not None and number_in(data.get("overwrite", "")) is not None:
            data = data.copy()
            data["version"] = data["overwrite"]
        initial = {"version": question.version}
        initial |= {f"answer_{item.pk}": item.answer for item in self.items}
        super().__init__(*args, data=data, **kwargs | {"initial": initial})
        for number, item in enumerate(self.items, start=1):
            self._add(f"answer_{item.pk}", _answer_field(number))
            self._add(f"file_{item.pk}", _file_field(number))

    def _add(self, name: str, field: forms.Field) -> None:
        prepare_field(name, field)
        self.fields[name] = field

    @property
    def is_submitted(self) -> bool:
        """Whether the answer is handed in, not only saved."""
        return "submit" in self.data

    def clean(self) -> dict[str, Any]:
        """An answer that is handed in has something at every point."""
        data = super().clean() or {}
        for number, item in enumerate(self.items, start=1):
            name = f"answer_{item.pk}"
            if self.is_submitted and not data.get(name) and name not in self.errors:
                self.add_error(name, _("请答复第%d项。") % number)
        return data

    def given(self, removed: Sequence[str]) -> Given:
        """What the services take; `removed` are the boxes ticked."""
        data = self.cleaned_data
        uploads = {item.pk: data.get(f"file_{item.pk}") for item in self.items}
        return Given(
            answers={item.pk: data[f"answer_{item.pk}"] for item in self.items},
            uploads={key: files for key, files in uploads.items() if files},
            removed=numbers_in(removed),
        )

    @property
    def points(self) -> list[tuple[QuestionItem, Any, Any]]:
        """Each point with its answer's field and its files' field."""
        return [
            (item, self[f"answer_{item.pk}"], self[f"file_{item.pk}"])
            for item in self.items
        ]


def _answer_field(number: int) -> forms.CharField:
    return forms.CharField(
        label=_("第%d项答复") % number,
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": "5"}),
    )


def _file_field(number: int) -> UploadsField:
    return UploadsField(
        label=_("第%d项附件") % number,
        required=False,
        rule=ANSWER_FILES,
        most=MOST_FILES,
    )


class WithdrawForm(VersionForm):
    """Why nothing is asked any more."""

    reason = forms.CharField(
        label=_("撤销理由"), max_length=1000, widget=forms.Textarea
    )
