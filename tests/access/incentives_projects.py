"""Who gets where in major projects, their money and what stands in their way."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incentives.choices.projects import FundSource, FundStep
from incentives.models import FundEntry, FundTerms, Obstacle, Project
from incentives.services.obstacles import raise_obstacle, take_obstacle
from tests.access.routes import (
    APPLICANTS,
    AUTHORITIES,
    CITY_OFFICES,
    EVERYONE,
    NATIONAL,
    NOBODY,
    SIGNED_IN,
    ZHEJIANG,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)
from tests.factories.projects import (
    a_project,
    application_draft,
    application_in,
    enter,
)
from workflow.choices import Stage

OWNER = frozenset({"enterprise"})
REACH = OWNER | ZHEJIANG | NATIONAL | {"hangzhou"}
LISTING = AUTHORITIES | APPLICANTS
PUBLIC = Route(allow=EVERYONE)
NATION_LEADING = frozenset({"ndrc", "ndrc_lead", "moe", "moe_lead"})
ENTERING = OWNER | ZHEJIANG_LEADING | NATION_LEADING | {"hangzhou"}
CITY = frozenset({"hangzhou"})


def project_of(world: World) -> Project:
    """A training base of a firm in Hangzhou."""
    found: Project = world.made("project", lambda _w: a_project())
    return found


def project(world: World) -> dict[str, Any]:
    return {"public_id": project_of(world).public_id}


def entry_of(world: World) -> FundEntry:
    """Central money, allotted by the nation."""
    found: FundEntry = world.made(
        "fund-entry",
        lambda w: enter(
            project_of(w), FundSource.CENTRAL, FundStep.ALLOCATION, "1000000"
        ),
    )
    return found


def entry(world: World) -> dict[str, Any]:
    return {"pk": entry_of(world).pk}


def obstacle_of(world: World) -> Obstacle:
    """One that the city office has taken."""

    def make(world: World) -> Obstacle:
        today = timezone.localdate()
        raised = raise_obstacle(
            project_of(world),
            kind="land",
            text="用地指标不足。",
            since=today,
            level="city",
            by=world.user("enterprise"),
        )
        due = today + timedelta(days=10)
        return take_obstacle(raised, due_on=due, by=world.user("hangzhou"))

    found: Obstacle = world.made("obstacle", make)
    return found


def obstacle(world: World) -> dict[str, Any]:
    return {"pk": obstacle_of(world).pk}


def terms_of(world: World) -> FundTerms:
    """Terms that a lead of the nation set."""
    found: FundTerms = world.made(
        "fund-terms",
        lambda w: FundTerms.objects.create(
            effective_from=timezone.localdate(), idle_months=3, answer_days=5
        ),
    )
    return found


def draft(world: World) -> dict[str, Any]:
    """The draft of an application for central money."""
    row = world.made(
        "fund-draft", lambda w: application_draft(project_of(w), FundSource.CENTRAL)
    )
    return {"pk": row.pk}


def in_review(world: World) -> dict[str, Any]:
    """An application for local money before the unit."""
    row = world.made(
        "fund-case",
        lambda w: application_in(
            Stage.PROVINCIAL_REVIEW, project_of(w), FundSource.LOCAL
        ),
    )
    return {"pk": row.pk}


def section(case: Any) -> Any:
    """A section of it."""
    return lambda world: case(world) | {"section": "use"}


def only(allow: frozenset[str], kwargs: Any, **row: Any) -> Route:
    """For some of those whose matter it is; 403 for the others of them."""
    told = dict.fromkeys(REACH - allow, 403)
    return Route(allow=allow, refused=404, also=told, kwargs=kwargs, **row)


def api_only(allow: frozenset[str], kwargs: Any, **row: Any) -> Route:
    """The same in the API, by POST."""
    return only(allow, kwargs, visitor=401, method="post", **row)


def naming(allow: frozenset[str], **body: Any) -> Route:
    """A POST that names the project; what is wrong with the rest comes later."""
    told = dict.fromkeys(REACH - allow, 403)
    return Route(
        allow=allow,
        refused=404,
        visitor=401,
        also=told,
        method="post",
        data=lambda world: body | {"project": str(project_of(world).public_id)},
    )


def said(world: World) -> dict[str, Any]:
    return {"version": obstacle_of(world).version, "text": "已办。"}


WRITING: dict[str, Any] = {"allow": OWNER, "refused": 404}
SEEN: dict[str, Any] = {"allow": REACH, "refused": 404, "kwargs": in_review}


def api_case(**row: Any) -> Route:
    """Of the case in the API: those who read it."""
    return api(REACH, refused=404, kwargs=in_review, **row)


ROUTES: dict[str, Any] = {
    "incentives:projects": Route(allow=LISTING),
    "incentives:projects-export": Route(allow=LISTING),
    "incentives:project-new": Route(allow=CITY_OFFICES | APPLICANTS),
    "incentives:project": Route(allow=REACH, refused=404, kwargs=project),
    "incentives:project-edit": only(OWNER, project),
    "incentives:fund-entry-new": only(ENTERING, project),
    "incentives:obstacle-new": only(OWNER, project),
    "incentives:public-projects": PUBLIC,
    "incentives:public-projects-export": PUBLIC,
    "incentives:fund-applications": Route(allow=LISTING),
    "incentives:fund-application-start": only(OWNER, project),
    "incentives:fund-application": [
        Route(**WRITING, kwargs=draft),
        Route(**SEEN),
    ],
    "incentives:fund-application-edit": [
        Route(**WRITING, kwargs=draft),
        only(NOBODY, in_review),
    ],
    "incentives:fund-application-section": [
        Route(**WRITING, kwargs=section(draft)),
        only(NOBODY, section(in_review)),
    ],
    "incentives:fund-application-submit": [
        Route(**WRITING, kwargs=draft),
        only(NOBODY, in_review),
    ],
    "incentives:fund-totals": Route(allow=AUTHORITIES),
    "incentives:fund-terms-new": Route(allow=frozenset({"ndrc_lead", "moe_lead"})),
    "incentives:fund-entries": Route(allow=LISTING),
    "incentives:fund-entries-export": Route(allow=LISTING),
    "incentives:fund-entry": Route(allow=REACH, refused=404, kwargs=entry),
    "incentives:fund-entry-correct": only(NATION_LEADING, entry),
    "incentives:obstacles": Route(allow=LISTING),
    "incentives:obstacle": Route(allow=REACH, refused=404, kwargs=obstacle),
    **{
        f"incentives:obstacle-{name}": only(CITY, obstacle)
        for name in ("take", "answer", "solve", "hand-up")
    },
    "incentives:obstacle-withdraw": only(OWNER, obstacle),
    "api:project-list": [
        api(),
        api(CITY_OFFICES | APPLICANTS, method="post", data=lambda world: {}),
    ],
    "api:project-detail": [
        api(REACH, refused=404, kwargs=project),
        only(
            OWNER,
            project,
            visitor=401,
            method="patch",
            data=lambda world: {"version": 1},
        ),
    ],
    "api:public-project-list": PUBLIC,
    "api:public-project-detail": Route(allow=EVERYONE, kwargs=project),
    "api:fund-entry-list": [api(), naming(ENTERING)],
    "api:fund-entry-detail": api(REACH, refused=404, kwargs=entry),
    "api:fund-entry-correct": api_only(
        NATION_LEADING, entry, data=lambda world: {"reason": "有误。"}
    ),
    "api:obstacle-list": [api(), naming(OWNER)],
    "api:obstacle-detail": api(REACH, refused=404, kwargs=obstacle),
    "api:obstacle-take": api_only(
        CITY, obstacle, data=lambda world: said(world) | {"due_on": "2099-01-01"}
    ),
    **{
        f"api:obstacle-{name}": api_only(CITY, obstacle, data=said)
        for name in ("answer", "solve", "hand-up")
    },
    "api:obstacle-withdraw": api_only(OWNER, obstacle, data=said),
    "api:fund-application-list": [
        api(),
        Route(
            allow=OWNER,
            visitor=401,
            also=dict.fromkeys((CITY_OFFICES | APPLICANTS) - OWNER, 404)
            | {"hangzhou": 403},
            method="post",
            data=lambda world: {
                "project": str(project_of(world).public_id),
                "source": "bond",
            },
        ),
    ],
    "api:fund-application-detail": [
        api(OWNER, refused=404, kwargs=draft),
        api_case(),
    ],
    "api:fund-application-moves": api_case(),
    "api:fund-application-decline": api_case(
        note="409: no opinion waits",
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:fund-application-evidence": [
        api(OWNER, refused=404, kwargs=draft, method="post"),
        api_case(method="post"),
    ],
    "api:fund-application-section": [
        api(OWNER, refused=404, kwargs=section(draft)),
        api(REACH, refused=404, kwargs=section(in_review)),
        api(
            OWNER,
            refused=404,
            kwargs=section(draft),
            method="put",
            data=lambda world: {"version": 1},
        ),
    ],
    "api:fund-application-steps": api_case(),
    "api:fund-application-submissions": api_case(),
    "api:fund-totals-list": api(AUTHORITIES),
    "api:fund-terms-list": [
        api(SIGNED_IN),
        api(
            frozenset({"ndrc_lead", "moe_lead"}),
            method="post",
            data=lambda world: {},
        ),
    ],
    "api:fund-terms-detail": api(
        SIGNED_IN,
        kwargs=lambda world: {"pk": terms_of(world).pk},
    ),
}
