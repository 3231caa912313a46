"""Lists of the life cycle as tables."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from regions.calendar import local_day
from ui.tables import BadgeColumn, DateColumn, LinkColumn, NumberColumn, Table, badge
from workflow.choices import OPEN_STAGES, Move
from workflow.models import Application, Mail, Notice, Notification, Round
from workflow.permissions import proposal_seen_by
from workflow.tables.cases import (
    RIGHT,
    CaseColumn,
    DueColumn,
    HolderColumn,
    TallyColumn,
    calendar_of,
)

WIDE = {"td": {"class": "cell-wide"}}
MIDDLE = {"td": {"class": "cell-middle"}}
KIND = {"td": {"class": "cell-kind"}}

CODE = {"td": {"class": "cell-code"}}
PICK = {"td": {"class": "cell-pick"}, "th": {"class": "cell-pick"}}
PICK_BOX = (
    '<label class="pick"><input type="checkbox" name="row" value="{}.{}"'
    ' form="acts"><span class="sr">选择{}</span></label>'
)
WAITED = '{}<br><span class="cell-note">已等待{}个工作日</span>'


class DeskTable(Table):
    """The desk: what, whose, where, since when, until when."""

    caption = "申报事项"
    pick = tables.Column(
        verbose_name=_("选择"), empty_values=(), orderable=False, attrs=PICK
    )
    number = tables.Column(verbose_name=_("受理编号"), default="未编号", attrs=CODE)
    title = CaseColumn(verbose_name=_("名称"), attrs=WIDE)
    kind = tables.Column(
        verbose_name=_("类别"), accessor="kind_name", order_by="kind", attrs=KIND
    )
    applicant = tables.Column(
        verbose_name=_("申报单位"), order_by="applicant__name", attrs=MIDDLE
    )
    stage = tables.Column(verbose_name=_("环节"), order_by="-stage_since")
    due_at = DueColumn()
    tally = TallyColumn()
    assignee = HolderColumn()
    proposal = tables.Column(verbose_name=_("待确认"))

    class Meta(Table.Meta):
        model = Application
        fields: ClassVar = (
            "pick",
            "number",
            "title",
            "kind",
            "applicant",
            "stage",
            "due_at",
            "tally",
            "assignee",
            "proposal",
        )

    def render_stage(self, record: Application) -> Any:
        """The stage, and working days since it began, while somebody has to act."""
        shown = badge(record.stage_label, record.stage_tone)
        if record.stage not in OPEN_STAGES or record.submitted_at is None:
            return shown
        since = local_day(record.stage_since)
        days = calendar_of(self).between(since, local_day(timezone.now()))
        return format_html(WAITED, shown, days)

    def render_pick(self, record: Application) -> Any:
        """A box of the form below the table; with the version that was shown."""
        return format_html(PICK_BOX, record.pk, record.version, record.title)

    def render_proposal(self, record: Application) -> Any:
        """What a lead has still to confirm, for those whose matter it is."""
        seen = proposal_seen_by(self.request.user, record)
        return badge(Move(seen.move).label, "notice") if seen else "—"


class RoundTable(Table):
    """Rounds with their window."""

    caption = "申报批次"
    name = LinkColumn(verbose_name=_("批次名称"), attrs=WIDE)
    kind = tables.Column(
        verbose_name=_("申报类别"), accessor="kind_name", order_by="kind"
    )
    managing_unit = tables.Column(verbose_name=_("范围"), default="全国")
    opens_at = DateColumn(verbose_name=_("开始日期"))
    closes_at = tables.Column(verbose_name=_("截止时间"), attrs=RIGHT)
    state = tables.Column(verbose_name=_("状态"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Round
        fields: ClassVar = ("name", "kind", "managing_unit", "opens_at", "closes_at")

    def render_closes_at(self, record: Round) -> str:
        """The last day in words."""
        return record.closing_words

    def render_state(self, record: Round) -> Any:
        """By the clock."""
        return badge(*record.state_at(timezone.now()))


class NoticeTable(Table):
    """Public notices with their days."""

    caption = "公示"
    number = tables.Column(verbose_name=_("公示编号"), attrs=CODE)
    title = LinkColumn(verbose_name=_("标题"), attrs=WIDE)
    amount = NumberColumn(verbose_name=_("公示对象（个）"))
    starts_on = DateColumn(verbose_name=_("开始日"))
    ends_on = DateColumn(verbose_name=_("截止日"))
    state = tables.Column(verbose_name=_("状态"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Notice
        fields: ClassVar = ("number", "title", "amount", "starts_on", "ends_on")

    def render_state(self, record: Notice) -> Any:
        """By the day."""
        return badge(*record.state_on(timezone.localdate()))


class NotificationTable(Table):
    """The inbox; its page draws the rows as a list."""

    caption = "消息"
    subject = tables.Column(verbose_name=_("消息"), orderable=False)

    class Meta(Table.Meta):
        model = Notification
        fields: ClassVar = ("subject",)


class MailTable(Table):
    """The sent log."""

    caption = "邮件发送记录"
    address = tables.Column(verbose_name=_("收件地址"))
    subject = tables.Column(
        verbose_name=_("主题"), accessor="notification__subject", orderable=False
    )
    state = BadgeColumn(
        verbose_name=_("状态"),
        tones={"sent": "good", "waiting": "review", "failed": "late"},
    )
    attempts = NumberColumn(verbose_name=_("尝试次数"))
    sent_at = DateColumn(verbose_name=_("发送时间"), time=True)
    error = tables.Column(verbose_name=_("失败原因"), orderable=False)

    class Meta(Table.Meta):
        model = Mail
        fields: ClassVar = (
            "address",
            "subject",
            "state",
            "attempts",
            "sent_at",
            "error",
        )
