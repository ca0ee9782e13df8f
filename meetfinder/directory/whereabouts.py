"""What became of a listing that cannot be shown under its address, and which groups there are."""

from datetime import datetime

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.listing import GroupListing
from meetfinder.directory.models import Fellowship, Group, Meeting, Redirect
from meetfinder.directory.reading import group_listings
from meetfinder.directory.standing import is_shown

LONGEST_CHAIN = 8
"""How many renamings are followed; more can only be a circle."""


def moved_to(public_id: str) -> str | None:
    """Return the public id that took the place of this one, or None when none did."""
    current = public_id
    for _ in range(LONGEST_CHAIN):
        following = db.session.scalar(select(Redirect.new_public_id).where(Redirect.old_public_id == current))
        if following is None:
            break
        current = following
    return None if current == public_id else current


def was_listed(public_id: str) -> bool:
    """Return whether a meeting or group of this public id is held here, retired ones included."""
    meeting = select(Meeting.id).where(Meeting.public_id == public_id)
    group = select(Group.id).where(Group.public_id == public_id)
    return db.session.scalar(meeting) is not None or db.session.scalar(group) is not None


def group_page(
    *, fellowships: tuple[str, ...], kinds: tuple[str, ...], after: str, limit: int, now: datetime
) -> tuple[GroupListing, ...]:
    """Return published groups by public id, at most `limit`, that come after the public id `after`.

    Of any of these fellowships and any of these kinds, where some are given; `now` is aware.
    """
    wanted = (
        select(Group.id)
        .outerjoin(Fellowship, Group.fellowship_id == Fellowship.id)
        .where(is_shown(), Group.public_id > after)
        .order_by(Group.public_id)
        .limit(limit)
    )
    if fellowships:
        wanted = wanted.where(Fellowship.slug.in_(fellowships))
    if kinds:
        wanted = wanted.where(Fellowship.kind.in_(kinds))
    ids = db.session.scalars(wanted).all()
    found = group_listings(ids, now=now)
    return tuple(found[number] for number in ids if number in found)
