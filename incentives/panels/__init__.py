"""Cards of incentives on pages of the apps below; one module a subject."""

from incentives.panels import grants, ledger, policies, projects

__all__ = ["grants", "ledger", "policies", "projects"]
