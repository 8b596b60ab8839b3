"""What people are told about the public page: that their words stand on it now."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.telling import Kind, Line, Piece, asked_for
from wesaid_web.projects.models import Member
from wesaid_web.show.models import PublicPage
from wesaid_web.trail.models import Contribution

PUBLISHED = "show.published"


def _read(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    keys = asked_for(piece.about for piece in pieces)
    words = {row.pk: row for row in Contribution.objects.filter(pk__in=keys, author=member, withdrawn_on=None)}
    is_on = PublicPage.objects.filter(project=member.project_id, is_on=True).exists()
    on = _("Words of yours are on the public page now, without your name, as you agreed")
    off = _("Words of yours were put on the public page, as you agreed. It is switched off now")
    address = reverse("show:public_settings", args=[member.project_id])
    bare = _("Words of yours may be read outside the group now, without your name, as you agreed")
    return {
        piece.pk: Line(
            what=on if is_on else off,
            bare=bare,
            address=address,
            about=words[piece.about].public_words or words[piece.about].text,
            about_in=words[piece.about].language,
            late=not is_on,
        )
        for piece in pieces
        if piece.about and piece.about in words
    }


_ON_CARD = _("These words were put on the public page, without your name, as you agreed")

KINDS = (Kind(PUBLISHED, _("When words of yours go on the public page"), _read, of_words=True, on_card=_ON_CARD),)
