"""Who gets where in the directory: it is everybody's."""

from typing import Any

from enterprises.choices import Standing
from tests.access.routes import EVERYONE, NATIONAL, ZHEJIANG, Route, World
from tests.factories import register


def pooled(world: World) -> dict[str, Any]:
    """An enterprise in the pool."""
    row = world.made("pooled", lambda _world: register.enterprise("测试有限公司"))
    return {"public_id": row.public_id}


def draft(world: World) -> dict[str, Any]:
    """The record of an enterprise that is not in the pool, in Hangzhou."""
    row = world.made(
        "not-pooled",
        lambda w: register.enterprise(
            "未入库有限公司",
            Standing.NONE,
            organisation=w.organisation("enterprise"),
        ),
    )
    return {"public_id": row.public_id}


CONCERNED = NATIONAL | ZHEJIANG | {"hangzhou", "enterprise"}

ROUTES = {
    "enterprises:directory": Route(allow=EVERYONE),
    "enterprises:directory-export": Route(allow=EVERYONE),
    "enterprises:enterprise": [
        Route(allow=EVERYONE, kwargs=pooled),
        Route(allow=CONCERNED, refused=404, visitor=404, kwargs=draft),
    ],
    "api:enterprise-list": Route(allow=EVERYONE),
    "api:enterprise-detail": [
        Route(allow=EVERYONE, kwargs=pooled),
        Route(allow=CONCERNED, refused=404, visitor=404, kwargs=draft),
    ],
}
