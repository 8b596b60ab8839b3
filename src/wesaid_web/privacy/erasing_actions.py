"""Asking to be erased, taking it back, and its being done: everything that goes, goes in one transaction.

An erasure is noted beside the database before it is saved, so that a backup that is restored does not bring somebody back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit, erasure
from wesaid_web.common.access import NotAllowed, NotYet
from wesaid_web.common.erasure import REPLAYS, Done, Line, Person
from wesaid_web.common.mixing import leave_nothing_in_free_pages
from wesaid_web.common.models import INSTALLATION
from wesaid_web.people import notices, sessions
from wesaid_web.people.letters import post
from wesaid_web.people.models import User
from wesaid_web.privacy import receipts
from wesaid_web.privacy.models import GRACE, AskedHow, ErasureAsked
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import MANAGE_PEOPLE, check_can
from wesaid_web.projects.signals import account_given, gone, removed


class NobodyElse(NotYet):
    """Others would be left without somebody to facilitate, or the site without anybody to run it."""


class HasAccount(NotAllowed):
    """Somebody with an account asks for themselves."""


@transaction.atomic
def ask(*, user: User, take_words: bool, everywhere: bool, at_once: bool = False) -> ErasureAsked:
    """Ask to be erased, everywhere on this site. It is done after a week, or at once if wanted (:func:`carry_out`).

    They are told by e-mail that a week has begun: somebody else could have asked, at a screen that was left open.

    Raises:
        NobodyElse: see there; somebody else has to facilitate or run the site first.
    """
    check_not_needed(user)
    today = timezone.localdate()
    values = {"take_words": take_words, "everywhere": everywhere, "due_on": today if at_once else today + GRACE}
    asked, _made = ErasureAsked.objects.update_or_create(user=user, defaults=values)
    audit.record(by=user.pk, verb="privacy.erasure_asked", subject=user.pk, details={"words": _way(take_words)})
    if not at_once:
        notices.tell(user, "privacy.erasure_asked")
    return asked


@transaction.atomic
def ask_for(*, member: Member, how: AskedHow, take_words: bool, everywhere: bool, by: Member) -> ErasureAsked:
    """Write down that somebody without an account asked to be erased from this project, and how they asked.

    Raises:
        HasAccount: they have one.
    """
    check_can(by, MANAGE_PEOPLE)
    if member.project_id != by.project_id:
        raise NotAllowed
    if member.user_id is not None:
        raise HasAccount(_("People with an account ask for it themselves, on the page of their account."))
    values = {"take_words": take_words, "everywhere": everywhere, "due_on": timezone.localdate() + GRACE}
    asked, _made = ErasureAsked.objects.update_or_create(
        member=member, defaults={**values, "how": how, "written_by": by, "asked_on": timezone.localdate()}
    )
    details = {"words": _way(take_words), "how": str(how)}
    audit.record(
        stream=member.project_id, by=by.user_id, verb="privacy.erasure_asked", subject=member.pk, details=details
    )
    return asked


@receiver(account_given)
def asks_for_themselves(member: Member, **_more: object) -> None:
    """Whoever got an account since it was written down asks for themselves: else they would go in a week, and could not know it
    or take it back. Inside the transaction of whoever joins.
    """
    if ErasureAsked.objects.filter(member=member, done_on=None).delete()[0]:
        audit.record(stream=member.project_id, by=member.user_id, verb="privacy.erasure_taken_back", subject=member.pk)


def _way(take_words: bool) -> str:
    return "take" if take_words else "keep"


@transaction.atomic
def take_back(*, asked: ErasureAsked, by: User) -> None:
    """Not to be erased after all. Only until it is done.

    Raises:
        NotAllowed: it is somebody else's, or it is done.
    """
    row = ErasureAsked.objects.select_for_update(of=("self",)).select_related("member").get(pk=asked.pk)
    if row.done_on is not None:
        raise NotAllowed(_("It is done already, and cannot be taken back."))
    stream = INSTALLATION
    if row.member:
        place = Member.objects.filter(project=row.member.project_id, user=by, left_at=None).first()
        if place is None:
            raise NotAllowed
        check_can(place, MANAGE_PEOPLE)
        stream = row.member.project_id
    elif row.user_id != by.pk:
        raise NotAllowed
    subject = row.member_id or row.user_id
    row.delete()
    audit.record(stream=stream, by=by.pk, verb="privacy.erasure_taken_back", subject=subject)


def check_not_needed(user: User) -> None:
    """Raise :class:`NobodyElse` where others would be left with nobody to facilitate, or the site with nobody to run it."""
    for place in Member.objects.filter(user=user, left_at=None, role=Role.FACILITATOR).select_related("project"):
        others = Member.objects.filter(project=place.project, left_at=None).exclude(pk=place.pk)
        if others.exists() and not others.filter(role=Role.FACILITATOR, user__is_active=True).exists():
            words = _("In %(project)s you are the only one who facilitates. Make somebody else a facilitator first.")
            raise NobodyElse(words % {"project": place.project.name})
    if user.is_superuser and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists():
        raise NobodyElse(_("You are the only one who runs this site. Give somebody else the running of it first."))


@transaction.atomic
def carry_out(*, asked: ErasureAsked, by: Member | None = None) -> Done | None:
    """Erase whoever asked. None where somebody else has just done it, or it was taken back in between.

    Raises:
        NobodyElse: see :func:`check_not_needed`. It stays asked for.
        OSError: the erasure cannot be noted beside the database, so nothing is erased.
    """
    row = (
        ErasureAsked.objects.select_for_update(of=("self",))
        .select_related("user", "member")
        .filter(pk=asked.pk)
        .first()
    )
    if row is None or row.done_on is not None:
        return None
    if row.user is not None:
        check_not_needed(row.user)
    row.done_on = timezone.localdate()
    row.save(update_fields=["done_on"])
    if row.user is not None:
        return erase_account(user=row.user, take_words=row.take_words, everywhere=row.everywhere)
    if row.member is not None:
        return erase_place(member=row.member, take_words=row.take_words, everywhere=row.everywhere, by=by)
    return None


@dataclass(frozen=True)
class Run:
    """How many were erased; how many could not be, because of :class:`NobodyElse`; how many receipts could not be sent."""

    done: int
    waiting: int
    untold: int


def carry_out_due(*, today: date) -> Run:
    """Erase everybody whose week is over, and tell each that it is done, where e-mail is set up (privacy/receipts.py)."""
    done = waiting = untold = 0
    due = ErasureAsked.objects.filter(done_on=None, due_on__lte=today).select_related("user")
    for asked in due.exclude(user=None, member=None):
        receipt = receipts.write(asked)
        try:
            erased = carry_out(asked=asked)
        except NobodyElse:
            waiting += 1
            continue
        if erased is not None:
            done += 1
            untold += receipt is not None and not post(receipt)
    return Run(done, waiting, untold)


@transaction.atomic
def erase_account(*, user: User, take_words: bool, everywhere: bool, again: bool = False) -> Done:
    """Erase somebody everywhere: the account, and what there is of them in every project.

    Args:
        again: after a backup was restored, so that it is noted already.
    """
    places = list(Member.objects.filter(user=user).select_related("project", "user"))
    _take_turns(places)
    person = Person(user.pk, frozenset(place.pk for place in places), take_words, everywhere)
    for place in places:
        _end(place, place if place.left_at is None else None)
    sessions.end_all(user.pk)
    done = erasure.erase(person)
    verb = "privacy.erased_again" if again else "privacy.erased"
    audit.record(by=None if again else user.pk, verb=verb, subject=user.pk, details={"words": _way(take_words)})
    _tell_projects(places, verb, take_words)
    if not again:
        erasure.note("account", [user.pk], take_words=take_words, everywhere=everywhere)
        erasure.note("place", sorted(person.places), take_words=take_words, everywhere=everywhere)
    leave_nothing_in_free_pages()
    return done


@transaction.atomic
def erase_place(
    *, member: Member, take_words: bool, everywhere: bool, by: Member | None = None, again: bool = False
) -> Done:
    """Erase somebody from one project. If they have an account, it is left without this place."""
    _take_turns([member])
    _end(member, by)
    done = erasure.erase(Person(None, frozenset([member.pk]), take_words, everywhere), by=by)
    Member.objects.filter(pk=member.pk).update(user=None)
    verb = "privacy.erased_again" if again else "privacy.erased"
    _tell_projects([member], verb, take_words, by)
    if not again:
        erasure.note("place", [member.pk], take_words=take_words, everywhere=everywhere)
    leave_nothing_in_free_pages()
    return done


def _take_turns(places: Iterable[Member]) -> None:
    """Each project's turn, in one order for everybody, so that two erasures do not wait for each other."""
    for project in sorted({place.project_id for place in places}):
        audit.hold(project)


def _end(place: Member, by: Member | None) -> None:
    """Their place ends, as when somebody leaves and cannot change their mind any more: roles end, public words come off."""
    if place.left_at is None:
        place.left_at = timezone.now()
        place.save(update_fields=["left_at"])
        gone.send(Member, member=place, by=by)
    removed.send(Member, member=place, by=by)


def _tell_projects(places: Iterable[Member], verb: str, take_words: bool, by: Member | None = None) -> None:
    for place in places:
        details = {"words": _way(take_words)}
        actor = by.user_id if by else None
        audit.record(stream=place.project_id, by=actor, verb=verb, subject=place.pk, details=details)


def _again_account(line: Line) -> bool:
    user = User.objects.filter(pk=line.person).first()
    if user is None:
        return False
    erase_account(user=user, take_words=line.take_words, everywhere=line.everywhere, again=True)
    return True


def _again_place(line: Line) -> bool:
    member = Member.objects.filter(pk=line.person).exclude(name="", user=None).first()
    if member is None:
        return False
    erase_place(member=member, take_words=line.take_words, everywhere=line.everywhere, again=True)
    return True


REPLAYS["account"] = _again_account
REPLAYS["place"] = _again_place
