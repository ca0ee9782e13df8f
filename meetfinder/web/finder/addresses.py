"""Addresses of answers, in the language of the page that links to them."""

from typing import Any
from urllib.parse import parse_qs

from flask import url_for
from werkzeug.datastructures import MultiDict

from meetfinder.web import filters

PASSING = frozenset({"lang", "page", "sort", "when", filters.PLAN})
"""What a search is asked for now, and a calendar that is read again every day is not."""


def near_address(area: str, wishes: str = "", *, endpoint: str = "finder.near") -> str:
    """Return the address of an area or its map; `wishes` are filters as `filters.canonical` writes them."""
    return url_for(endpoint, area=area, **_values(wishes, leave={"lang"}))


def calendar_address(area: str, args: MultiDict[str, str]) -> str:
    """Return the path of the calendar of a search: its area and filters, nothing typed."""
    lasting = MultiDict((name, value) for name, value in args.items(multi=True) if value != "today")
    values = _values(filters.canonical(lasting), leave=PASSING)
    return url_for("feeds.meetings", form="ics", near=area, **values)


def _values(wishes: str, *, leave: set[str] | frozenset[str]) -> dict[str, Any]:
    return {name: values for name, values in parse_qs(wishes).items() if name not in leave}
