"""The hash chain over the steps of one application, and digests of frozen data."""

from __future__ import annotations

import hashlib
import json
from typing import Any

GENESIS = "0" * 64


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
