"""Rounds: what is open to everybody, and how leads prepare and rule them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.models import ManagingUnit
from ui.refusals import Verdict
from ui.views import (
    Action,
    ActionPage,
    Crumb,
    DetailPage,
    EditPage,
    FormPage,
    ListPage,
)
from workflow.filters import RoundFilter
from workflow.forms import RoundCreateForm, RoundForm, RulesForm
from workflow.kinds import kind_named
from workflow.models import Round
from workflow.permissions import (
    can_manage_rounds,
    can_open_rounds,
    can_override_rules,
    round_scopes,
)
from workflow.rules import RuleExample, Rules, example_of
from workflow.services import (
    close_round,
    create_round,
    current_rules,
    publish_round,
    set_rules,
    update_round,
)
from workflow.tables import RoundTable
from workflow.words import changes_in_words, rules_in_words

ROUNDS = gettext_lazy("申报批次")


def to_rounds() -> Crumb:
    """The list, in a trail."""
    return str(ROUNDS), reverse("workflow:rounds")


class RoundList(ListPage):
    """Published rounds for everybody; drafts where they are prepared."""

    title = ROUNDS
    subtitle = gettext_lazy("各类申报的受理时间、依据与办理规则")
    public = True
    table_class = RoundTable
    filterset_class = RoundFilter
    empty = gettext_lazy("没有符合条件的申报批次。")
    empty_yet = gettext_lazy("还没有申报批次。")

    def get_queryset(self) -> QuerySet[Round]:
        """With the unit of each."""
        rows = Round.objects.visible_to(self.request.user)
        return rows.select_related("managing_unit")

    def get_actions(self) -> list[Action]:
        """A new one, for leads."""
        if not can_open_rounds(self.request.user):
            return []
        url = reverse("workflow:round-create")
        return [Action(_("新建批次"), url, tone="primary", icon="plus")]


class RoundMixin:
    """About one round that this user may see."""

    request: Any
    object: Any

    def get_queryset(self) -> QuerySet[Round]:
        """Published ones are public."""
        rows = Round.objects.visible_to(self.request.user)
        return rows.select_related("managing_unit")

    def manages(self) -> Verdict:
        """Whether this is the lead of the round's scope."""
        return can_manage_rounds(self.request.user, self.object.managing_unit_id)

    def crumbs(self) -> list[Crumb]:
        """List, round, here."""
        url = self.object.get_absolute_url()
        return [to_rounds(), (str(self.object), url), (self.get_title(), None)]  # type: ignore[attr-defined]


