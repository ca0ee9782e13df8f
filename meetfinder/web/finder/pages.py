"""What this site is and what it knows about its visitors, from the settings of whoever runs it."""

from flask import render_template

from meetfinder.web.finder.blueprint import blueprint


@blueprint.get("/privacy")
def privacy() -> str:
    """Show what is kept (nothing about searches) and what is not."""
    return render_template("finder/privacy.html")


@blueprint.get("/about")
def about() -> str:
    """Show who runs this and where its facts come from."""
    return render_template("finder/about.html")
