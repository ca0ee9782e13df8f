"""Where the nearest dual-diagnosis meeting is far away, and how to start one there."""

from flask import Response as FlaskResponse
from flask import abort, redirect, render_template, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from meetfinder.search import coverage_files as files
from meetfinder.search.coverage import BAND_LIMITS, FAR_KM
from meetfinder.web.site import settings


def coverage() -> Response | str:
    """Show the coverage of the site's country, else of the first country that was worked out."""
    made = files.saved(settings().instance)
    own = settings().country
    if not made:
        return render_template("finder/coverage_none.html")
    return _page(own if own in made else made[0])


def coverage_of(country: str) -> Response | str:
    """Show the coverage of a country; 301 to lower case, 404 where none was worked out."""
    if country != country.lower():
        return redirect(url_for("finder.coverage_of", country=country.lower()), 301)
    return _page(country.upper())


def coverage_table(country: str) -> Response:
    """Send the table of a country's postcodes as CSV; 404 where none was worked out."""
    if country.upper() not in files.saved(settings().instance):
        abort(404)
    text = files.table_path(settings().instance, country).read_text(encoding="utf-8")
    headers = {"Content-Disposition": f'attachment; filename="coverage-{country.lower()}.csv"'}
    return FlaskResponse(text, mimetype="text/csv", headers=headers)


def _page(country: str) -> str:
    made = files.load(settings().instance, country)
    if made is None:
        abort(404)
    return render_template(
        "finder/coverage.html",
        report=made,
        limits=BAND_LIMITS,
        far_km=FAR_KM,
        others=[code for code in files.saved(settings().instance) if code != country],
        draw=lambda title: _titled(made.svg, title),
        help_country=country,
    )


def _titled(svg: str, title: str) -> Markup:
    """Return the stored picture with its title in the language of the page."""
    return Markup(svg.replace("<title></title>", f"<title>{escape(title)}</title>", 1))  # noqa: S704  Our own.
