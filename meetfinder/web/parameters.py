"""Parameters of an address, read one by one and refused in a sentence that names them."""

import re
from difflib import get_close_matches

from werkzeug.datastructures import MultiDict

from meetfinder.web.languages import gettext

_DEGREES = r"[+-]?[0-9]{1,3}(\.[0-9]{0,25})?([eE][+-]?[0-9]{1,3})?"
"""As programs write numbers: a longitude at Greenwich may have twenty decimals, or an exponent."""
_MOMENT = re.compile("[0-9]{10,16}")
"""Seconds to microseconds since 1970."""


class BadParameter(ValueError):
    """A parameter that cannot be used. `str()` is one sentence that names it and says what to do."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


class Reader:
    """Takes one parameter after another from an address.

    A strict reader refuses empty values; one that is not passes over them, because a form sends every
    field that was left empty.
    """

    def __init__(self, args: MultiDict[str, str], *, strict: bool) -> None:
        self._args = args
        self._strict = strict

    def many(self, name: str, form: str, meaning: str) -> tuple[str, ...]:
        """Return the different values of `name` in their order; each must have the form, a pattern."""
        values = dict.fromkeys(value.strip() for value in self._args.getlist(name))
        if not self._strict:
            values.pop("", None)
        for value in values:
            if not re.fullmatch(form, value):
                raise BadParameter(name, must_be(name, meaning))
        return tuple(values)

    def one(self, name: str, form: str = ".+", meaning: str = "") -> str:
        """Return the value of `name`, or an empty text; two different ones are refused."""
        values = self.many(name, form, meaning or gettext("filled in or left out"))
        if len(values) > 1:
            raise BadParameter(
                name, gettext("%(name)s can have one value only: leave out all but one.", name=name)
            )
        return values[0] if values else ""

    def choice(self, name: str, values: tuple[str, ...], default: str) -> str:
        """Return the one value, which must be among `values`, or the default."""
        return self.one(name, _any_of(values), one_of(values)) or default

    def choices(self, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return every value; each must be among `values`."""
        return self.many(name, _any_of(values), one_of(values))

    def whole(self, name: str, default: int, largest: int) -> int:
        """Return a whole number from 1 to `largest`, or the default."""
        meaning = gettext("a whole number from 1 to %(largest)s", largest=largest)
        number = int(self.one(name, r"[0-9]{1,9}", meaning) or default)
        if not 1 <= number <= largest:
            raise BadParameter(name, must_be(name, meaning))
        return number

    def degrees(self, name: str, largest: float) -> float | None:
        """Return degrees from minus `largest` to `largest`, or None when there are none."""
        meaning = gettext(
            "degrees from -%(largest)s to %(largest)s, such as 30.0850", largest=f"{largest:.0f}"
        )
        text = self.one(name, _DEGREES, meaning)
        if not text:
            return None
        if abs(float(text)) > largest:
            raise BadParameter(name, must_be(name, meaning))
        return float(text)


def refuse_unknown(args: MultiDict[str, str], known: tuple[str, ...]) -> None:
    """Raise BadParameter for the first parameter that is not `known`, with the name probably meant.

    The moment that readers add to an address so that no cache answers is passed over.
    """
    for name in args:
        if name not in known and not _is_moment(name, args[name]):
            nearest = get_close_matches(name, known, n=1, cutoff=0.6)
            if nearest:
                told = gettext(
                    "There is no parameter %(name)s here: did you mean %(other)s?",
                    name=name,
                    other=nearest[0],
                )
            else:
                told = gettext(
                    "There is no parameter %(name)s here: known are %(known)s.",
                    name=name,
                    known=", ".join(known) or gettext("none"),
                )
            raise BadParameter(name, told)


def _is_moment(name: str, value: str) -> bool:
    """Say whether a parameter is only the present moment, as `?1790000000000` or `?_=1790000000000`."""
    moment = value if name == "_" else "" if value else name
    return _MOMENT.fullmatch(moment) is not None


def refuse_unlisted(name: str, values: tuple[str, ...], known: tuple[str, ...], *, see: str) -> None:
    """Raise BadParameter for the first of `values` that is not `known`; those stand at `see`."""
    for value in values:
        if value not in known:
            nearest = get_close_matches(value, known, n=1, cutoff=0.5)
            if nearest:
                told = gettext(
                    "%(name)s has a value that is not known: did you mean %(other)s?",
                    name=name,
                    other=nearest[0],
                )
            else:
                told = gettext(
                    "%(name)s has a value that is not known: see %(see)s for those there are.",
                    name=name,
                    see=see,
                )
            raise BadParameter(name, told)


def one_of(values: tuple[str, ...]) -> str:
    """Say which values there are."""
    return gettext("one of %(values)s", values=", ".join(values))


def must_be(name: str, meaning: str) -> str:
    """Say what the value of a parameter must be."""
    return gettext("%(name)s must be %(meaning)s.", name=name, meaning=meaning)


def _any_of(values: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, values))
