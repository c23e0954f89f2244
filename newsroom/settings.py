"""Every setting of the site, each read from the environment with a default that suits a laptop.

A wrong value stops the start-up with a sentence that names the variable. `make run` keeps the
variables of this machine in `.env`.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf.global_settings import LANGUAGES as STORY_LANGUAGES
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from newsroom import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_file(BASE_DIR / ".env")

# --- Where and how it runs ---------------------------------------------------------------------

DEBUG = environment.flag("DEBUG")

SECRET_KEY = environment.text("SECRET_KEY", default="only-for-debugging" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. `make run` writes one to .env; on a server, set the variable."
    )

# The address that readers know: every canonical link, share link and preview is built from it,
# never from the Host header of a request.
PORT = environment.whole_number("PORT", default=8000, minimum=1, maximum=65_535)
SITE_ADDRESS = environment.web_address("SITE_ADDRESS", default=f"http://127.0.0.1:{PORT}")
IS_HTTPS = SITE_ADDRESS.startswith("https://")

ALLOWED_HOSTS = environment.hosts(
    "ALLOWED_HOSTS",
    default=[urlsplit(SITE_ADDRESS).hostname, "localhost", "127.0.0.1", "[::1]"],
)
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

# How many proxies of ours stand in front and append to X-Forwarded-For; 0 trusts nobody.
PROXIES_IN_FRONT = environment.whole_number("PROXIES_IN_FRONT", default=0)
if PROXIES_IN_FRONT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

# --- Apps: an arrow of imports points only downwards in this list -------------------------------

INSTALLED_APPS = [
    "bench",
    "newsroom",
    "meridian",
    # Before the desk, which has a screen of its own for tags.
    "taggit",
    # Before the staff, who have screens of their own for it.
    "allauth.account",
    "allauth.mfa",
    "desk",
    "edition",
    "syndication",
    "readership",
    "search",
    "policies",
    "articles",
    "staff",
    "authors",
    "publication",
    "photos",
    "sources",
    "permalinks",
    "django_prose_editor",
    "desk.site.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "edition.replica.middleware",
    "edition.page_cache.middleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.content_security_policy.middleware",
    "readership.views.middleware",
    "newsroom.usage_rights.middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compression.middleware",
    "newsroom.language.middleware",
    "newsroom.errors.refuse_nul",
    "permalinks.tidy.middleware",
    "edition.sign_in.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "edition.sign_in.Accounts",
    "edition.sign_in.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # It opens no session and asks nothing: it only tells allauth which request it is at.
    "allauth.account.middleware.AccountMiddleware",
]

# Readers' pages are made by Jinja2, which is several times faster, the desk's screens by Django.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "newsroom.typesetting.environment",
            "context_processors": ["publication.context_processors.masthead"],
        },
    },
    # Django brings the fields of forms for both; see desk/fields.py.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "fields",
        "APP_DIRS": True,
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publication.context_processors.nameplate",
            ],
        },
    },
]

# --- Data --------------------------------------------------------------------------------------

DATABASES = {
    "default": environment.database(
        "DATABASE_URL", default=environment.sqlite(BASE_DIR / "newsroom.sqlite3")
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Readers go on reading while a story is saved. Each thread keeps a quarter megabyte of the
        # file and some statements; the system keeps the rest of the file for all.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-250;"
        ),
        "cached_statements": 24,
        # A transaction that will write waits for its turn at its start, not half-way through.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
# A copy of it that readers read from: one streaming replica, of PostgreSQL.
if environment.text("REPLICA_URL"):
    DATABASES["replica"] = environment.replica("REPLICA_URL", of=DATABASES["default"])
    DATABASE_ROUTERS = ["edition.replica.Router"]
for _database in DATABASES.values():
    # A connection is kept between requests: to open one costs more than to make a page.
    _database["CONN_MAX_AGE"] = 600  # seconds
    _database["CONN_HEALTH_CHECKS"] = "postgresql" in _database["ENGINE"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": environment.cache("CACHE_URL", default="locmemcache://")}
# Whoever works on templates wants to see what they do now.
PAGE_CACHE = environment.flag("PAGE_CACHE", default=not DEBUG)
# How long a CDN may keep pages that `manage.py purge --watch` tells it of when they are over, at
# that address of its own and with that key. 0: as long as any other cache, a second.
CDN_SECONDS = environment.whole_number("CDN_SECONDS", default=0, maximum=86_400)
CDN_PURGE_ADDRESS = environment.endpoint("CDN_PURGE_ADDRESS")
CDN_PURGE_KEY = environment.text("CDN_PURGE_KEY")
if CDN_SECONDS and not CDN_PURGE_ADDRESS:
    raise ImproperlyConfigured(
        "CDN_SECONDS lets a CDN keep pages, so CDN_PURGE_ADDRESS must say where it is told of new "
        "ones."
    )

# A Redis that counts views and hands them to the database a little later, or none. It is not the
# cache's, which may forget what it holds when it is full; this one must not.
COUNTER_URL = environment.redis_server("COUNTER_URL")

# --- Syndication -------------------------------------------------------------------------------

# The WebSub hub that passes new stories on to feed readers, as https://hub.example/, or none.
WEBSUB_HUB = environment.endpoint("WEBSUB_HUB")
# Where search engines hear of changes, as https://api.indexnow.org/indexnow, or none.
INDEXNOW_ENDPOINT = environment.endpoint("INDEXNOW_ENDPOINT")

# --- Reading -----------------------------------------------------------------------------------

# Whether browsers keep the stories that were read on them; off, they remove what they kept.
OFFLINE_READING = environment.flag("OFFLINE_READING", default=True)

# --- Files -------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# An absolute address when pictures are served by another host, such as a CDN.
MEDIA_URL = environment.address_prefix("MEDIA_URL", default="media/")
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", default=str(BASE_DIR / "media")))
STORAGES = {
    "default": environment.bucket("MEDIA_BUCKET", MEDIA_URL)
    or {"BACKEND": "newsroom.media_storage.WholeFiles"},
    "staticfiles": {"BACKEND": "newsroom.static_files.HashedStaticFiles"},
}

# Who makes the renditions of uploaded pictures: a thread beside those that answer, the command
# `develop_photos --watch`, or the request itself, which then takes seconds.
PICTURES_DEVELOPED_BY = environment.one_of(
    "PICTURES_DEVELOPED_BY", ("thread", "worker", "request"), default="thread"
)

# --- Language and time -------------------------------------------------------------------------

# A story may be in any language that Django has a name for: STORY_LANGUAGES, imported above.
LANGUAGE_CODE = environment.one_of("LANGUAGE_CODE", dict(STORY_LANGUAGES), default="en")
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
TIME_ZONE = environment.time_zone("TIME_ZONE", default="UTC")
USE_TZ = True

# --- E-mail ------------------------------------------------------------------------------------

# On a laptop the desk's mail is printed where the server runs.
vars().update(environment.mail_server("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = environment.mail_sender(
    "DEFAULT_FROM_EMAIL", default=f"newsroom@{urlsplit(SITE_ADDRESS).hostname}"
)
# Whoever saves a story waits for the mail to be taken, and not for ever.
EMAIL_TIMEOUT = 10  # seconds

# --- Signing in --------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "desk.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
# Counted in the cache, by the address that a request comes from and by the account it is about.
ACCOUNT_RATE_LIMITS = {
    # Password and second factor alike; what succeeds does not count.
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/h/ip,3/h/key",
    # Allauth's own limits on these would answer without what was typed.
    "login": None,
    "reauthenticate": None,
}
ACCOUNT_REAUTHENTICATION_METHODS = ["password"]
MFA_ADAPTER = "desk.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # codes before and after the present one: a phone's clock may be off
# A passkey is bound to a name and to https://. On a laptop, localhost at any port will do.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
AUTHENTICATION_BACKENDS = ["staff.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Safety ------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS and environment.flag("HTTPS_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.flag("HSTS_EVERYWHERE")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

SILENCED_SYSTEM_CHECKS = [
    # Whether other hosts of this domain speak HTTPS is not for us to promise: HSTS_EVERYWHERE=1.
    "security.W005",
    "security.W021",
]

# A long story with forty parts is about 1 MB of form; a longer part is refused beside its field,
# so the whole form may be larger than any text that we take.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# Pictures of one event, when no script sends them one by one.
DATA_UPLOAD_MAX_NUMBER_FILES = 250

# An address typed without its scheme is taken for https://, as it is from Django 6 on.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Libraries ---------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True
ABSOLUTE_URL_OVERRIDES = {"taggit.tag": lambda tag: reverse("tag", args=[tag.slug])}
FORM_RENDERER = "desk.fields.Renderer"

# --- Logs --------------------------------------------------------------------------------------

LOG_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
LOG_LEVEL = environment.one_of("LOG_LEVEL", LOG_LEVELS, default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # The level stands here as well: Django's own loggers have levels that know nothing of it.
    "handlers": {"terminal": {"class": "logging.StreamHandler", "level": LOG_LEVEL}},
    "root": {"handlers": ["terminal"], "level": LOG_LEVEL},
}
