"""The trail: what was said, what was decided, what was done, what changed."""

from wesaid_web.trail.models.changed import Change, HowKnown
from wesaid_web.trail.models.decided import Decision, How, PresentCount, Reason, Result
from wesaid_web.trail.models.did import Act, Action, ActionNote, Status, TryOut
from wesaid_web.trail.models.formats import InForm, OtherForm, PagesOf
from wesaid_web.trail.models.guests import GuestInvitation, Receipt
from wesaid_web.trail.models.imports import ImportFormat, ImportRun, ImportState
from wesaid_web.trail.models.said import (
    ON_SHEETS,
    AgreedHow,
    Attachment,
    AttachmentKind,
    Channel,
    Consent,
    Contribution,
    Fate,
    Support,
    Tag,
    Version,
    Whose,
)
from wesaid_web.trail.models.seen import FrameworkLink
from wesaid_web.trail.models.slips import Slip, SlipBatch

__all__ = [
    "ON_SHEETS",
    "Act",
    "Action",
    "ActionNote",
    "AgreedHow",
    "Attachment",
    "AttachmentKind",
    "Change",
    "Channel",
    "Consent",
    "Contribution",
    "Decision",
    "Fate",
    "FrameworkLink",
    "GuestInvitation",
    "How",
    "HowKnown",
    "ImportFormat",
    "ImportRun",
    "ImportState",
    "InForm",
    "OtherForm",
    "PagesOf",
    "PresentCount",
    "Reason",
    "Receipt",
    "Result",
    "Slip",
    "SlipBatch",
    "Status",
    "Support",
    "Tag",
    "TryOut",
    "Version",
    "Whose",
]
