"""All settings, read from environment variables (README lists them)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# Whether the pages say that this is a demonstration; `make run` sets it.
DEMONSTRATION = env.bool("DEMONSTRATION", default=DEBUG)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
# A symbolic link where the path of the checkout is too long for a unix socket.
EMBEDDED_SOCKETS = (VAR_DIR / "run").resolve()

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    secret_file = VAR_DIR / "secret-key"
    if not secret_file.exists():
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it, or start the portal with `make run`, "
            "which keeps one of its own in var/secret-key."
        )
    SECRET_KEY = secret_file.read_text().strip()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "pilot_portal",
    "reporting",
    "incentives",
    "enterprises",
    "cities",
    "industries",
    "workflow",
    "documents",
    "accounts",
    "regions",
    "ui",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "pilot_portal.apps.StaticFilesConfig",
    "axes",
    "csp",
    "django_filters",
    "django_fsm",
    "django_htmx",
    "django_tables2",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ui.middleware.HtmxAnswerMiddleware",
    "ui.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Accounts are locked by name from wherever guesses come: stricter than by address.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

ROOT_URLCONF = "pilot_portal.urls"
WSGI_APPLICATION = "pilot_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "ui.widgets.FormRenderer"
NAVIGATION = [
    "workflow.nav",
    "cities.nav",
    "enterprises.nav",
    "incentives.nav",
    "reporting.nav",
    "documents.nav",
    "accounts.nav",
    "regions.nav",
]
# What every page knows besides.
PAGE_CONTEXT = ["accounts.context.person", "workflow.context.messages"]

DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"postgresql://portal@/portal?host={EMBEDDED_SOCKETS}"
    )
}
DATABASES["default"].update(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)
# A row of a list joins eight tables. PostgreSQL would weigh every order of so many,
# 30 ms for a query that runs in one; ours are written in the order to be taken.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options", "-c join_collapse_limit=4"
)

VALKEY_SOCKET = EMBEDDED_SOCKETS / "valkey.sock"
REDIS_URL = env.str("REDIS_URL", default=f"unix://{VALKEY_SOCKET}?db=0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
    }
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
# No result back end: what came of a piece of work stands in its row in PostgreSQL.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# A task lost with its worker is handed out again after this many seconds, and so is
# one that merely runs longer: tasks claim their row first and are safe to run twice.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 60}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# Each app adds the BEAT of its schedule.py; celery.collect_schedule says how.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {}

# To the process's own output, also with DEBUG off: whoever keeps the process keeps it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor", BASE_DIR / "node_modules/htmx.org/dist"),
    ("vendor", BASE_DIR / "node_modules/echarts/dist"),
]
ICONS_DIR = BASE_DIR / "node_modules/@tabler/icons/icons/outline"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pilot_portal.storage.HashedStaticFiles"},
}
# Brotli of everything takes half a minute: worth it once in an image, not in a trial.
STATIC_BROTLI = env.bool("STATIC_BROTLI", default=False)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "files")))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.NameOrEmailBackend",
]
CSRF_FAILURE_VIEW = "ui.errors.csrf_failure"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "reporting:dashboard"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@example.invalid")

# What everybody may do without an account, by address of the network.
OBJECTIONS_PER_HOUR = env.int("OBJECTIONS_PER_HOUR", default=10)
CREDIT_ESTIMATES_PER_HOUR = env.int("CREDIT_ESTIMATES_PER_HOUR", default=6000)
OBJECTION_QUERIES_PER_HOUR = env.int("OBJECTION_QUERIES_PER_HOUR", default=60)

SECURE_TLS = env.bool("SECURE_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_TLS
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "ui.api_schema.AutoSchema",
    "EXCEPTION_HANDLER": "ui.api.problem_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "国家产教融合建设试点管理平台 API",
    "VERSION": "1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    # Fields of one name with different lists: each list by its own name.
    "ENUM_NAME_OVERRIDES": {
        "DifferenceEnum": "workflow.choices.Difference",
        "ObjectionStateEnum": "workflow.choices.ObjectionState",
        "GroupKindEnum": "enterprises.choices.GroupKind",
        "ExclusionKindEnum": "enterprises.choices.ExclusionKind",
        "ProjectKindEnum": "incentives.choices.projects.ProjectKind",
        "FundSourceEnum": "incentives.choices.projects.FundSource",
        "AppliedSourceEnum": "incentives.choices.projects.APPLIED_FOR",
        "FundWarningEnum": "incentives.choices.projects.FundWarning",
        "ObstacleKindEnum": "incentives.choices.projects.ObstacleKind",
        "ObstacleLevelEnum": "incentives.choices.projects.LEVEL_CHOICES",
        "GrantEventKindEnum": "incentives.choices.grants.GrantEventKind",
        "GrantStateEnum": "incentives.choices.grants.GrantState",
        "FourEyesStateEnum": "workflow.choices.FourEyesState",
        "PreferenceKindEnum": "incentives.choices.grants.PreferenceKind",
        "PolicyScopeEnum": "incentives.choices.policies.PolicyScope",
        "ScopeEnum": "accounts.choices.TokenScope",
        "RewardLevelEnum": "incentives.choices.rewards.RewardLevel",
        "PriorityTagEnum": "industries.choices.PriorityTag",
    },
}
