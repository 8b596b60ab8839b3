"""What happens here when somebody invites people to a project, or somebody's place in one ends."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotYet
from wesaid_web.common.erasure import Person, erasing
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.signals import account_given, gone, inviting
from wesaid_web.support import rules
from wesaid_web.support.models import CheckIn, Concern, Need


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
def leave_to_who_else_reads(member: Member, **_more: Any) -> None:
    """Coming back, somebody does not read again what they read before they went, where somebody else can read it now.

    Where nobody else can, it stays with them: a worry that nobody can ever read again would be worse.
    """
    for row in Concern.objects.filter(Q(lead=member) | Q(deputy=member)).select_related("lead__user", "deputy__user"):
        other = row.deputy if row.lead_id == member.pk else row.lead
        if not rules.reads_here(other):
            continue
        row.lead, row.deputy = other, None
        row.save(update_fields=["lead", "deputy"])
        audit.record(stream=audit.CONFIDENTIAL, by=None, verb="support.concern_handed_over", subject=row.pk)


@receiver(account_given)
def hand_no_worries_over(member: Member, **_more: Any) -> None:
    """Who had an account at this place before told and read worries there; whoever gets the place now did not."""
    for place in ("reporter", "lead", "deputy"):
        for row in Concern.objects.filter(**{place: member}):
            setattr(row, place, None)
            row.save(update_fields=[place])
            audit.record(stream=audit.CONFIDENTIAL, by=None, verb="support.concern_handed_over", subject=row.pk)


@receiver(gone)
def forget_needs(member: Member, **_more: Any) -> None:
    """What somebody needed to take part, and how they were after meetings, goes with them: nobody has a use for it now."""
    Need.objects.filter(member=member).delete()
    CheckIn.objects.filter(member=member).delete()


@receiver(erasing)
def keep_who_told(person: Person, **_more: Any) -> None:
    """A worry outlasts the erasing of who told it, until its own day: others may be at risk. So it keeps who that was."""
    for row in Concern.objects.filter(reporter__in=person.places, on_behalf=False, who="").select_related("reporter"):
        row.who = row.reporter.name if row.reporter else ""
        row.save(update_fields=["who"])
        audit.record(stream=audit.CONFIDENTIAL, by=None, verb="support.concern_kept_name", subject=row.pk)
