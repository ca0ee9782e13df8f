"""Whether the invented directory is here, so that every page can say so."""

from sqlalchemy import exists, select

from meetfinder.db import db
from meetfinder.directory.models import Source


def is_demo_present() -> bool:
    """Return whether any list held here is invented. One short query on a small table."""
    return bool(db.session.scalar(select(exists().where(Source.demo))))
