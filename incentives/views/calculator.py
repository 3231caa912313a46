"""抵免测算: what the credit comes to over the years; public, nothing is stored."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.facts import client_address
from incentives.forms.estimates import FIRST_ROWS, MOST_ROWS, EstimateForm
from incentives.services.estimates import Estimate, estimate
from incentives.services.limits import ESTIMATING
from incentives.showing.estimates import chart_of, sums
from incentives.words import DISCLAIMER
from regions.calendar import local_day
from ui.refusals import Refusal
from ui.views import LiveMixin, Page
from workflow.services import count_once


class PublicCalculator(Page):
    """The page itself; figures are never in the address, so in no log either."""

    public = True
    title = gettext_lazy("抵免测算")
    subtitle = gettext_lazy("职业教育投资抵免教育费附加和地方教育附加的逐期测算")
    template_name = "incentives/calculator.html"

    def get_form(self) -> EstimateForm:
        """What was typed, or empty rows from this year on (`?rows=`)."""
        year = local_day(timezone.now()).year
        if self.request.method == "POST":
            return EstimateForm(self.request.POST, year=year)
        told = self.request.GET.get("rows", "")
        is_number = told.isascii() and told.isdecimal() and len(told) < 4
        return EstimateForm(year=year, rows=int(told) if is_number else FIRST_ROWS)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with its result, or with what has to be mended."""
        form = self.get_form()
        found = self.reckoned(form)
        if form.wishes and not found:
            form = form.as_typed()
        wrong = not (found or form.wishes or not form.is_bound)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
        context = self.get_context_data(form=form, found=found)
        return self.render_to_response(context, status=status)

    def reckoned(self, form: EstimateForm) -> Estimate | None:
        """The estimate; None where the form says why not."""
        if not form.is_valid():
            return None
        try:
            count_once(ESTIMATING, client_address(self.request))
            return estimate(form.asked(), brought_forward=form.before)
        except Refusal as refusal:
            form.refuse(refusal)
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/incentives/calculator.html."""
        form = kwargs.pop("form", None) or self.get_form()
        context = result_context(form, kwargs.pop("found", None))
        own = {"most_rows": MOST_ROWS}
        return super().get_context_data(**context | own | kwargs)


class Calculator(LiveMixin, PublicCalculator):
    """The page, and the fragment while one types."""

    live_template_name = "incentives/includes/estimate.html"

    def live_context(self, form: EstimateForm) -> dict[str, Any]:
        """The result alone."""
        return result_context(form, self.reckoned(form))


def result_context(form: EstimateForm, found: Estimate | None) -> dict[str, Any]:
    """What templates/incentives/includes/estimate.html draws."""
    context: dict[str, Any] = {"form": form, "disclaimer": DISCLAIMER, "found": found}
    # Told at their fields too, which are drawn before the result.
    context["hints"] = form.hints
    if found:
        context |= {"sums": sums(found), "chart": chart_of(found)}
    return context
