"""The list is kept: drafted by handlers, published and withdrawn by leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.models import Post
from incentives.choices.policies import PolicyState
from incentives.conditions import Names, vocabulary_for
from incentives.filters.policies import KeptPolicyFilter
from incentives.forms.policies import (
    PolicyForm,
    SendBackForm,
    StampForm,
    WithdrawForm,
    rows_of,
)
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from incentives.naming import all_names
from incentives.permissions.policies import (
    can_discard,
    can_draft,
    can_keep_policies,
    can_propose,
    can_publish,
    can_send_back,
    can_withdraw,
    keeping_posts,
)
from incentives.services.policies import (
    discard_version,
    draft_policy,
    propose_version,
    publish_version,
    redraft_policy,
    revise_policy,
    send_back_version,
    withdraw_policy,
)
from incentives.tables.policies import KeptPolicyTable
from incentives.views.policies.reading import PolicyMixin
from ui.refusals import Verdict
from ui.views import Action, ActionPage, Crumb, EditPage, FormPage, ListPage


class KeptPolicies(ListPage):
    """What one's office keeps, drafts too."""

    title = "政策清单维护"
    subtitle = "经办人起草，负责人发布；修订发布后保留旧版本"
    table_class = KeptPolicyTable
    filterset_class = KeptPolicyFilter
    empty = "没有符合条件的政策。"
    empty_yet = "本单位还没有维护的政策。起草后，在这里显示。"

    def allow(self) -> Verdict:
        return can_keep_policies(self.request.user)

    def get_queryset(self) -> QuerySet[PolicyBenefit]:
        rows = PolicyBenefit.objects.kept_by(self.request.user)
        found: QuerySet[PolicyBenefit] = rows.for_list()
        return found

    def get_actions(self) -> Sequence[Action]:
        url = reverse("incentives:policy-new")
        return [Action("起草政策", url, tone="primary", icon="plus")]


