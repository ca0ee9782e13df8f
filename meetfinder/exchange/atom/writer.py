"""Writes changes as an Atom feed. Pure.

It names the town, the day and the hour, the fields that changed and the date; never a value from before,
which may have been changed because it exposed somebody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from meetfinder.exchange.publisher import OWN_LICENCE, Publisher

CREATED = "created"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one group."""

    group: str
    """Public id."""
    number: int
    """Of the change among those of its group."""
    when: datetime
    """Aware."""
    fields: tuple[str, ...]
    """Names of what changed; CREATED for a new group or meeting."""
    title: str
    """Town, day and hour; nothing that says what the group is about."""
    address: str
    """Of its page, without the site; empty when it has none any more."""
    source: str
    licence: str
    invented: bool


def write(
    changes: Iterable[Change], publisher: Publisher, *, title: str, self_address: str, now: datetime
) -> Iterator[str]:
    """Yield the feed; `changes` newest first, `now` is its date when nothing changed (aware)."""
    changes = list(changes)
    updated = changes[0].when if changes else now
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<title>{escape(title)}</title>\n<id>{escape(self_address)}</id>\n"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(self_address)}/>\n'
    yield f"<link href={quoteattr(publisher.base_url + '/')}/>\n<updated>{_time(updated)}</updated>\n"
    yield f"<author><name>{escape(publisher.name)}</name></author>\n"
    yield f"<rights>{escape(f'{OWN_LICENCE}. {publisher.credit()}')}</rights>\n"
    for change in changes:
        yield _entry(change, publisher)
    yield "</feed>\n"


def _entry(change: Change, publisher: Publisher) -> str:
    title = f"Demo (invented): {change.title}" if change.invented else change.title
    address = publisher.base_url + (change.address or "/")
    return (
        f"<entry>\n<title>{escape(title)}</title>\n"
        f"<id>tag:meetfinder,2026:{change.group}/{change.number}</id>\n"
        f"<link href={quoteattr(address)}/>\n"
        f"<updated>{_time(change.when)}</updated>\n"
        f"<summary>{escape(_what(change))}</summary>\n"
        f"<rights>{escape(f'{change.source}: {change.licence}')}</rights>\n</entry>\n"
    )


def _what(change: Change) -> str:
    if not change.address:
        return "No longer listed."
    if CREATED in change.fields:
        return "Newly listed."
    return f"Changed: {', '.join(name.replace('_', ' ') for name in change.fields)}."


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
