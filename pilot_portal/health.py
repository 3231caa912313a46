"""Is the process alive, and can it work? For probes, so no session and no HTML."""

import tempfile
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PROBE_SECONDS = 2


def ask_database() -> None:
    """Raise unless PostgreSQL answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_queue() -> None:
    """Raise unless the queue's server answers in time."""
    with redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PROBE_SECONDS,
        socket_connect_timeout=PROBE_SECONDS,
    ) as client:
        client.ping()


def ask_storage() -> None:
    """Raise unless a file can be written where uploads go."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as probe:
        probe.write(b"ready?")
        probe.flush()


PARTS: dict[str, Callable[[], None]] = {
    "database": ask_database,
    "queue": ask_queue,
    "storage": ask_storage,
}


def answer_of(ask: Callable[[], None]) -> str:
    """`ok`, or the kind of failure (its text could tell a visitor of addresses)."""
    try:
        ask()
    except Exception as problem:  # whatever a driver raises means: not ready
        return type(problem).__name__
    return "ok"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; says nothing about what it needs."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, queue and storage answer, otherwise 503; each by name."""
    parts = {name: answer_of(ask) for name, ask in PARTS.items()}
    ready = all(answer == "ok" for answer in parts.values())
    body = {"status": "ok" if ready else "unavailable", **parts}
    return JsonResponse(body, status=200 if ready else 503)
