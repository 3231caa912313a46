"""Who gets where in reporting."""

from reporting.models import ProgressReport
from tests.access.routes import (
    ADVISERS,
    NATIONAL,
    SIGNED_IN,
    UNITS,
    ZHEJIANG,
    Route,
    World,
    api,
)
from tests.factories.reporting import report_of

LEADS = (NATIONAL | UNITS) - ADVISERS
READERS = NATIONAL | UNITS


def a_report(world: World) -> dict[str, int]:
    """Zhejiang's report with its first figures."""

    def make(world: World) -> ProgressReport:
        return report_of("330000", "2025Y")[0]

    return {"pk": world.made("report", make).pk}


def asked(world: World) -> dict[str, str]:
    """What Zhejiang would ask for."""
    return {"scope": "330000", "period": "2025H1", "format": "json"}


def page_of_report(**row: object) -> Route:
    """Of Zhejiang's report: the nation and Zhejiang; the others see none."""
    return Route(allow=NATIONAL | ZHEJIANG, refused=404, kwargs=a_report, **row)


def act_on_report(**row: object) -> Route:
    """Lead authorities may; the ministry that leads nothing is told why."""
    return Route(
        allow=(NATIONAL | ZHEJIANG) - ADVISERS,
        refused=404,
        also=dict.fromkeys(ADVISERS, 403),
        kwargs=a_report,
        **row,
    )


ROUTES = {
    "reporting:dashboard": Route(allow=SIGNED_IN),
    "reporting:rows": Route(allow=READERS),
    "reporting:city-rows": Route(allow=READERS),
    "api:credit-total-list": api(),
    "reporting:reports": Route(allow=READERS),
    "reporting:report-request": [
        Route(allow=LEADS),
        Route(allow=LEADS, method="post", data=asked),
    ],
    "reporting:report": page_of_report(),
    "reporting:report-preview": page_of_report(),
    "reporting:report-regenerate": [
        act_on_report(),
        act_on_report(method="post", data=lambda world: {"format": "json"}),
    ],
    "api:progress-report-list": [
        api(),
        api(
            allow=(NATIONAL | ZHEJIANG) - ADVISERS,
            method="post",
            ok=frozenset({202}),
            data=asked,
            note="an empty list for who sees none; asking is for lead authorities",
        ),
    ],
    "api:progress-report-moves": [
        api(allow=NATIONAL | ZHEJIANG, refused=404, kwargs=a_report),
        api(
            allow=ZHEJIANG - ADVISERS,
            refused=404,
            also=dict.fromkeys(NATIONAL | ADVISERS, 403),
            method="post",
            kwargs=a_report,
            data=lambda world: {"move": "withdraw", "note": "另行报送。"},
            note="moves are the applicant's; the nation sees the draft it had made",
        ),
    ],
    "api:progress-report-decline": api(
        allow=NATIONAL | ZHEJIANG,
        refused=404,
        ok=frozenset({409}),
        method="post",
        kwargs=a_report,
        data=lambda world: {"note": "请补充。"},
        note="a draft has no proposal to give back",
    ),
    "api:progress-report-steps": api(
        allow=NATIONAL | ZHEJIANG, refused=404, kwargs=a_report
    ),
    "api:progress-report-submissions": api(
        allow=NATIONAL | ZHEJIANG, refused=404, kwargs=a_report
    ),
    "api:progress-report-detail": api(
        allow=NATIONAL | ZHEJIANG, refused=404, kwargs=a_report
    ),
    "api:figure-list": api(),
}
