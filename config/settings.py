"""Django's settings: what differs between installations is read in `config.environment`, the rest is decided here."""

from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE

from config.database import database_settings
from config.environment import ROOT, Environment
from config.secret_key import kept_secret_key

ENVIRONMENT = Environment.read()

# --- who we are -------------------------------------------------------------------------------------------------------
BASE_DIR = ROOT
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key or kept_secret_key(ENVIRONMENT.var)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "api.errors.csrf_failed"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "crm.accounts",  # before auth: its createsuperuser, which refuses, stands in for Django's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "csp",
    "crm.directory",
    "crm.enterprises",
    "crm.programmes",
    "crm.casework",
    "crm.exchange",
    "crm.intake",
    "scoring",
    "seeds",
    "api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.health.HealthMiddleware",  # before all that asks the database
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.session_limits.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- what is kept, and where ------------------------------------------------------------------------------------------
DATABASES = {"default": database_settings(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
MEDIA_ROOT = ENVIRONMENT.var / "media"
ML_MODELS_ROOT = ENVIRONMENT.models
PGHISTORY_APPEND_ONLY = True

# --- words and days ---------------------------------------------------------------------------------------------------
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]

# --- who may come in --------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "crm.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # how long a session lasts is for config.session_limits to say, not for the user
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE_SECONDS = int(timedelta(minutes=30).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.exposed
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.exposed else []

# --- on the wire ------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = ENVIRONMENT.exposed
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked by machines on the inside, which speak no TLS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if ENVIRONMENT.exposed else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.exposed
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, UNSAFE_INLINE],  # Ant Design writes its styles into the page
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20

# --- the web app's files ----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
FRONTEND_DIST = ROOT / "frontend" / "dist"
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
# Vite writes a hash of the content into these names, so browsers may keep them for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+-[\w-]{8,}\.\w+$"

# --- the API ----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.MayUseFunction"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.ApiSchema",
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS tells nothing that the schema does not
    "EXCEPTION_HANDLER": "api.errors.problem_response",
    "URL_FORMAT_OVERRIDE": None,  # `format` is the export's parameter
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tidu 梯度",
    "DESCRIPTION": "Enterprises on the tiered-cultivation path: facts, assessments, likelihoods, worklist.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DEFAULT_GENERATOR_CLASS": "api.schema.EnglishGenerator",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "EnterpriseStatusEnum": "crm.enterprises.models.Enterprise.Status",
        "RulebookStatusEnum": "api.v1.rulebooks_serializers.STATUSES",
        "CriterionStatusEnum": "api.v1.explanation_serializers.CRITERION_STATUSES",
        "StepStateEnum": "api.v1.enterprises_serializers.STEP_STATES",
        "VerdictEnum": "scoring.models.Assessment.Verdict",
        "VerdictBeforeEnum": "api.v1.rulebook_drafts_serializers.VERDICTS_BEFORE",
        "RulebookChangeKindEnum": "api.v1.rulebooks_serializers.CHANGE_KINDS",
        "ProgrammeKindEnum": "crm.programmes.models.Programme.Kind",
        "RulebookDraftStateEnum": "scoring.models.RulebookDraft.State",
        "ImpactStateEnum": "scoring.models.ImpactPreview.State",
        "ApplicationOutcomeEnum": "crm.programmes.models.Application.Outcome",
        "ImportStateEnum": "crm.intake.models.Import.State",
        "ImportKindEnum": "crm.intake.models.Import.Kind",
        "GapOutcomeEnum": "scoring.models.Gap.Outcome",
        "PlanOutcomeEnum": "api.v1.gaps_serializers.GOALS",
        "PlanKindEnum": "api.v1.gaps_serializers.PLAN_KINDS",
        "GapRunStateEnum": "api.v1.gaps_serializers.RUN_STATES",
        "RowOutcomeEnum": "crm.intake.models.ImportRow.Outcome",
        "LikelihoodStateEnum": "api.v1.likelihoods_serializers.STATES",
        "OverrideActionEnum": "api.v1.overrides_serializers.ACTIONS",
        "ModelTargetActionEnum": "api.v1.models_serializers.TARGET_ACTIONS",
        "ModelActionEnum": "api.v1.models_serializers.VERSION_ACTIONS",
        "ModelDecisionKindEnum": "scoring.models.ModelDecision.Kind",
        "TrainingStateEnum": "scoring.models.TrainingRun.State",
        "TrainingLabelStateEnum": "scoring.models.TrainingLabel.State",
        "TrainingLabelOutcomeEnum": "scoring.models.TrainingLabel.Outcome",
        "TrainingLabelActionEnum": "api.v1.training_labels_serializers.ACTIONS",
    },
}

# --- jobs -------------------------------------------------------------------------------------------------------------
# Named, not discovered: discovery would load every job, and all that it computes with, into each web process too.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["config.tasks", "crm.enterprises.tasks", "crm.intake.tasks", "scoring.tasks"]
PROCRASTINATE_WORKER_DEFAULTS = {"update_heartbeat_interval": 3, "stalled_worker_timeout": 10}

# --- what it says about itself ----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # instead of Django's own handlers, which mail and print
        "procrastinate": {"level": "WARNING"},  # at INFO it logs each job with its arguments
    },
}
