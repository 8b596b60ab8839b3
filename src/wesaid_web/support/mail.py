"""One line by e-mail to whoever has something to read: that there is something, never what, from whom or about whom."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wesaid_web.people.letters import letter, post
from wesaid_web.projects.models import Member
from wesaid_web.support import rules
from wesaid_web.support.models import Concern


@task()
def tell_readers(concern_id: str) -> None:
    """Tell those who can read a concern now that something waits for them. Nobody else gets anything, at any time."""
    if not settings.MAIL_CONFIGURED:
        return
    concern = Concern.objects.select_related("lead__user", "deputy__user").filter(pk=uuid.UUID(concern_id)).first()
    if concern is None:
        return
    for member in rules.read_now(concern):
        _send(member)


def _send(member: Member) -> None:
    if member.user is None:  # pragma: no cover -- who reads here has an account
        return
    address = settings.PUBLIC_URL + reverse("support:concerns", args=[member.project_id])
    given = {"name": member.user.name, "address": address}
    post(letter(member.user, _("Something waits for you to read"), "support/email/to_read.txt", given))


def remind() -> None:
    """Tell those who can read it that something has waited too long unread: who stands in, too. Each of them once."""
    if not settings.MAIL_CONFIGURED:
        return
    waiting = Concern.objects.filter(read_on=None, closed_on=None, deputy_from__lte=timezone.localdate())
    told: dict[uuid.UUID, Member] = {}
    for concern in waiting.select_related("lead__user", "deputy__user"):
        told |= {member.pk: member for member in rules.read_now(concern)}
    for member in told.values():
        _send(member)
