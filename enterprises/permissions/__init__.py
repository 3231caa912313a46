"""Who may do and read what about enterprises, and why not."""

from enterprises.permissions.cultivation import can_start, enterprises_of
from enterprises.permissions.register import can_read_inside

__all__ = ["can_read_inside", "can_start", "enterprises_of"]
