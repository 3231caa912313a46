"""The life cycle's lines in the navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ui.nav import Item
from workflow.permissions import (
    can_rank,
    can_read_mail_log,
    can_see_pool,
    gives_opinions,
    handles_objections,
    is_expert,
    works_on_cases,
)


def is_signed_in(user: Any) -> bool:
    """Everybody with an account has an inbox."""
    return bool(user and user.is_authenticated)


ITEMS = [
    Item(
        label=_("工作台"),
        url_name="workflow:desk",
        icon="clipboard-list",
        order=20,
        show=works_on_cases,
        group=_("办理"),
    ),
    Item(
        label=_("部门意见"),
        url_name="workflow:opinions",
        icon="messages",
        order=25,
        show=gives_opinions,
        group=_("办理"),
    ),
    Item(
        label=_("我的评审"),
        url_name="workflow:seats",
        icon="clipboard-check",
        order=22,
        show=is_expert,
        group=_("办理"),
    ),
    Item(
        label=_("消息通知"),
        url_name="workflow:notifications",
        icon="bell",
        order=30,
        show=is_signed_in,
        group=_("办理"),
    ),
    Item(
        label=_("申报批次"),
        url_name="workflow:rounds",
        icon="calendar-event",
        order=40,
        show=works_on_cases,
        group=_("办理"),
    ),
    Item(
        label=_("公示公告"),
        url_name="workflow:notices",
        icon="speakerphone",
        order=50,
        show=works_on_cases,
        group=_("办理"),
    ),
    Item(
        label=_("异议办理"),
        url_name="workflow:objections",
        icon="message-report",
        order=55,
        show=handles_objections,
        group=_("办理"),
    ),
    Item(
        label=_("评分排序"),
        url_name="workflow:ranking",
        icon="list-numbers",
        order=60,
        show=lambda user: bool(can_rank(user)),
        group=_("办理"),
    ),
    Item(
        label=_("专家库"),
        url_name="workflow:experts",
        icon="users-group",
        order=62,
        show=lambda user: bool(can_see_pool(user)),
        group=_("办理"),
    ),
    Item(
        label=_("办理时长"),
        url_name="workflow:durations",
        icon="clock",
        order=60,
        show=gives_opinions,
        group=_("办理"),
    ),
    Item(
        label=_("邮件发送记录"),
        url_name="workflow:mails",
        icon="mail",
        order=760,
        show=lambda user: bool(can_read_mail_log(user)),
        group=_("单位与账户"),
    ),
]
PUBLIC_ITEMS = [
    Item(label=_("申报批次"), url_name="workflow:rounds", order=100),
    Item(label=_("公示公告"), url_name="workflow:notices", order=110),
]
