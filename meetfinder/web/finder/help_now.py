"""What helps at once. Works with an empty directory: what is not known is said to be not known."""

from itertools import groupby

from flask import render_template, request

from meetfinder.directory import help as helping
from meetfinder.web.finder.world import countries, country_name
from meetfinder.web.languages import gettext
from meetfinder.web.parameters import BadParameter
from meetfinder.web.site import settings


def help_now() -> str:
    """Show the numbers of a country and what to do; raises BadParameter for a country that is none."""
    country = request.args.get("country", settings().country).upper()
    if country and country not in countries():
        raise BadParameter("country", gettext("country must be a two-letter code such as us or gb."))
    lines = helping.helplines_of(country)
    return render_template(
        "finder/help_now.html",
        country=country,
        lines=[(purpose, list(items)) for purpose, items in groupby(lines, key=lambda line: line.purpose)],
        topics=[
            (topic, list(items))
            for topic, items in groupby(helping.guidance(), key=lambda sentence: sentence.topic)
        ],
        others=sorted(
            (code for code in helping.countries_with_helplines() if code != country), key=country_name
        ),
        help_country=country,
    )