class EditorMixin:
    """The form of a benefit with the reference of what conditions may ask."""

    template_name = "incentives/policy_form.html"
    form_class = PolicyForm
    submit_label = "保存草稿"

    @cached_property
    def names(self) -> Names:
        return all_names()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"names": self.names}

    def get_success_url(self) -> str:
        """Back to the editor where more conditions are to follow."""
        benefit = self.result.benefit  # type: ignore[attr-defined]
        if "more" in self.request.POST:  # type: ignore[attr-defined]
            url = reverse("incentives:policy-edit", args=[benefit.public_id])
            return f"{url}#conditions"
        return str(benefit.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vocabulary = [
            (test, self.names.of(test) if test.choices else {})
            for subject in ("enterprise", "city")
            for test in vocabulary_for(subject)
        ]
        return super().get_context_data(  # type: ignore[misc,no-any-return]
            **kwargs | {"vocabulary": vocabulary}
        )


class PolicyNew(EditorMixin, FormPage):
    """A new benefit of one's own area."""

    title = "起草政策"
    success_message = "草稿已保存，报请发布后由负责人发布。"
    cancel_url = "/policies/kept/"

    def allow(self) -> Verdict:
        return can_keep_policies(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        kept = ("政策清单维护", reverse("incentives:policies-kept"))
        return [kept, (self.get_title(), None)]

    @property
    def post_held(self) -> Post:
        """For whose area it is drafted."""
        return keeping_posts(self.request.user)[0]

    def get_subtitle(self) -> str:
        return f"{self.post_held.organisation.name}"

    def perform(self, form: Any) -> PolicyVersion:
        return draft_policy(
            content=form.content_given(),
            by=self.request.user,  # type: ignore[arg-type]
            post=self.post_held,
        )


class PolicyEdit(PolicyMixin, EditorMixin, EditPage):
    """The open version; of a published benefit the next one is opened by saving."""

    success_message = "草稿已保存，报请发布后由负责人发布。"

    def allow(self) -> Verdict:
        return can_draft(self.request.user, self.object)

    def get_title(self) -> str:
        is_new = self.object.state == PolicyState.DRAFT
        return "修改草稿" if is_new else "修订政策"

    @property
    def shown(self) -> PolicyVersion | PolicyBenefit:
        """What stands in the form."""
        return self.open_version or self.object

    def get_initial(self) -> dict[str, Any]:
        shown = self.shown
        values = {name: getattr(shown, name) for name in CONTENT}
        stamp = self.open_version.version if self.open_version else ""
        note = self.open_version.change_note if self.open_version else ""
        return values | {"version": stamp, "change_note": note}

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = rows_of(self.shown.conditions, self.names)
        return super().get_form_kwargs() | {"rows": rows}

    def perform(self, form: Any) -> PolicyVersion:
        version = revise_policy(self.object, by=self.request.user)  # type: ignore[arg-type]
        # Opened by this very act: there was none that another could have changed.
        opened_now = self.open_version is None
        stamp = version.version if opened_now else form.cleaned_data["version"]
        return redraft_policy(
            version,
            content=form.content_given(),
            change_note=form.cleaned_data["change_note"],
            by=self.request.user,  # type: ignore[arg-type]
            stamp=stamp,
        )

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class VersionAct(PolicyMixin, ActionPage):
    """An act on the open version of a benefit."""

    form_class = StampForm

    @property
    def version(self) -> PolicyVersion:
        if self.open_version is None:
            raise Http404
        return self.open_version

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.version.version}

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def given(self, form: Any) -> dict[str, Any]:
        """What every service is given."""
        stamp = form.cleaned_data["version"]
        return {"by": self.request.user, "stamp": stamp}


class PolicyPropose(VersionAct):
    title = "报请发布"
    question = "将本版本报请负责人发布？发布前社会公众看不到。"
    submit_label = "报请发布"
    success_message = "已报请负责人发布。"

    def allow(self) -> Verdict:
        return can_propose(self.request.user, self.version)

    def perform(self, form: Any) -> PolicyVersion:
        return propose_version(self.version, **self.given(form))


class PolicyPublish(VersionAct):
    title = "发布"
    question = "发布后向社会公开，旧版本保留可查。确定发布吗？"
    submit_label = "发布"
    success_message = "已发布。"

    def allow(self) -> Verdict:
        return can_publish(self.request.user, self.version)

    def perform(self, form: Any) -> PolicyBenefit:
        return publish_version(self.version, **self.given(form))


class PolicySendBack(VersionAct):
    title = "退回修改"
    question = "退回起草人修改。"
    form_class = SendBackForm
    submit_label = "退回"
    success_message = "已退回。"

    def allow(self) -> Verdict:
        return can_send_back(self.request.user, self.version)

    def perform(self, form: Any) -> PolicyVersion:
        note = form.cleaned_data["note"]
        return send_back_version(self.version, note=note, **self.given(form))


class PolicyDiscard(VersionAct):
    title = "删除草稿"
    question = "删除后不能恢复；已发布的版本不受影响。确定删除吗？"
    submit_label = "删除"
    tone = "danger"
    success_message = "草稿已删除。"

    def allow(self) -> Verdict:
        return can_discard(self.request.user, self.version)

    def perform(self, form: Any) -> PolicyBenefit | None:
        return discard_version(self.version, **self.given(form))

    def get_success_url(self) -> str:
        return reverse("incentives:policies-kept")


class PolicyWithdraw(PolicyMixin, ActionPage):
    """Out of the list, with a reason that everybody reads."""

    title = "撤下政策"
    question = "撤下后不再列入清单和匹配，原网址仍可查看，并注明撤下原因。"
    form_class = WithdrawForm
    submit_label = "撤下"
    tone = "danger"
    success_message = "已撤下。"

    def allow(self) -> Verdict:
        return can_withdraw(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, form: Any) -> PolicyBenefit:
        return withdraw_policy(
            self.object,
            reason=form.cleaned_data["reason"],
            by=self.request.user,  # type: ignore[arg-type]
            stamp=form.cleaned_data["version"],
        )

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()
