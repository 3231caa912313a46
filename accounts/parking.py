"""A form that came after the session's end, kept until the next sign-in.

It lies in the browser's own session row and is given back only to the person who had
been signed in; passwords and files are never kept.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone

KEY = "parked_form"
MOST_CHARACTERS = 500_000
LONGEST = 2 * 60 * 60  # seconds
SECRET_WORDS = ("password", "csrfmiddlewaretoken", "secret")


def park(request: HttpRequest, owner: Any) -> None:
    """Keep the fields of this POST; a form too large is kept as a notice only."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name for word in SECRET_WORDS)
    ]
    large = sum(len(value) for _name, value in fields) > MOST_CHARACTERS
    request.session[KEY] = {
        "owner": owner,
        "path": request.get_full_path(),
        "fields": [] if large else fields,
        "large": large,
        "files": sorted(upload.name for upload in request.FILES.values()),
        "at": timezone.now().timestamp(),
    }


def parked_for(request: HttpRequest) -> dict[str, Any] | None:
    """What waits for the person now signed in; another person's is thrown away."""
    parked: dict[str, Any] | None = request.session.get(KEY)
    if parked is None:
        return None
    signed_in = request.session.get(SESSION_KEY)
    strange = parked["owner"] is not None and parked["owner"] != signed_in
    if strange or timezone.now().timestamp() - parked["at"] > LONGEST:
        forget(request)
        return None
    return parked


def forget(request: HttpRequest) -> None:
    """Throw it away."""
    request.session.pop(KEY, None)


def forget_if_sent(request: HttpRequest) -> None:
    """The parked form has been taken by its own page."""
    parked = request.session.get(KEY)
    if parked and parked["path"] == request.get_full_path():
        forget(request)
