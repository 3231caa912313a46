"""Who gets into the history of a case: comparison, timeline, archive."""

from tests.access.routes import Route
from tests.access.workflow import SEEN, case

ROUTES = {
    "workflow:compare": Route(allow=SEEN, refused=404, kwargs=case),
    "workflow:timeline": Route(allow=SEEN, refused=404, kwargs=case),
}
