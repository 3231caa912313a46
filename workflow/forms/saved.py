"""What is typed about a saved view."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form
from workflow.kept import KEPT


class ViewForm(Form):
    """Its name, and whether the authority shares it."""

    name = forms.CharField(label=_("视图名称"), max_length=60)
    shared = forms.BooleanField(
        label=_("与本部门共享"),
        required=False,
        help_text=_(
            "共享后，本部门人员可以使用该视图，各自只能看到本人有权查看的事项。"
        ),
    )


class SaveViewForm(ViewForm):
    """A new one: of which list, with which filters, and where to go on."""

    page = forms.ChoiceField(choices=lambda: [(page, page) for page in KEPT])
    query = forms.CharField(required=False, max_length=4000)
    next = forms.CharField(required=False, max_length=4000)
