"""What happens here when somebody invites people to a project, or somebody's place in one ends."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotYet
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.signals import gone, inviting
from wesaid_web.support import rules
from wesaid_web.support.models import CheckIn, Need


class ContactsFirst(NotYet):
    """Nobody is invited before it is said whom people can tell a worry."""


@receiver(inviting)
def check_contacts(project: Project, **_more: Any) -> None:
    """Raise :class:`ContactsFirst` unless the project says whom people can tell a worry, and they are still here."""
    contacts = rules.contacts_of(project)
    if contacts is None:
        raise ContactsFirst(_("Before you invite people, say whom they can tell if something worries them."))
    if not rules.still_there(contacts):
        raise ContactsFirst(_("Somebody whom people can tell a worry is no longer here. Name somebody else first."))


@receiver(gone)
def forget_needs(member: Member, **_more: Any) -> None:
    """What somebody needed to take part, and how they were after meetings, goes with them: nobody has a use for it now."""
    Need.objects.filter(member=member).delete()
    CheckIn.objects.filter(member=member).delete()
