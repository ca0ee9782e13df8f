"""Writes sitemaps and their index: addresses in, XML out. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MOST = 50_000
"""Addresses that one sitemap may hold."""


def index(addresses: Iterable[str]) -> Iterator[str]:
    """Yield the index of sitemaps."""
    yield f"{HEAD}<sitemapindex {NAMESPACE}>\n"
    yield from (f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    yield "</sitemapindex>\n"


def sitemap(pages: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    """Yield a sitemap of pages, each with the aware moment at which it last changed, where that is known."""
    yield f"{HEAD}<urlset {NAMESPACE}>\n"
    for address, changed in pages:
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(address)}</loc>{when}</url>\n"
    yield "</urlset>\n"
