"""The day for which a name is asked."""

from django.utils.translation import gettext_lazy as _

from ui.forms import DateField, Form


class DayForm(Form):
    """`?on=2026-06-30`."""

    on = DateField(label=_("日期"))
