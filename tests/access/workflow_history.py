"""Who gets into the history of a case: comparison, timeline, archive."""

from tests.access.routes import Route, api
from tests.access.workflow import REDIRECT, SEEN, case

ROUTES = {
    "workflow:compare": Route(allow=SEEN, refused=404, kwargs=case),
    "workflow:timeline": Route(allow=SEEN, refused=404, kwargs=case),
    "workflow:archive": [
        Route(allow=SEEN, refused=404, kwargs=case),
        Route(allow=SEEN, refused=404, kwargs=case, method="post", ok=REDIRECT),
    ],
    "api:application-timeline": api(SEEN, refused=404, kwargs=case),
    "api:application-compare": api(SEEN, refused=404, kwargs=case),
    "api:application-archive": api(
        SEEN, refused=404, kwargs=case, method="post", ok=frozenset({202})
    ),
}
