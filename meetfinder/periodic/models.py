"""The table of work that comes round."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class PeriodicJob(Model):
    """When one kind of work is due again, and until when somebody is at it."""

    __tablename__ = "periodic_job"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    """When it last came to its end."""
    error: Mapped[str] = mapped_column(String(60), default="")
    """Kind of the last failure; empty when it went well."""
