"""Ending somebody else's role, and taking back what was written down in error. Both with a reason; neither removes anything."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.delivery.models import HeldRole, Holding, Supervision, Training
from wesaid_web.delivery.news import ENDED, GOES_ON, ROLE
from wesaid_web.delivery.permissions import EndedForThem, NotUnderWay, check_can_care_for, check_can_end
from wesaid_web.projects.models import Member
from wesaid_web.projects.recording import record
from wesaid_web.telling.actions import To, tell
from wesaid_web.trail.actions.recording import take_turn


class NoReason(NotAllowed):
    """Whoever it is about is told why, so there has to be a why."""


def _why(words: str) -> str:
    if not words.strip():
        raise NoReason(_("Say why. The person reads it."))
    return words


@transaction.atomic
def end(*, role: HeldRole, why: str, by: Member) -> None:
    """End the role of somebody with an account, who stays in the project and reads why.

    Raises:
        NoReason: no reason is given.
        NotUnderWay: there is nothing to end.
        EndsTheirOwn: it is one's own, or of somebody without an account; these step back.
    """
    row = _locked(role)
    check_can_end(by, row)
    holding = row.holdings.filter(ended_on=None).first()
    if holding is None:
        raise NotUnderWay(_("This role is not under way."))
    holding.ended_on = max(timezone.localdate(), holding.started_on)
    holding.ended_by, holding.ended_why = by, _why(why)
    holding.save(update_fields=["ended_on", "ended_by", "ended_why"])
    record(row.piece.project, by, "delivery.ended_for", row)
    tell(project=row.piece.project, to=[To(row.holder_id)], kind=ROLE, subject=row.pk, what=ENDED, by=by)


@transaction.atomic
def undo_end(*, role: HeldRole, by: Member) -> bool:
    """Let a role that was ended for somebody go on, as if it had not been. Whether there was anything to undo.

    Not where the person stepped back themselves, or has left.
    """
    row = _locked(role)
    check_can_end(by, row)
    last = ended_for(row)
    if last is None or row.holder.left_at is not None:
        return False
    last.ended_on, last.ended_by, last.ended_why = None, None, ""
    last.save(update_fields=["ended_on", "ended_by", "ended_why"])
    record(row.piece.project, by, "delivery.end_undone", row)
    tell(project=row.piece.project, to=[To(row.holder_id)], kind=ROLE, subject=row.pk, what=GOES_ON, by=by)
    return True


def ended_for(role: HeldRole) -> Holding | None:
    """The last time the role was held, where somebody else ended it and nothing came after."""
    return last_ended_for(list(role.holdings.select_related("ended_by")))


def last_ended_for(holdings: Sequence[Holding]) -> Holding | None:
    """:func:`ended_for` among holdings that are read already. Of two on one day, stepping back by oneself stands."""
    if not holdings or any(one.ended_on is None for one in holdings):
        return None
    last = max((one.started_on, one.ended_on) for one in holdings)
    of_that_day = [one for one in holdings if (one.started_on, one.ended_on) == last]
    return of_that_day[-1] if all(one.ended_why for one in of_that_day) else None


def check_not_ended_for(role: HeldRole) -> None:
    """Raise where a facilitator has ended a role: agreeing to it once more would undo that without them."""
    if ended_for(role) is not None:
        raise EndedForThem(_("A facilitator ended this role. If it is to go on, talk with them: they can undo that."))


@transaction.atomic
def take_back_training(*, training: Training, why: str, by: Member) -> None:
    """Strike out training that was written down in error. It stays to be read, with why."""
    _strike(training, why, by, "delivery.training_taken_back")


@transaction.atomic
def take_back_day(*, day: Supervision, why: str, by: Member) -> None:
    """Strike out a day to sit down together that was written down in error. It stays to be read, with why."""
    _strike(day, why, by, "delivery.day_taken_back")


def _strike(thing: Training | Supervision, why: str, by: Member, verb: str) -> None:
    role = _locked(thing.role)
    check_can_care_for(by, role)
    thing.refresh_from_db()
    if thing.taken_back_on is not None:
        return
    thing.taken_back_on, thing.taken_back_by, thing.taken_back_why = timezone.localdate(), by, _why(why)
    thing.save(update_fields=["taken_back_on", "taken_back_by", "taken_back_why"])
    record(role.piece.project, by, verb, role, thing=str(thing.pk))


def _locked(role: HeldRole) -> HeldRole:
    take_turn(role.piece.project_id)
    rows = HeldRole.objects.select_for_update(of=("self",)).select_related("piece__project", "holder", "support")
    return rows.get(pk=role.pk)
