"""Slips of paper: printing a batch, typing one in, giving up what was not used.

What is typed in for somebody has two readers to think of: whoever types, and whoever finds the paper. So the part that
comes back bears a code that opens nothing, and the part that is kept bears one that nobody here can read again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.common.codes import code_from, new_code
from wesaid_web.common.secrets import keyed_digest
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.projects.signals import inviting
from wesaid_web.trail.actions import said as saying
from wesaid_web.trail.actions.guest_words import OWN_GROUPS, about_digest_of, digest_of
from wesaid_web.trail.actions.guests import MadeAlready
from wesaid_web.trail.actions.recording import check_same_project, take_turn
from wesaid_web.trail.actions.said import Said
from wesaid_web.trail.models import Consent, Contribution, Receipt, Slip, SlipBatch
from wesaid_web.trail.permissions import GUESTS

CODE_GROUPS = 2
MOST_SLIPS = 60


class NoSuchSlip(Exception):
    """There is no slip with this code in this project."""


class TypedIn(Exception):
    """This slip was typed in before. ``contribution`` is what was on it, unless that is gone."""

    def __init__(self, contribution: Contribution | None) -> None:
        super().__init__()
        self.contribution = contribution


class GivenUp(NotAllowed):
    """The slips of this batch that were not used were given up."""


@dataclass(frozen=True)
class Printed:
    """A slip with its three codes: to type it in, for whoever said it, for the person it is about. Shown once."""

    code: str
    own: str
    about: str


@transaction.atomic
def print_slips(
    *,
    project: Project,
    label: str,
    count: int,
    meeting: Meeting | None,
    by: Member,
    batch_id: uuid.UUID | None = None,
    once: uuid.UUID | None = None,
) -> tuple[SlipBatch, list[Printed]]:
    """Make a batch of slips to print.

    Args:
        count: how many (1 to 60).
        batch_id, once: made when the form was shown; sent twice, it makes one batch and gives the same codes. The second is
            not kept, so nobody can find the codes again.

    Raises:
        NotYet: something has to come first, such as saying whom people can tell a worry.
        MadeAlready: there is a batch with this id, and these are not its codes.
    """
    check_can(by, GUESTS)
    if not 1 <= count <= MOST_SLIPS:
        raise ValueError("a batch is of 1 to 60 slips")
    inviting.send(Project, project=project, by=by)
    check_same_project(project, [meeting] if meeting else [])
    take_turn(project.pk)
    before = SlipBatch.objects.filter(pk=batch_id, project=project).first() if batch_id else None
    if before:
        return before, printed_before(before, once)
    batch = SlipBatch.objects.create(
        id=batch_id if batch_id and not SlipBatch.objects.filter(pk=batch_id).exists() else uuid.uuid4(),
        project=project,
        label=label,
        meeting=meeting,
        made_by=by,
    )
    slips = [_codes(once, number) for number in range(count)]
    Slip.objects.bulk_create(
        Slip(batch=batch, code=one.code, own_digest=digest_of(one.own), about_digest=about_digest_of(one.about))
        for one in slips
    )
    record(project, by, "trail.slips_printed", batch, slips=count)
    return batch, slips


def printed_before(batch: SlipBatch, once: uuid.UUID | None) -> list[Printed]:
    """The slips of a batch with their codes, which only the form that made it has. Raises :class:`MadeAlready`."""
    kept = dict(batch.slips.values_list("code", "own_digest"))
    slips = [_codes(once, number) for number in range(len(kept))] if once else []
    if not slips or {one.code: digest_of(one.own) for one in slips} != kept:
        raise MadeAlready
    return slips


def _codes(once: uuid.UUID | None, number: int) -> Printed:
    """Codes for one slip: drawn by lot, or those of a form, which nobody can work out without the installation's key."""
    if once is None:
        return Printed(new_code(CODE_GROUPS), new_code(OWN_GROUPS), new_code(OWN_GROUPS))

    def code(which: str, groups: int) -> str:
        return code_from(keyed_digest(f"{once} {number} {which}", "slip-of-form"), groups)

    return Printed(code("entry", CODE_GROUPS), code("own", OWN_GROUPS), code("about", OWN_GROUPS))


def find(project: Project, code: str) -> Slip:
    """The slip with this code, as it is kept. Raises :class:`NoSuchSlip`."""
    rows = Slip.objects.select_related("batch__meeting", "contribution")
    found = rows.filter(code=code, batch__project=project).first()
    if found is None:
        raise NoSuchSlip
    return found


@transaction.atomic
def type_in(*, project: Project, code: str, said: Said, public: Consent, by: Member, key: uuid.UUID) -> Contribution:
    """Type in one slip: its words are on the trail, and whoever kept the other part can see what becomes of them.

    Args:
        public: what they ticked to the question whether it may be shown; not asked where they ticked nothing.
        key: made when the form was shown, so that sending it twice types it in once.

    Raises:
        NoSuchSlip: see there.
        TypedIn: somebody typed it in before.
        GivenUp: what was not used of its batch was given up.
    """
    check_can(by, GUESTS)
    take_turn(project.pk)
    slip = find(project, code)
    slip = Slip.objects.select_for_update(of=("self",)).select_related("batch", "contribution").get(pk=slip.pk)
    if slip.used_on:
        if slip.contribution and slip.contribution.pk == key:  # the same form, sent again
            return slip.contribution
        raise TypedIn(slip.contribution)
    if slip.batch.voided_on:
        raise GivenUp(_("These slips were given up, and nothing can be typed in with them any more."))
    made = saying.add(project=project, said=said, by=by, contribution_id=key)
    if public != Consent.NOT_ASKED:
        made.public = Consent.NO if made.about_other else public
        made.public_on = timezone.localdate()
        made.save(update_fields=["public", "public_on"])
        record(project, by, "trail.consent", made, answer=made.public)
    about = {"about_digest": slip.about_digest} if made.about_other else {}
    Receipt.objects.create(contribution=made, digest=slip.own_digest, **about)
    slip.used_on, slip.contribution = timezone.localdate(), made
    slip.save(update_fields=["used_on", "contribution"])
    record(project, by, "trail.slip_typed_in", made)
    return made


@transaction.atomic
def give_up(*, batch: SlipBatch, by: Member) -> int:
    """Give up what was not used of a batch: lost, left over, or printed wrongly. What was typed in stays.

    Returns:
        How many were given up.
    """
    check_can(by, GUESTS)
    take_turn(batch.project_id)
    row = SlipBatch.objects.select_for_update(of=("self",)).select_related("project").get(pk=batch.pk)
    unused = row.slips.filter(used_on=None).count()
    if row.voided_on is None:
        row.voided_on = timezone.localdate()
        row.save(update_fields=["voided_on"])
        record(row.project, by, "trail.slips_given_up", row, slips=unused)
    return unused


@transaction.atomic
def take_up_again(*, batch: SlipBatch, by: Member) -> None:
    """They were found, or are wanted after all: what was not used can be typed in again."""
    check_can(by, GUESTS)
    take_turn(batch.project_id)
    row = SlipBatch.objects.select_for_update(of=("self",)).select_related("project").get(pk=batch.pk)
    if row.voided_on is not None:
        row.voided_on = None
        row.save(update_fields=["voided_on"])
        record(row.project, by, "trail.slips_taken_up", row)
