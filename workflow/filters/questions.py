"""Questions and late exceptions, as the API narrows them."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _

from ui.filters import FilterSet
from workflow.choices import QuestionState
from workflow.filters.applications import published_rounds
from workflow.models import LateException, Question


class QuestionFilter(FilterSet):
    """By case and state."""

    application = django_filters.NumberFilter(label=_("申报事项"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=QuestionState.choices)

    class Meta:
        model = Question
        fields: ClassVar = ["application", "state"]


class LateExceptionFilter(FilterSet):
    """By round."""

    round = django_filters.ModelChoiceFilter(
        label=_("申报批次"), queryset=published_rounds
    )

    class Meta:
        model = LateException
        fields: ClassVar = ["round"]
