"""What the access log keeps of a request, taken once at the door."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class RequestFacts:
    """Where a request came from; services take this and never the request."""

    address: str | None = None
    agent: str = ""


NO_REQUEST = RequestFacts()


def client_address(request: HttpRequest) -> str | None:
    """The caller's address; X-Forwarded-For counts only behind our own proxies."""
    found = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(forwarded) >= proxies:
        found = forwarded[-proxies].strip()
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None  # a unix socket has no address


def facts_of(request: HttpRequest) -> RequestFacts:
    """The facts of a request, cut to what the log can hold."""
    agent = request.headers.get("User-Agent", "").replace("\x00", "")[:200]
    return RequestFacts(client_address(request), agent)
