"""Public ids that a source's key always leads to, salted where one is taken already."""

from collections.abc import Iterable
from itertools import count

from sqlalchemy import literal, select, union_all

from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting, Redirect
from meetfinder.directory.naming import id_in_own_group_slug, id_in_own_slug, public_id

_CHUNK = 300


class Identities:
    """Gives out the public ids of one source's new groups and meetings."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._taken: set[str] = set()

    def load(self, *, groups: Iterable[str], meetings: Iterable[str]) -> None:
        """Look up which of the ids that these keys lead to belong to something else."""
        wanted = [self._of_group(key, 0) for key in groups] + [self._of_meeting(key, 0) for key in meetings]
        for start in range(0, len(wanted), _CHUNK):
            self._taken |= _held(wanted[start : start + _CHUNK])

    def of_group(self, key: str) -> str:
        """Return a free id for the group with this key in its source."""
        return self._free(self._of_group(key, salt) for salt in count())

    def of_meeting(self, key: str) -> str:
        """Return a free id for the meeting with this key in its source."""
        return self._free(self._of_meeting(key, salt) for salt in count())

    def _of_group(self, key: str, salt: int) -> str:
        own = "" if salt else id_in_own_group_slug(key)
        return own or public_id(self._source, "group", key, *_salted(salt))

    def _of_meeting(self, key: str, salt: int) -> str:
        own = "" if salt else id_in_own_slug(key)
        return own or public_id(self._source, key, *_salted(salt))

    def _free(self, candidates: Iterable[str]) -> str:
        for position, candidate in enumerate(candidates):
            if candidate not in self._taken and not (position and _held([candidate])):
                self._taken.add(candidate)
                return candidate
        raise AssertionError("candidates never end")


def _salted(salt: int) -> tuple[str, ...]:
    return (f"salt {salt}",) if salt else ()


def _held(ids: list[str]) -> set[str]:
    columns = (Group.public_id, Meeting.public_id, Redirect.old_public_id)
    asked = union_all(*(select(column, literal(1)).where(column.in_(ids)) for column in columns))
    return {found for found, _ in db.session.execute(asked)}
