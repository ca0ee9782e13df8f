"""Queries for the rows of many ids, compiled once for each database and then handed to its driver as text.

Going through SQLAlchemy's compiler and rows at every search costs more than the databases need to answer.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Dialect, Select, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import NullType, TypeEngine

from meetfinder.db import UTCDateTime

_Converter = tuple[int, Callable[[Any], Any]]

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_SHORT = 100
"""Letters of a JSON text that is kept for the next row."""

_NAMED: dict[str, Dialect] = {
    SQLITE: sqlite.dialect(paramstyle="named"),
    POSTGRESQL: postgresql.psycopg.dialect(),  # type: ignore[no-untyped-call]
}
"""Dialects whose parameters are written by name, which is how both drivers take them."""


class among(ColumnElement[Any]):  # noqa: N801  It is used like a function, as `func` of SQLAlchemy is.
    """Says that a column holds one of the values of a list that a `Prepared` query is given by name."""

    type = NullType()  # Not Boolean: SQLite would be asked whether it equals 1, and then uses no index.
    inherit_cache = True

    def __init__(self, column: Any, name: str = "ids") -> None:
        self.column = column
        self.name = name


class given(ColumnElement[Any]):  # noqa: N801  As `among`.
    """Stands for one value that a `Prepared` query is given by name."""

    type = NullType()
    inherit_cache = True

    def __init__(self, name: str) -> None:
        self.name = name


@compiles(among, SQLITE)
def _among_sqlite(element: among, compiler: SQLCompiler, **words: Any) -> str:
    return f"{compiler.process(element.column, **words)} IN (SELECT value FROM json_each(:{element.name}))"  # noqa: S608  Both are ours.


@compiles(among, POSTGRESQL)
def _among_postgresql(element: among, compiler: SQLCompiler, **words: Any) -> str:
    kind = "TEXT" if isinstance(element.column.type, String) else "INTEGER"
    return f"{compiler.process(element.column, **words)} = ANY(CAST(%({element.name})s AS {kind}[]))"


@compiles(given, SQLITE)
def _given_sqlite(element: given, _compiler: SQLCompiler, **_words: Any) -> str:
    return f":{element.name}"


@compiles(given, POSTGRESQL)
def _given_postgresql(element: given, _compiler: SQLCompiler, **_words: Any) -> str:
    return f"%({element.name})s"


class Prepared:
    """A query without parameters, but for those that `among` and `given` name."""

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query
        self._texts: dict[str, str] = {}
        self._converters: dict[str, tuple[_Converter, ...]] = {}

    def rows(self, connection: Connection, ids: Iterable[int]) -> list[Any]:
        """Return the rows as named tuples, in the order that the query asks for."""
        wanted = list(ids)
        if not wanted:
            return []
        return self.all_rows(connection, ids=wanted)

    def all_rows(self, connection: Connection, **values: Any) -> list[Any]:
        """Return all rows of a query that is given these values; what `among` compares are lists."""
        name = connection.dialect.name
        parameters = values
        if name == SQLITE:
            parameters = {
                key: json.dumps(value) if isinstance(value, list) else value for key, value in values.items()
            }
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(self.text(name), parameters)
            found = cursor.fetchall()
            converters = self._converters.get(name)
            if converters is None:
                types = [column[1] for column in cursor.description or ()]
                converters = self._converters[name] = self._read_converters(_NAMED[name], types)
        make = partial(tuple.__new__, self._row)  # As its `_make`, in half the time.
        return [make(_converted(row, converters)) for row in found] if converters else list(map(make, found))

    def text(self, name: str) -> str:
        """Return the query in the words of the database of that name."""
        if name not in self._texts:
            compiled = self._query.compile(dialect=_NAMED[name], compile_kwargs={"literal_binds": True})
            self._texts[name] = str(compiled)
        return self._texts[name]

    @cached_property
    def _row(self) -> Any:
        return namedtuple("Row", self._query.selected_columns.keys())  # noqa: PYI024  Only the query knows its fields.

    def _read_converters(self, dialect: Dialect, types: list[Any]) -> tuple[_Converter, ...]:
        """Return for the columns that need it what makes a value of theirs of what the driver returned."""
        columns = enumerate(zip(self._query.selected_columns, types, strict=True))
        found = [
            (at, _quick(column.type) or convert)
            for at, (column, code) in columns
            for convert in [column.type.dialect_impl(dialect).result_processor(dialect, code)]
            if convert
        ]
        return tuple(found)


def _quick(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """Return what converts a value of some types in a fraction of SQLAlchemy's time."""
    if isinstance(kind, JSON):
        return _read_json
    return _moment if isinstance(kind, UTCDateTime) else None


@lru_cache(maxsize=4096)
def _moment(stored: Any) -> datetime:
    """Return an instant, stored in UTC: as text, or what PostgreSQL's driver has made of it already."""
    naive = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return naive.replace(tzinfo=UTC)


def _read_json(text: str) -> Any:
    """Return what a JSON text holds, lists as tuples; a few short texts stand in most rows."""
    return _short_json(text) if len(text) <= _SHORT else _json(text)


def _json(text: str) -> Any:
    found = json.loads(text)
    return tuple(found) if isinstance(found, list) else found


_short_json = lru_cache(maxsize=4096)(_json)


def _converted(row: Sequence[Any], converters: tuple[_Converter, ...]) -> list[Any]:
    values = list(row)
    for at, convert in converters:
        value = values[at]
        if value is not None:
            values[at] = convert(value)
    return values
