"""Complaining, and answering a complaint. Not a worry: a complaint goes to whoever runs the group or the site, by their office."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed
from wesaid_web.common.codes import code_from
from wesaid_web.common.models import INSTALLATION
from wesaid_web.common.secrets import keyed_digest, row_of_form
from wesaid_web.people.models import User
from wesaid_web.privacy.models import Complaint, GoesTo
from wesaid_web.privacy.permissions import may_answer
from wesaid_web.projects.models import Project

CODE_GROUPS = 4


@dataclass(frozen=True)
class Complained:
    """What somebody complains about. Everything but the words and the matter can be left out."""

    about: str
    words: str
    goes_to: GoesTo = GoesTo.SITE
    name: str = ""
    reach: str = ""


@transaction.atomic
def complain(
    *, said: Complained, project: Project | None = None, user: User | None = None, form_id: uuid.UUID | None = None
) -> Complaint:
    """Complain. The same form sent twice complains once. The row says the day, and, without an account, nobody."""
    form_id = form_id or uuid.uuid4()
    key = row_of_form(form_id, "row-of-complaint")
    before = Complaint.objects.filter(pk=key).first()
    if before is not None:
        return before
    made = Complaint.objects.create(
        id=key,
        project=project,
        goes_to=said.goes_to if project else GoesTo.SITE,
        about=said.about,
        words=said.words,
        name=said.name,
        reach=said.reach,
        user=user,
        digest="" if user else digest_of(code_of(form_id)),
    )
    stream = project.pk if project else INSTALLATION
    actor = user.pk if user else None
    audit.record(stream=stream, by=actor, verb="privacy.complained", subject=made.pk, day_only=user is None)
    return made


def code_of(form_id: uuid.UUID) -> str:
    """The code with which somebody without an account reads the answer. It follows from the form, so that sent twice it is one.

    The form's id is not kept: the complaint has another, so that whoever answers it cannot have the code shown to them.
    """
    return code_from(keyed_digest(str(form_id), "code-of-complaint"), CODE_GROUPS)


def digest_of(code: str) -> str:
    """What is kept of it."""
    return keyed_digest(code, "complaint")


@transaction.atomic
def answer(*, complaint: Complaint, words: str, by: User) -> None:
    """Answer a complaint, once. What more there is to say is said by telephone, or a new complaint asks it.

    Raises:
        NotAllowed: it is somebody else's to answer, or it is answered.
    """
    row = Complaint.objects.select_for_update(of=("self",)).select_related("project").get(pk=complaint.pk)
    if not may_answer(row, by):
        raise NotAllowed
    if row.answered_on is not None:
        raise NotAllowed(_("It is answered already."))
    row.answer, row.answered_on, row.answered_by = words, timezone.localdate(), by
    row.save(update_fields=["answer", "answered_on", "answered_by"])
    stream = row.project_id or INSTALLATION
    audit.record(stream=stream, by=by.pk, verb="privacy.complaint_answered", subject=row.pk)
