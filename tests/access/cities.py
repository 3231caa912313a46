"""Who gets where in cities: drafts are their city's, the list is everybody's."""

from typing import Any

from cities.services import import_listed
from tests.access.routes import (
    EVERYONE,
    NATIONAL,
    SIGNED_IN,
    ZHEJIANG,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)
from tests.factories import cities as made

HANGZHOU = frozenset({"hangzhou"})
READERS = HANGZHOU | ZHEJIANG | NATIONAL
LEADS = frozenset({"ndrc_lead", "moe_lead"})
# City offices, and lead departments of units that nominate by themselves.
STARTERS = frozenset({"hangzhou", "wenzhou", "chengdu", "ningbo", "ningbo_lead"}) | (
    frozenset({"shanghai", "shanghai_lead", "beijing"})
)
LIST = """kind,name,code,document_number,document_name,date,batch,source
city,江苏省常州市,320400,某发〔2021〕1号,,2021-07,1,测试来源
""".encode()


def draft(world: World) -> dict[str, int]:
    """A draft of Hangzhou, in an open round."""
    row = world.made("cities-draft", lambda w: made.draft(w.people, made.HANGZHOU))
    return {"pk": row.pk}


def draft_section(world: World) -> dict[str, Any]:
    """A section of it."""
    return draft(world) | {"section": "organisation"}


def in_review(world: World) -> dict[str, int]:
    """Hangzhou's nomination before Zhejiang."""
    row = world.made(
        "cities-submitted", lambda w: made.submitted(w.people, made.HANGZHOU)
    )
    return {"pk": row.pk}


def in_review_section(world: World) -> dict[str, Any]:
    """A section of it."""
    return in_review(world) | {"section": "organisation"}


def changzhou(world: World) -> Any:
    """A pilot city that came in by an import."""
    return world.made(
        "cities-import",
        lambda _world: import_listed(LIST, file_name="a.csv", by=None),
    )


def code(world: World) -> dict[str, str]:
    """Its permanent code."""
    changzhou(world)
    return {"code": "320400"}


def city_pk(world: World) -> dict[str, int]:
    """Its row."""
    return {"pk": changzhou(world).cities.get().pk}


def import_pk(world: World) -> dict[str, int]:
    """The import's report."""
    return {"pk": changzhou(world).pk}


def an_open_round(world: World) -> dict[str, Any]:
    """Something to compare; the address itself names no round."""
    world.made("cities-round", lambda w: made.open_round(w.people))
    return {}


def letter(world: World) -> dict[str, str]:
    """A letter of the province."""
    return {
        "version": "0",
        "authority": "浙江省人民政府",
        "letter_number": "浙政函〔2026〕1号",
        "letter_date": "2026-01-05",
    }


def document(world: World) -> dict[str, str]:
    """The document of a listing."""
    return {
        "version": "1",
        "document_name": "关于公布名单的通知",
        "document_number": "某发〔2026〕1号",
        "document_date": "2026-01-05",
    }


def readers(kwargs: Any) -> Route:
    """For those who may read a submitted nomination; all others know of none."""
    return Route(allow=READERS, refused=404, kwargs=kwargs)


WRITING = {"allow": HANGZHOU, "refused": 404}
LOCKED = {"refused": 404, "also": dict.fromkeys(READERS, 403), "kwargs": in_review}
OF_PROVINCE = {
    "allow": ZHEJIANG_LEADING,
    "refused": 404,
    "also": dict.fromkeys(READERS - ZHEJIANG_LEADING, 403),
    "kwargs": in_review,
}

