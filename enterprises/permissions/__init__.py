"""Who may do and read what about enterprises, and why not."""

from enterprises.permissions.certification import (
    answering_posts,
    can_exclude,
    can_lift,
    can_propose_removal,
    can_resume,
    can_start_certification,
    can_suspend,
    leading_post,
)
from enterprises.permissions.cultivation import can_start, enterprises_of
from enterprises.permissions.follow_up import (
    can_excuse,
    can_file,
    can_follow,
    can_keep,
    can_report_change,
    can_return,
    can_visit,
    visiting_posts,
)
from enterprises.permissions.register import can_read_inside

__all__ = [
    "answering_posts",
    "can_exclude",
    "can_excuse",
    "can_file",
    "can_follow",
    "can_keep",
    "can_lift",
    "can_propose_removal",
    "can_read_inside",
    "can_report_change",
    "can_resume",
    "can_return",
    "can_start",
    "can_start_certification",
    "can_suspend",
    "can_visit",
    "enterprises_of",
    "leading_post",
    "visiting_posts",
]
