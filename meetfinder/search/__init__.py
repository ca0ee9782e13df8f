"""Finds meetings: query, index, filters, ranking, the ladder."""

from meetfinder.search.counts import count
from meetfinder.search.finding import find
from meetfinder.search.ladder import answer

__all__ = ["answer", "count", "find"]
