"""The tables behind the one door: what was proposed, what was decided, and what a listing was before."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetfinder.db import Model
from meetfinder.directory.models import Source
from meetfinder.moderation import append_only
from meetfinder.moderation.case_models import Barred, Case, Harm, Message, SubmissionKind, Telephoned
from meetfinder.moderation.kept_models import Erased, Upheld
from meetfinder.moderation.trail_models import Confirmation, Report, ReportKind, Room, Undoing

__all__ = [
    "Barred",
    "Batch",
    "Case",
    "Confirmation",
    "Decision",
    "Erased",
    "Harm",
    "Message",
    "Report",
    "ReportKind",
    "Revision",
    "Room",
    "Submission",
    "SubmissionKind",
    "SubmissionStatus",
    "Telephoned",
    "Undoing",
    "Upheld",
    "Verdict",
]


class SubmissionStatus(StrEnum):
    """What became of a proposal."""

    AWAITING_MAIL = "awaiting"
    """The sender's address is not proven yet; no moderator sees it."""
    PENDING = "pending"
    ASKED = "asked"
    """A moderator's question to the sender is open."""
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    """A newer proposal for the same row took its place before anybody decided."""


class Verdict(StrEnum):
    """What a decision says."""

    APPROVE = "approve"
    DECLINE = "decline"
    PAUSE = "pause"
    WITHDRAW = "withdraw"
    RESUME = "resume"
    REDUCE = "reduce"
    """A date was cancelled or a link removed by an organizer, at once."""
    HIDE = "hide"
    SHOW = "show"
    """Hidden from the public, and shown again."""
    UNDO = "undo"
    REVERT = "revert"
    MERGE = "merge"
    REDACT = "redact"


class Batch(Model):
    """The rows of one reading of a source, decided together."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    source: Mapped[Source] = relationship()
    read_at: Mapped[datetime]
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class Submission(Model):
    """A proposal that came in."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(12), index=True, default=SubmissionStatus.PENDING)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    source: Mapped[Source | None] = relationship()
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(220), index=True)
    """The key of the row or form within its source."""
    proposal: Mapped[str] = mapped_column(Text)
    """Canonical JSON of a directory.proposal.Proposal."""
    lint: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """What was taken out or looks wrong: field and reason code, never the words themselves."""
    submitted_at: Mapped[datetime]
    case: Mapped[Case | None] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    """What belongs to it when a person sent it; None for a row of a list."""


class Decision(Model):
    """Who decided what, when and why. Rows are only ever added."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int | None] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), index=True
    )
    verdict: Mapped[str] = mapped_column(String(12))
    decided_by: Mapped[str] = mapped_column(String(120))
    """`moderator:<account id>`, `organizer:<account id>`, `visitor`, or `source:<slug>` when a trusted list
    speaks for itself."""
    reason: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime]


class Revision(Model):
    """What a group and its meetings were after a decision. Rows are only added; `redact` blanks values."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    snapshot: Mapped[str] = mapped_column(Text)
    """Canonical JSON: the whole group, the row of a list, or `{"status": {public id: status}}`."""
    changed_fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime]


append_only.guard(Decision, Revision)
