"""The person's own page, and his tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import OrganisationStatus
from accounts.facts import facts_of
from accounts.forms import TokenForm, end_of
from accounts.models import ApiToken, Organisation
from accounts.permissions import can_hold_tokens
from accounts.services import create_token, revoke_token
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, FormPage, Page
from ui.words import cn_date


class Profile(Page):
    """Name, posts, and organisations that wait for confirmation."""

    title = gettext_lazy("我的账户")
    template_name = "accounts/profile.html"

    def get_actions(self) -> list[Action]:
        actions = [Action(_("修改密码"), reverse("accounts:change-password"))]
        if can_hold_tokens(self.request.user):
            actions.append(Action(_("访问令牌"), reverse("accounts:tokens")))
        return actions

    def facts(self) -> list[tuple[str, Any]]:
        """Rows about the account itself."""
        user = self.request.user
        return [
            (_("姓名"), user.name),
            (_("用户名"), user.username),
            (_("电子邮箱"), user.email),
            (_("密码修改时间"), cn_date(user.password_changed_at)),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = self.request.user.posts.running().select_related(
            "organisation__managing_unit", "deputy_for__user"
        )
        waiting = [
            post.organisation
            for post in posts
            if post.organisation.status != OrganisationStatus.ACTIVE
        ]
        # Security and audit administrators serve an organisation they do not see.
        own = Organisation.objects.visible_to(self.request.user).filter(
            pk__in=[post.organisation_id for post in posts]
        )
        return super().get_context_data(
            posts=posts,
            seen=set(own.values_list("pk", flat=True)),
            waiting=waiting,
            fact_rows=self.facts(),
            **kwargs,
        )


class TokenMixin:
    """Pages of tokens, for those who may hold one."""

    request: Any

    def allow(self) -> Verdict:
        return can_hold_tokens(self.request.user)

    def crumbs(self) -> list[Crumb]:
        return [
            (_("我的账户"), reverse("accounts:profile")),
            (_("访问令牌"), reverse("accounts:tokens")),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]


class TokenList(TokenMixin, Page):
    """The person's tokens."""

    title = gettext_lazy("访问令牌")
    subtitle = gettext_lazy(
        "供其他系统以您的身份调用接口，请妥善保管，不用时及时撤销。"
    )
    template_name = "accounts/tokens.html"

    def crumbs(self) -> list[Crumb]:
        return super().crumbs()[:-1]

    def get_actions(self) -> list[Action]:
        return [Action(_("新建令牌"), reverse("accounts:token-create"), "primary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tokens = ApiToken.objects.visible_to(self.request.user).order_by("-pk")
        return super().get_context_data(tokens=tokens, now=timezone.now(), **kwargs)


class TokenCreate(TokenMixin, FormPage):
    """A new token, whose secret is shown on the answer and never again."""

    title = gettext_lazy("新建令牌")
    form_class = TokenForm
    submit_label = gettext_lazy("新建令牌")

    def get_initial(self) -> dict[str, Any]:
        return {"expires_on": timezone.localdate() + timedelta(days=90)}

    def get_cancel_url(self) -> str:
        return reverse("accounts:tokens")

    def perform(self, form: TokenForm) -> Any:
        return create_token(
            user=self.request.user,
            name=form.cleaned_data["name"],
            scope=form.cleaned_data["scope"],
            expires_at=end_of(form.cleaned_data["expires_on"]),
            request_facts=facts_of(self.request),
        )

    def done(self) -> HttpResponse:
        token, secret = self.result
        self.template_name = "accounts/token_created.html"
        answer = self.render_to_response(
            self.get_context_data(token=token, secret=secret)
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer


class TokenRevoke(TokenMixin, ActionPage):
    """End a token."""

    title = gettext_lazy("撤销令牌")
    question = gettext_lazy("撤销后，使用该令牌的系统将立即无法访问。确定撤销吗？")
    submit_label = gettext_lazy("撤销令牌")
    success_message = gettext_lazy("令牌已撤销。")
    tone = "danger"
    queryset = ApiToken.objects.all()

    def facts(self) -> list[tuple[str, Any]]:
        token: ApiToken = self.object
        return [(_("用途"), token.name), (_("权限"), token.get_scope_display())]

    def perform(self, form: Any) -> ApiToken:
        return revoke_token(
            token=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
        )

    @cached_property
    def success_url(self) -> str:  # type: ignore[override]
        return reverse("accounts:tokens")

    def get_cancel_url(self) -> str:
        return reverse("accounts:tokens")
