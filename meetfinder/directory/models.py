"""Every table of the directory in one place: import models from here."""

from meetfinder.directory.attribute import Attribute, SaidBy
from meetfinder.directory.external_id import ExternalId, ExternalKind
from meetfinder.directory.fellowship import Fellowship, Kind
from meetfinder.directory.format import Format
from meetfinder.directory.group import Group, GroupStatus
from meetfinder.directory.helpline import Guidance, Helpline
from meetfinder.directory.location import Location, Precision
from meetfinder.directory.meeting import (
    Attendance,
    JoinVisibility,
    Meeting,
    MeetingException,
    MeetingStatus,
    meeting_format,
)
from meetfinder.directory.redirect import Redirect
from meetfinder.directory.service_body import ServiceBody
from meetfinder.directory.source import Source, SourceRow
from meetfinder.directory.standing import Hidden, Standing

__all__ = [
    "Attendance",
    "Attribute",
    "ExternalId",
    "ExternalKind",
    "Fellowship",
    "Format",
    "Group",
    "GroupStatus",
    "Guidance",
    "Helpline",
    "Hidden",
    "JoinVisibility",
    "Kind",
    "Location",
    "Meeting",
    "MeetingException",
    "MeetingStatus",
    "Precision",
    "Redirect",
    "SaidBy",
    "ServiceBody",
    "Source",
    "SourceRow",
    "Standing",
    "meeting_format",
]
