"""Who gets where in industries: reference data is for all."""

from tests.access.routes import EVERYONE, Route, World


def automobiles(world: World) -> dict[str, str]:
    """A division."""
    return {"pk": "36"}


ROUTES = {
    "api:industry-list": Route(allow=EVERYONE),
    "api:industry-detail": Route(allow=EVERYONE, kwargs=automobiles),
}
