"""One call of every action about people without an account; see :mod:`tests.web.calls`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cast import World, let_guests_in
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.trail.actions import guest_words, guests
from wesaid_web.trail.models import Receipt

Rows = Iterator[list[Told] | None]


def nobody(w: World, verb: str, subject: object, **details: object) -> Told:
    return Told(verb, None, subject.pk, details, w.here.project.pk)  # type: ignore[attr-defined]


@call(guests.invite_guests)
def invited(w: World) -> Rows:
    yield None
    made = guests.invite_guests(project=w.here.project, label="x", days=1, most=2, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.guests_invited", made.invitation, most=2)]


@call(guests.issue_anew)
def invited_anew(w: World) -> Rows:
    row = let_guests_in(w.here).invitation
    yield None
    guests.issue_anew(invitation=row, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.guests_invited_anew", row)]


@call(guests.revoke_guests)
def taken_back(w: World) -> Rows:
    row = let_guests_in(w.here).invitation
    yield None
    guests.revoke_guests(invitation=row, by=w.here.facilitator)
    guests.revoke_guests(invitation=row, by=w.here.facilitator)  # twice is once
    yield [by(w.here.facilitator, w.here, "trail.guests_revoked", row)]


@call(guest_words.say)
def said_by_a_guest(w: World) -> Rows:
    row = let_guests_in(w.here).invitation
    yield None
    hat = guest_words.hat_of_guests(w.here.project)
    guest_words.say(invitation=row, said=guest_words.GuestSaid("New", hat), codes=guest_words.Codes.new())
    yield [nobody(w, "trail.guest_said", row)]


@call(guest_words.correct)
def corrected(w: World) -> Rows:
    row = let_guests_in(w.here).words
    yield None
    guest_words.correct(contribution=row, text="Other words", edition=1)
    guest_words.correct(contribution=row, text="Other words", edition=2)  # the same is no change
    yield [nobody(w, "trail.guest_edited", row, edition=2)]


@call(guest_words.answer_consent)
def consented(w: World) -> Rows:
    row = let_guests_in(w.here).words
    yield None
    guest_words.answer_consent(contribution=row, may_be_public=True)
    yield [nobody(w, "trail.guest_consent", row, answer="yes")]


@call(guest_words.withdraw)
def withdrawn(w: World) -> Rows:
    row = let_guests_in(w.here).words
    yield None
    guest_words.withdraw(contribution=row)
    yield [nobody(w, "trail.withdrawn", row)]


@call(guest_words.ask_to_say_more)
def more(w: World) -> Rows:
    held = let_guests_in(w.here)
    yield None
    guest_words.ask_to_say_more(digest=guest_words.digest_of(held.own), words="Ring me")
    yield [nobody(w, "trail.more_to_say", held.words)]


@call(guest_words.say_heard)
def heard(w: World) -> Rows:
    held = let_guests_in(w.here)
    receipt = Receipt.objects.get(contribution=held.words)
    yield None
    guest_words.say_heard(receipt=receipt, by=w.here.facilitator)
    guest_words.say_heard(receipt=receipt, by=w.here.facilitator)  # twice is once
    yield [by(w.here.facilitator, w.here, "trail.more_heard", held.words)]


@call(guest_words.object_to)
def objected(w: World) -> Rows:
    row = let_guests_in(w.here).about
    yield None
    guest_words.object_to(contribution=row, objects=True)
    guest_words.object_to(contribution=row, objects=True)  # twice is once
    guest_words.object_to(contribution=row, objects=False)
    yield [nobody(w, "trail.objected", row), nobody(w, "trail.objection_lifted", row)]


@call(guest_words.give_codes)
def codes_given(w: World) -> Rows:
    yield None
    guest_words.give_codes(contributions=[w.here.paper_words], by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.code_given", w.here.paper_words)]
