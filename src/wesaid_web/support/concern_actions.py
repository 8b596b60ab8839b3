"""Everything that changes concerns, and whom people can tell one.

Long because it is one thing from being told to being removed, and each step has a rule of its own.

Concerns have a record of their own (``audit.CONFIDENTIAL``): a row in the project's would let somebody who is not to know
of a concern see that something happened. Where it was told without a name, the row has no actor.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid_web.common import audit
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere, NotAllowed, NotYet
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.support import rules
from wesaid_web.support.mail import tell_readers
from wesaid_web.support.models import Concern, ConcernNote, NoteKind, SafetyContacts
from wesaid_web.support.permissions import RAISE, SET_CONTACTS

_CHANGED = gettext_lazy(
    "Who reads here has changed since you opened this page. Look who it is now; it was not sent yet."
)


class NobodyToRead(NotYet):
    """Nobody who may know of it reads here, so it is not taken: a worry that is kept and read by nobody is worse."""


class TooMany(NotYet):
    """So many were told today without an account that more would hide them; the telephone is left."""


class SamePerson(NotYet):
    """Who stands in has to be somebody else."""


class ReadersChanged(NotYet):
    """Somebody else reads here than when the page was opened: whoever opened it has to see that first."""


class NotTheirs(NotAllowed):
    """Somebody who does not read this concern, or did not tell it."""


MOST_WITHOUT_ACCOUNT = 100
"""Worries told to one project on one day without a name, after which one without an account is not taken."""


@dataclass(frozen=True)
class Contact:
    """One person to turn to: a name, a number, and their place in the project if they read here."""

    name: str
    phone: str
    member: Member | None = None


@dataclass(frozen=True)
class Outside:
    """Whom to turn to outside the group."""

    name: str
    phone: str
    hours: str
    what_for: str


@dataclass(frozen=True)
class Told:
    """A worry as it is told.

    Attributes:
        who: who is telling, in their own words; may be empty.
        on_behalf: typed in for somebody else, from paper or as they said it.
        named: whether the account that sends it is kept, so that its owner can follow what happens.
        about: the id of the contribution it was told from.
        excluded: people who are not to know of it.
    """

    words: str
    who: str = ""
    on_behalf: bool = False
    named: bool = True
    about: uuid.UUID | None = None
    excluded: tuple[Member, ...] = ()


@transaction.atomic
def set_contacts(
    *,
    project: Project,
    lead: Contact,
    deputy: Contact,
    outside: Outside,
    read_within: int,
    keep_months: int,
    edition: int,
    by: Member,
) -> SafetyContacts:
    """Say whom people can tell a worry. It counts for what is told from now on: nobody becomes a reader of what was told.

    Raises:
        SamePerson: the person and who stands in are one and the same.
        NotYet: somebody was chosen who cannot sign in here now.
        ChangedMeanwhile: somebody else has set them since.
    """
    check_can(by, SET_CONTACTS)
    audit.hold(project.pk)
    for one in (lead, deputy):
        if one.member and one.member.project_id != project.pk:
            raise Elsewhere
        if one.member and not rules.reads_here(one.member):
            raise NotYet(_("%(name)s cannot sign in here now. Choose somebody else.") % {"name": one.member.words})
    if (lead.member and lead.member == deputy.member) or lead.name.casefold() == deputy.name.casefold():
        raise SamePerson(_("Whoever stands in has to be somebody else."))
    row = SafetyContacts.objects.filter(project=project).first() or SafetyContacts(project=project, edition=0)
    if row.edition != edition:
        raise ChangedMeanwhile
    row.lead, row.lead_name, row.lead_phone = lead.member, lead.name, lead.phone
    row.deputy, row.deputy_name, row.deputy_phone = deputy.member, deputy.name, deputy.phone
    row.outside_name, row.outside_phone = outside.name, outside.phone
    row.outside_hours, row.outside_for = outside.hours, outside.what_for
    row.read_within, row.keep_months = read_within, keep_months
    row.edition += 1
    row.save()
    who = {name: str(one.member.pk) for name, one in (("lead", lead), ("deputy", deputy)) if one.member}
    audit.record(stream=project.pk, by=by.user_id, verb="support.contacts_set", subject=project.pk, details=who)
    return row


@transaction.atomic
def raise_concern(
    *,
    project: Project,
    told: Told,
    by: Member | None,
    concern_id: uuid.UUID | None = None,
    seen: str | None = None,
) -> Concern:
    """Tell a worry. It goes to whoever people can tell one here, and to nobody who is not to know of it.

    Args:
        by: who sends it; none for somebody without an account. It is kept only where the worry is told with a name.
        concern_id: the id that the form gave it, so that sending it twice makes one. Gone back to and sent with other words
            or other people who are not to know, it makes another: nothing that was sent is dropped.
        seen: the mark of who read here when the form was opened.

    Raises:
        NobodyToRead: nobody is left who would read it; nothing is kept.
        TooMany: see there; nothing is kept.
        ReadersChanged: it would go to others than whom the form named; nothing is kept.
    """
    if by:
        check_can(by, RAISE)
    if any(one.project_id != project.pk for one in (*told.excluded, *([by] if by else []))):
        raise Elsewhere
    audit.hold(audit.CONFIDENTIAL)
    reporter = by if told.named else None
    for key in _ids_for(concern_id, told):
        before = Concern.objects.filter(pk=key).first()
        if before is None:
            concern_id = key
            break
        if before.project_id == project.pk and before.reporter_id == _pk(reporter) and _says(before, told):
            return before  # the same form, sent twice
    else:
        concern_id = None
    contacts = rules.contacts_of(project)
    if seen is not None and seen != rules.readers(contacts).mark:
        raise ReadersChanged(_CHANGED)
    reads = rules.readers(contacts, {one.pk for one in told.excluded})
    if contacts is None or not reads.anybody:
        raise NobodyToRead(_("Nobody who may know of it reads here, so it was not kept. Please ring somebody."))
    today = timezone.localdate()
    if by is None and project.concerns.filter(told_on=today, reporter=None).count() >= MOST_WITHOUT_ACCOUNT:
        raise TooMany(_("So much was sent today that this was not kept. Please ring somebody."))
    row = Concern.objects.create(
        id=concern_id or uuid.uuid4(),
        project=project,
        words=told.words,
        who=told.who,
        reporter=reporter,
        on_behalf=told.on_behalf,
        about=told.about,
        lead=reads.lead,
        deputy=reads.deputy,
        told_on=today,
        deputy_from=rules.working_days_after(today, contacts.read_within) if reads.lead else today,
    )
    row.excluded.set(told.excluded)
    _record(row.reporter, "support.concern_told", row.pk)
    tell_readers.enqueue(str(row.pk))
    return row


def _ids_for(concern_id: uuid.UUID | None, told: Told) -> list[uuid.UUID]:
    """The form's own id; and, where something else was sent with it before, one that is the same each time this is sent."""
    if concern_id is None:
        return []
    excluded = sorted(str(one.pk) for one in told.excluded)
    content = json.dumps([told.words, told.who, told.on_behalf, told.named, str(told.about), excluded])
    return [concern_id, uuid.uuid5(concern_id, content)]