ROUTES = {
    "cities:nominations": Route(allow=SIGNED_IN),
    "cities:nomination-start": [
        Route(allow=STARTERS),
        Route(allow=STARTERS, method="post", data=lambda world: {"division": "x"}),
    ],
    "cities:national-review": Route(allow=NATIONAL),
    "cities:nomination": [
        Route(**WRITING, kwargs=draft),
        readers(in_review),
    ],
    "cities:nomination-edit": [Route(**WRITING, kwargs=draft), Route(**LOCKED)],
    "cities:nomination-section": [
        Route(**WRITING, kwargs=draft_section),
        Route(
            **WRITING,
            kwargs=draft_section,
            method="post",
            data=lambda world: {"version": "1", "leader": "甲"},
        ),
    ],
    "cities:nomination-submit": [
        Route(**WRITING, kwargs=draft),
        Route(**LOCKED),
        Route(
            **WRITING,
            kwargs=draft,
            method="post",
            data=lambda world: {"version": "1"},
        ),
    ],
    "cities:nomination-print": [Route(**WRITING, kwargs=draft), readers(in_review)],
    "cities:nomination-pdf": Route(**WRITING, kwargs=draft),
    "cities:recommendation": [
        Route(**OF_PROVINCE),
        Route(**OF_PROVINCE, method="post", data=letter),
    ],
    "cities:pilot-cities": Route(allow=EVERYONE),
    "cities:pilot-cities-export": Route(allow=EVERYONE),
    "cities:pilot-city": Route(allow=EVERYONE, kwargs=code),
    "cities:pilot-city-document": [
        Route(allow=LEADS, kwargs=code),
        Route(allow=LEADS, kwargs=code, method="post", data=document),
    ],
    "cities:pilot-city-end": [
        Route(allow=LEADS, kwargs=code),
        Route(
            allow=LEADS,
            kwargs=code,
            method="post",
            data=lambda world: {"version": "1", "reason": "不再符合条件。"},
        ),
    ],
    "cities:listed-imports": Route(allow=LEADS),
    "cities:listed-import-new": Route(allow=LEADS),
    "cities:listed-import-confirm": [
        Route(allow=LEADS),
        Route(allow=LEADS, method="post", data=lambda world: {"content": "forged"}),
    ],
    "cities:listed-import": Route(allow=LEADS, kwargs=import_pk),
    "api:city-nomination-list": [
        api(),
        api(STARTERS, method="post", data=lambda world: {"round": 0}),
    ],
    "api:city-nomination-comparison": api(
        NATIONAL, kwargs=an_open_round, note="a round must be published"
    ),
    "api:city-nomination-detail": [
        api(HANGZHOU, refused=404, kwargs=draft),
        api(READERS, refused=404, kwargs=in_review),
    ],
    "api:city-nomination-moves": [
        api(READERS, refused=404, kwargs=in_review),
    ],
    "api:city-nomination-decline": api(
        READERS,
        refused=404,
        note="409: no opinion waits",
        kwargs=in_review,
        method="post",
        data=lambda world: {"note": "再议。"},
    ),
    "api:city-nomination-evidence": [
        api(HANGZHOU, refused=404, kwargs=draft, method="post"),
        api(READERS, refused=404, kwargs=in_review, method="post"),
    ],
    "api:city-nomination-section": [
        api(HANGZHOU, refused=404, kwargs=draft_section),
        api(READERS, refused=404, kwargs=in_review_section),
        api(
            HANGZHOU,
            refused=404,
            kwargs=draft_section,
            method="put",
            data=lambda world: {"version": 1},
        ),
    ],
    "api:city-nomination-steps": api(READERS, refused=404, kwargs=in_review),
    "api:city-nomination-submissions": api(READERS, refused=404, kwargs=in_review),
    "api:city-nomination-recommendation": api(
        ZHEJIANG_LEADING,
        refused=404,
        also=dict.fromkeys(READERS - ZHEJIANG_LEADING, 403),
        kwargs=in_review,
        method="put",
        data=letter,
    ),
    "api:pilot-city-list": Route(allow=EVERYONE),
    "api:pilot-city-detail": Route(allow=EVERYONE, kwargs=city_pk),
    "api:listed-import-list": [
        api(),
        api(LEADS, method="post", data=lambda world: {}),
    ],
    "api:listed-import-detail": api(NATIONAL, refused=404, kwargs=import_pk),
}
