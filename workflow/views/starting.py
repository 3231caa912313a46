"""How an application begins: what is asked first, then its form.

An app says who may begin, what is asked and which service makes the draft:

    class ChangeStart(DraftingStart):
        title = "报告变更"
        form_class = ChangeStartForm
        list_crumb = LIST
        edit_url = "enterprises:change-edit"

        def allow(self) -> Verdict: ...
        def perform(self, form: Any) -> ChangeReport: ...
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from ui.views import Crumb, FormPage
from workflow.forms import StartForm
from workflow.models import Round


class DraftingStart(FormPage):
    """The first questions of a sectioned form; on to its overview."""

    submit_label = "开始填写"
    # Label and url name of the list in which the application will stand.
    list_crumb: ClassVar[tuple[Any, str]]
    # Url name of the form's overview.
    edit_url: ClassVar[str]

    def crumbs(self) -> Sequence[Crumb]:
        label, url_name = self.list_crumb
        return [(str(label), reverse(url_name)), (self.get_title(), None)]

    def get_success_url(self) -> str:
        return reverse(self.edit_url, args=[self.result.pk])


class RoundStart(DraftingStart):
    """Of a kind that is handed in to rounds; what has to be known is said above.

    A kind that asks more extends the form; its template extends the one here.
    """

    template_name = "workflow/drafting/start.html"
    form_class = StartForm
    submit_label = "建立申报草稿"
    kind: ClassVar[str]

    def applicants(self) -> Sequence[Organisation]:
        """For whom this person may begin one."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        ids = [one.pk for one in self.applicants()]
        rounds = Round.objects.taking_from(ids, timezone.now()).filter(kind=self.kind)
        return super().get_form_kwargs() | {"rounds": rounds}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `a_round`, the first that may be chosen; None without any."""
        form = kwargs.get("form") or self.get_form()
        a_round = form.fields["round"].queryset.first()
        return super().get_context_data(**kwargs | {"form": form, "a_round": a_round})
