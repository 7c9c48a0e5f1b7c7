"""Django's settings. What an administrator may change is in the environment or in the desk's own settings, not here."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from opora.conf import database
from opora.conf.environment import environment

ENV = environment()
ROOT = Path(__file__).resolve().parents[1]

DEBUG = ENV.debug
DEMO = ENV.demo
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = (
    ["*"] if ENV.debug or ENV.host in {"127.0.0.1", "localhost"} else [ENV.host, "127.0.0.1", "localhost"]
)
CSRF_TRUSTED_ORIGINS = [ENV.url]

ROOMS = [
    "ui", "events", "people", "desk", "tickets", "mail", "search", "live", "feedback", "workspace", "portal",
    "administration", "api", "demo",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    *[f"opora.{room}" for room in ROOMS if (ROOT / room / "apps.py").exists()],
    "allauth",  # after the rooms: our templates stand before its own
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opora.conf.compression.Compression",  # pads by chance, so that a page's size tells nothing of its secrets
    "opora.conf.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opora.desk.time_zone.DeskTime",
    "opora.people.preferences.Preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "opora.conf.urls"
WSGI_APPLICATION = "opora.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opora.conf.context.desk",
                "opora.ui.context.look",
                "opora.desk.face.face",
            ],
        },
    }
]

DATABASES = {"default": database.from_url(ENV.database_url)}
# MariaDB ignores conditions of indexes, which then hold all rows, and leaves conditional unique constraints out: what
# takes the place of each of those is in tests/conf/test_databases.py.
SILENCED_SYSTEM_CHECKS = ["models.W036", "models.W037"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "opora.people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could have the desk write to anybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = "opora.people.sign_in.display"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Opora"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.secure

# Into the mail room's queue, so that no page waits for a mail server.
EMAIL_BACKEND = "opora.mail.backend.Queue"

SESSION_COOKIE_NAME = "opora_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.secure
CSRF_FAILURE_VIEW = "opora.conf.errors.forged"
LANGUAGE_COOKIE_NAME = "opora_language"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if ENV.secure else 0
X_FRAME_OPTIONS = "SAMEORIGIN"
# Pages that fetch from other people's servers: they get threads of their own, so that slow ones hold nobody else up.
WAITING_PATHS = ["/desk/pictures/"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Rate limits and used links live here: with Django's own limit of 300 entries a flood would make them forgotten.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "conf_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
if ENV.redis_url:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.redis_url}
    }

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("cs", _("Czech"))]
LOCALE_PATHS = [str(ENV.data / "locale"), str(ROOT / "locale")]

STATIC_URL = "/static/"
MEDIA_ROOT = str(ENV.data / "files")
MAIL_ROOT = str(ENV.data / "mail")
PICTURES_ROOT = str(ENV.data / "pictures")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "opora.ui.static_bundle.FingerprintStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "opora.ui.static_bundle.BundleFinder",
]
FORM_RENDERER = "opora.ui.forms.Renderer"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60 if ENV.debug else 31536000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": ENV.log_level.upper()},
}
