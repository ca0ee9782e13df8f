"""The service bodies of the site's own face: those of BMLT servers, and one for each list and fellowship.

What came from a BMLT server keeps its tree under the directory's ids. Each source and each fellowship is a
service body besides, with a number in a range of its own.
"""

from typing import Any

from sqlalchemy import Select, select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Group, Meeting, ServiceBody, Source
from meetfinder.directory.prepared import Prepared
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.bodies import Body, Tree
from meetfinder.exchange.bmlt.root_rows import SHOWN
from meetfinder.exchange.bmlt.stored import body_of
from meetfinder.exchange.publisher import NOT_STATED, OWN_LICENCE

FELLOWSHIPS, SOURCES = 800_000_000, 900_000_000
"""Where the numbers begin that service bodies made of fellowships and sources have; the first is for groups
of no fellowship."""


def _meetings(*columns: Any) -> Select[Any]:
    """Return a query of published meetings that may be shown again, without their fellowship."""
    return (
        select(*columns)
        .select_from(Group)
        .join(Meeting, Meeting.group_id == Group.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(*SHOWN)
    )


_LISTED = Prepared(
    select(Fellowship.id, Fellowship.name, Fellowship.site)
    .where(_meetings(1).where(Group.fellowship_id == Fellowship.id).correlate(Fellowship).exists())
    .order_by(Fellowship.id)
)
"""It looks for one meeting of each, because reading all of them takes seconds where there are a million."""
_INDEPENDENT = Prepared(select(_meetings(1).where(Group.fellowship_id.is_(None)).exists().label("any")))
_SOURCES = Prepared(
    select(Source.id, Source.name, Source.fellowship_id, Source.licence)
    .where(Source.republish.is_(True))
    .order_by(Source.id)
)
_STORED = Prepared(
    select(
        ServiceBody.id,
        ServiceBody.source_id,
        ServiceBody.key,
        ServiceBody.parent_key,
        ServiceBody.name,
        ServiceBody.description,
        ServiceBody.kind,
        ServiceBody.website,
        ServiceBody.helpline,
        ServiceBody.world_id,
    )
    .join(Source, Source.id == ServiceBody.source_id)
    .where(Source.republish.is_(True))
    .order_by(ServiceBody.source_id, ServiceBody.position)
)


def listed_fellowships() -> list[Any]:
    """Return id, name and site of every fellowship that has a meeting to be shown."""
    return _LISTED.all_rows(db.session.connection())


def has_independents() -> bool:
    """Return whether any group of no fellowship has one."""
    return bool(_INDEPENDENT.all_rows(db.session.connection())[0].any)


class Bodies:
    """The service bodies of the whole directory, or of one source alone (its id here)."""

    def __init__(self, *, of_source: int | None = None) -> None:
        connection = db.session.connection()
        stored, sources = _STORED.all_rows(connection), _SOURCES.all_rows(connection)
        above = _fellowships() if of_source is None else []
        if of_source is not None:
            stored = [body for body in stored if body.source_id == of_source]
            sources = [source._replace(fellowship_id=None) for source in sources if source.id == of_source]
        self._ids = {(body.source_id, body.key): body.id for body in stored}
        self.tree = Tree([*above, *map(_source_body, sources), *map(self._own, stored)])

    def of(self, record: Any) -> int:
        """Return the body of a meeting."""
        if record.source_id is None:
            return FELLOWSHIPS + (record.fellowship_id or 0)
        key = record.extra.get(kept.KEY, {}).get(kept.VALUES, {}).get("service_body_bigint", "")
        own = self._ids.get((record.source_id, key))
        return SOURCES + int(record.source_id) if own is None else own

    def _own(self, body: Any) -> Body:
        above = self._ids.get((body.source_id, body.parent_key or ""), SOURCES + body.source_id)
        return body_of(body, number=body.id, parent=above)


def _fellowships() -> list[Body]:
    found = [
        _body(FELLOWSHIPS + item.id, 0, item.name, "WS", item.site or "") for item in listed_fellowships()
    ]
    return [_body(FELLOWSHIPS, 0, "Independent groups", "WS", ""), *found] if has_independents() else found


def _source_body(source: Any) -> Body:
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
