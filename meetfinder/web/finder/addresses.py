"""Addresses of answers, in the language of the page that links to them."""

from typing import Any
from urllib.parse import parse_qs

from flask import url_for


def near_address(area: str, wishes: str = "", *, endpoint: str = "finder.near") -> str:
    """Return the address of an area or its map; `wishes` are filters as `filters.canonical` writes them."""
    filters: dict[str, Any] = {name: values for name, values in parse_qs(wishes).items() if name != "lang"}
    return url_for(endpoint, area=area, **filters)
