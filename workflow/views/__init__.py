"""Pages of the life cycle."""

from workflow.views.case import ApplicationDetailMixin

__all__ = ["ApplicationDetailMixin"]
