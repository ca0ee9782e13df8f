"""The first page: one box."""

from flask import render_template, request

from meetfinder.web.finder.world import countries
from meetfinder.web.site import settings


def home() -> str:
    """Show the box, what this is, and what helps at once."""
    asked = request.args.get("country", settings().country).upper()
    return render_template(
        "finder/home.html",
        country=asked if asked in countries() else "",
        audience="family" if request.args.get("for") == "family" else "me",
    )
