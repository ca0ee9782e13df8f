"""A site whose /healthz fails with what it was sent: for the test of the logs."""

from flask import request

from meetfinder.app import create_app

app = create_app()


def fail() -> None:
    """Raise what nobody may read in a log."""
    raise ValueError(f"{request.full_path} {request.form}")


app.view_functions["health.healthz"] = fail
