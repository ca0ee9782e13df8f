"""Times, distances and ages in the words that people use, in the language of the page.

The caller says what time it is.

A clock of twelve hours or of twenty-four is chosen by the country of the meeting, because its door and its
printed list use that one (Unicode CLDR, supplemental timeData: preferred hour format of the territory).
"""

from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from meetfinder.clock import zone
from meetfinder.directory.schedule import Occurrence, Recurrence, Schedule, is_running, tonight_window
from meetfinder.search.query import KM_PER_MILE
from meetfinder.web.finder.world import zone_name
from meetfinder.web.languages import gettext, lazy_gettext, locale, ngettext

TWELVE_HOUR_COUNTRIES = frozenset(
    ("AU", "BB", "BD", "BM", "BS", "BZ", "CA", "CO", "CY", "DM", "EG", "GD", "GH", "GR", "GU", "GY", "HK",
     "IN", "JM", "KE", "KR", "KY", "LC", "LR", "MP", "MT", "MY", "NA", "NG", "NZ", "PH", "PK", "PR", "SG",
     "TT", "US", "VC", "VI", "ZM")
)  # fmt: skip
NTHS = {
    1: lazy_gettext("first"),
    2: lazy_gettext("second"),
    3: lazy_gettext("third"),
    4: lazy_gettext("fourth"),
    5: lazy_gettext("fifth"),
    -1: lazy_gettext("last"),
}
"""Which weekday of a month, as it stands before the name of the weekday."""
SOON = timedelta(minutes=60)
STALE_DAYS = 180
"""After this many days without a word from the group a listing says to check before going (story S6)."""


def clock_words(moment: datetime, country: str) -> str:
    """Return the time of day: `7:30 pm` where twelve hours are usual in the country, else `19:30`."""
    if country not in TWELVE_HOUR_COUNTRIES:
        return f"{moment:%H:%M}"
    if (moment.hour, moment.minute) == (12, 0):
        return gettext("12 noon")
    time = str(moment.hour % 12 or 12) + (f":{moment:%M}" if moment.minute or moment.hour == 0 else "")
    if moment.hour < 12:  # noqa: PLR2004  Noon.
        return gettext("%(time)s am", time=time)
    return gettext("%(time)s pm", time=time)


def weekday_words(weekday: int) -> str:
    """Return the name of a weekday, 0 = Sunday."""
    return str(locale().days["stand-alone"]["wide"][(weekday - 1) % 7])


def date_words(day: date, *, today: date | None = None) -> str:
    """Return `3 March 2026`; without the year when it is the year of `today`."""
    if today is not None and today.year == day.year:
        return format_skeleton("MMMMd", day, locale=locale())
    return format_date(day, "long", locale=locale())


def day_words(day: date, *, today: date | None = None) -> str:
    """Return `Tuesday 3 March`, with the year unless it is that of `today`."""
    return f"{weekday_words(day.isoweekday() % 7)} {date_words(day, today=today)}"


def when_words(occurrence: Occurrence, now: datetime, *, country: str, timezone: str = "") -> str:
    """Say when it is held, as seen from `now`: "In progress, until 8 pm", "Tonight 7:30 pm", "Friday 7 pm".

    In the meeting's own zone, or in `timezone` where one is given.
    """
    here = zone(timezone) if timezone else occurrence.start.tzinfo
    start, end = occurrence.start.astimezone(here), occurrence.end.astimezone(here)
    if is_running(occurrence, now):
        return gettext("In progress, until %(time)s", time=clock_words(end, country))
    left = start.astimezone(UTC) - now
    time = clock_words(start, country)
    if timedelta(0) <= left <= SOON:
        minutes = max(1, round(left.total_seconds() / 60))
        return ngettext(
            "In %(num)s minute, at %(time)s", "In %(num)s minutes, at %(time)s", minutes, time=time
        )
    return upper_first(_day_and_time(start, now, time, tonight_zone=timezone or str(occurrence.start.tzinfo)))


def _day_and_time(start: datetime, now: datetime, time: str, *, tonight_zone: str) -> str:
    today = now.astimezone(start.tzinfo).date()
    days = (start.date() - today).days
    opens, closes = tonight_window(now, tonight_zone)
    if opens.astimezone(UTC) <= start.astimezone(UTC) < closes.astimezone(UTC):
        if days == 0:
            return gettext("Tonight %(time)s", time=time)
        return gettext("Tonight, after midnight: %(time)s", time=time)
    if days <= 1:
        return gettext("Tomorrow %(time)s", time=time) if days else gettext("Today %(time)s", time=time)
    if days < 7:  # noqa: PLR2004  A week has seven days: up to here the weekday says it.
        return gettext("%(weekday)s %(time)s", weekday=weekday_words(start.isoweekday() % 7), time=time)
    return f"{day_words(start.date(), today=today)}, {time}"


def other_zone(occurrence: Occurrence, timezone: str) -> bool:
    """Say whether clocks in `timezone` show another time than the meeting's when it starts."""
    return occurrence.start.astimezone(zone(timezone)).utcoffset() != occurrence.start.utcoffset()


