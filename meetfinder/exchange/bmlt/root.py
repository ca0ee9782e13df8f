"""The site's own face: what is selected of all that may be shown again, under ids of our own.

A mixed directory has meetings of many fellowships, and the dialect has no word for one. So nothing is shown
that nobody selected: by `services`, `fellowship`, `source` or the site's setting; only a directory in which
everything belongs to one fellowship needs no choice.

A meeting's id is the directory's, a format's too, and so is a service body's that came from a BMLT server.
Each source and each fellowship is a service body besides, with a number in a range of its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy import Row as Record
from sqlalchemy.orm import InstrumentedAttribute

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import (
    ExternalId,
    ExternalKind,
    Fellowship,
    Format,
    Group,
    Location,
    Meeting,
    MeetingStatus,
    ServiceBody,
    Source,
    meeting_format,
)
from meetfinder.directory.publishing import is_area_only, public_point
from meetfinder.directory.reading import listings
from meetfinder.directory.reliable import is_reliable
from meetfinder.directory.standing import is_shown
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.bodies import Body, Tree
from meetfinder.exchange.bmlt.face import Asked, Change, Face, Window
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.history import changes_of
from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.request import Choice
from meetfinder.exchange.bmlt.rows import Row
from meetfinder.exchange.bmlt.server import own_info
from meetfinder.exchange.bmlt.stored import in_box, open_source, point_row
from meetfinder.exchange.bmlt.written import row_of
from meetfinder.exchange.publisher import NOT_STATED, OWN_LICENCE

FELLOWSHIPS, SOURCES = 800_000_000, 900_000_000
"""Where the numbers begin that service bodies made of fellowships and sources have; the first is for groups
of no fellowship."""
_CHUNK = 500
_LARGEST_ID = 2**31 - 1
_FORMATS = select(
    Format.id,
    Format.slug,
    Format.name,
    Format.name_es,
    Format.language,
    Format.meeting_guide,
    Format.bmlt,
    Format.bmlt_world,
).order_by(Format.id)
_SHOWN = (
    Meeting.status == MeetingStatus.ACTIVE,
    is_shown(),
    or_(Meeting.source_id.is_(None), Source.republish.is_(True)),
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for by slug; `usual` is the site's setting, for those who ask for nothing."""

    fellowships: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was selected, by our ids; None: no such choice."""

    fellowships: frozenset[int] | None = None
    sources: frozenset[int] | None = None

    def conditions(self, window: Window | None = None) -> list[ColumnElement[bool]]:
        """Return the conditions; in a window of few rows, such that no database begins with them.

        A fellowship may have a million meetings and the window ten, which a planner does not always see.
        """
        few = window is not None and (window.box is not None or window.ids is not None)
        found: list[ColumnElement[bool]] = []
        if self.fellowships is not None:
            column = Group.fellowship_id + 0 if few else Group.fellowship_id
            found.append(column.in_(sorted(self.fellowships)))
        if self.sources is not None:
            source = Meeting.source_id + 0 if few else Meeting.source_id
            found.append(source.in_(sorted(self.sources)))
        return found


def open_root(selection: Selection, parameters: Parameters, *, base: str, now: datetime) -> Face:
    """Return the face with what is selected; `now` (aware) decides which join links are seen."""
    return _open(_chosen(selection, parameters), base=base, now=now)


def open_source_face(source: Source, *, base: str, now: datetime) -> Face:
    """Return the face of a source: its own where it was read from a BMLT server, else under ours."""
    known = select(ExternalId.id).where(
        ExternalId.source_id == source.id, ExternalId.kind == ExternalKind.SERVER
    )
    if db.session.scalar(known.limit(1)) is not None:
        return open_source(source, base=base)
    return _open(Chosen(sources=frozenset({source.id})), base=base, now=now)


def _open(chosen: Chosen, *, base: str, now: datetime) -> Face:
    bodies = _Bodies()
    return Face(
        base=base,
        rows=lambda window: _rows(chosen, window, bodies, now),
        points=lambda window: _points(chosen, window),
        changes=lambda asked: _changes(chosen, asked, bodies),
        tree=bodies.tree,
        labels=_labels(),
        used=lambda: _used(chosen),
        info=own_info,
    )


def _chosen(selection: Selection, parameters: Parameters) -> Chosen:
    fellowships = sources = None
    if selection.fellowships:
        fellowships = _ids(Fellowship.id, Fellowship.slug.in_(selection.fellowships))
    if selection.sources:
        sources = _ids(Source.id, Source.slug.in_(selection.sources))
    named = selection.fellowships or selection.sources
    if named or Choice.of(parameters.integers("services")).include:
        return Chosen(fellowships, sources)
    if selection.usual:
        return Chosen(_ids(Fellowship.id, Fellowship.slug == selection.usual))
    return Chosen() if _has_one_fellowship() else Chosen(frozenset())


def _ids(column: InstrumentedAttribute[int], condition: ColumnElement[bool]) -> frozenset[int]:
    return frozenset(db.session.scalars(select(column).where(condition)))


def _has_one_fellowship() -> bool:
    """Return whether all that may be shown belongs to one fellowship, or to none."""
    return len(_listed_fellowships()) + _has_independents() == 1


def _listed_fellowships() -> list[tuple[int, str, str]]:
    """Return id, name and site of every fellowship that has a meeting to be shown."""
    return [(number, name, site or "") for number, name, site in db.session.execute(_LISTED)]


def _has_independents() -> bool:
    return db.session.scalar(_INDEPENDENT) or False


def _meetings(*columns: Any) -> Select[Any]:
    """Return a query of published meetings that may be shown again, without their fellowship."""
    return (
        select(*columns)
        .select_from(Group)
        .join(Meeting, Meeting.group_id == Group.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(*_SHOWN)
    )


_LISTED = (
    select(Fellowship.id, Fellowship.name, Fellowship.site)
    .where(_meetings(1).where(Group.fellowship_id == Fellowship.id).correlate(Fellowship).exists())
    .order_by(Fellowship.id)
)
"""It looks for one meeting of each, because reading all of them takes seconds where there are a million."""
_INDEPENDENT = select(_meetings(1).where(Group.fellowship_id.is_(None)).exists())


def _select(*columns: Any) -> Select[Any]:
    """Return a query of published meetings that may be shown again; BMLT has no word for stale ones."""
    return (
        select(*columns)
        .select_from(Meeting)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(*_SHOWN, is_reliable(clock.now().date()))
    )


def _rows(chosen: Chosen, window: Window, bodies: "_Bodies", now: datetime) -> list[Row]:
    columns = (Meeting.id, Meeting.source_id, Meeting.extra, Group.fellowship_id)
    query = _within(_select(*columns).where(*chosen.conditions(window)), window)
    if window.box is not None:
        query = query.join(Location, Meeting.location_id == Location.id)
    records = {record.id: record for record in db.session.execute(query)}
    found = listings(records, now=now)
    formats = _formats_of(records)
    return [
        _row(records[number], listing, bodies, formats.get(number, ())) for number, listing in found.items()
    ]


def _points(chosen: Chosen, window: Window) -> list[Row]:
    """Return the rows of a window with day, time and public place only."""
    columns = (
        Meeting.id,
        Meeting.weekday,
        Meeting.start_minute,
        Meeting.duration_minutes,
        Meeting.youth,
        Location.precision,
        Location.latitude,
        Location.longitude,
    )
    located = _select(*columns).join(Location, Meeting.location_id == Location.id)
    query = located.where(*chosen.conditions(window))
    return [
        point_row(
            record.id,
            record,
            public_point(
                record.latitude,
                record.longitude,
                area_only=is_area_only(youth=record.youth, precision=record.precision),
            ),
        )
        for record in db.session.execute(_within(query, window))
    ]


def _within(query: Select[Any], window: Window) -> Select[Any]:
    if window.ids is not None:
        query = query.where(Meeting.id.in_(_possible(window.ids)))
    if window.weekdays is not None:
        query = query.where(Meeting.weekday.in_(sorted(window.weekdays)))
    return query if window.box is None else query.where(in_box(window.box))


def _possible(ids: Iterable[int]) -> list[int]:
    """Return those that can be ids of ours; PostgreSQL refuses to compare a greater number with one."""
    return sorted(number for number in ids if 0 < number <= _LARGEST_ID)


def _row(record: Record[Any], listing: Any, bodies: "_Bodies", formats: tuple[int, ...]) -> Row:
    """Return the row of a listing; where it came from a BMLT server, with the fields only that one has."""
    body = bodies.of(record)
    row = row_of(listing, body=body, formats=formats)
    stored = record.extra.get(kept.KEY)
    if stored is None or listing.youth:
        return row
    values = {key: text for key, text in stored[kept.VALUES].items() if key not in row.values}
    return Row(
        id=row.id,
        values=values | {key: text for key, text in row.values.items() if text or key not in values},
        weekday=row.weekday,
        start=row.start,
        duration=row.duration,
        venue=row.venue,
        body=row.body,
        formats=row.formats,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def _formats_of(ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    wanted = list(ids)
    found: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(wanted), _CHUNK):
        pairs = db.session.execute(
            select(meeting_format.c.meeting_id, meeting_format.c.format_id)
            .where(meeting_format.c.meeting_id.in_(wanted[start : start + _CHUNK]))
            .order_by(meeting_format.c.format_id)
        )
        for meeting, number in pairs:
            found[meeting].append(number)
    return {meeting: tuple(numbers) for meeting, numbers in found.items()}


def _used(chosen: Chosen) -> frozenset[int]:
    query = _select(meeting_format.c.format_id).join(
        meeting_format, meeting_format.c.meeting_id == Meeting.id
    )
    return frozenset(db.session.scalars(query.where(*chosen.conditions()).distinct()))


def _labels() -> list[FormatLabel]:
    """Return our formats in the languages of their names."""
    found = db.session.execute(_FORMATS).all()
    labels = []
    for language in ("en", "es"):
        labels += [
            FormatLabel(
                id=item.id,
                key=(item.bmlt or [item.meeting_guide or item.slug])[0],
                name=item.name if language == "en" else item.name_es,
                description="",
                language=language,
                world_id=item.bmlt_world or "",
                kind="LANG" if item.language else "O" if item.slug in {"open", "closed"} else "FC1",
            )
            for item in found
        ]
    return labels


def _changes(chosen: Chosen, asked: Asked, bodies: "_Bodies") -> list[Change]:
    wanted = [*chosen.conditions(), or_(Meeting.source_id.is_(None), Source.republish.is_(True))]
    if asked.meeting is not None:
        wanted.append(Meeting.id.in_(_possible([asked.meeting])))
    return changes_of(wanted, asked, identify=lambda record: (record.id, bodies.of(record)))


class _Bodies:
    """The service bodies of the whole directory: of BMLT servers, of other sources, of fellowships."""

    def __init__(self) -> None:
        sources = db.session.scalars(
            select(Source).where(Source.republish.is_(True)).order_by(Source.id)
        ).all()
        shown = {source.id for source in sources}
        stored = db.session.scalars(
            select(ServiceBody)
            .where(ServiceBody.source_id.in_(shown))
            .order_by(ServiceBody.source_id, ServiceBody.position)
        ).all()
        self._ids = {(body.source_id, body.key): body.id for body in stored}
        self.tree = Tree([*self._fellowships(), *map(_source_body, sources), *map(self._own, stored)])

    def of(self, record: Record[Any]) -> int:
        """Return the body of a meeting."""
        if record.source_id is None:
            return FELLOWSHIPS + (record.fellowship_id or 0)
        key = record.extra.get(kept.KEY, {}).get(kept.VALUES, {}).get("service_body_bigint", "")
        own = self._ids.get((record.source_id, key))
        return SOURCES + int(record.source_id) if own is None else own

    def _own(self, body: ServiceBody) -> Body:
        above = self._ids.get((body.source_id, body.parent_key or ""), SOURCES + body.source_id)
        return Body(
            id=body.id,
            parent=above,
            name=body.name,
            description=body.description,
            kind=body.kind,
            url=body.website,
            helpline=body.helpline,
            world_id=body.world_id,
        )

    @staticmethod
    def _fellowships() -> list[Body]:
        found = [
            _body(FELLOWSHIPS + number, 0, name, "WS", site) for number, name, site in _listed_fellowships()
        ]
        return (
            [_body(FELLOWSHIPS, 0, "Independent groups", "WS", ""), *found] if _has_independents() else found
        )


def _source_body(source: Source) -> Body:
    above = FELLOWSHIPS + source.fellowship_id if source.fellowship_id else 0
    return _body(SOURCES + source.id, above, source.name, "RS", "", licence=source.licence or NOT_STATED)


def _body(number: int, parent: int, name: str, kind: str, url: str, *, licence: str = OWN_LICENCE) -> Body:
    """Return a body; its description is the one place where this dialect can name a licence."""
    return Body(
        id=number,
        parent=parent,
        name=name,
        description=f"Licence: {licence}",
        kind=kind,
        url=url,
        helpline="",
        world_id="",
    )


__all__ = ["FELLOWSHIPS", "SOURCES", "Selection", "open_root", "open_source_face"]
