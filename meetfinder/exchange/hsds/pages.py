"""The frame around the records of an HSDS list: all seven fields about pages, credit and licence. Pure."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from meetfinder.exchange.publisher import OWN_LICENCE, Publisher

Item = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def page(
    records: Iterable[Iterable[str]], publisher: Publisher, *, total: int, number: int, per_page: int
) -> Iterator[str]:
    """Yield the text of page `number` (from 1) of `total` records; each record is given in pieces of text."""
    pages = -(-total // per_page)
    size = max(0, min(per_page, total - (number - 1) * per_page))
    head = {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": size,
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": size == 0,
        "credit": publisher.credit(),
        "license": OWN_LICENCE,
    }
    yield _encode(head)[:-1] + ',"contents":['
    comma = "\n"
    for record in records:
        yield comma
        yield from record
        comma = ",\n"
    yield "\n]}\n"


def lines(records: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield each record on a line of its own."""
    for record in records:
        yield from record
        yield "\n"


def text(record: Item) -> tuple[str]:
    """Return the text of a record as its only piece."""
    return (_encode(record),)


def with_list(record: Item, name: str, items: Iterable[Item]) -> Iterator[str]:
    """Yield the text of a record that ends with a list of any length."""
    yield f"{_encode(record)[:-1]},{_encode(name)}:["
    comma = ""
    for item in items:
        yield comma + _encode(item)
        comma = ","
    yield "]}"
