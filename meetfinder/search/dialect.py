"""The few words in which SQLite and PostgreSQL differ; every other statement here is the same on both."""

import re
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

POSTGRESQL = "postgresql"


def numbers(dialect: str, parameter: str, columns: Iterable[str]) -> str:
    """Return a query that unpacks a JSON list of lists of whole numbers, in the named columns."""
    if dialect == POSTGRESQL:
        wanted = ", ".join(f"CAST(v ->> {at} AS BIGINT) AS {name}" for at, name in enumerate(columns))
        return f"SELECT {wanted} FROM jsonb_array_elements(CAST(:{parameter} AS jsonb)) v"  # noqa: S608  Names are ours.
    wanted = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(columns))
    return f"SELECT {wanted} FROM json_each(:{parameter})"  # noqa: S608


def number_lists(rows: Iterable[tuple[int, ...]]) -> str:
    """Return rows of whole numbers as the JSON that `numbers` unpacks."""
    return str(list(map(list, rows)))


def number_list(dialect: str, parameter: str, column: str, *, kind: str = "INTEGER") -> str:
    """Return a query that unpacks a JSON list of whole numbers into one column."""
    if dialect == POSTGRESQL:
        return (
            f"SELECT CAST(v AS {kind}) AS {column} "  # noqa: S608
            f"FROM jsonb_array_elements_text(CAST(:{parameter} AS jsonb)) v"
        )
    return f"SELECT value AS {column} FROM json_each(:{parameter})"  # noqa: S608


def text_list(dialect: str, parameter: str) -> str:
    """Return a query that unpacks a JSON list of texts."""
    if dialect == POSTGRESQL:
        return f"SELECT v FROM jsonb_array_elements_text(CAST(:{parameter} AS jsonb)) v"  # noqa: S608
    return f"SELECT value FROM json_each(:{parameter})"  # noqa: S608


def fence(dialect: str) -> str:
    """Return what keeps a query within another from being merged into it, so that it computes values once."""
    return "OFFSET 0" if dialect == POSTGRESQL else "LIMIT -1"


def fetch(connection: Connection, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Any]:
    """Return the rows of a statement of `for_driver` straight from the driver, a tenth of the usual way."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(statement, parameters or {})
        return list(cursor.fetchall())


def for_driver(dialect: str, statement: str) -> str:
    """Return a statement whose parameters are written `:name` as the database's driver wants them.

    Searching hands its statements to the driver as they are: going through the compiler of SQLAlchemy costs
    more than most of them take.
    """
    if dialect == POSTGRESQL:
        return re.sub(r"(?<![:\w]):(\w+)", r"%(\1)s", statement)
    return re.sub(r"CAST\((:\w+) AS BIGINT\)", r"\1", statement)


def insert_missing(connection: Connection, table: Table, rows: list[Mapping[str, Any]]) -> None:
    """Insert rows, leaving alone those that another transaction has put there meanwhile."""
    insert = postgresql.insert if connection.dialect.name == POSTGRESQL else sqlite.insert
    connection.execute(insert(table).on_conflict_do_nothing(), list(rows))


def insert_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: list[tuple[int, ...]]
) -> None:
    """Insert many narrow rows, whose values need no conversion, at the speed of the driver."""
    if rows:
        mark = "%s" if connection.dialect.name == POSTGRESQL else "?"
        marks = ", ".join(mark for _ in columns)
        statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  Names are ours.
        connection.exec_driver_sql(statement, rows)
