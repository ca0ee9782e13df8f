"""Sitemaps: an index, our own pages, and meetings by the first letter of their public id."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, abort, request, url_for
from sqlalchemy import or_, select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.catalogue import fellowship_slugs
from meetfinder.directory.guides import guides
from meetfinder.directory.models import Group, Meeting, MeetingStatus, Source
from meetfinder.directory.naming import ALPHABET
from meetfinder.directory.reading import listings
from meetfinder.directory.standing import is_shown
from meetfinder.exchange.sitemap import writer
from meetfinder.web.feeds import asked, store
from meetfinder.web.feeds.version import version
from meetfinder.web.parameters import refuse_unknown
from meetfinder.web.site import settings

XML = "application/xml"
PAGES = ("home", "online", "fellowships", "help_now", "guides", "start", "coverage", "privacy", "about")
_STEP = 500


def index() -> Response:
    """Send the addresses of the sitemaps."""
    refuse_unknown(request.args, ())
    base = asked.publisher().base_url
    parts = ["pages", *ALPHABET]
    addresses = [base + url_for("feeds.sitemap_part", part=part) for part in parts]
    return Response("".join(writer.index(addresses)), mimetype=XML)


def part(part: str) -> Response:
    """Send a sitemap: `pages`, or the meetings whose public id begins with a letter, a 27th of all."""
    refuse_unknown(request.args, ())
    base, today = asked.publisher().base_url, clock.now().date()
    if part == "pages":
        return Response("".join(writer.sitemap(_pages(base))), mimetype=XML)
    if part not in ALPHABET or len(part) != 1:
        abort(404)
    return store.answer(
        f"sitemap.{part}",
        version("sitemap", part, base, today=today),
        lambda: writer.sitemap(_meetings(part, base)),
        mimetype=XML,
    )


def _pages(base: str) -> Iterator[tuple[str, datetime | None]]:
    for page in PAGES:
        yield base + url_for(f"finder.{page}"), None
    for guide in guides(settings().seeds, settings().instance):
        yield base + url_for("finder.guide", slug=guide.slug), None
    for slug in fellowship_slugs():
        yield base + url_for("finder.fellowship", slug=slug), None


def _meetings(letter: str, base: str) -> Iterator[tuple[str, datetime | None]]:
    """Yield the pages of meetings; not of the demo, which nobody should find, nor of paused ones."""
    ids = db.session.scalars(
        select(Meeting.id)
        .join(Group, Meeting.group_id == Group.id)
        .outerjoin(Source, Meeting.source_id == Source.id)
        .where(
            Meeting.public_id.startswith(letter),
            Meeting.status == MeetingStatus.ACTIVE,
            is_shown(),
            or_(Source.id.is_(None), ~Source.demo),
        )
        .order_by(Meeting.public_id)
        .limit(writer.MOST)
    ).all()
    for start in range(0, len(ids), _STEP):
        step = ids[start : start + _STEP]
        found = listings(step, now=clock.now())
        for listing in (found[number] for number in step if number in found):
            yield f"{base}/meetings/{listing.slug}", listing.updated_at
