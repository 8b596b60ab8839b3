"""What people without an account do: say something, correct it, take it back, ask to say more, object.

Nobody is signed in, so there is no actor in the record, and its rows say the day only. A row about something new names the
invitation and not the words: its place in the record would tell who was the third to speak.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import erasure
from wesaid_web.common.access import ChangedMeanwhile, NotAllowed, NotYet
from wesaid_web.common.codes import code_from, new_code
from wesaid_web.common.days import this_morning
from wesaid_web.common.languages import check_written
from wesaid_web.common.mixing import leave_no_older_pages, mix
from wesaid_web.common.secrets import keyed_digest
from wesaid_web.projects.models import Hat, Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions import files
from wesaid_web.trail.actions.family import parts_of, whole_family
from wesaid_web.trail.actions.forgetting import take_away
from wesaid_web.trail.actions.guests import NotUsable
from wesaid_web.trail.actions.recording import check_same_project, fates_changed, take_turn
from wesaid_web.trail.actions.telling import forget_words_of
from wesaid_web.trail.models import Attachment, Channel, Consent, Contribution, GuestInvitation, Receipt, Version
from wesaid_web.trail.permissions import GUESTS, Withdrawn, check_still_open
from wesaid_web.trail.signals import withdrawn

OWN_GROUPS = 4
MOST_IN_ONE_VISIT = 20
MOST_CORRECTED = 50  # each keeps how the words read before


class EnoughSaid(NotYet):
    """So much was said with one code that somebody should talk to this person."""


@dataclass(frozen=True)
class GuestSaid:
    """What a guest enters. Everything but the words can be left as it is."""

    text: str
    perspective: Perspective
    name: str = ""
    may_be_public: bool = False
    about_other: bool = False
    language: str = ""  # of TONGUES; empty: the site's

    def __post_init__(self) -> None:
        check_written(self.language)


@dataclass(frozen=True)
class Codes:
    """The codes that go with what a guest says: theirs, and one for the person it is about, if it is about someone."""

    own: str
    about: str

    @classmethod
    def new(cls, own: str = "") -> Codes:
        """Drawn by lot; ``own`` is the one that somebody has from what they said before in this visit."""
        return cls(own or new_code(OWN_GROUPS), new_code(OWN_GROUPS))


@transaction.atomic
def say(
    *,
    invitation: GuestInvitation,
    said: GuestSaid,
    codes: Codes,
    contribution_id: uuid.UUID | None = None,
    photo: Attachment | None = None,
) -> Contribution:
    """Say something without an account. The same form sent twice says it once.

    Raises:
        NotUsable: the invitation does not work any more, or so many people have used it.
        EnoughSaid: see there.
    """
    take_turn(invitation.project_id)
    row = GuestInvitation.objects.select_for_update(of=("self",)).select_related("project").get(pk=invitation.pk)
    if not row.open:
        raise NotUsable
    check_same_project(row.project, [said.perspective, *filter(None, [photo])])
    mine = digest_of(codes.own)
    sent_before = Contribution.objects.select_related("receipt")
    before = sent_before.filter(pk=contribution_id).first() if contribution_id else None
    if before:
        receipt: Receipt | None = getattr(before, "receipt", None)
        if receipt and receipt.digest == mine and (before.text == said.text or before.edition > 1 or before.withdrawn):
            return before
    _count_use(row, mine)
    made = _write(row, said, None if before else contribution_id)
    Receipt.objects.create(
        contribution=made,
        invitation=row,
        digest=mine,
        about_digest=about_digest_of(codes.about) if said.about_other else "",
    )
    if photo:
        files.give(attachment=photo, contribution=made, description=said.text[:1000])
    _told(row.project, "trail.guest_said", row)
    fates_changed(row.project, [made])
    _mix(row.project)
    return made


def _count_use(invitation: GuestInvitation, mine: str) -> None:
    times = Receipt.objects.filter(invitation=invitation, digest=mine).count()
    if times >= MOST_IN_ONE_VISIT:
        raise EnoughSaid(_("You have said a lot with this code. Talk to the person who gave you the invitation."))
    if times == 0:
        if not invitation.usable:
            raise NotUsable
        invitation.uses_left -= 1
        invitation.save(update_fields=["uses_left"])


def _write(invitation: GuestInvitation, said: GuestSaid, key: uuid.UUID | None) -> Contribution:
    today = timezone.localdate()
    public = said.may_be_public and not said.about_other
    return Contribution.objects.create(
        id=key or uuid.uuid4(),
        project=invitation.project,
        meeting=invitation.meeting,
        text=said.text,
        language=said.language,
        guest_name=said.name,
        perspective=said.perspective,
        channel=Channel.SITE,
        said_on=today,
        about_other=said.about_other,
        public=Consent.YES if public else Consent.NO,
        public_on=today,
        created_at=this_morning(),
    )


def _mix(project: Project) -> None:
    """Whatever guests said today is stored anew in an order drawn by lot, with what belongs to it."""
    today = Receipt.objects.filter(contribution__project=project, contribution__said_on=timezone.localdate())
    keys = list(today.exclude(invitation=None).values_list("contribution_id", flat=True))
    mix(Contribution, keys)
    mix(Receipt, keys)
    mix(Attachment, Attachment.objects.filter(contribution__in=keys).values_list("pk", flat=True))


@transaction.atomic
def correct(*, contribution: Contribution, text: str, edition: int, language: str | None = None) -> None:
    """Change one's words, by code. How they read before is kept, and what was agreed for outside is asked anew.

    Args:
        language: of TONGUES, or empty for the site's; None leaves it as it was.

    Raises:
        ChangedMeanwhile: they were changed since ``edition`` was opened.
        EnoughSaid: they were changed so often that somebody should talk to this person.
        Withdrawn, Hidden, DecidedAlready: see permissions.
    """
    row = _locked(contribution)
    check_still_open(row)
    if row.edition != edition:
        raise ChangedMeanwhile
    language = row.language if language is None else language
    check_written(language)
    if (row.text, row.language) == (text, language):
        return
    if row.edition > MOST_CORRECTED:
        raise EnoughSaid(_("These words were changed very often. Talk to the person who gave you the code."))
    if row.text != text:
        Version.objects.create(contribution=row, number=row.edition, text=row.text, replaced_at=this_morning())
        row.public, row.public_words = (Consent.NOT_ASKED, "") if row.public == Consent.YES else (row.public, "")
    row.text, row.language, row.edition = text, language, row.edition + 1
    row.save(update_fields=["text", "language", "edition", "public", "public_words"])
    _told(row.project, "trail.guest_edited", row, edition=row.edition)


@transaction.atomic
def answer_consent(*, contribution: Contribution, may_be_public: bool) -> None:
    """Say by code whether one's words may stand on the public page. Not those about someone else.

    A no holds for what they were split into, too: the parts are the same words.
    """
    row = _locked(contribution)
    if row.withdrawn:
        raise Withdrawn(_("The person who said this has taken it back."))
    if may_be_public and row.about_other:
        raise NotAllowed(_("This is about someone else, so it stays within the group."))
    answer = Consent.YES if may_be_public else Consent.NO
    shown_parts = [] if may_be_public else [part for part in parts_of(row) if part.public == Consent.YES]
    for one in ([] if row.public == answer and not row.public_words else [row]) + shown_parts:
        one.public, one.public_words, one.public_on = answer, "", timezone.localdate()
        one.save(update_fields=["public", "public_words", "public_on"])
        _told(one.project, "trail.guest_consent", one, answer=answer)


@transaction.atomic
def withdraw(*, contribution: Contribution) -> None:
    """Take one's words back, by code. They go, with the name, how they read before, tags and photographs.

    What remains: that something was said, on which day and as what, its place on the trail and the numbers.
    """
    row = _locked(contribution)
    if row.withdrawn:
        return
    family = whole_family(row)
    for one in family:
        take_away(one)
        _told(one.project, "trail.withdrawn", one)
    _keep_the_wish(family)
    forget_words_of([one.pk for one in family])
    withdrawn.send(Contribution, contributions=family)
    erasure.note("words", [one.pk for one in family])
    leave_no_older_pages()


@transaction.atomic
def forget_code(*, digest: str) -> int:
    """Take back everything that was said with one code, and forget the code: nothing leads to this person any more.

    Returns:
        How many things were taken back.
    """
    rows = list(Contribution.objects.filter(receipt__digest=digest).order_by("said_on", "pk")) if digest else []
    for row in rows:
        withdraw(contribution=row)
    for project in {row.project_id: row.project for row in rows}.values():
        codes = Receipt.objects.filter(digest=digest, contribution__project=project)
        codes.update(digest="", more_on=None, more_words="")
        record(project, None, "trail.code_forgotten", project, day_only=True)
    return len(rows)


def _keep_the_wish(gone: Sequence[Contribution]) -> None:
    """That somebody wants to say more stands beside other words of theirs, if these go; if there are none, it goes, too."""
    for receipt in Receipt.objects.filter(contribution__in=gone, more_on__isnull=False):
        others = Receipt.objects.filter(digest=receipt.digest, contribution__withdrawn_on=None).exclude(digest="")
        if other := others.order_by("contribution_id").first():
            other.more_on, other.more_words = receipt.more_on, receipt.more_words
            other.save(update_fields=["more_on", "more_words"])
        receipt.more_on, receipt.more_words = None, ""
        receipt.save(update_fields=["more_on", "more_words"])


@transaction.atomic
def ask_to_say_more(*, digest: str, words: str) -> None:
    """Tell the facilitators that one wants to say more, and how to be reached if one likes to say that."""
    receipts = (
        Receipt.objects.filter(digest=digest, contribution__withdrawn_on=None) if digest else Receipt.objects.none()
    )
    receipt = receipts.select_related("contribution__project").order_by("contribution_id").first()
    if receipt is None:
        raise Withdrawn(_("What you said is taken back. Talk to the person who gave you the invitation."))
    project = receipt.contribution.project
    take_turn(project.pk)
    receipts.update(more_on=None, more_words="")
    receipt.more_on, receipt.more_words = timezone.localdate(), words
    receipt.save(update_fields=["more_on", "more_words"])
    _told(project, "trail.more_to_say", receipt.contribution)


@transaction.atomic
def say_heard(*, receipt: Receipt, by: Member) -> None:
    """Say that somebody who wanted to say more was heard; how they could be reached goes."""
    check_can(by, GUESTS)
    contribution = receipt.contribution
    check_same_project(by.project, [contribution])
    take_turn(contribution.project_id)
    if Receipt.objects.filter(pk=receipt.pk, more_on__isnull=False).update(more_on=None, more_words=""):
        record(contribution.project, by, "trail.more_heard", contribution)


@transaction.atomic
def object_to(*, contribution: Contribution, objects: bool) -> None:
    """The person it is about does not want it here, by code: it is hidden at once. Or they no longer mind."""
    row = _locked(contribution)
    receipt = Receipt.objects.select_for_update().get(contribution=row)
    if (receipt.objected_on is not None) == objects:
        return
    receipt.objected_on = timezone.localdate() if objects else None
    receipt.save(update_fields=["objected_on"])
    for one in whole_family(row):
        if objects and one.hidden_at is None:
            one.hidden_at, one.hidden_reason = this_morning(), _("The person this is about does not want it here.")
        elif not objects and one.hidden_by_id is None:
            one.hidden_at, one.hidden_reason = None, ""
        one.save(update_fields=["hidden_at", "hidden_reason"])
    _told(row.project, "trail.objected" if objects else "trail.objection_lifted", row)


@transaction.atomic
def give_codes(
    *, contributions: Sequence[Contribution], by: Member, once: uuid.UUID | None = None
) -> list[tuple[Contribution, Codes]]:
    """Make codes for what was written down for people without an account. Codes they had before stop working.

    Each gets its own, so that one slip of paper leads to nothing but the words on it. A code for the person it is about is
    made with it where it is about someone; else that half is empty.

    Args:
        once: made when the form was shown, and not kept: the same form sent twice gives the same codes, printed ones stay good.

    Raises:
        NotAllowed: one of them has an author with an account, who needs none.
    """
    check_can(by, GUESTS)
    if not contributions:
        return []
    check_same_project(by.project, contributions)
    found = []
    for row in map(_locked, contributions):
        if not can_have_code(row):
            raise NotAllowed(_("Somebody with an account sees what became of it here, and needs no code."))
        codes = _codes_of(row, once)
        digests = {
            "digest": digest_of(codes.own),
            "about_digest": about_digest_of(codes.about) if codes.about else "",
        }
        if not Receipt.objects.filter(contribution=row, **digests).exists():
            Receipt.objects.update_or_create(contribution=row, defaults=digests)
            record(row.project, by, "trail.code_given", row)
        found.append((row, codes))
    return found


def _codes_of(row: Contribution, once: uuid.UUID | None) -> Codes:
    def code(which: str) -> str:
        if once is None:
            return new_code(OWN_GROUPS)
        return code_from(keyed_digest(f"{once} {row.pk} {which}", "code-of-form"), OWN_GROUPS)

    return Codes(code("own"), code("about") if row.about_other else "")


def can_have_code(row: Contribution) -> bool:
    """Whether a code is for these words: somebody here wrote them down for a person who has no account."""
    for_somebody = row.author is None or row.author.user_id is None
    return for_somebody and row.typed_by_id is not None and not row.withdrawn and row.part_of_id is None


def hat_of_guests(project: Project) -> Perspective:
    """As what somebody speaks who does not say."""
    return project.perspectives.get(code=Hat.NOT_STATED)


def digest_of(code: str) -> str:
    """What is kept of the code of whoever said something."""
    return keyed_digest(code, "own-words")


def about_digest_of(code: str) -> str:
    """What is kept of the code of the person something is about."""
    return keyed_digest(code, "about-me")


def _told(project: Project, verb: str, subject: Contribution | GuestInvitation, **details: str | int) -> None:
    """One row in the record, by nobody who is known, saying the day only."""
    record(project, None, verb, subject, day_only=True, **details)


def _locked(contribution: Contribution) -> Contribution:
    take_turn(contribution.project_id)
    return (
        Contribution.objects.select_for_update(of=("self",)).select_related("project", "author").get(pk=contribution.pk)
    )
