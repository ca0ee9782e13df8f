"""The site's own face: what is selected of all that may be shown again, under ids of our own.

A mixed directory has meetings of many fellowships, and the dialect has no word for one. So nothing is shown
that nobody selected: by `services`, `fellowship`, `source` or the site's setting; only a directory in which
everything belongs to one fellowship needs no choice.

A meeting's id is the directory's, a format's too, and so is a service body's that came from a BMLT server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from meetfinder.db import db
from meetfinder.directory.models import ExternalId, ExternalKind, Fellowship, Format, Meeting, Source
from meetfinder.directory.prepared import Prepared
from meetfinder.exchange.bmlt.face import Asked, Change, Face
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.history import changes_of
from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.request import Choice
from meetfinder.exchange.bmlt.root_bodies import Bodies, has_independents, listed_fellowships
from meetfinder.exchange.bmlt.root_rows import (
    PERMITTED,
    Chosen,
    formats_used,
    outlines_of,
    points_of,
    possible,
    rows_of,
)
from meetfinder.exchange.bmlt.server import own_info
from meetfinder.exchange.bmlt.stored import open_source
from meetfinder.exchange.bmlt.words import fold

_FORMATS = Prepared(
    select(
        Format.id,
        Format.slug,
        Format.name,
        Format.name_es,
        Format.language,
        Format.meeting_guide,
        Format.bmlt,
        Format.bmlt_world,
    ).order_by(Format.id)
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for by slug; `usual` is the site's setting, for those who ask for nothing."""

    fellowships: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    usual: str = ""


def open_root(selection: Selection, parameters: Parameters, *, base: str, now: datetime) -> Face:
    """Return the face with what is selected; `now` (aware) decides which join links are seen."""
    return _open(_chosen(selection, parameters), Bodies(), base=base, now=now)


def open_source_face(source: Source, *, base: str, now: datetime) -> Face:
    """Return the face of a source: its own where it was read from a BMLT server, else under ours."""
    known = select(ExternalId.id).where(
        ExternalId.source_id == source.id, ExternalId.kind == ExternalKind.SERVER
    )
    if db.session.scalar(known.limit(1)) is not None:
        return open_source(source, base=base)
    bodies = Bodies(of_source=source.id)
    return _open(Chosen(sources=frozenset({source.id})), bodies, base=base, now=now)


def _open(chosen: Chosen, bodies: Bodies, *, base: str, now: datetime) -> Face:
    return Face(
        base=base,
        rows=lambda window: rows_of(chosen, window, bodies.of, now),
        points=lambda window: points_of(chosen, window),
        outlines=lambda window: outlines_of(chosen, window, bodies.of),
        changes=lambda asked: _changes(chosen, asked, bodies),
        tree=bodies.tree,
        labels=_labels(),
        used=lambda: formats_used(chosen),
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
    return len(listed_fellowships()) + has_independents() == 1


def _labels() -> list[FormatLabel]:
    """Return our formats in the languages of their names."""
    found = _FORMATS.all_rows(db.session.connection())
    keys = _keys(found)
    labels = []
    for language in ("en", "es"):
        labels += [
            FormatLabel(
                id=item.id,
                key=keys[item.id],
                name=item.name if language == "en" else item.name_es,
                description="",
                language=language,
                world_id=item.bmlt_world or "",
                kind="LANG" if item.language else "O" if item.slug in {"open", "closed"} else "FC1",
            )
            for item in found
        ]
    return labels


def _keys(formats: Sequence[Any]) -> dict[int, str]:
    """Return a key for each format that no other one has in any case, because clients find formats by key."""
    keys: dict[int, str] = {}
    for item in sorted(formats, key=lambda item: not item.bmlt):
        taken = set(map(fold, keys.values()))
        possible_keys = (*(item.bmlt or ()), item.meeting_guide or item.slug)
        keys[item.id] = next((key for key in possible_keys if fold(key) not in taken), item.slug)
    return keys


def _changes(chosen: Chosen, asked: Asked, bodies: Bodies) -> list[Change]:
    wanted = [*chosen.conditions(), PERMITTED]
    if asked.meeting is not None:
        wanted.append(Meeting.id.in_(possible([asked.meeting])))
    return changes_of(wanted, asked, identify=lambda record: (record.id, bodies.of(record)))


__all__ = ["Selection", "open_root", "open_source_face"]
