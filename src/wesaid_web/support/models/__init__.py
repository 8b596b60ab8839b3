"""What people get back, what they need to take part, whom they can tell a worry, and who is there after a hard meeting."""

from wesaid_web.support.models.care import AftercareContact, CheckIn, Met, Need, NeedAnswer, NeedsSheet, ShownTo
from wesaid_web.support.models.concerns import Concern, ConcernNote, NoteKind, SafetyContacts
from wesaid_web.support.models.returns import (
    INCOME,
    NOT_THEIR_TIME,
    Advice,
    Invested,
    Return,
    ReturnKind,
    Terms,
)

__all__ = [
    "INCOME",
    "NOT_THEIR_TIME",
    "Advice",
    "AftercareContact",
    "CheckIn",
    "Concern",
    "ConcernNote",
    "Invested",
    "Met",
    "Need",
    "NeedAnswer",
    "NeedsSheet",
    "NoteKind",
    "Return",
    "ReturnKind",
    "SafetyContacts",
    "ShownTo",
    "Terms",
]
