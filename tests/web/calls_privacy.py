"""One call of every action about somebody's own data; see :mod:`tests.web.calls`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from tests.cast import World, let_guests_in
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.common.erasure import Line
from wesaid_web.common.models import INSTALLATION
from wesaid_web.people.models import User
from wesaid_web.privacy import complaint_actions, copy_actions, keeping_actions
from wesaid_web.privacy import erasing_actions as erasing
from wesaid_web.privacy.models import About, AskedHow, Complaint, ErasureAsked, GoesTo
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.trail.actions import forgetting, guest_words

Rows = Iterator[list[Told] | None]


def alone() -> User:
    """Somebody with an account who is in no project."""
    return User.objects.create_user(email="alone@example.org", name="Alone")


def on_paper(w: World) -> Member:
    return projects.add_person(project=w.here.project, name="On paper", perspectives=[], by=w.here.facilitator)


def _asked(user: User) -> ErasureAsked:
    return erasing.ask(user=user, take_words=True, everywhere=True)


@call(erasing.ask)
def asked(w: World) -> Rows:
    user = alone()
    yield None
    _asked(user)
    yield [Told("privacy.erasure_asked", user.pk, user.pk, {"words": "take"}, INSTALLATION)]


@call(erasing.ask_for)
def asked_for(w: World) -> Rows:
    member = on_paper(w)
    yield None
    erasing.ask_for(member=member, how=AskedHow.PHONE, take_words=False, everywhere=True, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "privacy.erasure_asked", member, words="keep", how="phone")]


@call(erasing.take_back)
def taken_back(w: World) -> Rows:
    user = alone()
    asked = _asked(user)
    yield None
    erasing.take_back(asked=asked, by=user)
    yield [Told("privacy.erasure_taken_back", user.pk, user.pk, {}, INSTALLATION)]


@call(erasing.carry_out)
def carried_out(w: World) -> Rows:
    user = alone()
    asked, key = _asked(user), user.pk
    yield None
    erasing.carry_out(asked=asked)
    assert erasing.carry_out(asked=asked) is None  # twice is once
    yield [Told("privacy.erased", key, key, {"words": "take"}, INSTALLATION)]


@call(erasing.carry_out_due)
def carried_out_due(w: World) -> Rows:
    user = alone()
    key = user.pk
    _asked(user)
    yield None
    assert erasing.carry_out_due(today=timezone.localdate()) == erasing.Run(0, 0, 0)  # it can still be taken back
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=7)) == erasing.Run(1, 0, 0)
    yield [Told("privacy.erased", key, key, {"words": "take"}, INSTALLATION)]


@call(erasing.erase_account)
def account_erased(w: World) -> Rows:
    user = alone()
    key = user.pk
    yield None
    erasing.erase_account(user=user, take_words=False, everywhere=False)
    yield [Told("privacy.erased", key, key, {"words": "keep"}, INSTALLATION)]


@call(erasing.erase_place)
def place_erased(w: World) -> Rows:
    member = on_paper(w)
    yield None
    erasing.erase_place(member=member, take_words=True, everywhere=True, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "privacy.erased", member, words="take")]


@call(guest_words.forget_code)
def code_forgotten(w: World) -> Rows:
    guests = let_guests_in(w.here)
    yield None
    assert guest_words.forget_code(digest=guest_words.digest_of(guests.own)) == 1
    assert guest_words.forget_code(digest=guest_words.digest_of(guests.own)) == 0  # it is not known any more
    yield [
        Told("trail.withdrawn", None, guests.words.pk, {}, w.here.project.pk),
        Told("trail.code_forgotten", None, w.here.project.pk, {}, w.here.project.pk),
    ]


@call(forgetting.replay)
def withdrawn_again(w: World) -> Rows:
    words = let_guests_in(w.here).words
    yield None
    line = Line(words.pk, "words", "2026-03-10")
    assert forgetting.replay(line)
    assert not forgetting.replay(line)
    yield [Told("trail.withdrawn", None, words.pk, {}, w.here.project.pk)]


@call(copy_actions.take_copy)
def copy_taken(w: World) -> Rows:
    user = alone()
    yield None
    copy_actions.take_copy(user=user).close()
    yield [Told("privacy.data_taken", user.pk, user.pk, {}, INSTALLATION)]


@call(complaint_actions.complain)
def complained(w: World) -> Rows:
    yield None
    said = complaint_actions.Complained(about=About.TREATED, words="x", goes_to=GoesTo.FACILITATORS)
    made = complaint_actions.complain(said=said, form_id=w.here.project.pk)
    assert complaint_actions.complain(said=said, form_id=w.here.project.pk) == made  # twice is once
    yield [Told("privacy.complained", None, made.pk, {}, INSTALLATION)]


@call(complaint_actions.answer)
def complaint_answered(w: World) -> Rows:
    row = Complaint.objects.create(project=w.here.project, goes_to=GoesTo.FACILITATORS, about=About.DATA, words="x")
    yield None
    complaint_actions.answer(complaint=row, words="An answer", by=w.users["facilitator"])
    yield [by(w.here.facilitator, w.here, "privacy.complaint_answered", row)]


@call(keeping_actions.keep_for)
def kept_for(w: World) -> Rows:
    yield None
    keeping_actions.keep_for(project=w.here.project, days={"links": 30, "imports": 365}, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "privacy.kept_for", w.here.project, what="links", days=30)]


@call(keeping_actions.remove_due)
def removed_due(w: World) -> Rows:
    w.here.project.invitations.update(expires_at=timezone.now() - timedelta(days=91))
    rows = w.here.project.invitations.count()
    yield None
    assert keeping_actions.remove_due(today=timezone.localdate())["links"] == rows
    key = w.here.project.pk
    yield [Told("privacy.kept_no_longer", None, key, {"what": "links", "rows": rows}, key)]
