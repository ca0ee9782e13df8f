"""What an operator can set, read once from the environment and never changed after."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY_FILE = "secret_key"  # noqa: S105  The name of a file, not a secret.
SHORTEST_SECRET = 16
LANGUAGES = ("en", "es")
GEOCODERS = ("nominatim", "photon", "pelias")
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


class SettingsError(ValueError):
    """A setting has a value that cannot work; the message names it and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of the site. `Settings.from_env` reads and checks them."""

    instance: Path
    """Folder for the database, the key and unpacked tables; made when missing."""
    database_url: str
    """An SQLAlchemy address of SQLite or PostgreSQL."""
    secret_key: str = ""
    """Signs what the site hands out; empty until `flask init` has written one."""
    base_url: str = ""
    """Public address of the site without a trailing slash; empty: taken from the request."""
    site_name: str = "Meetfinder"
    country: str = "US"
    """ISO 3166-1 alpha-2 code tried first for a postcode; empty: every country alike."""
    language: str = "en"
    contact: str = ""
    """Mail address of the people who run this site, shown on its pages; empty: said to be missing."""
    smtp_url: str = ""
    geocoder: str = ""
    trusted_proxies: int = 0
    """How many proxies in front of the site set X-Forwarded-… headers."""
    rate_limit_storage: str = "memory://"
    bmlt_fellowship: str = ""
    """Slug of the fellowship whose meetings BMLT clients are shown that ask for none; empty: see README."""
    sources_on_loopback: bool = False
    """Whether followed lists may lie on this machine: for tests."""
    seeds: Path = ROOT / "seeds"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the MEETFINDER_… variables of `env`; raise SettingsError naming the first that is wrong."""
        instance = Path(env.get("MEETFINDER_INSTANCE") or ROOT / "instance").absolute()
        if instance.exists() and not instance.is_dir():
            raise SettingsError(f"MEETFINDER_INSTANCE must be a folder, but {instance} is a file.")
        return cls(
            instance=instance,
            database_url=_read(env, "DATABASE_URL", f"sqlite:///{instance / 'meetfinder.sqlite'}", _database),
            secret_key=_read(env, "SECRET_KEY", _stored_secret(instance), _secret),
            base_url=_read(env, "BASE_URL", "", _web_address),
            site_name=_read(env, "SITE_NAME", "Meetfinder", _one_line),
            country=_read(env, "COUNTRY", "US", _country),
            language=_read(env, "LANGUAGE", "en", _language),
            contact=_read(env, "CONTACT", "", _mail_address),
            smtp_url=_read(env, "SMTP_URL", "", _smtp),
            geocoder=_read(env, "GEOCODER", "", _geocoder),
            trusted_proxies=int(_read(env, "TRUSTED_PROXIES", "0", _count)),
            rate_limit_storage=_read(env, "RATE_LIMIT_STORAGE", "memory://", _storage),
            bmlt_fellowship=_read(env, "BMLT_FELLOWSHIP", "", _slug),
            sources_on_loopback=_read(env, "SOURCES_ON_LOOPBACK", "no", _yes_or_no) == "yes",
        )


def _read(env: Mapping[str, str], name: str, default: str, check: Callable[[str], str]) -> str:
    """Return the checked value of MEETFINDER_<name>; only an empty COUNTRY is a choice, not unset."""
    value = env.get(f"MEETFINDER_{name}")
    if value is None or (value == "" and name != "COUNTRY"):
        return default
    try:
        return check(value.strip())
    except ValueError as problem:
        raise SettingsError(f"MEETFINDER_{name} {problem}") from problem


def _stored_secret(instance: Path) -> str:
    file = instance / SECRET_KEY_FILE
    return file.read_text().strip() if file.is_file() else ""


def _secret(value: str) -> str:
    if len(value) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters.")
    return value


def _database(value: str) -> str:
    scheme = value.split("://", 1)[0]
    if "://" not in value or scheme not in DATABASES:
        raise ValueError(
            "must start with sqlite:/// or postgresql://, for example postgresql://me@127.0.0.1/meetings."
        )
    return value.replace("postgresql://", "postgresql+psycopg://", 1)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://meetings.example.org.")
    return value.rstrip("/")


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line of text.")
    return value


def _country(value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError(
            "must be a two-letter country code such as US or GB, or empty for every country alike."
        )
    return value.upper()


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"must be one of: {', '.join(LANGUAGES)}.")
    return value


def _mail_address(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", value):
        raise ValueError("must be a mail address such as help@meetings.example.org.")
    return value


def _smtp(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError("must be an address such as smtp://user:password@mail.example.org:587.")
    return value


def _geocoder(value: str) -> str:
    provider, _, address = value.partition(":")
    if value != "offline" and (provider not in GEOCODERS or not urlsplit(address).hostname):
        raise ValueError(
            "must be offline, or one of nominatim, photon, pelias with an address, for example nominatim:https://geo.example.org."
        )
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise ValueError("must be the slug of a fellowship, for example narcotics-anonymous.")
    return value


def _yes_or_no(value: str) -> str:
    if value not in {"yes", "no"}:
        raise ValueError("must be yes or no.")
    return value


def _count(value: str) -> str:
    if not re.fullmatch(r"[0-9]", value):
        raise ValueError("must be the number of proxies in front of the site, 0 to 9.")
    return value


def _storage(value: str) -> str:
    if value != "memory" and "://" not in value:
        raise ValueError("must be memory or the address of a store, for example redis://127.0.0.1:6379.")
    return "memory://" if value == "memory" else value
