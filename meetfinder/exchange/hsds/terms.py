"""Our taxonomies: kinds of fellowship, statements about a meeting, its formats, its origin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from meetfinder.directory import catalogue
from meetfinder.directory.models import Kind
from meetfinder.exchange.hsds import ids
from meetfinder.exchange.hsds.addresses import web_address

Item = dict[str, Any]
KINDS, STATED, FORMATS, ORIGIN = "kinds", "stated", "formats", "origin"
LIST, LICENCE = "list", "licence"
_VERSION = "1"
_KIND_NAMES = {
    Kind.DUAL_DIAGNOSIS: "Dual diagnosis: addiction together with a mental illness",
    Kind.SUBSTANCE: "Addiction to alcohol, drugs or nicotine",
    Kind.BEHAVIOUR: "Addictive behaviour",
    Kind.MENTAL_HEALTH: "Mental health",
    Kind.FAMILY: "Family and friends",
}


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One vocabulary."""

    slug: str
    name: str
    description: str

    @property
    def id(self) -> str:
        """Return its UUID."""
        return ids.named("taxonomy", self.slug)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary; `code` is unique in it, `parent` the code of the wider term or empty."""

    taxonomy: Taxonomy
    code: str
    name: str
    description: str
    parent: str = ""

    @property
    def id(self) -> str:
        """Return its UUID."""
        return term_id(self.taxonomy.slug, self.code)


TAXONOMIES = {
    item.slug: item
    for item in (
        Taxonomy(KINDS, "Kinds of fellowship", "What a fellowship is for."),
        Taxonomy(
            STATED,
            "Statements about a meeting",
            "What the group, its fellowship or its list states. Not stated is never the same as no.",
        ),
        Taxonomy(FORMATS, "Meeting formats", "How a meeting is held and whom it is meant for."),
        Taxonomy(ORIGIN, "Origin of a record", "Which list a record was read from and under which terms."),
    )
}


def term_id(taxonomy: str, code: str) -> str:
    """Return the UUID of a term."""
    return ids.named("term", taxonomy, code)


def all_terms(formats: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """Return every term; `formats` are slugs and names."""
    return (*_FIXED, *(_format(slug, name) for slug, name in formats))


def taxonomy_item(taxonomy: Taxonomy, base: str) -> Item:
    """Return a taxonomy; `base` is the address of the site."""
    return {
        "id": taxonomy.id,
        "name": taxonomy.name,
        "description": taxonomy.description,
        **_address("uri", f"{base}/hsds/taxonomies/{taxonomy.id}"),
        "version": _VERSION,
    }


def term_item(term: Term, base: str) -> Item:
    """Return a term with its taxonomy."""
    parent = {"parent_id": term_id(term.taxonomy.slug, term.parent)} if term.parent else {}
    return {
        "id": term.id,
        "code": term.code,
        "name": term.name,
        "description": term.description,
        **parent,
        "taxonomy": term.taxonomy.name,
        "taxonomy_detail": taxonomy_item(term.taxonomy, base),
        "language": "en",
        "taxonomy_id": term.taxonomy.id,
        **_address("term_uri", f"{base}/hsds/taxonomy_terms/{term.id}"),
    }


def of_stated(key: str, value: str) -> Term:
    """Return the term of a statement: that of its value, or of its key where any text may stand."""
    return _STATED.get(f"{key}:{value}") or _STATED.get(key) or _stated_key(key)


def of_format(slug: str, name: str) -> Term:
    """Return the term of a format."""
    return _format(slug, name)


def of_kind(kind: str) -> Term:
    """Return the term of a kind of fellowship."""
    return _KINDS[kind]


def of_origin(code: str) -> Term:
    """Return the term LIST or LICENCE."""
    return _ORIGINS[code]


def _address(name: str, address: str) -> Item:
    known = web_address(address)
    return {name: known} if known else {}


def _format(slug: str, name: str) -> Term:
    return Term(TAXONOMIES[FORMATS], slug, name, f"Meeting format: {name}.")


def _stated_key(key: str) -> Term:
    words = key.replace("_", " ")
    return Term(TAXONOMIES[STATED], key, words.capitalize(), f"What is stated about: {words}.")


def _stated_terms() -> Iterator[Term]:
    for key, values in catalogue.ATTRIBUTES.items():
        above = _stated_key(key)
        yield above
        for value in values:
            words = value.replace("_", " ")
            name = f"{above.name}: {words}"
            yield Term(above.taxonomy, f"{key}:{value}", name, f"Somebody stated: {name}.", key)


_STATED = {term.code: term for term in _stated_terms()}
_KINDS = {
    str(kind): Term(TAXONOMIES[KINDS], str(kind), name, f"The fellowship is for: {name}.")
    for kind, name in _KIND_NAMES.items()
}
_ORIGINS = {
    LIST: Term(TAXONOMIES[ORIGIN], LIST, "List", "The list or site that has to be credited for a record."),
    LICENCE: Term(TAXONOMIES[ORIGIN], LICENCE, "Licence", "The terms under which a record may be used."),
}
_FIXED = (*_KINDS.values(), *_STATED.values(), *_ORIGINS.values())
