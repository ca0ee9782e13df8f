"""How long GetSearchResults near a point takes in a directory of a million meetings.

`python -m tests.bench.bench_bmlt URL` reads what `bench_search origins` prints, and prints one line
of JSON: milliseconds at the middle and at the 95th percentile, and how many rows were answered.
"""

import gc
import json
import sys
import time
from statistics import median, quantiles

from sqlalchemy import func, select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Group
from meetfinder.exchange.bmlt.answers import answer
from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.root import Selection, open_root
from tests.bench.bench_search import NOW, site

QUERIES = ("geo_width=-10", "geo_width_km=5&weekdays=3", "geo_width=-10&weekdays=3&StartsAfterH=17")


def measure(origins: list[tuple[float, float]]) -> dict[str, list[float]]:
    """Ask for the largest fellowship near each origin, after one warm round."""
    figures = {}
    slug = _largest_fellowship()
    for query in QUERIES:
        times, rows = [], []
        for origin in (*origins[:20], *origins):
            began = time.perf_counter()
            rows.append(_ask(slug, f"lat_val={origin[0]}&long_val={origin[1]}&{query}"))
            times.append((time.perf_counter() - began) * 1000)
        measured = times[20:]
        figures[query] = [median(measured), quantiles(measured, n=20)[-1], median(rows[20:])]
    return figures


def _ask(slug: str, query: str) -> int:
    parameters = Parameters(f"switcher=GetSearchResults&{query}")
    face = open_root(Selection(frozenset({slug})), parameters, base="http://localhost", now=NOW)
    said = answer(face, "json", parameters, now=NOW, locate=lambda _: None)
    db.session.rollback()
    return len(json.loads(said.body))


def _largest_fellowship() -> str:
    query = (
        select(Fellowship.slug)
        .join(Group, Group.fellowship_id == Fellowship.id)
        .group_by(Fellowship.slug)
        .order_by(func.count().desc())
    )
    return str(db.session.scalar(query.limit(1)))


if __name__ == "__main__":
    with site(sys.argv[1]).app_context():
        gc.collect()
        gc.freeze()  # As `wsgi.py` does.
        print(json.dumps(measure([tuple(item[:2]) for item in json.load(sys.stdin)])))
