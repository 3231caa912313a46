"""Sign-in, passwords and sessions after GB/T 22239-2019 level 3, by environment."""

from datetime import timedelta

import environ

env = environ.Env()

# A session ends after this long without a request, and at the latest after that long.
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=30))
SESSION_ABSOLUTE = timedelta(hours=env.int("SESSION_ABSOLUTE_HOURS", default=12))
# The cookie outlives both, so that an ended session is told apart from a visitor.
SESSION_COOKIE_AGE = int((SESSION_ABSOLUTE + timedelta(hours=12)).total_seconds())
PASSWORD_AGE = timedelta(days=env.int("PASSWORD_AGE_DAYS", default=90))
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2  # seconds that a mailed link stays good

AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("SIGN_IN_LOCK_MINUTES", default=15))
# By account, however it was named: guesses from many addresses count together.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "accounts.backends.account_name"
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # accounts.AccessRecord is the log
# Behind a proxy that sets X-Forwarded-For: how many proxies are ours.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
AXES_CLIENT_IP_CALLABLE = "accounts.facts.client_address"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"accounts.validators.{name}"}
    for name in (
        "LengthAndClasses",
        "NotLikeTheName",
        "NotCommon",
        "NotUsedLately",
    )
]
