"""Lists that are followed: what is due, who is at it, what a reading brought. Flushes; the caller commits.

A reading goes: `claim` (commit), `read` outside any write transaction, `bring_in` or `failed` (commit).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import or_, select, update

from meetfinder.db import db
from meetfinder.directory.models import Source, SourceRow
from meetfinder.intake import bmlt, importing
from meetfinder.intake.compare import Comparison
from meetfinder.intake.connecting import PUBLIC, Reach
from meetfinder.intake.fetch import Marks, fetch_if_changed, is_web_address
from meetfinder.intake.followed import FollowedSource
from meetfinder.intake.importing import ImportRefused, Order, Prepared, Progress

LEASE = timedelta(hours=1)
SOON = timedelta(hours=1)
"""When a list is tried again whose reading failed, unless it is due sooner."""
WHOLE_EVERY = timedelta(days=7)
"""A list is read whole now and then even if its server says that it has not changed: what seasons and dates
mean moves on with the calendar."""
READERS = {**dict.fromkeys(importing.READERS, importing), bmlt.FORMAT: bmlt}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A list that was fetched; `prepared` is None where it is as it was."""

    prepared: Prepared | None
    marks: Marks


def follow(wanted: FollowedSource, *, own_address: str) -> FollowedSource:
    """Begin to follow a list. `own_address` is where this site is published (empty: not known).

    Raises ImportRefused: no_name, not_web, with_password, own_list, followed_already, other_source,
    no_fellowship or unknown_fellowship.
    """
    order = order_of(wanted)
    if not wanted.slug or importing.slug_of(order) != wanted.slug:
        raise ImportRefused("no_slug", slug=wanted.slug)
    _check_address(wanted.address, own_address)
    if db.session.get(FollowedSource, wanted.slug) is not None:
        raise ImportRefused("followed_already", slug=wanted.slug)
    importing.check_fellowship(order, usual=bmlt.USUAL_FELLOWSHIP if wanted.format == bmlt.FORMAT else "")
    db.session.add(wanted)
    db.session.flush()
    return wanted


def followed() -> list[FollowedSource]:
    """Return every list that is followed, by slug."""
    return list(db.session.scalars(select(FollowedSource).order_by(FollowedSource.slug)))


def one(slug: str) -> FollowedSource:
    """Return the list of this slug; raise ImportRefused (not_followed)."""
    found = db.session.get(FollowedSource, slug)
    if found is None:
        raise ImportRefused("not_followed", slug=slug)
    return found


def due(now: datetime) -> list[str]:
    """Return the slugs of the lists that are to be read now, the longest overdue first."""
    query = select(FollowedSource.slug).where(FollowedSource.paused.is_(False), FollowedSource.due_at <= now)
    return list(db.session.scalars(query.order_by(FollowedSource.due_at, FollowedSource.slug)))


def claim(slug: str, *, now: datetime, if_due: bool) -> bool:
    """Take a list for one reading; False when another process is at it or, `if_due`, has just read it."""
    wanted = update(FollowedSource).where(
        FollowedSource.slug == slug,
        or_(FollowedSource.claimed_until.is_(None), FollowedSource.claimed_until <= now),
    )
    if if_due:
        wanted = wanted.where(FollowedSource.due_at <= now)
    taken = wanted.values(claimed_until=now + LEASE).returning(FollowedSource.slug)
    return db.session.execute(taken.execution_options(synchronize_session=False)).scalar() is not None


def read(
    source: FollowedSource,
    *,
    force: bool,
    own_address: str,
    loopback: bool,
    seeds: Path,
    default_country: str,
    progress: Progress,
    now: datetime,
) -> Read:
    """Fetch a list and compare it. Writes nothing. `loopback` lets it lie on this machine, for tests.

    Raises what `importing.prepare` raises.
    """
    _check_address(source.address, own_address)
    order = order_of(source, force=force, reach=Reach(loopback=True) if loopback else PUBLIC)
    text, marks = None, Marks()
    if source.format != bmlt.FORMAT:
        known = Marks() if force or _must_be_whole(source, now) else Marks(source.etag, source.last_modified)
        fetched = fetch_if_changed(source.address, known, order.reach)
        if fetched is None:
            return Read(prepared=None, marks=known)
        text, marks = fetched.text, fetched.marks
    prepared = READERS[source.format].prepare(
        order, seeds=seeds, default_country=default_country, progress=progress, text=text
    )
    return Read(prepared=prepared, marks=marks)


def bring_in(slug: str, found: Read, *, now: datetime, progress: Progress) -> Comparison | None:
    """Write what a reading changes, through the one door; None where the list is as it was."""
    source = one(slug)
    comparison = None
    if found.prepared is not None:
        comparison = READERS[source.format].apply(found.prepared, now=now, progress=progress)
        source.etag, source.last_modified = found.marks.etag, found.marks.last_modified
        source.last_full_read = now
    held = importing.find_source(slug)
    if held is not None:
        _record(held, source, now)
    _finish(source, now, error="")
    return comparison


def failed(slug: str, code: str, *, now: datetime) -> None:
    """Remember that a reading failed; the list is tried again soon."""
    source = db.session.get(FollowedSource, slug)
    if source is not None:
        _finish(source, now, error=code[:40])


def stop(source: FollowedSource) -> None:
    """Follow a list no longer. What it brought in stays as it is."""
    db.session.delete(source)
    db.session.flush()


def order_of(source: FollowedSource, *, force: bool = False, reach: Reach = PUBLIC) -> Order:
    """Return how the list is to be brought in."""
    return Order(
        address=source.address,
        source=source.slug,
        fellowship=source.fellowship,
        publish=source.publish,
        republish=source.republish,
        force=force,
        list_format=source.format,
        reach=reach,
    )


def _record(held: Source, source: FollowedSource, now: datetime) -> None:
    held.name, held.licence, held.republish = source.name, source.licence or None, source.republish
    held.last_good_read = now


def _finish(source: FollowedSource, now: datetime, *, error: str) -> None:
    every = timedelta(hours=source.every_hours)
    source.last_tried, source.last_error, source.claimed_until = now, error, None
    source.due_at = now + (min(every, SOON) if error else every)
    db.session.flush()


def _must_be_whole(source: FollowedSource, now: datetime) -> bool:
    """Say whether an answer that nothing changed would not do: rows that are missing must be missed again."""
    if source.last_full_read is None or now - source.last_full_read >= WHOLE_EVERY:
        return True
    missing = (
        select(SourceRow.id)
        .join(Source, Source.id == SourceRow.source_id)
        .where(Source.slug == source.slug, SourceRow.times_missing == 1)
        .limit(1)
    )
    return db.session.scalar(missing) is not None


def _check_address(address: str, own_address: str) -> None:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ImportRefused("not_web", address=address) from None
    if not is_web_address(address) or not parts.hostname:
        raise ImportRefused("not_web", address=address)
    if parts.username is not None:
        raise ImportRefused("with_password")
    if own_address and parts.netloc.lower() == urlsplit(own_address).netloc.lower():
        raise ImportRefused("own_list", address=address)
