"""Telling people what changed in how they sign in: by e-mail where it is set up, and on the page about it in any case."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wesaid_web.common.models import INSTALLATION, AuditEvent
from wesaid_web.people.letters import letter, post
from wesaid_web.people.models import User

SENTENCES: dict[str, Any] = {
    "people.app_added": _("An app with codes was added."),
    "people.passkey_added": _("A passkey was added."),
    "people.step_removed": _("A passkey or an app with codes was removed."),
    "people.spare_codes_made": _("New spare codes were made. The ones from before no longer work."),
    "people.spare_code_used": _("A spare code was used to sign in or to show who you are."),
    "people.steps_reset": _(
        "The people who run this site removed every passkey, app and spare code, so that you can set them up anew."
    ),
    "people.password_set": _("The password was set or changed."),
    "privacy.erasure_asked": _(
        "Somebody who was signed in asked that you are erased from this site in a week. Until then it can be taken back there."
    ),
}
"""What happened, by its verb in the record, as it is told to the person."""
SHOWN = 5


def tell(user: User, verb: str) -> None:
    """Send a message about one of these, once what was done is saved."""
    if settings.MAIL_CONFIGURED:
        send_notice.enqueue(str(user.pk), verb)


@task()
def send_notice(user_id: str, verb: str) -> None:
    """What changed, and what to do if it was somebody else. No name stands in it, for the reason in people/mail.py."""
    user = User.objects.filter(pk=uuid.UUID(user_id)).first()
    if user is None:
        return
    given = {
        "what": SENTENCES[verb],
        "address": settings.PUBLIC_URL + reverse("people:second_step"),
        "contact": settings.CONTACT,
    }
    asked = verb == "privacy.erasure_asked"
    subject = _("In a week you will be erased") if asked else _("How you sign in was changed")
    post(letter(user, subject, "people/email/changed.txt", given))


def lately(user: User) -> Iterator[tuple[datetime, str]]:
    """The last of these that happened to one account, the newest first, from the record."""
    rows = AuditEvent.objects.filter(stream=INSTALLATION, subject=user.pk, verb__in=SENTENCES).order_by("-seq")
    return ((row.at, str(SENTENCES[row.verb])) for row in rows[:SHOWN])