def _says(row: Concern, told: Told) -> bool:
    """Whether it was told in these words, and kept from the same people."""
    same = (row.words, row.who, row.on_behalf, row.about) == (told.words, told.who, told.on_behalf, told.about)
    return same and set(row.excluded.values_list("pk", flat=True)) == {one.pk for one in told.excluded}


def _pk(member: Member | None) -> uuid.UUID | None:
    return member.pk if member else None


@transaction.atomic
def add_to(*, concern: Concern, words: str, by: Member) -> ConcernNote:
    """Add something to what one told. It is unread again."""
    if not rules.told_by(by).filter(pk=concern.pk).exists():
        raise NotTheirs
    concern = _locked(concern)
    if concern.closed_on:
        raise NotYet(_("It is closed. Tell it anew, and say that it goes on."))
    row = _write(concern, NoteKind.ADDED, words, by)
    contacts = rules.contacts_of(concern.project)
    today = timezone.localdate()
    if concern.read_on and concern.read_on < concern.deputy_from:  # where the deputy reads it already, they go on to
        concern.deputy_from = rules.working_days_after(today, contacts.read_within if contacts else 2)
    concern.read_on = concern.read_by = None
    concern.save(update_fields=["deputy_from", "read_on", "read_by"])
    _record(by, "support.concern_added", concern.pk)
    tell_readers.enqueue(str(concern.pk))
    return row


@transaction.atomic
def mark_read(*, concern: Concern, by: Member) -> None:
    """Say that one has read it; the person who told it sees that somebody has, and when."""
    _check_reads(concern, by)
    concern = _locked(concern)
    if concern.read_on is None:
        concern.read_on, concern.read_by = timezone.localdate(), by
        concern.save(update_fields=["read_on", "read_by"])
        _record(by, "support.concern_read", concern.pk)


