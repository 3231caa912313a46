"""Forms of the calendar and of the less-developed flag."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Form


class CalendarDayForm(Form):
    """Is the day worked, and who says so?"""

    is_working = forms.TypedChoiceField(
        label=_("该日应为"),
        choices=[("yes", _("工作日")), ("no", _("非工作日"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("写明文件名称、文号或通知日期，例如国务院办公厅当年的放假通知。"),
    )


class CalendarYearForm(Form):
    """On what basis is a year's arrangement complete?"""

    note = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("写明当年放假安排的文件名称和文号。"),
    )


class LessDevelopedForm(Form):
    """Flag or no flag, and its basis."""

    is_less_developed = forms.TypedChoiceField(
        label=_("是否欠发达地区"),
        choices=[("yes", _("是")), ("no", _("否"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=_("依据"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明认定或取消的文件名称、文号。本项同时适用于其下级行政区划。"),
    )
