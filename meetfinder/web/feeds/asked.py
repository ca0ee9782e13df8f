"""What of a payload is asked for: fellowships and sources, and who publishes it."""

from flask import abort, request
from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory import catalogue
from meetfinder.directory.models import Source
from meetfinder.exchange.published import Selection
from meetfinder.exchange.publisher import Publisher
from meetfinder.web.parameters import BadParameter, Reader, refuse_unknown, refuse_unlisted
from meetfinder.web.site import base_url, settings

SLUG, MEANING = "[a-z0-9-]{1,80}", "a slug such as al-anon"
NAMES = ("fellowship", "source", "without")


def publisher() -> Publisher:
    """Return this site as the publisher of what it sends."""
    return publisher_at(base_url())


def publisher_at(address: str) -> Publisher:
    """Return this site as a publisher under an address; needs no request."""
    return Publisher(name=settings().site_name, base_url=address, contact=settings().contact)


def selection(*also: str) -> Selection:
    """Return what `fellowship=`, `source=` and `without=` ask for; raise BadParameter for anything else.

    `without` may name a source that is not known (any more): a reader's address stays good.
    `also` are further parameters that the caller reads itself.
    """
    refuse_unknown(request.args, (*NAMES, *also))
    read = Reader(request.args, strict=True)
    fellowships, sources, without = (tuple(sorted(read.many(name, SLUG, MEANING))) for name in NAMES)
    refuse_unlisted("fellowship", fellowships, catalogue.fellowship_slugs(), see="/api/v1/fellowships")
    if set(sources) - permitted_sources():
        raise BadParameter("source", "source must be a list that may be re-published from here.")
    return Selection(fellowships=fellowships, sources=sources, without=without)


def selection_from(source: str) -> Selection:
    """Return everything of one source; 404 where there is none of that name that may be re-published."""
    refuse_unknown(request.args, ())
    if source not in permitted_sources():
        abort(404)
    return Selection(sources=(source,))


def permitted_sources() -> frozenset[str]:
    """Return the slugs of the lists that may be re-published."""
    return frozenset(db.session.scalars(select(Source.slug).where(Source.republish | Source.demo)))


def file_name(form: str, chosen: Selection) -> str:
    """Return a name for the file of a payload with at most one fellowship and source, and one left out."""
    parts = (chosen.fellowships, chosen.sources, chosen.without)
    return ".".join((form, *("".join(part) or "_" for part in parts)))


def is_kept(chosen: Selection) -> bool:
    """Say whether a payload's file is kept: mixtures are without number, and the disk is not."""
    return max(map(len, (chosen.fellowships, chosen.sources, chosen.without))) <= 1
