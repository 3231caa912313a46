"""A new round: its kind and scope, its window, and its first rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import ManagingUnit
from ui.forms import Fieldsets
from workflow.forms.rounds.rules import RulesForm
from workflow.forms.rounds.window import RoundForm
from workflow.kinds import kind_choices
from workflow.rules import Rules

NATION = "000000"
# What a form proposes; rules without one draw no panel.
PROPOSED = Rules(panel_size=5)


class RoundCreateForm(RulesForm, RoundForm):
    """A new round: its kind and scope, its window, and its first rules."""

    kind = forms.ChoiceField(
        label=_("申报类别"),
        choices=kind_choices,
        help_text=_("该类别另有申报条件的，批次建立后在“修改规则”中设置。"),
    )
    scope = forms.ChoiceField(label=_("适用范围"))

    def __init__(self, *args: Any, scopes: list[ManagingUnit | None], **kw: Any):
        super().__init__(*args, shown=PROPOSED, **kw)
        del self.fields["rules_note"]
        self.units = {unit.code if unit else NATION: unit for unit in scopes}
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (code, unit.name if unit else _("全国"))
            for code, unit in self.units.items()
        ]

    @property
    def fieldsets(self) -> Fieldsets:  # type: ignore[override]
        """The round, its terms, its ways."""
        first = ["kind", "scope", "name", "year", "batch", "opens_on", "closes_on"]
        rules = super().fieldsets
        return [(_("批次"), [*first, "basis", "instructions"]), *rules]

    def round_fields(self) -> dict[str, Any]:
        """With kind and managing unit."""
        data = self.cleaned_data
        unit = self.units[data["scope"]]
        return super().round_fields() | {"kind": data["kind"], "managing_unit": unit}
