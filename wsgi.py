"""Where `flask` and gunicorn find the site."""

from meetfinder.app import create_app

app = create_app()
