"""Which meetings an HSDS answer is about, as conditions for the database."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, true

from meetfinder.directory.models import (
    Attribute,
    Fellowship,
    Format,
    Group,
    Location,
    Meeting,
    MeetingStatus,
    Source,
    meeting_format,
)
from meetfinder.directory.standing import is_shown
from meetfinder.exchange.hsds import terms
from meetfinder.moderation.models import Revision

PERMITTED = or_(Meeting.source_id.is_(None), and_(Source.republish, not_(Source.demo)))
"""What may be told to helplines: nothing without permission of its list, and nothing invented."""
LISTED = and_(Meeting.status != MeetingStatus.RETIRED, is_shown())
_TEXTS = (
    Meeting.name, Meeting.notes, Group.name, Group.notes, Fellowship.name, Location.city, Location.region,
)  # fmt: skip
"""What a search looks at: nothing that is kept back of a minors' meeting or a home."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization that is asked for: a fellowship, a group, or, with neither, one that is not here."""

    fellowship: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """A circle: degrees and metres."""

    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for; all of it must hold. Empty or None: not asked."""

    fellowships: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Sources that are left out."""
    words: tuple[str, ...] = ()
    term: str = ""
    """Id of a term."""
    taxonomy: str = ""
    """Id of a taxonomy."""
    organization: Organization | None = None
    modified_after: datetime | None = None
    around: Around | None = None

    @property
    def tells_of_the_gone(self) -> bool:
        """Return whether meetings that are no longer listed belong to the answer.

        They do for whoever asks what changed, but not where a search for words or places would give away
        what they were.
        """
        return self.modified_after is not None and not (
            self.words or self.term or self.taxonomy or self.around
        )

    def without_words(self) -> "Wish":
        """Return the wish with its words left out."""
        return replace(self, words=())


def meetings(wish: Wish, known: tuple[terms.Term, ...], *columns: Any) -> Select[Any]:
    """Return a query of the meetings wished for; `known` are all terms."""
    return permitted(*columns).where(*_conditions(wish, known))


def permitted(*columns: Any) -> Select[Any]:
    """Return a query of every meeting that may be told of, whether it is still listed or not."""
    return (
        select(*columns)
        .select_from(Meeting)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
        .outerjoin(Location, Meeting.location_id == Location.id)
        .where(PERMITTED)
    )


def last_change() -> Any:
    """Return the moment of the last revision of a meeting's group, as a column."""
    return (
        select(func.max(Revision.made_at))
        .where(Revision.group_id == Meeting.group_id)
        .correlate(Meeting)
        .scalar_subquery()
    )


def every_word(words: tuple[str, ...], *columns: Any) -> list[ColumnElement[bool]]:
    """Return the conditions that each word stands in one of the columns."""
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words]


def _conditions(wish: Wish, known: tuple[terms.Term, ...]) -> list[ColumnElement[bool]]:
    found = every_word(wish.words, *_TEXTS)
    if not wish.tells_of_the_gone:
        found.append(LISTED)
    if wish.fellowships:
        found.append(Fellowship.slug.in_(wish.fellowships))
    if wish.sources:
        found.append(Source.slug.in_(wish.sources))
    if wish.without:
        found.append(or_(Meeting.source_id.is_(None), Source.slug.not_in(wish.without)))
    if wish.organization is not None:
        found.append(_held_by(wish.organization))
    if wish.modified_after is not None:
        changed = select(Revision.group_id).where(Revision.made_at >= wish.modified_after)
        found.append(or_(Meeting.updated_at >= wish.modified_after, Meeting.group_id.in_(changed)))
    if wish.term:
        found.append(or_(false(), *(_classified(term) for term in known if term.id == wish.term)))
    if wish.taxonomy:
        taxonomy = next((item.slug for item in terms.TAXONOMIES.values() if item.id == wish.taxonomy), "")
        found.append(_classified_by(taxonomy))
    return found


def _held_by(organization: Organization) -> ColumnElement[bool]:
    if organization.fellowship:
        return Fellowship.slug == organization.fellowship
    return and_(Group.public_id == organization.group, Group.fellowship_id.is_(None))


def _classified(term: terms.Term) -> ColumnElement[bool]:
    if term.taxonomy.slug == terms.KINDS:
        return Fellowship.kind == term.code
    if term.taxonomy.slug == terms.FORMATS:
        return (
            select(meeting_format.c.meeting_id)
            .join(Format, meeting_format.c.format_id == Format.id)
            .where(meeting_format.c.meeting_id == Meeting.id, Format.slug == term.code)
            .exists()
        )
    if term.taxonomy.slug == terms.STATED:
        return _stated(*term.code.partition(":")[::2])
    return true()  # Every record says where it is from.


def _stated(key: str, value: str) -> ColumnElement[bool]:
    """Return the condition that something is stated; the meeting's own word wins over its group's."""
    about = Attribute.key == key
    said = and_(about, Attribute.value == value) if value else about
    own = Attribute.meeting_id == Meeting.id
    by_meeting = select(Attribute.id).where(own, said).exists()
    by_group = select(Attribute.id).where(Attribute.group_id == Group.id, said).exists()
    return or_(by_meeting, and_(by_group, not_(select(Attribute.id).where(own, about).exists())))


def _classified_by(taxonomy: str) -> ColumnElement[bool]:
    if taxonomy == terms.KINDS:
        return Group.fellowship_id.is_not(None)
    if taxonomy == terms.FORMATS:
        return select(meeting_format.c.meeting_id).where(meeting_format.c.meeting_id == Meeting.id).exists()
    if taxonomy == terms.STATED:
        stated = or_(Attribute.meeting_id == Meeting.id, Attribute.group_id == Group.id)
        return select(Attribute.id).where(stated).exists()
    return true() if taxonomy == terms.ORIGIN else false()
