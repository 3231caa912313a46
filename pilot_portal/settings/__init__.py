"""Settings come from the environment only; `base` says which and their defaults."""

from pilot_portal.settings.accounts import *  # noqa: F403
from pilot_portal.settings.base import *  # noqa: F403
