"""A whole BMLT server comes in, through its public interface: one request at a time, meetings page by page.

Drafts are never asked for. Otherwise as in `importing`: `prepare` reads, `apply` writes, nothing commits.
"""

import json
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from meetfinder import places
from meetfinder.directory.models import Fellowship
from meetfinder.exchange.bmlt import server
from meetfinder.exchange.bmlt.codes import CodeMap
from meetfinder.exchange.bmlt.fields import FieldKey
from meetfinder.exchange.bmlt.formats import FormatLabel, in_languages
from meetfinder.exchange.bmlt.loose import integer
from meetfinder.exchange.bmlt.reader import ServerFacts, read
from meetfinder.exchange.bmlt.row_in import Context
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from meetfinder.intake import importing
from meetfinder.intake.bmlt_facts import store
from meetfinder.intake.compare import Comparison
from meetfinder.intake.connecting import TYPED, Reach
from meetfinder.intake.fetch import Unreadable, fetch, is_web_address
from meetfinder.intake.importing import Order, Prepared, Progress

FORMAT = "bmlt"
USUAL_FELLOWSHIP = "narcotics-anonymous"
"""Whose meetings such a server lists, unless the operator says otherwise: the software was made for them."""
PAGE = 500
MOST_PAGES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedServer(Prepared):
    """The meetings of a server, with what else it says."""

    server: ServerFacts


@dataclass(frozen=True, slots=True)
class _Rows:
    """Every row of a server, and which of them it stores without any formats."""

    rows: list[Any]
    without_formats: frozenset[int]


def prepare(
    order: Order,
    *,
    seeds: Path,
    default_country: str,  # noqa: ARG001  Rows of a server say their country or have none.
    progress: Progress,
    text: str | None = None,  # noqa: ARG001  A server is asked many things.
) -> PreparedServer:
    """Ask the server for everything, read and compare. Writes nothing.

    Raises ImportRefused, `fetch.Unreadable` or `NotAList`.
    """
    if not is_web_address(order.address):
        raise Unreadable("not_a_server")
    new = importing.find_source(importing.slug_of(order)) is None
    if new and not order.fellowship:
        order = replace(order, fellowship=USUAL_FELLOWSHIP)
    facts: list[ServerFacts] = []

    def reading_of(fellowship: Fellowship | None) -> Reading:
        client = Client(order.address, progress, order.reach)
        found = client.facts()
        rows = client.rows()
        labels = in_languages(found.labels, [server.language_of(found.info)])
        codes = CodeMap(tomllib.loads((seeds / "formats.toml").read_text()))
        meanings = {label.id: codes.slug(label) for label in labels if codes.slug(label)}
        fields, used = client.fields(rows.rows), client.used(found, rows.rows)
        facts.append(replace(found, fields=fields, used=used, meanings=meanings))
        context = Context(
            codes=codes,
            formats={label.id: label for label in labels},
            zone_at=lru_cache(maxsize=20_000)(places.zone_at),
            fellowship=fellowship.slug if fellowship else "",
            stored_formats=client.stored_formats(),
            without_formats=rows.without_formats,
        )
        return read(rows.rows, context)

    prepared = importing.prepare_with(order, reading_of)
    fields = {name: getattr(prepared, name) for name in Prepared.__dataclass_fields__}
    return PreparedServer(**fields, server=facts[0])


def apply(prepared: Prepared, *, now: datetime, progress: Progress) -> Comparison:
    """Write what the server changes, and what it says of itself; see `importing.apply`. Flushes."""
    comparison = importing.apply(prepared, now=now, progress=progress)
    source = importing.find_source(prepared.slug)
    if isinstance(prepared, PreparedServer) and source is not None:
        store(source, prepared.server)
    return comparison


