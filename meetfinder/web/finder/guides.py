"""The guides: what people ask before they dare to come, and what families ask."""

from flask import abort, render_template

from meetfinder.directory import guides as reading
from meetfinder.web.site import settings


def guides() -> str:
    """List the guides."""
    return render_template("finder/guides.html", guides=all_guides())


def guide(slug: str) -> str:
    """Show one guide; 404 for one that there is not."""
    found = by_slug(slug)
    if found is None:
        abort(404)
    return render_template("finder/guide.html", guide=found)


def by_slug(slug: str) -> reading.Guide | None:
    """Return the guide of this slug, or None."""
    return next((item for item in all_guides() if item.slug == slug), None)


def all_guides() -> tuple[reading.Guide, ...]:
    """Return every guide in the order in which they are shown."""
    return reading.guides(settings().seeds, settings().instance)
