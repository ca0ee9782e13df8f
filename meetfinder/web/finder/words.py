"""Times, distances and ages in the words that people use. Pure: the caller says what time it is.

A clock of twelve hours or of twenty-four is chosen by the country of the meeting, because its door and its
printed list use that one (Unicode CLDR, supplemental timeData: preferred hour format of the territory).
"""

from datetime import UTC, date, datetime, timedelta

from meetfinder.clock import zone
from meetfinder.directory.schedule import Occurrence, Schedule, is_running, tonight_window
from meetfinder.search.query import KM_PER_MILE

TWELVE_HOUR_COUNTRIES = frozenset(
    ("AU", "BB", "BD", "BM", "BS", "BZ", "CA", "CO", "CY", "DM", "EG", "GD", "GH", "GR", "GU", "GY", "HK",
     "IN", "JM", "KE", "KR", "KY", "LC", "LR", "MP", "MT", "MY", "NA", "NG", "NZ", "PH", "PK", "PR", "SG",
     "TT", "US", "VC", "VI", "ZM")
)  # fmt: skip
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
SOON = timedelta(minutes=60)
STALE_DAYS = 180
"""After this many days without a word from the group a listing says to check before going (story S6)."""


def clock_words(moment: datetime, country: str) -> str:
    """Return the time of day: `7:30 pm` where twelve hours are usual in the country, else `19:30`."""
    if country not in TWELVE_HOUR_COUNTRIES:
        return f"{moment:%H:%M}"
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    minutes = f":{moment:%M}" if moment.minute or moment.hour == 0 else ""
    return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"  # noqa: PLR2004  Noon.


def date_words(day: date, *, today: date | None = None) -> str:
    """Return `3 March 2026`; without the year when it is the year of `today`."""
    year = "" if today is not None and today.year == day.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def day_words(day: date, *, today: date | None = None) -> str:
    """Return `Tuesday 3 March`, with the year unless it is that of `today`."""
    return f"{WEEKDAYS[day.isoweekday() % 7]} {date_words(day, today=today)}"


def when_words(occurrence: Occurrence, now: datetime, *, country: str, timezone: str = "") -> str:
    """Say when it is held, as seen from `now`: "In progress, until 8 pm", "Tonight 7:30 pm", "Friday 7 pm".

    In the meeting's own zone, or in `timezone` where one is given.
    """
    here = zone(timezone) if timezone else occurrence.start.tzinfo
    start, end = occurrence.start.astimezone(here), occurrence.end.astimezone(here)
    if is_running(occurrence, now):
        return f"In progress, until {clock_words(end, country)}"
    left = start.astimezone(UTC) - now
    time = clock_words(start, country)
    if timedelta(0) <= left <= SOON:
        minutes = max(1, round(left.total_seconds() / 60))
        return f"In {minutes} minute{'s' if minutes > 1 else ''}, at {time}"
    return _day_and_time(start, now, time, tonight_zone=timezone or str(occurrence.start.tzinfo))


def _day_and_time(start: datetime, now: datetime, time: str, *, tonight_zone: str) -> str:
    today = now.astimezone(start.tzinfo).date()
    days = (start.date() - today).days
    opens, closes = tonight_window(now, tonight_zone)
    if opens.astimezone(UTC) <= start.astimezone(UTC) < closes.astimezone(UTC):
        return f"Tonight {time}" if days == 0 else f"Tonight, after midnight: {time}"
    if days <= 1:
        return f"{'Tomorrow' if days else 'Today'} {time}"
    if days < 7:  # noqa: PLR2004  A week has seven days: up to here the weekday says it.
        return f"{WEEKDAYS[start.isoweekday() % 7]} {time}"
    return f"{day_words(start.date(), today=today)}, {time}"


def other_zone(occurrence: Occurrence, timezone: str) -> bool:
    """Say whether clocks in `timezone` show another time than the meeting's when it starts."""
    return occurrence.start.astimezone(zone(timezone)).utcoffset() != occurrence.start.utcoffset()


def zone_words(timezone: str) -> str:
    """Return how to name a zone to people: `Chicago time`."""
    return "UTC" if timezone == "UTC" else f"{timezone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def schedule_time_words(schedule: Schedule, country: str) -> str:
    """Return the hours of the meeting's own day: `7 pm to 8 pm`, or only the start where no end is stated."""
    start = datetime.combine(date.min, datetime.min.time()) + timedelta(minutes=schedule.start_minute)
    if not schedule.duration_minutes:
        return clock_words(start, country)
    end = start + timedelta(minutes=schedule.duration_minutes)
    return f"{clock_words(start, country)} to {clock_words(end, country)}"


def recurrence_words(schedule: Schedule) -> str:
    """Return `Every Tuesday`, `Every second Tuesday`, `First and third Tuesday of the month`."""
    rule, day = schedule.recurrence, WEEKDAYS[schedule.weekday]
    words = f"Every {day}"
    if rule.kind == "monthly":
        nths = [NTHS[nth] for nth in NTHS if nth in rule.nths]
        words = f"{' and '.join(nths)} {day} of the month".capitalize().replace(day.lower(), day)
    elif rule.kind == "every_n_weeks":
        words = f"Every second {day}" if rule.interval == 2 else f"Every {rule.interval} weeks on {day}"  # noqa: PLR2004
    if rule.starts_on:
        words += f", from {date_words(rule.starts_on)}"
    return f"{words}, until {date_words(rule.ends_on)}" if rule.ends_on else words


def age_words(day: date, today: date) -> str:
    """Return how long ago: `today`, `yesterday`, `5 days ago`, `3 weeks ago`, `2 years ago`."""
    days = (today - day).days
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    for length, unit, until in ((1, "day", 14), (7, "week", 60), (30.44, "month", 730)):
        if days < until:
            return f"{round(days / length)} {unit}s ago"
    return f"{round(days / 365.25)} years ago"


def is_stale(day: date | None, today: date) -> bool:
    """Say whether nothing has been heard from the group since long, so that people should check first."""
    return day is None or (today - day).days > STALE_DAYS


def distance_words(km: float, unit: str) -> str:
    """Return `about 2 miles` or `about 3 km`: rounded, because the place searched is known only roughly."""
    length = km / KM_PER_MILE if unit == "mi" else km
    if length < 0.5:  # noqa: PLR2004  Nobody walks by decimals.
        return "less than half a mile" if unit == "mi" else "less than 500 metres"
    number = f"{_rounded(length):,g}"
    if unit != "mi":
        return f"about {number} km"
    return {"0.5": "about half a mile", "1": "about 1 mile"}.get(number, f"about {number} miles")


def _rounded(length: float) -> float:
    for until, step in ((3, 0.5), (50, 1), (100, 5), (1000, 10)):
        if length < until:
            return round(length / step) * step
    return round(length / 100) * 100


def total_words(total: int, *, capped: bool) -> str:
    """Return `no meetings`, `1 meeting`, `143 meetings` or `more than 1,000 meetings`."""
    if not total:
        return "no meetings"
    if total == 1 and not capped:
        return "1 meeting"
    return f"{'more than ' if capped else ''}{total:,} meetings"


def place_words(*parts: str) -> str:
    """Join the parts of an address that are there, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part))