class RoundPage(RoundMixin, DetailPage):
    """One round: window, basis, rules in words, and the versions of the rules."""

    public = True
    template_name = "workflow/round.html"

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [to_rounds(), (str(self.object), None)]

    def facts(self) -> list[tuple[str, Any]]:
        """The window and where it is said."""
        a_round = self.object
        opens = timezone.localtime(a_round.opens_at)
        return [
            (_("申报类别"), a_round.kind_name),
            (_("适用范围"), a_round.managing_unit or _("全国")),
            (_("年度"), _("%d年第%d批") % (a_round.year, a_round.batch)),
            (_("开始时间"), f"{opens.year}年{opens.month}月{opens.day}日{opens:%H:%M}"),
            (_("截止时间"), a_round.closing_words),
            (_("依据文件"), a_round.basis),
            (_("申报说明"), a_round.instructions),
        ]

    def get_actions(self) -> list[Action]:
        """What its lead may do; a unit's lead may rule for his unit."""
        user, a_round = self.request.user, self.object
        found = []
        if self.manages():
            found = [
                self._action(_("修改批次"), "round-edit"),
                self._action(_("修改规则"), "round-rules"),
            ]
            if not a_round.published_at:
                found.insert(0, self._action(_("发布"), "round-publish", "primary"))
            elif a_round.is_open(timezone.now()):
                found.append(self._action(_("提前截止"), "round-close", "danger"))
        if self.manages() and a_round.state_at(timezone.now())[0] == "已截止":
            found.append(self._action(_("准予逾期申报"), "exceptions"))
        if can_override_rules(user, a_round):
            found.append(self._action(_("设置本地规则"), "round-override"))
        return found

    def _action(self, label: str, name: str, tone: str = "plain") -> Action:
        return Action(label, reverse(f"workflow:{name}", args=[self.object.pk]), tone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rules in force, and for leads every version with what it changed."""
        versions = self.object.rule_sets.select_related("managing_unit", "created_by")
        national = [row for row in versions if row.managing_unit_id is None]
        inside = bool(can_open_rounds(self.request.user))
        context = {
            "state": self.object.state_at(timezone.now()),
            "rule_parts": rules_in_words(
                national[0].rules if national else Rules(),
                kind_named(self.object.kind).settings,
            ),
            "versions": [(row, changes_in_words(row)) for row in versions]
            if inside
            else [],
        }
        return super().get_context_data(**{**context, **kwargs})


class RoundCreate(FormPage):
    """Prepare a round with its first rules; it is not yet public."""

    title = gettext_lazy("新建申报批次")
    template_name = "workflow/rules.html"
    form_class = RoundCreateForm
    submit_label = gettext_lazy("保存草稿")
    success_message = gettext_lazy("批次已保存。核对无误后请发布。")

    def allow(self) -> Verdict:
        """Leads of the nation or of a unit."""
        return can_open_rounds(self.request.user)

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [to_rounds(), (self.get_title(), None)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scopes this lead has."""
        kwargs = super().get_form_kwargs()
        kwargs["initial"] = {"year": timezone.localdate().year, "batch": 1}
        return kwargs | {"scopes": round_scopes(self.request.user)}

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("workflow:rounds")

    def perform(self, form: RoundCreateForm) -> Round:
        """Call the service."""
        user: Any = self.request.user
        return create_round(by=user, changes=form.changes(), **form.round_fields())


class RoundEdit(RoundMixin, EditPage):
    """Change dates and texts; kind and scope stay."""

    title = gettext_lazy("修改批次")
    form_class = RoundForm
    success_message = gettext_lazy("批次已保存。")

    def allow(self) -> Verdict:
        """Its lead."""
        return self.manages()

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return RoundForm.initial_of(self.object)

    def get_cancel_url(self) -> str:
        """Back to the round."""
        return str(self.object.get_absolute_url())

    def perform(self, form: RoundForm) -> Round:
        """Refused when somebody else saved meanwhile."""
        fields, user = form.round_fields(), self.request.user
        version = form.cleaned_data["version"]
        return update_round(self.object, by=user, version=version, **fields)


class RoundPublish(RoundMixin, ActionPage):
    """Make it public."""

    title = gettext_lazy("发布批次")
    question = gettext_lazy(
        "发布后，申报单位和公众即可看到该批次及其规则。确定发布吗？"
    )
    submit_label = gettext_lazy("发布")
    success_message = gettext_lazy("批次已发布。")

    def allow(self) -> Verdict:
        """Its lead."""
        return self.manages()

    def facts(self) -> list[tuple[str, Any]]:
        """What is about to be public."""
        return [
            (_("批次名称"), self.object.name),
            (_("截止时间"), self.object.closing_words),
        ]

    def get_cancel_url(self) -> str:
        """Back to the round."""
        return str(self.object.get_absolute_url())

    def perform(self, form: Any) -> Round:
        """Call the service."""
        return publish_round(self.object, by=self.request.user)


class RoundClose(RoundPublish):
    """End it before its day."""

    title = gettext_lazy("提前截止")
    question = gettext_lazy(
        "截止后将不再受理新的提交，已提交的申报继续办理。确定提前截止吗？"
    )
    submit_label = gettext_lazy("提前截止")
    success_message = gettext_lazy("批次已截止。")
    tone = "danger"

    def perform(self, form: Any) -> Round:
        """Call the service."""
        return close_round(self.object, by=self.request.user)


class RulesEdit(RoundMixin, EditPage):
    """A new version of the rules of the whole round."""

    title = gettext_lazy("修改规则")
    template_name = "workflow/rules.html"
    form_class = RulesForm
    submit_label = gettext_lazy("保存为新版本")
    success_message = gettext_lazy("已保存为新版本；此前提交的申报仍按原版本办理。")
    unit: ManagingUnit | None = None

    def allow(self) -> Verdict:
        """Its lead."""
        return self.manages()

    def base(self) -> Rules:
        """What the rules differ from: the defaults of the programme."""
        return Rules()

    def in_force(self) -> Rules:
        """What stands in the fields at first."""
        found = current_rules(self.object, self.unit.code if self.unit else None)
        return found.rules if found else self.base()

    @cached_property
    def example(self) -> RuleExample | None:
        """What the unit whose rules these are has asked elsewhere."""
        unit = self.unit or self.object.managing_unit
        known = kind_named(self.object.kind).examples
        return example_of(known, unit.code if unit else None)

    def takes_example(self) -> bool:
        """Whether the lead asked to see the example in the fields."""
        return self.example is not None and "example" in self.request.GET

    def get_initial(self) -> dict[str, Any]:
        """Of an example also where it comes from."""
        return {"rules_note": self.example.note} if self.takes_example() else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Shown as in force, or by the example, and compared with the base."""
        shown = self.in_force()
        if self.takes_example():
            shown = self.example.over(shown)
        settings = kind_named(self.object.kind).settings
        rules = {"base": self.base(), "shown": shown, "settings": settings}
        return super().get_form_kwargs() | rules

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the example, and whether it stands in the fields."""
        context = {"example": self.example, "example_taken": self.takes_example()}
        return super().get_context_data(**context | kwargs)

    def get_cancel_url(self) -> str:
        """Back to the round."""
        return str(self.object.get_absolute_url())

    def perform(self, form: RulesForm) -> Round:
        """A version with who, when and why."""
        written = set_rules(
            self.object,
            by=self.request.user,
            changes=form.changes(),
            managing_unit=self.unit,
            note=form.cleaned_data["rules_note"],
        )
        return written.round


class RulesOverride(RulesEdit):
    """A unit's own rules in a national round."""

    title = gettext_lazy("设置本地规则")
    success_message = gettext_lazy("本地规则已保存为新版本。")

    def allow(self) -> Verdict:
        """The lead of a unit."""
        return can_override_rules(self.request.user, self.object)

    @cached_property
    def unit(self) -> ManagingUnit | None:  # type: ignore[override]
        """The unit this lead serves."""
        units = [unit for unit in round_scopes(self.request.user) if unit]
        return get_object_or_404(ManagingUnit, pk=units[0].code if units else "")

    def get_subtitle(self) -> str:
        """Whose rules these are."""
        return _("适用于%s；未改动的内容随全国规则变化。") % self.unit

    def base(self) -> Rules:
        """What the rules differ from: those of the nation."""
        national = current_rules(self.object, None)
        return national.rules if national else Rules()
