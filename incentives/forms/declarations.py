"""What is typed about a declaration: its year, and the words on its items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incentives.choices import LineDecision
from incentives.declaring.items import Item
from incentives.models import CreditRuling
from incentives.services.declarations.deciding import Word
from ui.forms import Form

# Which items the page shows.
SHOWN = (
    ("", _("全部")),
    ("undecided", _("未审核")),
    ("refused", _("不予认可")),
    ("warned", _("有提示")),
)


class DeclarationStartForm(Form):
    """Which year."""

    year = forms.TypedChoiceField(
        label=_("申报年度"),
        coerce=int,
        help_text=_("申报当年已填报台账的全部所属期；已认定的年度可以补充申报。"),
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [(year, f"{year}年") for year in years]


class ItemsForm(Form):
    """The words on pool status and items: `decision-<line>` and `reason-<line>`.

    The fields of the items are drawn by the template: there may be hundreds.
    """

    version = forms.IntegerField(required=False)
    pool = forms.ChoiceField(choices=LineDecision.choices, required=False)
    pool_reason = forms.CharField(required=False, max_length=500)
    act = forms.ChoiceField(
        choices=[("save", _("保存")), ("accept_rest", _("其余全部认可"))],
        required=False,
    )

    def words(self, items: Iterable[Item]) -> dict[int, Word]:
        """What was chosen, by line; items without a choice are left out."""
        found = {}
        for item in items:
            decision = self.data.get(f"decision-{item.pk}", "")
            if decision:
                reason = self.data.get(f"reason-{item.pk}", "")
                found[item.pk] = Word(decision, reason)
        return found

    def pool_word(self) -> Word | None:
        """What was chosen of the pool status."""
        given = self.cleaned_data
        if not given["pool"]:
            return None
        return Word(given["pool"], given["pool_reason"])

    def add_error(self, field: str | None, error: Any) -> None:
        """An item is no field of the form; what is wrong with it is kept."""
        if field and field.startswith("items."):
            self._errors.setdefault(field, self.error_class()).extend(error.messages)
            return
        super().add_error(field, error)


def typed(form: ItemsForm | None, item: Item) -> Mapping[str, str]:
    """What stands in an item's fields: as typed, else as said before."""
    if form is None or not form.is_bound or f"decision-{item.pk}" not in form.data:
        return {"decision": item.decision, "reason": item.reason, "error": ""}
    return {
        "decision": form.data[f"decision-{item.pk}"],
        "reason": form.data.get(f"reason-{item.pk}", ""),
        "error": " ".join(form.errors.get(f"items.{item.pk}", [])),
    }


def typed_pool(form: ItemsForm | None, held: CreditRuling | None) -> Mapping[str, str]:
    """The same of the pool status."""
    if form is not None and form.is_bound:
        return {
            "decision": form.data.get("pool", ""),
            "reason": form.data.get("pool_reason", ""),
        }
    if held is None:
        return {"decision": "", "reason": ""}
    word = LineDecision.ACCEPTED if held.pool_confirmed else LineDecision.REFUSED
    return {"decision": word, "reason": held.pool_reason}


def shown(items: Sequence[Item], which: str) -> list[Item]:
    """The items of a tab."""
    tests = {
        "undecided": lambda item: not item.decision,
        "refused": lambda item: item.is_refused,
        "warned": lambda item: bool(item.warnings),
    }
    test = tests.get(which)
    return [item for item in items if test is None or test(item)]
