"""Forms that show what follows while one types; the server alone reckons.

A page that already answers POST with the whole page needs three things more:

1. its view puts `LiveMixin` first and says what the fragment draws:

       class Calculator(LiveMixin, FormPage):
           live_template_name = "incentives/includes/estimate.html"

           def live_context(self, form):       # bound, its errors known
               return {"found": …}             # nothing may be stored here

2. its form names where the fragment goes, and perhaps who tells it to screen readers:

       <form method="post" data-live="{{ request.path }}" data-live-into="estimate">
       <p role="status" data-live-status></p>
       <div id="estimate">{% include "incentives/includes/estimate.html" %}</div>

3. its template asks for `js/live.js` in block scripts.

`data-live` may name another address than the form's own. The background request is the
form as it stands (without files) with the header `X-Live: 1`; the answer is HTML, also
with status 422, where it says what has still to be mended. An element in it with
`data-live-says="…"` gives the words of the status. Without JavaScript nothing is lost:
the form's own button does the same.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ui.middleware import is_live


class LiveMixin:
    """Answers background requests of a form with a fragment; stores nothing."""

    live_template_name: ClassVar[str]

    def live_context(self, form: Any) -> dict[str, Any]:
        """What the fragment draws; `form` is bound and its errors are known."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The fragment for live.js, the page for all others."""
        if not is_live(request):
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        form = self.get_form()  # type: ignore[attr-defined]
        form.is_valid()
        return render(request, self.live_template_name, self.live_context(form))
