"""The list in Meeting Guide's format, and the address under which the WordPress plugin serves it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO

from flask import Response, jsonify, request

from meetfinder import clock
from meetfinder.directory import catalogue
from meetfinder.directory.reading import listings
from meetfinder.exchange.meeting_guide import plugin, service, writer
from meetfinder.exchange.published import Selection, editions, published, shared_region
from meetfinder.exchange.publisher import Publisher
from meetfinder.web.feeds import asked, renewing, store
from meetfinder.web.feeds.version import shared, version
from meetfinder.web.parameters import refuse_unknown
from meetfinder.web.site import settings

FORM = "meeting-guide"
JSON = "application/json"
ACTIONS = frozenset({"meetings", "tsml_meetings"})
_MINUTE = timedelta(minutes=1)


def meeting_guide() -> Response:
    """Send the list, all of it or of some fellowships and sources."""
    return _whole(asked.selection())


def of_source(source: str) -> Response:
    """Send exactly the rows of one source that may be re-published."""
    return _whole(asked.selection_from(source))


def types() -> Response:
    """Send the names of our own codes, to be put into the configuration of a reader."""
    refuse_unknown(request.args, ())
    return jsonify(service.type_labels())


def admin_ajax() -> Response:
    """Answer as the WordPress plugin does: the list, or those of its rows that the parameters ask for.

    The plugin's own tokens (`nonce`, `key`) and `mode` change nothing. An action that is not about meetings
    gets the single 0 with which WordPress answers an unknown one.
    """
    given = request.values
    if given.get("action") not in ACTIONS:
        return Response("0", 400, content_type="text/html; charset=utf-8")
    values = {name.removesuffix("[]"): given.getlist(name) for name in given}
    wish = plugin.read_wish(values)
    chosen = _chosen(values)
    if wish.is_empty:
        return _whole(chosen)
    now = clock.now()
    minute = now.replace(second=0, microsecond=0) if plugin.UPCOMING in wish.times else None
    publisher = asked.publisher()
    state = _version(chosen, publisher)
    return store.answer(
        FORM,
        version(state, wish, minute, today=now.date()),
        lambda: plugin.filtered(_lines(chosen, publisher, state), wish, now=now),
        mimetype=JSON,
        keep=False,
    )


def refresh() -> int:
    """Make the file of the whole list if it is not there yet, so that no client waits; return how many.

    A site that has not been told its address gets one from which the list for any address is made quickly.
    Needs no request.
    """
    chosen, publisher = Selection(), asked.publisher_at(settings().base_url or renewing.ADDRESS_TO_COME)
    state = _version(chosen, publisher)
    if store.path_of(_name(chosen), state).exists():
        return 0
    _file(chosen, publisher, state).close()
    return 1


def _chosen(values: dict[str, list[str]]) -> Selection:
    """Return the known fellowships and permitted sources that are asked for."""
    permitted = asked.permitted_sources()
    known = frozenset(catalogue.fellowship_slugs())
    return Selection(
        fellowships=tuple(sorted(set(values.get("fellowship", ())) & known)),
        sources=tuple(sorted(set(values.get("source", ())) & permitted)),
        without=tuple(sorted(set(values.get("without", ())) & permitted)),
    )


def _whole(chosen: Selection) -> Response:
    publisher = asked.publisher()
    state = _version(chosen, publisher)
    if not asked.is_kept(chosen):
        return store.answer(FORM, state, lambda: _text(chosen, publisher), mimetype=JSON, keep=False)
    return store.answer(_name(chosen), state, lambda: _renewed(chosen, publisher, state), mimetype=JSON)


def _lines(chosen: Selection, publisher: Publisher, state: str) -> Iterator[str]:
    """Yield the whole list line by line, from its file where one is kept."""
    if not asked.is_kept(chosen):
        return _text(chosen, publisher)
    return store.lines(_file(chosen, publisher, state))


def _file(chosen: Selection, publisher: Publisher, state: str) -> IO[bytes]:
    return store.kept(_name(chosen), state, lambda: _renewed(chosen, publisher, state))


def _name(chosen: Selection) -> str:
    return asked.file_name(FORM, chosen)


def _version(chosen: Selection, publisher: Publisher) -> str:
    return version(FORM, chosen, publisher, today=clock.now().date())


def _text(chosen: Selection, publisher: Publisher) -> Iterator[str]:
    now = clock.now()
    about = _about(chosen, publisher, now)
    return writer.write(published(chosen, now=now), about)


def _about(chosen: Selection, publisher: Publisher, now: datetime) -> writer.Context:
    return service.context(publisher, today=now.date(), shared_region=shared_region(chosen, now=now))


def _renewed(chosen: Selection, publisher: Publisher, state: str) -> Iterator[str]:
    """Yield the same text for the file of the version `state`, writing only what has changed."""
    now = clock.now()
    about = _about(chosen, publisher, now)

    def write(ids: list[int]) -> dict[int, str | None]:
        return {number: writer.row(item, about) for number, item in listings(ids, now=now).items()}

    return writer.lined(
        renewing.renewed(
            _name(chosen),
            state,
            head=shared(
                FORM,
                publisher.name,
                publisher.contact,
                about.fellowships,
                about.languages,
                about.shared_region,
            ),
            address=publisher.base_url,
            today=about.today,
            editions=editions(chosen, now=now),
            write=write,
        )
    )
