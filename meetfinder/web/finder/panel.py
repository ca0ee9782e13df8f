"""The filters beside an answer: which values, how many meetings each would leave, which are chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from meetfinder.directory import catalogue
from meetfinder.search.query import Counts, SearchQuery
from meetfinder.web import codes, filters
from meetfinder.web.finder.labels import fellowship_names, format_names, language_name

NEEDS = (
    "med_psychiatric:welcome",
    "med_psychiatric:accepted",
    "med_moud:full_participation",
    "diagnosis_required:none",
    "relapse_welcome:yes",
    "speaking_optional:yes",
    "cameras_optional:yes",
    "no_registration:yes",
    "quiet_space:yes",
    "wheelchair_step_free:yes",
    "sign_language:yes",
    "live_captions:yes",
    "family_welcome:yes",
    "religion:secular",
)
"""The statements that are offered as filters, of the many that can be searched for."""
MOST_FELLOWSHIPS, MOST_FORMATS, MOST_LANGUAGES = 12, 16, 10
FIRST_CATEGORIES = ("accessibility", "access", "audience")


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter. `label` is its name, or the code that templates put into words."""

    label: str
    value: str
    count: int | None
    """None: not counted."""
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Every filter of an answer."""

    days: tuple[Option, ...]
    attendance: tuple[Option, ...]
    kinds: tuple[Option, ...]
    fellowships: tuple[Option, ...]
    formats: tuple[Option, ...]
    languages: tuple[Option, ...]
    needs: tuple[Option, ...]
    conditions: tuple[Option, ...]

    @property
    def wished(self) -> tuple[Option, ...]:
        """What the visitor has chosen to be stated, which the form beside keeps."""
        return tuple(option for option in (*self.conditions, *self.needs) if option.chosen)

    @property
    def coded(self) -> tuple[Option, ...]:
        """Every chosen value that stands in an address as an opaque code."""
        return tuple(
            option
            for options in (self.kinds, self.fellowships, self.formats, self.needs, self.conditions)
            for option in options
            if option.chosen
        )


def read_panel(args: MultiDict[str, str], query: SearchQuery, counts: Counts) -> Panel:
    """Return the filters as they stand in `args`; values that nothing near has are left out unless chosen."""
    coded = frozenset(args.getlist("n"))
    fellowships = _top(counts.fellowships, query.fellowships, MOST_FELLOWSHIPS)
    formats = _top(counts.formats, query.formats, MOST_FORMATS)
    return Panel(
        days=tuple(
            Option(str(day), str(day), counts.days.get(day, 0), day in query.days) for day in range(7)
        ),
        attendance=tuple(
            Option(mode, mode, counts.attendance.get(mode, 0), mode in query.attendance)
            for mode in filters.ATTENDANCE
        ),
        kinds=_coded("kind", catalogue.KINDS, coded, counts.kinds),
        fellowships=_named(
            "fellowship", fellowships, coded, counts.fellowships, fellowship_names(fellowships)
        ),
        formats=_formats(formats, coded, counts.formats),
        languages=tuple(
            Option(language_name(tag), tag, counts.languages.get(tag, 0), tag in query.languages)
            for tag in _top(counts.languages, query.languages, MOST_LANGUAGES)
        ),
        needs=_coded(
            "attribute",
            dict.fromkeys((*NEEDS, *map(":".join, query.attributes))),
            coded,
            counts.attributes,
        ),
        conditions=_coded("focus", (*catalogue.CONDITIONS[1:], "any"), coded, counts.focus),
    )


def _top(counts: Mapping[str, int], chosen: Iterable[str], most: int) -> tuple[str, ...]:
    """Return what is chosen and then the most frequent values."""
    frequent = sorted((value for value in counts if counts[value]), key=lambda value: (-counts[value], value))
    return tuple(dict.fromkeys((*chosen, *frequent)))[: max(most, len(tuple(chosen)))]


def _coded(
    field: str, values: Iterable[str], chosen: frozenset[str], counts: Mapping[str, int] | None
) -> tuple[Option, ...]:
    return _options(field, values, chosen, counts, label=lambda value: value)


def _named(
    field: str,
    values: Iterable[str],
    chosen: frozenset[str],
    counts: Mapping[str, int],
    names: Mapping[str, str],
) -> tuple[Option, ...]:
    return _options(field, values, chosen, counts, label=lambda value: names.get(value, value))


def _options(
    field: str,
    values: Iterable[str],
    chosen: frozenset[str],
    counts: Mapping[str, int] | None,
    *,
    label: Callable[[str], str],
) -> tuple[Option, ...]:
    found = []
    for value in values:
        code = codes.encode(field, value)
        count = None if counts is None else counts.get(value, 0)
        if count != 0 or code in chosen:
            found.append(Option(label(value), code, count, code in chosen))
    return tuple(found)


def _formats(slugs: tuple[str, ...], chosen: frozenset[str], counts: Mapping[str, int]) -> tuple[Option, ...]:
    """Return formats with those first that decide whether somebody can come at all."""
    known = format_names(slugs)
    ranked = sorted(slugs, key=lambda slug: _category_rank(known[slug][1] if slug in known else ""))
    return _named("format", ranked, chosen, counts, {slug: known[slug][0] for slug in known})


def _category_rank(category: str) -> int:
    return FIRST_CATEGORIES.index(category) if category in FIRST_CATEGORIES else len(FIRST_CATEGORIES)
