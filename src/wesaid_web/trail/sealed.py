"""What is passed from page to page of people without an account: sealed, and kept nowhere.

They have no session: a row that says which browser it was would tie a person to a device. What the next page has to know is
in the form or the address, signed with the installation's key, and works for a while only.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from django.core import signing

from wesaid_web.trail.actions.guest_words import Codes

_CODES, _TYPED, _MINE = "wesaid.guest-codes", "wesaid.guest-typed", "wesaid.mine"
_WORRY, _ASKING = "wesaid.guest-worry", "wesaid.guest-asking"
FORM_LASTS = timedelta(days=1)
TYPED_LASTS = timedelta(hours=12)
MINE_LASTS = timedelta(minutes=30)


class Whose(StrEnum):
    """Whose code was typed: of the one who said it, or of the person it is about."""

    OWN = "own"
    ABOUT = "about"


def seal_codes(codes: Codes, project_id: uuid.UUID) -> str:
    """Codes for a form of one project: sent with it twice, they are the same, and nobody chooses them."""
    return signing.dumps([str(project_id), codes.own, codes.about], salt=_CODES)


def open_codes(sealed: str, project_id: uuid.UUID) -> Codes | None:
    """The codes of a form, if it is one of this project and not too old."""
    try:
        where, own, about = signing.loads(sealed, salt=_CODES, max_age=FORM_LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return Codes(own, about) if where == str(project_id) else None


def seal_invitation(invitation_id: uuid.UUID) -> str:
    """What stands in the address, in place of a link's secret, after an invitation's code was typed."""
    return signing.dumps(str(invitation_id), salt=_TYPED)


def open_invitation(sealed: str) -> uuid.UUID | None:
    """The invitation whose code was typed, if that was not too long ago."""
    try:
        return uuid.UUID(signing.loads(sealed, salt=_TYPED, max_age=TYPED_LASTS))
    except (signing.BadSignature, ValueError):
        return None


def seal_mine(whose: Whose, digest: str) -> str:
    """What stands in the address after somebody typed the code of what they said."""
    return signing.dumps([whose, digest], salt=_MINE)


def open_mine(sealed: str) -> tuple[Whose, str] | None:
    """Whose code was typed and its digest, if that was less than half an hour ago."""
    try:
        whose, digest = signing.loads(sealed, salt=_MINE, max_age=MINE_LASTS)
        return Whose(whose), str(digest)
    except (signing.BadSignature, ValueError):
        return None


def seal_worry(project_id: uuid.UUID, givers: Iterable[uuid.UUID]) -> str:
    """Where a worry can be told, and who gave out the invitation or wrote the words down: not which one, and not which words."""
    return signing.dumps([str(project_id), sorted({str(key) for key in givers})], salt=_WORRY)


def open_worry(sealed: str) -> tuple[uuid.UUID, list[uuid.UUID]] | None:
    """The project and those people, if the page was opened less than a day ago."""
    try:
        project, givers = signing.loads(sealed, salt=_WORRY, max_age=FORM_LASTS)
        return uuid.UUID(project), [uuid.UUID(key) for key in givers]
    except (signing.BadSignature, ValueError):
        return None


def seal_asking(project_id: uuid.UUID, meeting_id: uuid.UUID | None) -> str:
    """In which project something can be asked, and about which meeting: not with which invitation, and not by whose words."""
    return signing.dumps([str(project_id), str(meeting_id) if meeting_id else ""], salt=_ASKING)


def open_asking(sealed: str) -> tuple[uuid.UUID, uuid.UUID | None] | None:
    """The project and the meeting, if the page was opened less than a day ago."""
    try:
        project, meeting = signing.loads(sealed, salt=_ASKING, max_age=FORM_LASTS)
        return uuid.UUID(project), uuid.UUID(meeting) if meeting else None
    except (signing.BadSignature, ValueError):
        return None
