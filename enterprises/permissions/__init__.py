"""Who may do and read what about enterprises, and why not."""

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
    "can_excuse",
    "can_file",
    "can_follow",
    "can_keep",
    "can_read_inside",
    "can_report_change",
    "can_return",
    "can_start",
    "can_visit",
    "enterprises_of",
    "visiting_posts",
]
