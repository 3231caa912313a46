"""How often one address may do what everybody may do without an account."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from ui.refusals import Refusal

log = logging.getLogger(__name__)


class TooOften(Refusal):
    """The address has done it too often in a short time."""

    status = 429
    code = "throttled"


@dataclass(frozen=True)
class Limit:
    """At most `setting` times within so many seconds; else the sentence."""

    name: str
    setting: str
    seconds: int
    sentence: str


FILING = Limit(
    "objection",
    "OBJECTIONS_PER_HOUR",
    3600,
    "您所在的网络地址提交过于频繁，请一小时后再试，或者按公示的联系方式书面反映。",
)
ASKING = Limit(
    "objection-status",
    "OBJECTION_QUERIES_PER_HOUR",
    3600,
    "您所在的网络地址查询过于频繁，请一小时后再试。",
)


def count_once(limit: Limit, address: str | None) -> None:
    """Count one more for this address; raises `TooOften` over the limit.

    Addresses are kept as digests and forgotten after the time of the limit. Without
    the cache, or an address, nothing is counted: raising an objection is a right, the
    limit is not.
    """
    if address is None:
        return
    mark = hashlib.sha256(address.encode()).hexdigest()[:32]
    key = f"limit:{limit.name}:{mark}"
    try:
        cache.add(key, 0, limit.seconds)
        count = cache.incr(key)
    except (RedisError, ValueError):
        log.exception("the limit %s cannot be counted", limit.name)
        return
    if count > getattr(settings, limit.setting):
        raise TooOften(limit.sentence)