@transaction.atomic
def note(*, concern: Concern, kind: NoteKind, words: str, by: Member) -> ConcernNote:
    """Write down something for those who read it, or what was done, which the person who told it sees."""
    _check_reads(concern, by)
    if kind == NoteKind.ADDED:
        raise ValueError("what the person adds is added by them")
    row = _write(_locked(concern), kind, words, by)
    _record(by, "support.concern_noted", concern.pk)
    return row


@transaction.atomic
def share_with_deputy(*, concern: Concern, by: Member) -> None:
    """Let whoever stands in read it, too, without waiting.

    Raises:
        NotYet: there is nobody who may.
    """
    _check_reads(concern, by)
    concern = _locked(concern)
    if concern.deputy is None:
        raise NotYet(_("There is nobody else here who may know of it."))
    today = timezone.localdate()
    concern.deputy_from = min(concern.deputy_from, concern.read_on or today)
    concern.save(update_fields=["deputy_from"])
    _record(by, "support.concern_shared", concern.pk)
    tell_readers.enqueue(str(concern.pk))


@transaction.atomic
def hand_over(*, concern: Concern, by: Member, seen: str | None = None) -> None:
    """Give it to those whom people can tell a worry now, where that is not who it went to. Nobody else can do this.

    Args:
        seen: the mark of those to whom it would have gone when the page was opened.

    Raises:
        NotYet: there is nobody who may know of it and does not read it already.
        ReadersChanged: it would go to others than whom the page named.
    """
    _check_reads(concern, by)
    concern = _locked(concern)
    kept_from = set(concern.excluded.values_list("pk", flat=True))
    contacts = rules.contacts_of(concern.project)
    now = rules.readers(contacts, kept_from)
    if seen is not None and seen != now.mark:
        raise ReadersChanged(_CHANGED)
    lead, deputy = now.lead or now.deputy, now.deputy if now.lead else None
    if contacts is None or lead is None or (lead, deputy) == (concern.lead, concern.deputy):
        raise NotYet(_("There is nobody new here who may know of it."))
    concern.lead, concern.deputy = lead, deputy
    concern.read_on = concern.read_by = None
    concern.deputy_from = rules.working_days_after(timezone.localdate(), contacts.read_within)
    concern.save(update_fields=["lead", "deputy", "read_on", "read_by", "deputy_from"])
    _record(by, "support.concern_handed_over", concern.pk)
    tell_readers.enqueue(str(concern.pk))


@transaction.atomic
def close(*, concern: Concern, outcome: str, remove_on: date, by: Member) -> None:
    """Close it with what came of it, and the day on which it is removed. The person who told it sees the outcome."""
    _check_reads(concern, by)
    concern = _locked(concern)
    if concern.closed_on:
        return
    today = timezone.localdate()
    if remove_on < today:
        raise ValueError("it cannot be removed before it is closed")
    concern.closed_on, concern.outcome, concern.remove_on = today, outcome, remove_on
    if concern.read_on is None:
        concern.read_on, concern.read_by = today, by
    concern.save(update_fields=["closed_on", "outcome", "remove_on", "read_on", "read_by"])
    _record(by, "support.concern_closed", concern.pk)


@transaction.atomic
def remove_due(*, by: Member) -> int:
    """Remove what was closed and whose day has come, of what somebody may read. How many."""
    return _remove(rules.due_for_removal(by), by)


@transaction.atomic
def remove_all_due(*, today: date) -> int:
    """The same for every concern of the installation, for the command line: also those that nobody here reads any more."""
    return _remove(Concern.objects.filter(remove_on__lte=today), None)


def _remove(rows: Iterable[Concern], by: Member | None) -> int:
    due = [row.pk for row in rows]
    for key in due:
        Concern.objects.filter(pk=key).delete()
        _record(by, "support.concern_removed", key)
    return len(due)


def _check_reads(concern: Concern, by: Member) -> None:
    if by.left_at is not None or not rules.read_by(by).filter(pk=concern.pk).exists():
        raise NotTheirs


def _locked(concern: Concern) -> Concern:
    audit.hold(audit.CONFIDENTIAL)
    return Concern.objects.select_related("project", "lead", "deputy").get(pk=concern.pk)


def _write(concern: Concern, kind: NoteKind, words: str, by: Member) -> ConcernNote:
    return ConcernNote.objects.create(concern=concern, kind=kind, words=words, by=by, seq=concern.notes.count() + 1)


def _record(by: Member | None, verb: str, subject: uuid.UUID) -> None:
    """A row in the record of concerns. Where nobody is named, it says the day only: the hour would tell who it was."""
    actor = by.user_id if by else None
    audit.record(stream=audit.CONFIDENTIAL, by=actor, verb=verb, subject=subject, day_only=by is None)
