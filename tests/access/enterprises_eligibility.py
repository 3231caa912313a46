"""The self-check before the form is everybody's."""

from typing import Any

from tests.access.routes import EVERYONE, Route, World, api


def answers(world: World) -> dict[str, Any]:
    """The least that has to be told."""
    return {"division": "330106"}


ROUTES = {
    "enterprises:eligibility-check": [
        Route(allow=EVERYONE),
        Route(allow=EVERYONE, query="?division=330106"),
    ],
    "api:eligibility-check-list": [
        api(EVERYONE, query="?division=330106"),
        api(EVERYONE, method="post", data=answers),
    ],
}
