"""A redirect: where a merged or renamed listing went."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class Redirect(Model):
    """An old public id and the one that took its place."""

    __tablename__ = "redirect"

    old_public_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    new_public_id: Mapped[str] = mapped_column(String(12))
