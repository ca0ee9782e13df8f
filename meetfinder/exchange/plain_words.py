"""Times, days and countries in the plain forms that several formats share."""

from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files

from meetfinder.directory.schedule import DEFAULT_DURATION, Schedule

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MINUTES_PER_DAY = 24 * 60
_DEFAULT_MINUTES = int(DEFAULT_DURATION.total_seconds()) // 60
_USUAL_NAMES = {"US": "USA", "GB": "UK"}
"""As postal addresses have them; other countries go by their name in the ISO table of the tz data."""


def clock(minute: int) -> str:
    """Return HH:MM for minutes after midnight; a day more or less does not matter."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def twelve_hour(minute: int) -> str:
    """Return for example `7 pm`, `6:30 am`, `12 pm` (noon) for minutes after midnight."""
    hours, minutes = divmod(minute % MINUTES_PER_DAY, 60)
    half = "am" if hours < 12 else "pm"  # noqa: PLR2004  A clock face.
    return f"{(hours - 1) % 12 + 1}{f':{minutes:02}' if minutes else ''} {half}"


def day_and_hour(schedule: Schedule) -> str:
    """Return for example `Tuesday 7 pm`: enough for whoever goes there, and nothing to anybody else."""
    return f"{DAYS[schedule.weekday]} {twelve_hour(schedule.start_minute)}"


def minutes_long(schedule: Schedule) -> int:
    """Return how long it lasts in minutes or, where that is not stated, is taken to last."""
    stated = schedule.duration_minutes or 0
    return stated if stated > 0 else _DEFAULT_MINUTES


@lru_cache(maxsize=1024)  # A whole list that was read at once bears one moment.
def sql_time(moment: datetime) -> str:
    """Return an aware moment as UTC `YYYY-MM-DD HH:MM:SS`."""
    return moment.astimezone(UTC).isoformat(" ", "seconds").removesuffix("+00:00")


def country_name(code: str) -> str:
    """Return how an address names a country; an empty text for an empty code, an unknown code as it is."""
    return _USUAL_NAMES.get(code) or _names().get(code, code)


@cache
def country_of_zone(zone: str) -> str:
    """Return the code of the country that the tz table names for a zone, or an empty text."""
    return next((codes for codes, _point, name, *_ in _rows("zone.tab") if name == zone), "")


@cache
def _names() -> dict[str, str]:
    return {code: name for code, name, *_ in _rows("iso3166.tab")}


def _rows(table: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
