"""Who sees how long authorities take."""

from tests.access.routes import AUTHORITIES, Route, api

ROUTES = {
    "workflow:durations": Route(AUTHORITIES),
    "workflow:durations-export": Route(AUTHORITIES),
    "api:duration-list": api(AUTHORITIES),
}
