"""What this site is and what it knows about its visitors, from the settings of whoever runs it."""

from flask import Response, current_app, render_template

from meetfinder.directory.source_reading import sources


def privacy() -> str:
    """Show what is kept (nothing about searches) and what is not."""
    return render_template("finder/privacy.html")


def service_worker() -> Response:
    """Send what answers without a connection; it stands at the top so that it may speak for every page."""
    return current_app.send_static_file("service-worker.js")


def about() -> str:
    """Show who runs this and where its facts come from."""
    return render_template("finder/about.html", sources=sources())
