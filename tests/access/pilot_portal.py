"""Who reaches what belongs to no single app: front page, health, the API's papers."""

from tests.access.routes import EVERYONE, Route, api

ROUTES: dict[str, Route | list[Route]] = {
    "home": Route(allow=EVERYONE),
    "healthz": Route(allow=EVERYONE),
    "readyz": Route(allow=EVERYONE),
    "api-schema": Route(allow=EVERYONE),
    "api-docs": Route(allow=EVERYONE),
    "api:api-root": api(),
}
