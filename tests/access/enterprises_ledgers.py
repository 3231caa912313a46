"""Who keeps ledgers: the lead authorities of units and the nation."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from enterprises.services.ledger import upload_ledger
from tests.access.routes import (
    ADVISERS,
    CITY_OFFICES,
    NATIONAL,
    UNITS,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)
from tests.enterprises.ledgers import as_csv, row

KEEPERS = (UNITS | NATIONAL) - ADVISERS - CITY_OFFICES
# The nation reads every unit's imports; nobody else reads another's.
READERS = ZHEJIANG_LEADING | (NATIONAL - ADVISERS)
OTHER_UNITS = dict.fromkeys(KEEPERS - READERS, 404)


def of_zhejiang(world: World) -> dict[str, Any]:
    """A ledger that Zhejiang has uploaded; not checked yet."""

    def make(world: World) -> Any:
        file = SimpleUploadedFile("台账.csv", as_csv(row(1)))
        return upload_ledger(upload=file, by=world.user("zhejiang"))

    return {"pk": world.made("ledger", make).pk}


def confirmation(world: World) -> dict[str, Any]:
    """The version as read."""
    return {"version": 1}


ROUTES = {
    "enterprises:ledgers": Route(allow=KEEPERS),
    "enterprises:ledger-template": Route(allow=KEEPERS),
    "enterprises:ledger-new": [
        Route(allow=KEEPERS),
        Route(allow=KEEPERS, method="post", ok=frozenset({422})),
    ],
    "enterprises:ledger": Route(allow=READERS, kwargs=of_zhejiang, also=OTHER_UNITS),
    # Not checked yet, so that nobody may confirm; others are told there is none.
    "enterprises:ledger-confirm": Route(
        allow=frozenset(), kwargs=of_zhejiang, also=OTHER_UNITS
    ),
    "api:enterprise-import-list": [
        api(KEEPERS),
        api(KEEPERS, method="post", ok=frozenset({415, 422})),
    ],
    "api:enterprise-import-detail": api(READERS, kwargs=of_zhejiang, also=OTHER_UNITS),
    "api:enterprise-import-confirm": api(
        READERS,
        kwargs=of_zhejiang,
        also=OTHER_UNITS,
        method="post",
        data=confirmation,
        ok=frozenset({409}),
    ),
}
