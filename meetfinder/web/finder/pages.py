"""What this site is and what it knows about its visitors, from the settings of whoever runs it."""

from flask import render_template


def privacy() -> str:
    """Show what is kept (nothing about searches) and what is not."""
    return render_template("finder/privacy.html")


def about() -> str:
    """Show who runs this and where its facts come from."""
    return render_template("finder/about.html")
