"""What a meeting's page tells search engines, as data inside the page."""

from collections.abc import Iterable

from markupsafe import Markup

from meetfinder.directory.listing import Listing
from meetfinder.directory.schedule import Occurrence
from meetfinder.exchange.schema_org import writer
from meetfinder.web.feeds import asked


def json_ld(listing: Listing, dates: Iterable[Occurrence]) -> Markup:
    """Return the script element of a meeting with its next dates; nothing for the demo and unpermitted lists.

    The element holds data and nothing that a browser would run, so the rules about scripts do not concern it.
    """
    if listing.source is not None and not listing.source.republish:
        return Markup("")
    text = writer.write(listing, dates, asked.publisher())
    if not text:
        return Markup("")
    # The writer leaves no character in the text that could end the element.
    return Markup('<script type="application/ld+json">' + text + "</script>")  # noqa: S704
