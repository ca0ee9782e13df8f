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

from sqlalchemy import JSON, ColumnElement, Connection, Dialect, Select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import NullType, TypeEngine

from meetfinder.db import UTCDateTime

_Converter = tuple[int, Callable[[Any], Any]]

SQLITE, POSTGRESQL = "sqlite", "postgresql"

_NAMED: dict[str, Dialect] = {
    SQLITE: sqlite.dialect(paramstyle="named"),
    POSTGRESQL: postgresql.psycopg.dialect(),  # type: ignore[no-untyped-call]
}
"""Dialects whose parameters are written by name, which is how both drivers take them."""


class among(ColumnElement[Any]):  # noqa: N801  It is used like a function, as `func` of SQLAlchemy is.
    """Says that a column holds one of the ids that a `Prepared` query is given."""

    type = NullType()  # Not Boolean: SQLite would be asked whether it equals 1, and then uses no index.
    inherit_cache = True

    def __init__(self, column: Any) -> None:
        self.column = column


@compiles(among, SQLITE)
def _among_sqlite(element: among, compiler: SQLCompiler, **words: Any) -> str:
    return f"{compiler.process(element.column, **words)} IN (SELECT value FROM json_each(:ids))"  # noqa: S608  The column is ours.


@compiles(among, POSTGRESQL)
def _among_postgresql(element: among, compiler: SQLCompiler, **words: Any) -> str:
    return f"{compiler.process(element.column, **words)} = ANY(CAST(%(ids)s AS INTEGER[]))"


class later(ColumnElement[Any]):  # noqa: N801  As `among`.
    """Says that a column holds more than the value after which a `Prepared` query is to go on."""

    type = NullType()
    inherit_cache = True

    def __init__(self, column: Any) -> None:
        self.column = column


@compiles(later, SQLITE)
def _later_sqlite(element: later, compiler: SQLCompiler, **words: Any) -> str:
    return f"{compiler.process(element.column, **words)} > :after"


@compiles(later, POSTGRESQL)
def _later_postgresql(element: later, compiler: SQLCompiler, **words: Any) -> str:
    return f"{compiler.process(element.column, **words)} > %(after)s"


class Prepared:
    """A query without parameters, but for those that `among` and `later` compare where they do."""

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query
        self._texts: dict[str, str] = {}
        self._converters: dict[str, tuple[_Converter, ...]] = {}

    def rows(self, connection: Connection, ids: Iterable[int]) -> list[Any]:
        """Return the rows as named tuples, in the order that the query asks for."""
        wanted = list(ids)
        if not wanted:
            return []
        is_sqlite = connection.dialect.name == SQLITE
        return self._fetch(connection, {"ids": json.dumps(wanted) if is_sqlite else wanted})

    def rows_after(self, connection: Connection, value: Any) -> list[Any]:
        """Return the rows after a value of a query that says what is later."""
        return self._fetch(connection, {"after": value})

    def all_rows(self, connection: Connection) -> list[Any]:
        """Return all rows of a query that compares no ids."""
        return self._fetch(connection, {})

    def _fetch(self, connection: Connection, parameters: dict[str, Any]) -> list[Any]:
        name = connection.dialect.name
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
    """Return what converts a type that is stored as text in a fraction of SQLAlchemy's time, if it is one."""
    if isinstance(kind, JSON):
        return _quick_list
    return _quick_moment if isinstance(kind, UTCDateTime) else None


@lru_cache(maxsize=4096)
def _quick_moment(stored: Any) -> datetime:
    """Return the instant of a text in UTC; PostgreSQL's driver has made a datetime of it already."""
    naive = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return naive.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def _quick_list(text: str) -> Any:
    """Return what a JSON text holds, lists as tuples; a few texts stand in most rows."""
    found = json.loads(text)
    return tuple(found) if isinstance(found, list) else found


def _converted(row: Sequence[Any], converters: tuple[_Converter, ...]) -> list[Any]:
    values = list(row)
    for at, convert in converters:
        value = values[at]
        if value is not None:
            values[at] = convert(value)
    return values
