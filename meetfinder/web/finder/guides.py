"""The guides: what people ask before they dare to come, and what families ask."""

from flask import abort, render_template

from meetfinder.directory import guides as reading
from meetfinder.web.site import settings


def guides() -> str:
    """List the guides."""
    return render_template("finder/guides.html", guides=_all())


def guide(slug: str) -> str:
    """Show one guide; 404 for one that there is not."""
    found = next((item for item in _all() if item.slug == slug), None)
    if found is None:
        abort(404)
    return render_template("finder/guide.html", guide=found)


def _all() -> tuple[reading.Guide, ...]:
    return reading.guides(settings().seeds, settings().instance)
