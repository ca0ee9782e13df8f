"""Finds meetings: query, index, filters, ranking, the ladder."""

from meetfinder.search.finding import find

__all__ = ["find"]
