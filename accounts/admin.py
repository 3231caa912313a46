"""The Django admin: the system administrator looks, and corrects little."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import ApiToken, Invitation, Organisation, Post, User
from ui.admin import ReadOnlyAdmin
from ui.refusals import NotAllowed


def admin_login(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The portal's own sign-in; who is signed in as somebody else is told so."""
    if request.user.is_authenticated:
        raise NotAllowed(_("后台管理只供系统管理员使用。"))
    wanted = request.GET.get("next") or reverse("admin:index")
    return redirect_to_login(wanted)


def change_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """On the portal's page, where old passwords are kept and the log sees it."""
    return redirect("accounts:change-password")


def sign_out(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """On the portal's page, for the log's sake too."""
    return redirect("accounts:sign-out")


admin.site.login = admin_login  # type: ignore[method-assign,assignment]
admin.site.password_change = change_password  # type: ignore[method-assign,assignment]
admin.site.logout = sign_out  # type: ignore[method-assign,assignment]
admin.site.site_header = admin.site.site_title = "后台管理"


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "managing_unit", "status")
    list_filter = ("kind", "status")
    list_select_related = ("managing_unit",)
    search_fields = ("name", "credit_code")


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("username", "name", "email", "is_active", "last_login")
    search_fields = ("username", "name", "email")
    exclude = ("password",)


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ("user", "organisation", "role", "valid_from", "valid_until")
    list_filter = ("role",)
    list_select_related = ("user", "organisation")
    search_fields = ("user__name", "organisation__name")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "name", "role", "invited_at", "accepted_at")
    list_select_related = ("organisation",)


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    list_display = ("user", "name", "scope", "expires_at", "revoked_at")
    list_select_related = ("user",)
