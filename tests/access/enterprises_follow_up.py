"""Who gets where in following enterprises: the firm's own, and its authorities'."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from enterprises.choices import ChangeKind
from enterprises.models import Enterprise
from enterprises.services.changes import start_change
from enterprises.services.filings import open_filings
from regions.calendar import BEIJING
from tests.access.routes import (
    AUTHORITIES,
    NATIONAL,
    SIGNED_IN,
    ZHEJIANG,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)
from tests.factories import register
from tests.factories.changes import change_in_review

FIRM = frozenset({"enterprise"})
FIRMS = frozenset({"enterprise", "enterprise_ningbo", "enterprise_central"})
# Whose matter a firm in Hangzhou is.
REACH = FIRM | ZHEJIANG | NATIONAL | {"hangzhou"}
VISITORS = ZHEJIANG_LEADING | {"hangzhou"}


def firm_of(world: World) -> Enterprise:
    """A firm in the pool, its plan and the report of last year open."""

    def make(world: World) -> Enterprise:
        now = timezone.now()
        last = timezone.localdate(now).year - 1
        row = register.enterprise(
            "在库有限公司",
            organisation=world.organisation("enterprise"),
            pooled_on=date(last, 11, 2),
        )
        open_filings(row, datetime(last + 1, 1, 2, tzinfo=BEIJING))
        return row

    found: Enterprise = world.made("followed-firm", make)
    return found


def firm(world: World) -> dict[str, Any]:
    return {"public_id": firm_of(world).public_id}


def there(world: World) -> dict[str, Any]:
    """For an address without arguments that needs the firm to be in the pool."""
    firm_of(world)
    return {}


def plan(world: World) -> dict[str, Any]:
    return firm(world) | {"paper": "plan"}


def year(world: World) -> dict[str, Any]:
    return firm(world) | {"year": 2024}


def member(world: World) -> dict[str, Any]:
    row = world.made(
        "followed-member",
        lambda w: firm_of(w).members.create(
            name="成员有限公司",
            credit_code="91330106MA27XG3K5R",
            control_ratio=51,
            since=date(2024, 1, 1),
        ),
    )
    return firm(world) | {"pk": row.pk}


def api_member(world: World) -> dict[str, Any]:
    held = member(world)
    return {"public_id": held["public_id"], "member": held["pk"]}


def api_plan(world: World) -> dict[str, Any]:
    return {"pk": firm_of(world).plan.pk}


def api_report(world: World) -> dict[str, Any]:
    return {"pk": firm_of(world).reports.latest("year").pk}


def api_visit(world: World) -> dict[str, Any]:
    row = world.made(
        "followed-visit",
        lambda w: firm_of(w).visits.create(
            on=date(2024, 1, 2),
            kind="call",
            findings="了解情况。",
            organisation=w.organisation("zhejiang"),
            by=w.user("zhejiang"),
        ),
    )
    return {"pk": row.pk}


def a_visit(world: World) -> dict[str, Any]:
    held = str(firm_of(world).public_id)
    return {
        "enterprise": held,
        "on": "2024-01-02",
        "kind": "call",
        "findings": "了解情况。",
    }


def draft(world: World) -> dict[str, Any]:
    """The draft of a change report."""

    def make(world: World) -> Any:
        firm_of(world)
        by = world.user("enterprise")
        return start_change(change=ChangeKind.NAME, by=by)

    return {"pk": world.made("change-draft", make).pk}


def draft_section(world: World) -> dict[str, Any]:
    return draft(world) | {"section": "description"}


def in_review(world: World) -> dict[str, Any]:
    """A change report before the unit."""

    def make(world: World) -> Any:
        firm_of(world)
        return change_in_review(world.user("enterprise"))

    return {"pk": world.made("change-case", make).pk}


def in_review_section(world: World) -> dict[str, Any]:
    return in_review(world) | {"section": "description"}


def only(allow: frozenset[str], kwargs: Any, **row: Any) -> Route:
    """For some of those whose matter it is; 403 for the others of them."""
    told = dict.fromkeys(REACH - allow, 403)
    return Route(allow=allow, refused=404, also=told, kwargs=kwargs, **row)


def api_only(allow: frozenset[str], kwargs: Any, **row: Any) -> Route:
    """The same in the API."""
    return only(allow, kwargs, visitor=401, **row)


WRITING = {"allow": FIRM, "refused": 404}
LEAD = frozenset({"zhejiang_lead"})
# Nothing is filed yet, so nobody can send it back.
NOBODY: frozenset[str] = frozenset()


def papers(name: str, kwargs: Any) -> dict[str, Any]:
    """The rows of plans and of reports."""
    return {
        f"api:{name}-list": api(),
        f"api:{name}-detail": [
            api(REACH, refused=404, kwargs=kwargs),
            api_only(FIRM, kwargs, method="patch", data=lambda world: {"version": 1}),
        ],
        f"api:{name}-hand-in": api_only(
            FIRM, kwargs, method="post", data=lambda world: {"version": 1}
        ),
        f"api:{name}-excuse": api_only(
            LEAD, kwargs, method="post", data=lambda world: {"reason": "受灾。"}
        ),
        f"api:{name}-send-back": api_only(
            NOBODY,
            kwargs,
            method="post",
            data=lambda world: {"reason": "更正。", "due_on": "2099-01-01"},
        ),
    }


ROUTES = {
    "enterprises:own": Route(allow=FIRMS),
    "enterprises:followed": Route(allow=AUTHORITIES),
    "enterprises:record": Route(allow=REACH, refused=404, kwargs=firm),
    "enterprises:facts-edit": only(FIRM, firm),
    "enterprises:year-edit": only(FIRM, year),
    "enterprises:member-new": only(FIRM, firm),
    "enterprises:member-edit": only(FIRM, member),
    "enterprises:visit-new": only(VISITORS, firm),
    "enterprises:filing": Route(allow=REACH, refused=404, kwargs=plan),
    "enterprises:filing-edit": only(FIRM, plan),
    "enterprises:filing-excuse": only(LEAD, plan),
    "enterprises:filing-return": only(NOBODY, plan),
    "enterprises:changes": Route(allow=SIGNED_IN),
    "enterprises:change-start": Route(allow=FIRM, kwargs=there),
    "enterprises:change": [
        Route(**WRITING, kwargs=draft),
        Route(allow=REACH, refused=404, kwargs=in_review),
    ],
    "enterprises:change-edit": [
        Route(**WRITING, kwargs=draft),
        only(NOBODY, in_review),
    ],
    "enterprises:change-section": [
        Route(**WRITING, kwargs=draft_section),
        only(NOBODY, in_review_section),
    ],
    "enterprises:change-submit": [
        Route(**WRITING, kwargs=draft),
        only(NOBODY, in_review),
    ],
    "enterprises:change-print": [
        Route(**WRITING, kwargs=draft),
        Route(allow=REACH, refused=404, kwargs=in_review),
    ],
    "enterprises:change-pdf": Route(**WRITING, kwargs=draft),
    **papers("three-year-plan", api_plan),
    **papers("annual-report", api_report),
    "api:visit-list": [
        api(),
        Route(
            allow=VISITORS,
            refused=422,
            visitor=401,
            also=dict.fromkeys(REACH - VISITORS, 403),
            method="post",
            data=a_visit,
        ),
    ],
    "api:visit-detail": api(REACH, refused=404, kwargs=api_visit),
    "api:enterprise-record-list": api(),
    "api:enterprise-record-detail": [
        api(REACH, refused=404, kwargs=firm),
        api_only(FIRM, firm, method="patch", data=lambda world: {"staff": 3}),
    ],
    "api:enterprise-record-way": api(REACH, refused=404, kwargs=firm),
    "api:enterprise-record-year": api_only(
        FIRM, year, method="put", data=lambda world: {"revenue": "1.00"}
    ),
    "api:enterprise-record-add-member": api_only(
        FIRM,
        firm,
        method="post",
        data=lambda world: {
            "name": "成员有限公司",
            "credit_code": "91330106MA27XG3K5R",
            "control_ratio": "51",
            "since": "2024-01-01",
        },
    ),
    "api:enterprise-record-member": api_only(
        FIRM, api_member, method="patch", data=lambda world: {"until": "2025-01-01"}
    ),
    "api:change-report-list": [
        api(),
        api(
            FIRM,
            kwargs=there,
            method="post",
            data=lambda world: {"change": "name"},
        ),
    ],
    "api:change-report-detail": [
        api(FIRM, refused=404, kwargs=draft),
        api(REACH, refused=404, kwargs=in_review),
    ],
    "api:change-report-moves": api(REACH, refused=404, kwargs=in_review),
    "api:change-report-decline": api(
        REACH,
        refused=404,
        kwargs=in_review,
        note="409: no opinion waits",
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:change-report-evidence": [
        api(FIRM, refused=404, kwargs=draft, method="post"),
        api(REACH, refused=404, kwargs=in_review, method="post"),
    ],
    "api:change-report-section": [
        api(FIRM, refused=404, kwargs=draft_section),
        api(REACH, refused=404, kwargs=in_review_section),
        api(
            FIRM,
            refused=404,
            kwargs=draft_section,
            method="put",
            data=lambda world: {"version": 1},
        ),
    ],
    "api:change-report-steps": api(REACH, refused=404, kwargs=in_review),
    "api:change-report-submissions": api(REACH, refused=404, kwargs=in_review),
}
