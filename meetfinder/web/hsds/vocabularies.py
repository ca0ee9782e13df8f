"""Taxonomies and their terms."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from flask import Response, abort, request

from meetfinder.exchange.hsds import finding, pages, terms
from meetfinder.exchange.hsds.terms import Taxonomy, Term
from meetfinder.web.hsds import reading
from meetfinder.web.hsds.answering import Record, about, send_list, send_record
from meetfinder.web.parameters import refuse_unknown
from meetfinder.web.site import base_url

Entry = TypeVar("Entry", Taxonomy, Term)


def taxonomies() -> Response:
    """List our vocabularies."""
    refuse_unknown(request.args, reading.TAXONOMIES)
    found = _with_words(tuple(terms.TAXONOMIES.values()), reading.words())
    return _send([terms.taxonomy_item(entry, base_url()) for entry in found])


def taxonomy(identifier: str) -> Response:
    """Tell of one vocabulary."""
    refuse_unknown(request.args, ())
    found = _of_id(terms.TAXONOMIES.values(), identifier)
    return send_record(about(), pages.text(terms.taxonomy_item(found, base_url())))


def taxonomy_terms() -> Response:
    """List the words of our vocabularies."""
    refuse_unknown(request.args, reading.TAXONOMY_TERMS)
    wanted, parent = reading.identifier("taxonomy_id"), reading.identifier("parent_id")
    top_only = reading.truth("top_only")
    found = [
        term
        for term in _with_words(finding.known_terms(), reading.words())
        if (not wanted or term.taxonomy.id == wanted)
        and (not parent or parent == _parent(term))
        and not (top_only and term.parent)
    ]
    return _send([terms.term_item(term, base_url()) for term in found])


def taxonomy_term(identifier: str) -> Response:
    """Tell of one word."""
    refuse_unknown(request.args, ())
    found = _of_id(finding.known_terms(), identifier)
    return send_record(about(), pages.text(terms.term_item(found, base_url())))


def _of_id(entries: Iterable[Entry], identifier: str) -> Entry:
    return next((entry for entry in entries if entry.id == identifier.lower()), None) or abort(404)


def _with_words(entries: tuple[Entry, ...], words: tuple[str, ...]) -> list[Entry]:
    return [
        entry
        for entry in entries
        if all(word.casefold() in f"{entry.name} {entry.description}".casefold() for word in words)
    ]


def _parent(term: Term) -> str:
    return terms.term_id(term.taxonomy.slug, term.parent) if term.parent else ""


def _send(items: Sequence[terms.Item]) -> Response:
    paging = reading.read_paging()

    def page() -> tuple[int, Iterable[Record]]:
        return len(items), map(pages.text, items[paging.start : paging.start + paging.size])

    return send_list(about(), paging, page=page, every=lambda: map(pages.text, items))
