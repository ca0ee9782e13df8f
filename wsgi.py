"""Where `flask` and gunicorn find the site."""

import gc

from meetfinder.app import create_app

app = create_app()

# What the start has made is never garbage; looking through it would hold up somebody's search for 80 ms.
gc.collect()
gc.freeze()
