"""What GetSearchResults is asked: every parameter, read as the servers read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetfinder.exchange.bmlt.fields import HIDDEN_COLUMNS, MAIN, FieldKey, chosen
from meetfinder.exchange.bmlt.loose import Parameters, equals, integer, is_numeric
from meetfinder.exchange.bmlt.place import Area, area_of
from meetfinder.exchange.bmlt.words import SHORTEST_WORD, Sought, fold

ALIASES = {
    "weekday": (
        "weekday_tinyint",
        "location_municipality",
        "location_city_subsection",
        "start_time",
        "location_neighborhood",
    ),
    "time": (
        "weekday_tinyint",
        "start_time",
        "location_municipality",
        "location_city_subsection",
        "location_neighborhood",
    ),
    "town": (
        "location_municipality",
        "location_city_subsection",
        "location_neighborhood",
        "weekday_tinyint",
        "start_time",
    ),
    "state": (
        "location_province",
        "location_municipality",
        "location_city_subsection",
        "weekday_tinyint",
        "start_time",
    ),
    "weekday_state": (
        "weekday_tinyint",
        "location_province",
        "location_municipality",
        "start_time",
        "location_city_subsection",
    ),
}
"""Values of `sort_key` and the fields that they stand for."""
USUAL_ORDER = ("weekday_tinyint", "start_time", "duration_time")
_LAST_HOUR, _LAST_MINUTE = 23, 59


@dataclass(frozen=True, slots=True)
class Choice:
    """Numbers to include and numbers to exclude; an empty side asks nothing."""

    include: frozenset[int] = frozenset()
    exclude: frozenset[int] = frozenset()

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Choice":
        """Part positive from negative numbers; 0 asks nothing."""
        numbers = list(numbers)
        return cls(
            frozenset(number for number in numbers if number > 0),
            frozenset(-number for number in numbers if number < 0),
        )

    def allows(self, number: int | None) -> bool:
        """Return whether a value may stay; one that is missing fails every question."""
        if number is None:
            return not self.include and not self.exclude
        return (not self.include or number in self.include) and number not in self.exclude


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A search. Times in seconds; None asks nothing."""

    ids: Choice
    weekdays: Choice
    """1 = Sunday … 7, as in the address."""
    venues: Choice
    services: Choice
    recursive: bool
    formats: Choice
    all_formats: bool
    """Whether every included format is needed, or any."""
    key: str | None
    key_values: tuple[str, ...]
    starts_after: int | None
    starts_before: int | None
    ends_before: int | None
    shortest: int | None
    longest: int | None
    words: Sought | None
    address: str | None
    """What is to be looked up as a place."""
    address_radius: float | None
    drafts_only: bool
    area: Area | None
    empty: bool
    """Whether the parameters contradict each other, so that nothing can be found."""
    by_distance: bool
    order: tuple[str, ...]
    page_size: int | None
    page: int
    languages: tuple[str, ...] | None
    """In which formats are named; None: that of the server."""
    only: frozenset[str] | None
    """Fields to write."""
    formats_only: bool
    with_formats: bool


def read(parameters: Parameters, fields: tuple[FieldKey, ...]) -> Request:
    """Return what is asked of a server that has these fields."""
    area, empty = area_of(parameters)
    key, values = _key(parameters, fields)
    text = _search_string(parameters)
    ids, words, address = _split(text, as_address=parameters.is_one("StringSearchIsAnAddress"))
    published = parameters.text("advanced_published") if parameters.has("advanced_published") else "1"
    size = parameters.text("page_size")
    return Request(
        ids=_both(Choice.of(parameters.integers("meeting_ids")), ids),
        weekdays=Choice.of(parameters.integers("weekdays")),
        venues=Choice.of(parameters.integers("venue_types")),
        services=Choice.of(parameters.integers("services")),
        recursive=parameters.is_one("recursive"),
        formats=Choice.of(parameters.integers("formats")),
        all_formats=_needs_all(parameters),
        key=key,
        key_values=values,
        starts_after=_time(parameters, "StartsAfter"),
        starts_before=_time(parameters, "StartsBefore"),
        ends_before=_time(parameters, "EndsBefore"),
        shortest=_time(parameters, "MinDuration"),
        longest=_time(parameters, "MaxDuration"),
        words=words,
        address=address,
        address_radius=_radius(parameters),
        drafts_only=not (equals(published or "", "1") or equals(published or "", "0")),
        area=area,
        empty=empty or (key is not None and parameters.either("meeting_key_value") is None),
        by_distance=area is not None and parameters.is_one("sort_results_by_distance"),
        order=_order(parameters),
        page_size=_page_size(size),
        page=_page(parameters.text("page_num")),
        languages=_languages(parameters),
        only=chosen(parameters.text("data_field_key"), fields),
        formats_only=parameters.has("get_formats_only"),
        with_formats=parameters.has("get_used_formats"),
    )