def zone_words(timezone: str) -> str:
    """Return how to name a zone to people: `Chicago time`."""
    if timezone == "UTC":
        return "UTC"
    return gettext("%(city)s time", city=zone_name(timezone).rsplit("/", 1)[-1])


def schedule_time_words(schedule: Schedule, country: str) -> str:
    """Return the hours of the meeting's own day: `7 pm to 8 pm`, or only the start where no end is stated."""
    start = datetime.combine(date.min, datetime.min.time()) + timedelta(minutes=schedule.start_minute)
    if not schedule.duration_minutes:
        return clock_words(start, country)
    end = start + timedelta(minutes=schedule.duration_minutes)
    return gettext("%(start)s to %(end)s", start=clock_words(start, country), end=clock_words(end, country))


def recurrence_words(schedule: Schedule) -> str:
    """Return `Every Tuesday`, `Every second Tuesday`, `First and third Tuesday of the month`."""
    return rule_words(schedule.recurrence, schedule.weekday)


def rule_words(rule: Recurrence, weekday: int) -> str:
    """Return the same of a rule that has no time yet; 0 is Sunday."""
    words = upper_first(_rule_words(rule, weekday_words(weekday)))
    if rule.starts_on:
        words = gettext("%(rule)s, from %(day)s", rule=words, day=date_words(rule.starts_on))
    if rule.ends_on:
        words = gettext("%(rule)s, until %(day)s", rule=words, day=date_words(rule.ends_on))
    return words


def _rule_words(rule: Recurrence, weekday: str) -> str:
    if rule.kind == "monthly":
        nths = format_list([str(NTHS[nth]) for nth in NTHS if nth in rule.nths], locale=locale())
        return gettext("%(nths)s %(weekday)s of the month", nths=nths, weekday=weekday)
    if rule.kind == "every_n_weeks" and rule.interval == 2:  # noqa: PLR2004  It has words of its own.
        return gettext("Every second %(weekday)s", weekday=weekday)
    if rule.kind == "every_n_weeks":
        return gettext("Every %(number)s weeks on %(weekday)s", number=rule.interval, weekday=weekday)
    return gettext("Every %(weekday)s", weekday=weekday)


def age_words(day: date, today: date) -> str:
    """Return how long ago: `today`, `yesterday`, `5 days ago`, `3 weeks ago`, `2 years ago`."""
    days = (today - day).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < 14:  # noqa: PLR2004
        return ngettext("%(num)s day ago", "%(num)s days ago", days)
    if days < 60:  # noqa: PLR2004
        return ngettext("%(num)s week ago", "%(num)s weeks ago", round(days / 7))
    if days < 730:  # noqa: PLR2004
        return ngettext("%(num)s month ago", "%(num)s months ago", round(days / 30.44))
    return ngettext("%(num)s year ago", "%(num)s years ago", round(days / 365.25))


def hours_ago_words(moment: datetime, now: datetime) -> str:
    """Return how long ago a list was read: in hours up to two days, then as `age_words`. Both are aware."""
    hours = round((now - moment).total_seconds() / 3600)
    if hours < 1:
        return gettext("less than an hour ago")
    if hours < 48:  # noqa: PLR2004
        return ngettext("%(num)s hour ago", "%(num)s hours ago", hours)
    return age_words(moment.date(), now.date())


def is_stale(day: date | None, today: date) -> bool:
    """Say whether nothing has been heard from the group since long, so that people should check first."""
    return day is None or (today - day).days > STALE_DAYS


def distance_words(km: float, unit: str) -> str:
    """Return `about 2 miles` or `about 3 km`: rounded, because the place searched is known only roughly."""
    length = km / KM_PER_MILE if unit == "mi" else km
    if length < 0.5:  # noqa: PLR2004  Nobody walks by decimals.
        return gettext("less than half a mile") if unit == "mi" else gettext("less than 500 metres")
    rounded = _rounded(length)
    number = number_words(rounded)
    if unit != "mi":
        return gettext("about %(number)s km", number=number)
    if rounded == 0.5:  # noqa: PLR2004
        return gettext("about half a mile")
    return ngettext(
        "about %(number)s mile", "about %(number)s miles", 1 if rounded == 1 else 2, number=number
    )


def number_words(number: float) -> str:
    """Return a number with the marks of the language: `1,200`, `2.5`."""
    return format_decimal(number, locale=locale())


def _rounded(length: float) -> float:
    for until, step in ((3, 0.5), (50, 1), (100, 5), (1000, 10)):
        if length < until:
            return round(length / step) * step
    return round(length / 100) * 100


def total_words(total: int, *, capped: bool) -> str:
    """Return `no meetings`, `1 meeting`, `143 meetings` or `more than 1,000 meetings`."""
    if not total:
        return gettext("no meetings")
    number = number_words(total)
    if capped:
        return gettext("more than %(number)s meetings", number=number)
    return ngettext("%(number)s meeting", "%(number)s meetings", total, number=number)


def upper_first(text: str) -> str:
    """Return a text that can begin a line."""
    return text[:1].upper() + text[1:]


def place_words(*parts: str) -> str:
    """Join the parts of an address that are there, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part))