class Client:
    """Asks one server."""

    def __init__(self, address: str, progress: Progress, reach: Reach = TYPED) -> None:
        self._base = address.split("?", 1)[0].split("/client_interface", 1)[0].rstrip("/")
        self._progress = progress
        self._reach = reach
        self._used_answer: list[FormatLabel] = []

    def facts(self) -> ServerFacts:
        """Return what the server says of itself, its formats and its service bodies."""
        info = next((item for item in self._ask("GetServerInfo") if isinstance(item, dict)), {})
        language = server.language_of(info)
        languages = [part for part in str(info.get("langs", "")).split(",") if part] or [language]
        labels = server.format_labels(self._objects("GetFormats", show_all="1", **{"lang_enum[]": languages}))
        self._used_answer = server.format_labels(self._objects("GetFormats", lang_enum=language))
        bodies = server.bodies(self._objects("GetServiceBodies"))
        return ServerFacts(
            info={key: "" if key in server.SECRETS else value for key, value in info.items()},
            bodies=tuple(bodies),
            labels=tuple(labels),
            used=(),
            fields=(),
            meanings={},
        )

    def rows(self) -> _Rows:
        """Return every published row, page by page."""
        rows = self._pages()
        if not rows:
            raise NotAList("empty")
        empty = {_id(row) for row in rows if isinstance(row, dict) and not row.get("format_shared_id_list")}
        return _Rows(rows, self._without_formats(rows, empty) if empty else frozenset())

    def fields(self, rows: list[Any]) -> tuple[FieldKey, ...]:
        """Return the fields of the rows with their descriptions, where the server tells them."""
        try:
            described = self._objects("GetFieldKeys")
        except Unreadable:
            described = []
        row = next((row for row in rows if isinstance(row, dict)), {})
        return server.fields(row, described=described)

    def stored_formats(self) -> dict[int, tuple[int, ...]]:
        """Return the formats of each row in stored order, which is not told with the row itself."""
        try:
            values = self._objects("GetFieldValues", meeting_key="formats")
        except Unreadable:
            return {}
        found: dict[int, tuple[int, ...]] = {}
        for item in values:
            formats = tuple(integer(part) for part in str(item.get("formats", "")).split(","))
            found |= {integer(part): formats for part in str(item.get("ids", "")).split(",") if all(formats)}
        return found

    def used(self, found: ServerFacts, rows: list[Any]) -> tuple[int, ...]:
        """Return the formats in use: as the server says, else those of the rows."""
        language = server.language_of(found.info)
        if self._used_answer and all(label.language == language for label in self._used_answer):
            return tuple(sorted({label.id for label in self._used_answer}))
        lists = (str(row.get("format_shared_id_list", "")) for row in rows if isinstance(row, dict))
        return tuple(sorted({integer(part) for text in lists for part in text.split(",") if part}))

    def _pages(self, **parameters: str) -> list[Any]:
        found: list[Any] = []
        seen: set[int] = set()
        for number in range(1, MOST_PAGES + 1):
            page = self._ask(
                "GetSearchResults",
                sort_keys="id_bigint",
                page_size=str(PAGE),
                page_num=str(number),
                **parameters,
            )
            new = [row for row in page if _id(row) not in seen]
            found += new
            seen |= {_id(row) for row in new}
            self._progress("read", len(found), len(found) + (PAGE if len(page) == PAGE else 0))
            if len(page) != PAGE or not new:
                return found
        raise Unreadable("too_big")

    def _without_formats(self, rows: list[Any], empty: set[int]) -> frozenset[int]:
        """Return the rows for which the server stores nothing as formats, instead of an empty text.

        Only that tells them apart: no search that excludes a format, even one that nobody has, finds them.
        """
        nobody = 1 + max((integer(part) for row in rows for part in _formats(row)), default=0)
        found = {_id(row) for row in self._pages(formats=f"-{nobody + 1000}", data_field_key="id_bigint")}
        missing = {_id(row) for row in rows if isinstance(row, dict)} - found
        return frozenset(missing) if missing <= empty and found else frozenset()

    def _objects(self, switcher: str, **parameters: str | list[str]) -> list[dict[str, Any]]:
        return [item for item in self._ask(switcher, **parameters) if isinstance(item, dict)]

    def _ask(self, switcher: str, **parameters: str | list[str]) -> list[Any]:
        query = urlencode({"switcher": switcher, **parameters}, doseq=True, safe="[]")
        text = fetch(f"{self._base}/client_interface/json/?{query}", self._reach)
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError):
            raise NotAList("not_json") from None
        if not isinstance(answer, list):
            raise NotAList("not_a_list")
        return answer


def _id(row: Any) -> int:
    return integer(str(row.get("id_bigint", ""))) if isinstance(row, dict) else 0


def _formats(row: Any) -> list[str]:
    text = str(row.get("format_shared_id_list", "")) if isinstance(row, dict) else ""
    return [part for part in text.split(",") if part]
