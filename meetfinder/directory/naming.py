"""Names in addresses: slugs that give away neither a group's name nor a condition, and short public ids."""

import hashlib
import re
import unicodedata
from functools import lru_cache

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels, so that no word appears, and no letters that are mistaken for digits."""
PUBLIC_ID_LENGTH = 9
"""27^9 ids: a collision among a million is about one chance in fifteen, and is then salted away."""
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")

_OWN_GROUP_SLUG = re.compile(rf"(?:[a-z0-9-]+-)?group-([{ALPHABET}]{{{PUBLIC_ID_LENGTH}}})")


def public_id(*facts: str) -> str:
    """Return the id that `facts` always lead to, so that the same list has the same addresses anywhere."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(facts).encode()).digest(), "big")
    letters = []
    for _ in range(PUBLIC_ID_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; empty when nothing of that kind is in `text`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@lru_cache(maxsize=4096)
def _short(town: str) -> str:
    return slugify(town)[:30].strip("-")


def meeting_slug(*, town: str, weekday: int, start_minute: int, public_id: str) -> str:
    """Return for example `buda-tuesday-1900-k3f9qzbcd` (weekday 0 = Sunday, minute of the local day)."""
    return f"{_short(town) or 'meeting'}-{_day_and_hour(weekday, start_minute)}-{public_id}"


@lru_cache(maxsize=4096)
def _day_and_hour(weekday: int, start_minute: int) -> str:
    return f"{DAYS[weekday]}-{start_minute // 60:02}{start_minute % 60:02}"


def group_slug(*, town: str, public_id: str) -> str:
    """Return for example `buda-group-k3f9qzbcd`."""
    place = _short(town)
    return f"{place}-group-{public_id}" if place else f"group-{public_id}"


def id_in_own_slug(key: str) -> str:
    """Return the public id at the end of a key that is a slug as `meeting_slug` makes it; else an empty text.

    A list that was exported from a directory of ours comes back with our slugs as its keys. Its meetings keep
    their addresses, so bookmarks and favourites still lead to them.
    """
    found = re.fullmatch(
        rf"[a-z0-9-]+-(?:{'|'.join(DAYS)})-[0-2]\d[0-5]\d-([{ALPHABET}]{{{PUBLIC_ID_LENGTH}}})", key
    )
    return found[1] if found else ""


def id_in_own_group_slug(key: str) -> str:
    """Return the public id at the end of a key that is a slug of `group_slug`; else an empty text."""
    found = _OWN_GROUP_SLUG.fullmatch(key)
    return found[1] if found else ""


def id_of(slug: str) -> str:
    """Return the public id at the end of a slug; everything before it may be out of date."""
    return slug.rsplit("-", 1)[-1]
