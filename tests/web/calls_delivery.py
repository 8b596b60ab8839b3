"""One call of every action about delivery, with what its audit rows must be; see calls.py."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from tests.cast import TODAY, World
from tests.cast_rooms import RISKS
from tests.web.calls import by, call, ids, roles_ended
from tests.web.rows import Told
from wesaid_web.delivery.actions import own, pieces, roles, sessions, sheets, taking_back
from wesaid_web.delivery.models import Agreed, Kind, Session
from wesaid_web.projects import actions as projects
from wesaid_web.trail.actions import said
from wesaid_web.trail.models import Consent

DELIVERED = pieces.Delivered(what="Bags")
TERMS = roles.Terms(kind=Kind.COACH)


def done() -> sessions.Delivered:
    return sessions.Delivered(on=timezone.localdate(), hours=Decimal(1), reached=3, learned="Bring a torch")


@call(pieces.add)
def piece_added(w: World) -> Iterator[list[Told] | None]:
    yield None
    piece = pieces.add(project=w.here.project, delivered=DELIVERED, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.piece_added", piece)]


@call(pieces.edit)
def piece_edited(w: World) -> Iterator[list[Told] | None]:
    yield None
    pieces.edit(piece=w.here.piece, delivered=DELIVERED, edition=1, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.piece_edited", w.here.piece)]


@call(roles.add)
def role_added(w: World) -> Iterator[list[Told] | None]:
    lead, holder = w.here.facilitator, w.here.paper_person
    yield None
    role = roles.add(piece=w.here.piece, holder=holder, terms=TERMS, by=lead)
    yield [by(lead, w.here, "delivery.role_added", role, kind="coach", holder=str(holder.pk))]


@call(roles.edit)
def role_edited(w: World) -> Iterator[list[Told] | None]:
    yield None
    roles.edit(role=w.here.role, terms=TERMS, edition=1, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.role_edited", w.here.role)]


@call(roles.write_risks)
def risks_written(w: World) -> Iterator[list[Told] | None]:
    yield None
    roles.write_risks(role=w.here.role, risks=RISKS, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.risk_written", w.here.role, edition=2)]


@call(roles.start)
def started(w: World) -> Iterator[list[Told] | None]:
    roles.step_back(role=w.here.role, by=w.here.member)
    yield None
    roles.start(role=w.here.role, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.started", w.here.role, how="here")]


@call(roles.start)
def started_on_paper(w: World) -> Iterator[list[Told] | None]:
    lead = w.here.facilitator
    terms = roles.Terms(kind=Kind.OUTREACH, support=w.here.member)
    role = roles.add(piece=w.here.piece, holder=w.here.paper_person, terms=terms, by=lead)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=lead)
    yield None
    roles.start(role=role, by=lead, how=Agreed.PAPER)
    yield [by(lead, w.here, "delivery.started", role, how="paper")]


@call(roles.start)
def agreed_to_what_changed(w: World) -> Iterator[list[Told] | None]:
    roles.write_risks(role=w.here.role, risks=RISKS, edition=1, by=w.here.facilitator)
    yield None
    roles.start(role=w.here.role, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.agreed_again", w.here.role, how="here")]


@call(roles.start)
def agreed_to_the_same_twice(w: World) -> Iterator[list[Told] | None]:
    """Leaves nothing; the step back shows that the test looks."""
    yield None
    roles.start(role=w.here.role, by=w.here.member)
    roles.step_back(role=w.here.role, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.stepped_back", w.here.role)]


@call(roles.step_back)
def stepped_back(w: World) -> Iterator[list[Told] | None]:
    yield None
    roles.step_back(role=w.here.role, by=w.here.member, words="The bus")
    yield [by(w.here.member, w.here, "delivery.stepped_back", w.here.role)]


@call(roles.offer_training)
def training_offered(w: World) -> Iterator[list[Told] | None]:
    yield None
    row = roles.offer_training(
        role=w.here.role, what="First aid", offered_on=TODAY, had_on=TODAY, by=w.here.facilitator
    )
    yield [by(w.here.facilitator, w.here, "delivery.training_offered", w.here.role, training=str(row.pk))]


@call(roles.had_training)
def training_had(w: World) -> Iterator[list[Told] | None]:
    yield None
    roles.had_training(training=w.here.training, on=TODAY, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.training_had", w.here.role, training=str(w.here.training.pk))]


@call(roles.sat_down)
def sat_down(w: World) -> Iterator[list[Told] | None]:
    day = timezone.localdate()
    yield None
    roles.sat_down(role=w.here.role, on=day, by=w.here.facilitator)
    roles.sat_down(role=w.here.role, on=day, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.sat_down", w.here.role)]


@call(taking_back.end)
def ended_for_somebody(w: World) -> Iterator[list[Told] | None]:
    yield None
    taking_back.end(role=w.here.role, why="The ward is closed", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.ended_for", w.here.role)]


@call(taking_back.undo_end)
def goes_on_after_all(w: World) -> Iterator[list[Told] | None]:
    taking_back.end(role=w.here.role, why="The ward is closed", by=w.here.facilitator)
    yield None
    taking_back.undo_end(role=w.here.role, by=w.here.facilitator)
    taking_back.undo_end(role=w.here.role, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.end_undone", w.here.role)]


@call(taking_back.take_back_training)
def training_struck(w: World) -> Iterator[list[Told] | None]:
    yield None
    for _twice in range(2):
        taking_back.take_back_training(training=w.here.training, why="Wrong person", by=w.here.member)
    thing = str(w.here.training.pk)
    yield [by(w.here.member, w.here, "delivery.training_taken_back", w.here.role, thing=thing)]


@call(taking_back.take_back_day)
def day_struck(w: World) -> Iterator[list[Told] | None]:
    yield None
    taking_back.take_back_day(day=w.here.sat_down, why="Wrong day", by=w.here.facilitator)
    thing = str(w.here.sat_down.pk)
    yield [by(w.here.facilitator, w.here, "delivery.day_taken_back", w.here.role, thing=thing)]


@call(own.may_be_told)
def said_yes_to_being_counted(w: World) -> Iterator[list[Told] | None]:
    yield None
    own.may_be_told(member=w.here.member, yes=True, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.may_be_told", w.here.member)]


@call(own.may_be_told)
def took_it_back(w: World) -> Iterator[list[Told] | None]:
    own.may_be_told(member=w.here.member, yes=True, by=w.here.member)
    yield None
    own.may_be_told(member=w.here.member, yes=False, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.may_be_told", w.here.member)]


@call(sessions.log)
def logged(w: World) -> Iterator[list[Told] | None]:
    yield None
    row = sessions.log(role=w.here.role, delivered=done(), by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.session_logged", row, role=str(w.here.role.pk))]


@call(sessions.edit)
def corrected(w: World) -> Iterator[list[Told] | None]:
    yield None
    sessions.edit(session=w.here.session, delivered=done(), edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.session_edited", w.here.session)]


@call(sessions.remove)
def taken_out(w: World) -> Iterator[list[Told] | None]:
    row = Session.objects.get(pk=w.here.session.pk)
    yield None
    sessions.remove(session=w.here.session, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.session_removed", row, role=str(w.here.role.pk))]


@call(sessions.say_learned)
def told_the_group(w: World) -> Iterator[list[Told] | None]:
    member = w.here.member
    yield None
    row = sessions.say_learned(session=w.here.session, hat=w.here.hat, by=member)
    yield [
        by(member, w.here, "trail.said", row, channel="site"),
        by(member, w.here, "delivery.learned_said", w.here.session, contribution=ids(row)[0]),
    ]


@call(own.write)
def own_written(w: World) -> Iterator[list[Told] | None]:
    yield None
    row = own.write(text="I speak up", shared=False, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.own_written", row)]


@call(own.edit)
def own_edited(w: World) -> Iterator[list[Told] | None]:
    yield None
    own.edit(development=w.here.own_words, text="I speak up", shared=True, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.own_edited", w.here.own_words)]


@call(own.share)
def own_shared(w: World) -> Iterator[list[Told] | None]:
    yield None
    own.share(development=w.here.own_words, shared=True, by=w.here.member)
    own.share(development=w.here.own_words, shared=True, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.own_shared", w.here.own_words)]


@call(own.share)
def own_kept(w: World) -> Iterator[list[Told] | None]:
    own.share(development=w.here.own_words, shared=True, by=w.here.member)
    yield None
    own.share(development=w.here.own_words, shared=False, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.own_kept", w.here.own_words)]


@call(own.remove)
def own_removed(w: World) -> Iterator[list[Told] | None]:
    told = by(w.here.member, w.here, "delivery.own_removed", w.here.own_words)
    yield None
    own.remove(development=w.here.own_words, by=w.here.member)
    yield [told]


@call(own.tell_how)
def how_told(w: World) -> Iterator[list[Told] | None]:
    yield None
    own.tell_how(through_peer=True, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.told_how", w.here.member)]


@call(own.tell_how)
def how_taken_back(w: World) -> Iterator[list[Told] | None]:
    own.tell_how(through_peer=True, by=w.here.member)
    yield None
    own.tell_how(through_peer=None, by=w.here.member)
    yield [by(w.here.member, w.here, "delivery.told_how", w.here.member)]


@call(projects.remove)
def removed_from_a_role(w: World) -> Iterator[list[Told] | None]:
    """What is shared is theirs alone again, and their role ends."""
    member, lead = w.here.member, w.here.facilitator
    own.share(development=w.here.own_words, shared=True, by=member)
    said.consent(contribution=w.here.decided_on, answer=Consent.NO, words="", by=member)
    yield None
    projects.remove(member=member, by=lead)
    yield [
        by(lead, w.here, "projects.removed", member),
        *roles_ended(w, lead),
        by(lead, w.here, "delivery.own_unshared", w.here.own_words),
    ]


@call(sheets.freeze)
def cycle_frozen(w: World) -> Iterator[list[Told] | None]:
    yield None
    sheet = sheets.freeze(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "delivery.cycle_frozen", sheet, number=1)]
