"""The hash chain over the steps of one application, and digests of frozen data."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

GENESIS = "0" * 64


def plain(data: Any) -> Any:
    """The value as the database gives it back, so that its digest stays the same."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def canonical(data: Any) -> bytes:
    """One spelling for one value, so that a digest can be made again."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    ).encode()


def digest(data: Any) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def link(previous: str, record: dict[str, Any]) -> str:
    """Hash of a step: its own record bound to the hash of the step before."""
    return digest({"previous": previous, "record": record})
