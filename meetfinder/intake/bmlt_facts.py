"""Stores what a BMLT server says beside its meetings, and leaves alone what it says again."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import ExternalId, ExternalKind, Format, ServiceBody, Source
from meetfinder.exchange.bmlt.bodies import Body
from meetfinder.exchange.bmlt.loose import integer
from meetfinder.exchange.bmlt.reader import ServerFacts
from meetfinder.exchange.bmlt.stored import INFO, USED

_Key = tuple[str, str, str]


def store(source: Source, facts: ServerFacts) -> None:
    """Make service bodies and external ids of a source those of its server. Flushes."""
    _store_bodies(source, facts.bodies)
    wanted = dict(_external(facts))
    slugs = db.session.execute(select(Format.slug, Format.id))
    formats = {slug: number for slug, number in slugs}  # noqa: C416  A row is no pair to the type checker.
    held: dict[_Key, ExternalId] = {
        (item.kind, item.key, item.language): item
        for item in db.session.scalars(select(ExternalId).where(ExternalId.source_id == source.id))
    }
    for position, (key, content) in enumerate(wanted.items()):
        item = held.pop(key, None)
        if item is None:
            item = ExternalId(source_id=source.id, kind=key[0], key=key[1], language=key[2])
            db.session.add(item)
        meant = facts.meanings.get(integer(key[1]), "") if key[0] == ExternalKind.FORMAT else ""
        _set(item, position=position, facts=content, format_id=formats.get(meant))
    for gone in held.values():
        db.session.delete(gone)
    db.session.flush()


def _store_bodies(source: Source, bodies: Iterable[Body]) -> None:
    held = {
        body.key: body
        for body in db.session.scalars(select(ServiceBody).where(ServiceBody.source_id == source.id))
    }
    for position, body in enumerate(bodies):
        row = held.pop(str(body.id), None)
        if row is None:
            row = ServiceBody(source_id=source.id, key=str(body.id))
            db.session.add(row)
        _set(
            row,
            parent_key=str(body.parent) if body.parent else None,
            position=position,
            name=body.name[:255],
            description=body.description,
            kind=body.kind[:12],
            website=body.url[:500],
            helpline=body.helpline[:255],
            world_id=body.world_id[:60],
        )
    for gone in held.values():
        db.session.delete(gone)


def _external(facts: ServerFacts) -> Iterable[tuple[_Key, dict[str, Any]]]:
    yield (ExternalKind.SERVER, INFO, ""), {INFO: dict(facts.info), USED: list(facts.used)}
    for field in facts.fields:
        yield (
            (ExternalKind.FIELD, field.key[:80], ""),
            {"description": field.description, "public": field.public},
        )
    for label in facts.labels:
        yield (
            (ExternalKind.FORMAT, str(label.id), label.language),
            {
                "key": label.key,
                "name": label.name,
                "description": label.description,
                "world_id": label.world_id,
                "kind": label.kind,
            },
        )


def _set(row: Any, **values: Any) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
