"""Answers HSDS questions from the directory: pages of records, single records, and whole streams."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Row

from meetfinder.directory.listing import Listing
from meetfinder.directory.reading import listings
from meetfinder.exchange.hsds import finding, ids, places, services
from meetfinder.exchange.hsds.choosing import Wish
from meetfinder.exchange.hsds.services import About

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the records of an answer, and how many there are in all."""

    total: int
    records: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much of each record is wanted: all of it, only id and date of change, or its single facts."""

    full: bool = False
    minimal: bool = False


def page_of_services(wish: Wish, detail: Detail, about: About, *, start: int, limit: int) -> Slice:
    """Return the services wished for from number `start` on, by public id."""
    rows = finding.page_of_meetings(wish, start=start, limit=limit)
    return Slice(finding.count_meetings(wish), tuple(_services(rows, detail, about)))


def every_service(wish: Wish, detail: Detail, about: About) -> Iterator[Item]:
    """Yield all services wished for, by public id."""
    for rows in finding.every_meeting(wish):
        yield from _services(rows, detail, about)


def one_service(number: str, about: About) -> Item | None:
    """Return the service of an id with all that belongs to it; None where there never was one."""
    row = finding.one_meeting(ids.public_id(ids.SERVICE, number))
    return None if row is None else next(_services([row], Detail(full=True), about))


def page_of_places(wish: Wish, detail: Detail, about: About, *, start: int, limit: int) -> Slice:
    """Return services at their locations: by distance around a point, else by public id."""
    if wish.around is not None:
        near = finding.pairs_near(wish, wish.around)
        return Slice(len(near), tuple(_places(near[start : start + limit], detail, about)))
    total, pairs = finding.page_of_pairs(wish, start=start, limit=limit)
    return Slice(total, tuple(_places(pairs, detail, about)))


def every_place(wish: Wish, detail: Detail, about: About) -> Iterator[Item]:
    """Yield all services at their locations."""
    if wish.around is not None:
        yield from _places(finding.pairs_near(wish, wish.around), detail, about)
        return
    for rows in finding.every_meeting(wish):
        pairs = ((row, part) for row in rows for part in places.parts(row.attendance))
        yield from _places(pairs, detail, about)


def one_place(number: str, about: About) -> Item | None:
    """Return the service at a location of an id; None where there never was one."""
    for part, kind in ((places.PHYSICAL, ids.HERE), (places.VIRTUAL, ids.AFAR)):
        row = finding.one_meeting(ids.public_id(kind, number))
        if row is not None and part in places.parts(row.attendance):
            return next(_places([(row, part)], Detail(full=True), about))
    return None


def _services(rows: list[Row[Any]], detail: Detail, about: About) -> Iterator[Item]:
    if detail.minimal:
        yield from (services.minimal(row.public_id, finding.changed_at(row)) for row in rows)
        return
    write = services.service if detail.full else services.plain_service
    found = listings([row.id for row in rows], now=about.now)
    for row in rows:
        changed, listing = finding.changed_at(row), found.get(row.id)
        yield services.defunct(row.public_id, changed) if listing is None else write(listing, changed, about)


def _places(pairs: Iterable[finding.Pair], detail: Detail, about: About) -> Iterator[Item]:
    pairs = iter(pairs)
    while some := list(islice(pairs, finding.STEP)):
        found = listings([row.id for row, _ in some], now=about.now)
        yield from (_place(row, part, found.get(row.id), detail, about) for row, part in some)


def _place(row: Row[Any], part: str, listing: Listing | None, detail: Detail, about: About) -> Item:
    """Return a service at a location; with name and status, as some descriptions call it a service."""
    changed = finding.changed_at(row)
    if listing is None:
        held = services.defunct(row.public_id, changed)
        number = places.part_id(row.public_id, part)
        gone = {"id": number, "service_id": held["id"], "service": held}
        return {**gone, "name": held["name"], "status": held["status"]} if detail.full else gone
    held = services.plain_service(listing, changed, about)
    if not detail.full:
        return {**places.plain_service_at_location(listing, part, about.publisher), "service": held}
    whole = places.service_at_location(listing, part, about.publisher, now=about.now)
    return {**whole, "name": held["name"], "status": held["status"], "service": held}
