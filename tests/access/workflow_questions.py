"""Who gets into the pages and resources of questions and of late exceptions."""

from datetime import timedelta

from django.utils import timezone

from regions.calendar import local_day
from tests.access.routes import NATIONAL, ZHEJIANG, ZHEJIANG_LEADING, Route, World, api
from tests.factories.workflow import an_open_round, application_at
from workflow.choices import Stage
from workflow.models import LateException, Question
from workflow.services import ask_question, close_round, grant_late_exception

SEEN = NATIONAL | ZHEJIANG | {"enterprise", "hangzhou"}
APPLICANT = frozenset({"enterprise"})
LEADS = frozenset({"ndrc_lead", "moe_lead"})
REDIRECT, OK, MADE = frozenset({302}), frozenset({200}), frozenset({201})
ITEM = {"field": "goal", "sentence": "请说明"}


def case(world: World) -> dict[str, object]:
    """At the province, with nothing asked."""
    make = lambda _: application_at(Stage.PROVINCIAL_REVIEW)  # noqa: E731
    return {"pk": world.made("case", make).pk}


def a_question(world: World) -> Question:
    """Asked by the province, not answered."""

    def make(world: World) -> Question:
        asked = application_at(Stage.PROVINCIAL_REVIEW)
        items = [("goal", "请说明")]
        return ask_question(asked, items=items, by=world.user("zhejiang"))

    return world.made("question", make)


def question(world: World) -> dict[str, object]:
    return {"pk": a_question(world).pk}


def with_file(world: World) -> dict[str, object]:
    return {"pk": a_question(world).pk, "file_pk": 1}


def answers(world: World) -> dict[str, object]:
    item = a_question(world).items.get()
    return {"answers": [{"item": item.pk, "answer": "说明如下"}]}


def asked(world: World) -> dict[str, object]:
    return {"items": [ITEM], "application": case(world)["pk"]}


def asked_on_page(world: World) -> dict[str, object]:
    return {"items.0": "请说明", "place.0": "goal"}


def a_closed_round(world: World) -> object:
    def make(world: World) -> object:
        return close_round(an_open_round(), by=world.user("ndrc_lead"))

    return world.made("closed", make)


def closed_round(world: World) -> dict[str, object]:
    return {"pk": a_closed_round(world).pk}


def granted(world: World) -> dict[str, object]:
    until = local_day(timezone.now()) + timedelta(days=3)
    return {"until": until.isoformat(), "reason": "因灾延误"}


def granted_to(world: World) -> dict[str, object]:
    applicant = world.organisation("enterprise").pk
    return {"round": a_closed_round(world).pk, "applicant": applicant} | granted(world)


def named(world: World) -> dict[str, object]:
    return {"applicant": world.organisation("enterprise").name} | granted(world)


def an_exception(world: World) -> LateException:
    def make(world: World) -> LateException:
        return grant_late_exception(
            a_closed_round(world),
            applicant=world.organisation("enterprise"),
            until=local_day(timezone.now()) + timedelta(days=3),
            reason="因灾延误",
            by=world.user("ndrc_lead"),
        )

    return world.made("exception", make)


def exception(world: World) -> dict[str, object]:
    return {"pk": an_exception(world).pk}


def reason(world: World) -> dict[str, object]:
    return {"reason": "误发"}


# Inside they are told why not; outside there is nothing.
NOT_ASKING = dict.fromkeys(SEEN - ZHEJIANG_LEADING, 403)
NOT_ANSWERING = dict.fromkeys(SEEN - APPLICANT, 403)
# The level of a national round sees its exceptions, and whom one is for.
SEES_EXCEPTION = NATIONAL | APPLICANT

ROUTES = {
    "workflow:question-ask": [
        Route(ZHEJIANG_LEADING, refused=404, kwargs=case, also=NOT_ASKING),
        Route(
            ZHEJIANG_LEADING,
            refused=404,
            kwargs=case,
            method="post",
            data=asked_on_page,
            ok=REDIRECT,
            also=NOT_ASKING,
        ),
    ],
    "workflow:question": Route(SEEN, refused=404, kwargs=question),
    "workflow:question-answer": [
        Route(APPLICANT, refused=404, kwargs=question, also=NOT_ANSWERING),
        Route(
            APPLICANT,
            refused=404,
            kwargs=question,
            method="post",
            data=lambda world: {"version": 1},
            ok=REDIRECT,
            also=NOT_ANSWERING,
        ),
    ],
    "workflow:question-withdraw": [
        Route(ZHEJIANG_LEADING, refused=404, kwargs=question, also=NOT_ASKING),
        Route(
            ZHEJIANG_LEADING,
            refused=404,
            kwargs=question,
            method="post",
            data=reason,
            ok=REDIRECT,
            also=NOT_ASKING,
        ),
    ],
    "workflow:exceptions": Route(LEADS, kwargs=closed_round),
    "workflow:exception-grant": [
        Route(LEADS, kwargs=closed_round),
        Route(LEADS, kwargs=closed_round, method="post", data=named, ok=REDIRECT),
    ],
    "workflow:exception-revoke": [
        Route(
            LEADS,
            refused=404,
            kwargs=exception,
            also=dict.fromkeys(SEES_EXCEPTION - LEADS, 403),
        ),
        Route(
            LEADS,
            refused=404,
            kwargs=exception,
            method="post",
            data=reason,
            ok=REDIRECT,
            also=dict.fromkeys(SEES_EXCEPTION - LEADS, 403),
        ),
    ],
    "api:question-list": [
        api(),
        api(
            ZHEJIANG_LEADING,
            refused=404,
            method="post",
            data=asked,
            ok=MADE,
            also=NOT_ASKING,
        ),
    ],
    "api:question-detail": api(SEEN, refused=404, kwargs=question),
    "api:question-answer": api(
        APPLICANT,
        refused=404,
        kwargs=question,
        method="post",
        data=answers,
        ok=OK,
        also=NOT_ANSWERING,
    ),
    "api:question-submit": api(
        APPLICANT,
        refused=404,
        kwargs=question,
        method="post",
        data=answers,
        ok=OK,
        also=NOT_ANSWERING,
    ),
    # The body is no file: the applicant is told so, all others that it is not theirs.
    "api:question-files": api(SEEN, refused=415, kwargs=question, method="post"),
    "api:question-remove-file": api(
        APPLICANT,
        refused=404,
        kwargs=with_file,
        method="delete",
        ok=OK,
        also=NOT_ANSWERING,
    ),
    "api:question-withdraw": api(
        ZHEJIANG_LEADING,
        refused=404,
        kwargs=question,
        method="post",
        data=reason,
        ok=OK,
        also=NOT_ASKING,
    ),
    "api:late-exception-list": [
        api(),
        api(LEADS, method="post", data=granted_to, ok=MADE),
    ],
    "api:late-exception-detail": api(SEES_EXCEPTION, refused=404, kwargs=exception),
    "api:late-exception-revoke": api(
        LEADS,
        refused=404,
        kwargs=exception,
        method="post",
        data=reason,
        ok=OK,
        also=dict.fromkeys(SEES_EXCEPTION - LEADS, 403),
    ),
}
