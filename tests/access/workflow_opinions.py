"""Who gets into the pages and resources of departments' opinions."""

from tests.access.routes import AUTHORITIES, NATIONAL, ZHEJIANG, Route, World, api
from tests.factories.opinions import a_drafted, a_signed, an_opinion
from tests.factories.workflow import application_at
from workflow.choices import Stage, Stance
from workflow.models import Application, Opinion

# An enterprise's case before the nation: itself, its city, its province, the nation.
SEEN = NATIONAL | ZHEJIANG | {"enterprise", "hangzhou"}
DECIDING = frozenset({"ndrc", "ndrc_lead", "moe", "moe_lead"})
ASKING = frozenset({"ndrc", "ndrc_lead"})
HANDLER, LEAD = frozenset({"mof"}), frozenset({"mof_lead"})
REDIRECT, OK, MADE = frozenset({302}), frozenset({200}), frozenset({201})


def a_case(world: World) -> Application:
    """Before the nation, with one department against it."""

    def make(world: World) -> Application:
        case: Application = application_at(Stage.NATIONAL_REVIEW)
        a_signed(an_opinion(case, "miit"), Stance.DISAGREE)
        return case

    return world.made("national case", make)


def an_asked_one(world: World) -> Opinion:
    """Asked of the ministry of finance, and before its lead."""
    make = lambda world: a_drafted(an_opinion(a_case(world), "mof"))  # noqa: E731
    return world.made("opinion", make)


def case(world: World) -> dict[str, object]:
    return {"pk": a_case(world).pk}


def opinion(world: World) -> dict[str, object]:
    return {"pk": an_asked_one(world).pk}


def sasac(world: World) -> dict[str, object]:
    """Asks another department; a list in JSON, a repeated field in a form."""
    return {"organisations": [world.organisation("sasac").pk], "days": 5}


def draft(world: World) -> dict[str, object]:
    return {"stance": "agree", "text": ""}


def reason(world: World) -> dict[str, object]:
    return {"note": "请补充依据。"}


def settled(world: World) -> dict[str, object]:
    return {"text": "已协商一致。"}


def nothing(world: World) -> dict[str, object]:
    return {}


def act(allow, data):
    """A POST about the opinion: who may, who only sees it, who does not."""
    return Route(
        allow=allow,
        refused=404,
        kwargs=opinion,
        method="post",
        data=data,
        ok=REDIRECT,
        also=dict.fromkeys(NATIONAL - allow, 403),
    )


def to_its_page():
    """Asked by GET an act leads back to the page."""
    return Route(allow=NATIONAL, refused=404, kwargs=opinion, ok=REDIRECT)


def about_the_case(**row):
    """For the authorities in turn; who sees the case is told why not."""
    return Route(
        allow=DECIDING,
        refused=404,
        kwargs=case,
        also=dict.fromkeys(SEEN - DECIDING, 403),
        **row,
    )


def api_act(allow, data, method="post"):
    return api(
        allow,
        refused=404,
        kwargs=opinion,
        method=method,
        data=data,
        ok=OK,
        also=dict.fromkeys(NATIONAL - allow, 403),
    )


def api_about_the_case(data):
    return api(
        DECIDING,
        refused=404,
        kwargs=case,
        method="post",
        data=data,
        ok=MADE,
        also=dict.fromkeys(SEEN - DECIDING, 403),
    )


ROUTES = {
    "workflow:opinions": Route(allow=AUTHORITIES),
    "workflow:opinion": Route(allow=NATIONAL, refused=404, kwargs=opinion),
    "workflow:opinion-draft": [to_its_page(), act(HANDLER, draft)],
    "workflow:opinion-sign": [to_its_page(), act(LEAD, nothing)],
    "workflow:opinion-return": [to_its_page(), act(LEAD, reason)],
    "workflow:opinion-cancel": [
        Route(
            allow=ASKING,
            refused=404,
            kwargs=opinion,
            also=dict.fromkeys(NATIONAL - ASKING, 403),
        ),
        act(ASKING, reason),
    ],
    "workflow:opinions-ask": [
        about_the_case(),
        about_the_case(method="post", data=sasac, ok=REDIRECT),
    ],
    "workflow:resolution-write": [
        about_the_case(),
        about_the_case(method="post", data=settled, ok=REDIRECT),
    ],
    "api:opinion-list": api(),
    "api:opinion-detail": [
        api(NATIONAL, refused=404, kwargs=opinion),
        api_act(HANDLER, draft, method="put"),
        api_act(HANDLER, draft, method="patch"),
    ],
    "api:opinion-sign": api_act(LEAD, nothing),
    "api:opinion-give-back": api_act(LEAD, reason),
    "api:opinion-cancel": api_act(ASKING, reason),
    "api:application-opinions": [
        api(
            NATIONAL | ZHEJIANG | {"hangzhou"},
            refused=404,
            kwargs=case,
            also={"enterprise": 403},
        ),
        api_about_the_case(sasac),
    ],
    "api:application-resolutions": api_about_the_case(settled),
}
