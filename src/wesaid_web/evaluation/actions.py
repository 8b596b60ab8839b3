"""Opening a private asking, answering it, closing it. Who answers leaves no trace but that they did."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit, runs
from wesaid_web.common.access import Elsewhere, NotYet
from wesaid_web.common.mixing import leave_no_older_pages
from wesaid_web.evaluation.bridge import VALUES, results, results_worked
from wesaid_web.evaluation.models import About, Answered, Box, Question, Round
from wesaid_web.evaluation.permissions import ANSWER, OPEN, TYPE_IN, check_can_close, check_open
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import MEMBERS, check_can
from wesaid_web.trail.models import Decision

_chance = random.SystemRandom()


class AnsweredAlready(NotYet):
    """Somebody has answered before. Their first answer cannot be found again, so it cannot be changed."""


class NotAnAnswer(ValueError):
    """An answer that the question does not have, or several where one is asked for."""


class SlipsAndPeople(ValueError):
    """There are as many slips as people who gave them, each of them once."""


@dataclass(frozen=True)
class Asking:
    """What is to be asked: about what, which questions, until when."""

    about: About
    asks: Sequence[Question]
    closes_on: date
    decision: Decision | None = None
    period: tuple[date, date] | None = None

    def __post_init__(self) -> None:
        if not self.asks or (self.about == About.DECISION) != bool(self.decision):
            raise ValueError("an asking has a question, and a decision where it is about one")
        if (self.about == About.PERIOD) != bool(self.period) or (self.period and self.period[0] > self.period[1]):
            raise ValueError("a time has a first and a last day, in that order")


@dataclass(frozen=True)
class Said:
    """One person's answers, only while they are put into the box: as whom, and what to each question not skipped."""

    hat: Perspective
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for ask, given in self.answers.items():
            several = ask == Question.HEARD
            known = set(given) <= set(VALUES[ask]) and len(set(given)) == len(given)
            if not given or not known or (len(given) > 1 and not several):
                raise NotAnAnswer(ask)


@transaction.atomic
def open_round(*, project: Project, asking: Asking, by: Member, round_id: uuid.UUID | None = None) -> Round:
    """Begin to ask. The box has all its counts at 0 from the start, so that it grows no trace of who came first."""
    check_can(by, OPEN)
    if asking.decision and asking.decision.project_id != project.pk:
        raise Elsewhere
    Project.objects.select_for_update().get(pk=project.pk)
    before = Round.objects.filter(pk=round_id).first() if round_id else None
    asks = [ask.value for ask in Question if ask in asking.asks]
    first, last = asking.period or (None, None)
    if before and before.project_id == project.pk:
        same = (before.about, before.decision, before.asks, before.closes_on) == (
            asking.about,
            asking.decision,
            asks,
            asking.closes_on,
        )
        if same and (before.period_from, before.period_to) == (first, last):  # the form was sent twice
            return before
    made = Round.objects.create(
        id=round_id if round_id and not before else uuid.uuid4(),
        project=project,
        about=asking.about,
        decision=asking.decision,
        period_from=first,
        period_to=last,
        asks=asks,
        closes_on=asking.closes_on,
        opened_by=by,
    )
    empty = {ask: {"people": 0, **dict.fromkeys(VALUES[ask], 0)} for ask in made.asks}
    Box.objects.create(round=made, counts={str(hat.pk): empty for hat in project.perspectives.all()})
    audit.record(stream=project.pk, by=by.user_id, verb="evaluation.opened", subject=made.pk)
    return made


@transaction.atomic
def answer(*, round_: Round, said: Said, by: Member) -> None:
    """Put one person's answers into the box. There is no audit row: it would say who, and when.

    Raises:
        AnsweredAlready: see there.
        NotOpen: it can no longer be answered.
    """
    check_can(by, ANSWER)
    row = _locked(round_)
    check_open(row)
    if Answered.objects.filter(round=row, member=by).exists():
        raise AnsweredAlready(
            _("You have answered this already. An answer cannot be found again, so it cannot be changed.")
        )
    _put_in(row, [said], [by])


@transaction.atomic
def type_in(*, round_: Round, slips: Sequence[Said], people: Sequence[Member], by: Member) -> None:
    """Type in answers from paper, all that came at once, and who gave one: not which is whose.

    Raises:
        SlipsAndPeople: there are more or fewer slips than people.
        AnsweredAlready: somebody among them has answered.
        NotOpen: it can no longer be answered.
    """
    check_can(by, TYPE_IN)
    row = _locked(round_)
    check_open(row)
    if not slips or len(slips) != len(people) or len({person.pk for person in people}) != len(people):
        raise SlipsAndPeople
    if any(person.project_id != row.project_id or person.left_at or person.role not in MEMBERS for person in people):
        raise Elsewhere
    if Answered.objects.filter(round=row, member__in=people).exists():
        raise AnsweredAlready(_("Somebody you ticked has answered already."))
    _put_in(row, slips, people)
    audit.record(
        stream=row.project_id,
        by=by.user_id,
        verb="evaluation.typed_in",
        subject=row.pk,
        details={"slips": len(slips)},
    )


@transaction.atomic
def close(*, round_: Round, by: Member) -> None:
    """End an asking: what may be shown is worked out once and kept, and everything else goes.

    Raises:
        StillOpen: it is not over, and they do not facilitate.
    """
    Project.objects.select_for_update().get(
        pk=round_.project_id
    )  # two askings are not closed at once, each blind to the other
    row = _locked(round_)
    check_can_close(by, row)
    if row.closed_on is not None:
        return
    box = Box.objects.get(round=row)
    row.results = results(row, box.counts)
    row.closed_on = timezone.localdate()
    row.save(update_fields=["results", "closed_on"])
    runs.keep(stream=row.project_id, subject=row.pk, worked=results_worked(row.results))
    box.delete()
    _shuffle(row)
    audit.record(
        stream=row.project_id,
        by=by.user_id,
        verb="evaluation.closed",
        subject=row.pk,
        details={"people": row.results["people"]},
    )
    leave_no_older_pages()


def _locked(round_: Round) -> Round:
    """The row, locked: answers that come at once are put in one after the other."""
    return Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)


def _put_in(round_: Round, slips: Iterable[Said], people: Iterable[Member]) -> None:
    box = Box.objects.get(round=round_)
    for slip in slips:
        counts: dict[str, Any] | None = box.counts.get(str(slip.hat.pk))
        if counts is None:
            raise Elsewhere
        for ask, given in slip.answers.items():
            if ask not in counts:
                raise NotAnAnswer(ask)
            for value in ("people", *given):
                counts[ask][value] += 1
    box.save(update_fields=["counts"])
    Answered.objects.bulk_create(Answered(round=round_, member=person) for person in people)


def _shuffle(round_: Round) -> None:
    """Write anew who answered, all at once and in an order drawn by lot: a database keeps the order of what it is given."""
    members = list(round_.answered.values_list("member_id", flat=True))
    round_.answered.all().delete()
    _chance.shuffle(members)
    Answered.objects.bulk_create(Answered(round=round_, member_id=member) for member in members)
