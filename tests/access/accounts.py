"""Who reaches which page of accounts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.links import invitation_token, reset_link
from accounts.models import ApiToken, Invitation, Organisation, Post, User
from tests.access.routes import (
    AUTHORITIES,
    BUSINESS,
    EVERYONE,
    NATIONAL,
    SIGNED_IN,
    UNITS,
    ZHEJIANG,
    ZHEJIANG_LEADING,
    Route,
    World,
    api,
)

ONLY_SYSADMIN = frozenset({"sysadmin"})
ONLY_SECADMIN = frozenset({"secadmin"})
ONLY_AUDITOR = frozenset({"auditor"})
# Who sees an enterprise of Hangzhou: its authorities, itself, the system administrator.
SEES_HANGZHOU_FIRM = NATIONAL | ZHEJIANG | {"hangzhou", "enterprise", "sysadmin"}
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def unseen(*seen: frozenset[str] | set[str]) -> dict[str, int]:
    """404 for everybody signed in who does not see the thing at all."""
    return dict.fromkeys(SIGNED_IN - frozenset().union(*seen), 404)


def enterprise(world: World) -> dict[str, Any]:
    return {"pk": world.organisation("enterprise").pk}


def enterprise_post(world: World) -> dict[str, Any]:
    return {"pk": Post.objects.get(user__username="enterprise").pk}


def registered(world: World) -> Organisation:
    def make(world: World) -> Organisation:
        return Organisation.objects.create(
            name="示例新登记有限公司（演示）",
            kind="enterprise",
            status="pending",
            credit_code="91330109MADEM0010N",
            managing_unit_id="330000",
            division_id="330109",
        )

    return world.made("registered", make)


def registration(world: World) -> dict[str, Any]:
    return {"pk": registered(world).pk}


def refused(world: World) -> dict[str, Any]:
    def make(world: World) -> Organisation:
        organisation = registered(world)
        Organisation.objects.filter(pk=organisation.pk).update(status="refused")
        Post.objects.create(
            user=world.user("enterprise"),
            organisation=organisation,
            role="handler",
            is_organisation_admin=True,
        )
        return organisation

    return {"pk": world.made("refused", make).pk}


def invitation(world: World) -> Invitation:
    def make(world: World) -> Invitation:
        return Invitation.objects.create(
            organisation=world.organisation("enterprise"),
            email="new@example.invalid",
            name="新成员",
            role="lead",
            digest="d" * 64,
            invited_by=world.user("enterprise"),
            expires_at=LATER,
        )

    return world.made("invitation", make)


def token(world: World) -> dict[str, Any]:
    def make(world: World) -> ApiToken:
        return ApiToken.objects.create(
            user=world.user("enterprise"),
            name="测试",
            scope="read",
            digest="e" * 64,
            hint="abcd",
            expires_at=timezone.now() + timedelta(days=1),
        )

    return {"pk": world.made("token", make).pk}


def reset(world: World) -> dict[str, Any]:
    # Somebody who never signs in here: a sign-in makes the link invalid.
    def make(world: World) -> User:
        return User.objects.create(username="forgetful", name="忘", email="f@x.invalid")

    parts = reset_link(world.made("forgetful", make)).rstrip("/").split("/")
    return {"uid": parts[-2], "token": parts[-1]}


def ndrc_pk(world: World) -> dict[str, Any]:
    return {"pk": world.people["ndrc"].pk}


UNSEEN_FIRM = unseen(SEES_HANGZHOU_FIRM)
LISTS = AUTHORITIES | ONLY_SYSADMIN
# Authorities that confirm, but not for Zhejiang, do not see its registrations.
UNSEEN_REGISTRATION = dict.fromkeys(UNITS - ZHEJIANG, 404)

ROUTES: dict[str, Route | list[Route]] = {
    "accounts:sign-in": [
        Route(allow=frozenset({"visitor"}), refused=302, note="signed in: go home"),
        Route(allow=EVERYONE, method="post", note="an empty form is refused with 422"),
    ],
    "accounts:sign-out": [
        Route(allow=SIGNED_IN),
        Route(allow=SIGNED_IN, method="post"),
    ],
    "accounts:parked": [
        Route(refused=404, note="nothing is parked"),
        Route(allow=SIGNED_IN, method="post"),
    ],
    "accounts:change-password": [
        Route(allow=SIGNED_IN),
        Route(allow=SIGNED_IN, method="post"),
    ],
    "accounts:reset-password": [
        Route(allow=EVERYONE),
        Route(allow=EVERYONE, method="post"),
    ],
    "accounts:reset-password-sent": Route(allow=EVERYONE),
    "accounts:reset-password-set": [
        Route(allow=EVERYONE, kwargs=reset),
        Route(allow=EVERYONE, kwargs=reset, method="post"),
    ],
    "accounts:profile": Route(allow=SIGNED_IN),
    "accounts:tokens": Route(allow=BUSINESS),
    "accounts:token-create": [
        Route(allow=BUSINESS),
        Route(allow=BUSINESS, method="post"),
    ],
    "accounts:token-revoke": [
        Route(
            allow=frozenset({"enterprise"}),
            kwargs=token,
            also=dict.fromkeys(BUSINESS - {"enterprise"}, 404),
        ),
        Route(
            allow=frozenset({"enterprise"}),
            kwargs=token,
            also=dict.fromkeys(BUSINESS - {"enterprise"}, 404),
            method="post",
        ),
    ],
    "accounts:register": Route(allow=EVERYONE),
    "accounts:register-at": [
        Route(allow=EVERYONE, kwargs=lambda world: {"division": "330108"}),
        Route(
            allow=EVERYONE,
            kwargs=lambda world: {"division": "330108"},
            method="post",
        ),
    ],
    "accounts:registration-resubmit": [
        Route(allow=frozenset({"enterprise"}), refused=404, kwargs=refused),
        Route(
            allow=frozenset({"enterprise"}), refused=404, kwargs=refused, method="post"
        ),
    ],
    "accounts:registrations": Route(allow=NATIONAL | UNITS),
    "accounts:registration": Route(
        allow=NATIONAL | ZHEJIANG, kwargs=registration, also=UNSEEN_REGISTRATION
    ),
    "accounts:registration-confirm": [
        Route(allow=ZHEJIANG_LEADING, kwargs=registration, also=UNSEEN_REGISTRATION),
        Route(
            allow=ZHEJIANG_LEADING,
            kwargs=registration,
            also=UNSEEN_REGISTRATION,
            method="post",
        ),
    ],
    "accounts:registration-refuse": [
        Route(allow=ZHEJIANG_LEADING, kwargs=registration, also=UNSEEN_REGISTRATION),
        Route(
            allow=ZHEJIANG_LEADING,
            kwargs=registration,
            also=UNSEEN_REGISTRATION,
            method="post",
        ),
    ],
    "accounts:organisations": Route(allow=LISTS),
    "accounts:organisation-create": [
        Route(allow=ONLY_SYSADMIN),
        Route(allow=ONLY_SYSADMIN, method="post"),
    ],
    "accounts:organisation": Route(
        allow=SEES_HANGZHOU_FIRM, refused=404, kwargs=enterprise
    ),
    "accounts:organisation-edit": [
        Route(allow=frozenset({"enterprise"}), kwargs=enterprise, also=UNSEEN_FIRM),
        Route(
            allow=frozenset({"enterprise"}),
            kwargs=enterprise,
            also=UNSEEN_FIRM,
            method="post",
        ),
    ],
    "accounts:organisation-administrator": [
        Route(allow=ONLY_SYSADMIN, kwargs=enterprise),
        Route(allow=ONLY_SYSADMIN, kwargs=enterprise, method="post"),
    ],
    "accounts:organisation-disable": [
        Route(allow=ONLY_SYSADMIN, kwargs=enterprise),
        Route(allow=ONLY_SYSADMIN, kwargs=enterprise, method="post"),
    ],
    "accounts:organisation-enable": [
        Route(allow=ONLY_SYSADMIN, kwargs=enterprise),
        Route(allow=ONLY_SYSADMIN, kwargs=enterprise, method="post"),
    ],
    "accounts:members": Route(
        allow=frozenset({"enterprise", "sysadmin"}), kwargs=enterprise, also=UNSEEN_FIRM
    ),
    "accounts:member-invite": [
        Route(allow=frozenset({"enterprise"}), kwargs=enterprise, also=UNSEEN_FIRM),
        Route(
            allow=frozenset({"enterprise"}),
            kwargs=enterprise,
            also=UNSEEN_FIRM,
            method="post",
        ),
    ],
    "accounts:invitation-withdraw": [
        Route(
            allow=frozenset({"enterprise"}),
            kwargs=lambda world: {"pk": invitation(world).pk},
            also=UNSEEN_FIRM,
        ),
        Route(
            allow=frozenset({"enterprise"}),
            kwargs=lambda world: {"pk": invitation(world).pk},
            also=UNSEEN_FIRM,
            method="post",
        ),
    ],
    "accounts:invitation-accept": [
        Route(
            allow=EVERYONE,
            kwargs=lambda world: {"token": invitation_token(invitation(world))},
        ),
        Route(
            allow=frozenset({"visitor"}),
            kwargs=lambda world: {"token": invitation_token(invitation(world))},
            method="post",
            note="the mail went to nobody of these",
        ),
    ],
    "accounts:users": Route(allow=ONLY_SYSADMIN),
    "accounts:user-disable": [
        Route(allow=ONLY_SYSADMIN, kwargs=ndrc_pk),
        Route(allow=ONLY_SYSADMIN, kwargs=ndrc_pk, method="post"),
    ],
    "accounts:user-enable": [
        Route(allow=ONLY_SYSADMIN, kwargs=ndrc_pk),
        Route(allow=ONLY_SYSADMIN, kwargs=ndrc_pk, method="post"),
    ],
    "accounts:security": Route(allow=ONLY_SECADMIN),
    "accounts:unlock": [
        Route(allow=ONLY_SECADMIN, kwargs=lambda world: {"username": "ndrc"}),
        Route(
            allow=ONLY_SECADMIN,
            kwargs=lambda world: {"username": "ndrc"},
            method="post",
        ),
    ],
    "accounts:sessions-end": [
        Route(allow=ONLY_SECADMIN, kwargs=ndrc_pk),
        Route(allow=ONLY_SECADMIN, kwargs=ndrc_pk, method="post"),
    ],
    "accounts:access-log": Route(allow=ONLY_AUDITOR),
    "accounts:access-log-export": Route(allow=ONLY_AUDITOR),
    "api:me-list": api(SIGNED_IN),
    "api:organisations-list": api(SIGNED_IN, note="rows of one's own area only"),
    "api:organisations-detail": api(SEES_HANGZHOU_FIRM, refused=404, kwargs=enterprise),
    "api:tokens-list": [api(BUSINESS), api(BUSINESS, method="post")],
    "api:tokens-detail": [
        api(
            frozenset({"enterprise"}),
            kwargs=token,
            also=dict.fromkeys(BUSINESS - {"enterprise"}, 404),
        ),
        api(
            frozenset({"enterprise"}),
            kwargs=token,
            also=dict.fromkeys(BUSINESS - {"enterprise"}, 404),
            method="delete",
        ),
    ],
}
for name in ("post-edit", "post-deputy", "post-end"):
    row = {
        "allow": frozenset({"enterprise"}),
        "kwargs": enterprise_post,
        "also": UNSEEN_FIRM,
    }
    ROUTES[f"accounts:{name}"] = [Route(**row), Route(**row, method="post")]
# The Django admin has its own test in test_routes.py: the system administrator alone.
ROUTES["admin:*"] = Route(allow=ONLY_SYSADMIN)
