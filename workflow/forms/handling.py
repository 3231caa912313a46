"""What is typed about who handles a case, or many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ui.forms import Form
from workflow.services import RowAct

# A row as its box sends it: the key and the version that was shown.
ROW = re.compile(r"(\d{1,18})\.(\d{1,9})")


class CaseAct(TextChoices):
    """What can be done about who handles one case."""

    TAKE = "take", _("接办")
    ASSIGN = "assign", _("转交")
    GIVE_BACK = "give_back", _("交回")
    CONFLICT = "conflict", _("声明回避")


def person_field() -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """Somebody to give a case to; the service says who may have it."""
    return forms.ModelChoiceField(
        label=_("接收人"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        error_messages={"invalid_choice": _("请选择接收人。")},
    )


class HandlingForm(Form):
    """One act about one case."""

    act = forms.ChoiceField(choices=CaseAct.choices)
    to = person_field()
    note = forms.CharField(
        label=_("说明"), required=False, max_length=500, widget=forms.Textarea
    )
    version = forms.IntegerField(required=False)


class ManyForm(Form):
    """One act on the rows that were chosen."""

    act = forms.ChoiceField(choices=RowAct.choices)
    to = person_field()
    note = forms.CharField(label=_("说明"), required=False, max_length=300)
    back = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        colleagues: Sequence[User] = (),
        takes: bool = False,
        confirms: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        self.takes = takes
        self.confirms = confirms

    @property
    def rows(self) -> list[tuple[int, int]]:
        """(key, version) of each box that was ticked; other words are no rows."""
        found = (ROW.fullmatch(text) for text in self.data.getlist("row"))
        return [(int(m[1]), int(m[2])) for m in found if m]
