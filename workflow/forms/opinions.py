"""What is typed about opinions: who is asked, the draft, reasons, a resolution."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ui.forms import Form
from workflow.choices import Stance

STANCE_HELP = _("选择“原则同意，附修改意见”或“不同意”的，须填写具体意见。")


class VersionForm(Form):
    """A confirmation that knows what was on the page."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """Why a draft goes back, or why a department is asked no more."""

    note = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea)


class ResolutionForm(VersionForm):
    """How a disagreement was settled."""

    text = forms.CharField(
        label=_("协调结论"),
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("写明协调经过、对不同意见的处理和结论；保存后不能修改。"),
    )


class OpinionForm(VersionForm):
    """A department's draft; what is kept for later may be unfinished."""

    stance = forms.ChoiceField(
        label=_("意见"),
        choices=Stance.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=STANCE_HELP,
    )
    text = forms.CharField(
        label=_("具体意见"), required=False, max_length=5000, widget=forms.Textarea
    )


class DepartmentsField(forms.ModelMultipleChoiceField):
    """Organisations with what they answer for, and whether the round names them."""

    required_departments: frozenset[str] = frozenset()

    def label_from_instance(self, obj: Any) -> str:
        """国务院国资委　国资监管　批次规定征求."""
        words = [str(obj), obj.get_department_display()]
        if obj.department in self.required_departments:
            words.append("批次规定征求")
        return "　".join(filter(None, words))


class AskForm(VersionForm):
    """Which departments are asked, of what, until when."""

    organisations = DepartmentsField(
        label=_("被征求意见的部门"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("反馈期限（工作日）"),
        min_value=1,
        max_value=60,
        help_text=_("自征求次日起算，最后一日24时前反馈均有效。"),
    )
    request = forms.CharField(
        label=_("征求意见的事项"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("可写明请部门重点审核的内容；留空即就整个申报征求意见。"),
    )
    field_order: ClassVar = ["organisations", "days", "request", "version"]

    def __init__(
        self,
        *args: Any,
        departments: QuerySet[Organisation],
        required: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisations"]
        field.required_departments = frozenset(required)
        field.queryset = departments