def _key(parameters: Parameters, fields: tuple[FieldKey, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Return the field of `meeting_key` and the values that it may have.

    Fields that a server can add to are found without case. A list of weekdays is Sunday, whatever it lists,
    because the servers read any list as the number 1.
    """
    key = parameters.text("meeting_key")
    if key == "weekday_tinyint" and isinstance(parameters.either("meeting_key_value"), list):
        return key, ("1",)
    if key is not None and key not in MAIN and key not in HIDDEN_COLUMNS:
        key = next((field.key for field in fields if fold(field.key) == fold(key)), key)
    return key, tuple(parameters.array("meeting_key_value") or ())


def _needs_all(parameters: Parameters) -> bool:
    """Return whether every format is needed; any word but AND, even none behind the sign, asks for any."""
    name = "formats_comparison_operator"
    return not parameters.has(name) or (parameters.text(name) or "").upper() == "AND"


def time_of(hour: str | None, minute: str | None) -> int | None:
    """Return the seconds of an hour and a minute, each held to the clock; None where neither is a number."""
    if not is_numeric(hour) and not is_numeric(minute):
        return None
    hours = integer(hour or "") if is_numeric(hour) else 0
    minutes = integer(minute or "") if is_numeric(minute) else 0
    return max(0, min(_LAST_HOUR, hours)) * 3600 + max(0, min(_LAST_MINUTE, minutes)) * 60


def _time(parameters: Parameters, name: str) -> int | None:
    return time_of(parameters.text(f"{name}H"), parameters.text(f"{name}M"))


def _search_string(parameters: Parameters) -> str | None:
    text = parameters.text("SearchString")
    if text is None or (len(text) < SHORTEST_WORD and not is_numeric(text)):
        return None
    return text


def _split(text: str | None, *, as_address: bool) -> tuple[frozenset[int] | None, Sought | None, str | None]:
    """Return ids, words and address of a search string; a list of numbers are ids."""
    if text is None:
        return None, None, None
    if as_address:
        return None, None, text
    parts = text.split(",")
    if all(is_numeric(part) for part in parts):
        return frozenset(map(integer, parts)), None, None
    return None, Sought.of(text), None


def _both(choice: Choice, ids: frozenset[int] | None) -> Choice:
    """Return what both ask for; ids that contradict each other leave one that no meeting has."""
    if ids is None:
        return choice
    include = ids & choice.include if choice.include else ids
    return Choice(include or frozenset({0}), choice.exclude)


def _order(parameters: Parameters) -> tuple[str, ...]:
    keys = parameters.text("sort_keys")
    if keys is not None and keys != "0":
        return tuple(keys.split(","))
    return ALIASES.get(parameters.text("sort_key") or "", USUAL_ORDER)


def _page_size(text: str | None) -> int | None:
    """Return the size; a negative one, at which the servers fail, counts as not given."""
    size = integer(text or "") if is_numeric(text) else -1
    return size if size >= 0 else None


def _page(text: str | None) -> int:
    return max(1, integer(text or "")) if is_numeric(text) else 1


def _languages(parameters: Parameters) -> tuple[str, ...] | None:
    return tuple(parameters.array("lang_enum") or ()) if parameters.has("lang_enum") else None


def _radius(parameters: Parameters) -> float | None:
    text = parameters.text("SearchStringRadius")
    return float(text) if text is not None and is_numeric(text) and abs(float(text)) < float("inf") else None
