"""One call of every action about worries, about what people need and about the time after a meeting; see calls.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from tests.cast import TODAY, World, make_safe, tell_worry
from tests.web.calls import by, call, roles_ended
from tests.web.rows import Told
from wesaid_web.common import audit
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions as concerns
from wesaid_web.support.models import AftercareContact, CheckIn, Concern, Met, Need, NoteKind, ShownTo

Rows = Iterator[list[Told] | None]


def lead(w: World) -> Member:
    return Member.objects.get(project=w.here.project, user=w.users["concern_lead"])


def apart(who: Member | None, verb: str, subject: object) -> Told:
    """A row in the record of concerns, which is no project's."""
    return Told(verb, who.user_id if who else None, subject, {}, audit.CONFIDENTIAL)  # type: ignore[arg-type]


@call(concerns.set_contacts)
def contacts_set(w: World) -> Rows:
    yield None
    make_safe(w.here.project, w.here.facilitator, lead=lead(w))
    yield [by(w.here.facilitator, w.here, "support.contacts_set", w.here.project, lead=str(lead(w).pk))]


@call(concerns.raise_concern)
def told_with_a_name(w: World) -> Rows:
    yield None
    row = tell_worry(w.here.project, w.here.member)
    yield [apart(w.here.member, "support.concern_told", row.pk)]


@call(concerns.raise_concern)
def told_without(w: World) -> Rows:
    yield None
    row = tell_worry(w.here.project, w.here.member, named=False, excluded=(w.here.facilitator,))
    yield [apart(None, "support.concern_told", row.pk)]


@call(concerns.add_to)
def added_to(w: World) -> Rows:
    yield None
    concerns.add_to(concern=w.here.concern, words="x", by=w.here.member)
    yield [apart(w.here.member, "support.concern_added", w.here.concern.pk)]


@call(concerns.mark_read)
def read(w: World) -> Rows:
    yield None
    concerns.mark_read(concern=w.here.concern, by=lead(w))
    yield [apart(lead(w), "support.concern_read", w.here.concern.pk)]


@call(concerns.note)
def noted(w: World) -> Rows:
    yield None
    concerns.note(concern=w.here.concern, kind=NoteKind.DONE, words="x", by=lead(w))
    yield [apart(lead(w), "support.concern_noted", w.here.concern.pk)]


@call(concerns.share_with_deputy)
def shared(w: World) -> Rows:
    yield None
    concerns.share_with_deputy(concern=w.here.concern, by=lead(w))
    yield [apart(lead(w), "support.concern_shared", w.here.concern.pk)]


@call(concerns.hand_over)
def handed_over(w: World) -> Rows:
    make_safe(w.here.project, w.here.facilitator, lead=w.here.facilitator)
    yield None
    concerns.hand_over(concern=w.here.concern, by=lead(w))
    yield [apart(lead(w), "support.concern_handed_over", w.here.concern.pk)]


@call(concerns.close)
def closed(w: World) -> Rows:
    yield None
    concerns.close(concern=w.here.concern, outcome="x", remove_on=timezone.localdate(), by=lead(w))
    yield [apart(lead(w), "support.concern_closed", w.here.concern.pk)]


@call(concerns.remove_due)
def removed(w: World) -> Rows:
    concerns.close(concern=w.here.concern, outcome="x", remove_on=timezone.localdate(), by=lead(w))
    yield None
    concerns.remove_due(by=lead(w))
    assert not Concern.objects.filter(pk=w.here.concern.pk).exists()
    yield [apart(lead(w), "support.concern_removed", w.here.concern.pk)]


@call(concerns.remove_all_due)
def all_removed(w: World) -> Rows:
    tomorrow = timezone.localdate() + timedelta(days=1)
    concerns.close(concern=w.here.concern, outcome="x", remove_on=tomorrow, by=lead(w))
    yield None
    assert concerns.remove_all_due(today=tomorrow) == 1
    yield [apart(None, "support.concern_removed", w.here.concern.pk)]


NEEDED = care.Needed("Breaks", ShownTo.GROUP)


@call(care.write_need)
def need_written(w: World) -> Rows:
    yield None
    care.write_need(member=w.here.paper_person, needed=NEEDED, said_yes=True, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.need_written", Need.objects.get(member=w.here.paper_person))]


@call(care.edit_need)
def need_changed(w: World) -> Rows:
    yield None
    care.edit_need(need=w.here.need, needed=NEEDED, edition=2, by=w.here.member)
    yield [by(w.here.member, w.here, "support.need_changed", w.here.need)]


@call(care.agree_need)
def need_agreed(w: World) -> Rows:
    yield None
    care.agree_need(need=w.here.need, agreed="Two", review_on=None, edition=2, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.need_agreed", w.here.need)]


@call(care.answer_need)
def need_answered(w: World) -> Rows:
    yield None
    care.answer_need(need=w.here.need, met=Met.NO, words="x", by=w.here.member)
    yield [by(w.here.member, w.here, "support.need_answered", w.here.need)]


@call(care.remove_need)
def need_removed(w: World) -> Rows:
    key = w.here.need.pk
    yield None
    care.remove_need(need=w.here.need, by=w.here.member)
    yield [Told("support.need_removed", w.here.member.user_id, key, {}, w.here.project.pk)]


@call(care.freeze_needs)
def needs_told(w: World) -> Rows:
    yield None
    row = care.freeze_needs(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.needs_told", row)]


@call(care.add_contact)
def contact_added(w: World) -> Rows:
    yield None
    row = care.add_contact(project=w.here.project, name="Ann", phone="1", hours="", what_for="", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.aftercare_added", row)]


@call(care.remove_contact)
def contact_removed(w: World) -> Rows:
    key = w.here.aftercare.pk
    yield None
    care.remove_contact(contact=w.here.aftercare, by=w.here.facilitator)
    assert not AftercareContact.objects.filter(pk=key).exists()
    yield [Told("support.aftercare_removed", w.here.facilitator.user_id, key, {}, w.here.project.pk)]


@call(care.check_in)
def checked_in(w: World) -> Rows:
    yield None
    row = care.check_in(member=w.here.member, on=TODAY, words="x", again_on=None, said_yes=True, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.checked_in", row)]


@call(care.remove_check_in)
def check_in_removed(w: World) -> Rows:
    key = w.here.check_in.pk
    yield None
    care.remove_check_in(row=w.here.check_in, by=w.here.member)
    assert not CheckIn.objects.filter(pk=key).exists()
    yield [Told("support.check_in_removed", w.here.member.user_id, key, {}, w.here.project.pk)]


@call(projects.remove)
def left_without_a_name(w: World) -> Rows:
    yield None
    projects.remove(member=w.here.member, by=w.here.member, unname=True)
    said = w.here.project.contributions.filter(author=w.here.member).order_by("-said_on", "-created_at", "id")
    kept = [by(w.here.member, w.here, "trail.name_withheld", row) for row in said]
    assert len(kept) >= 2
    yield [*kept, by(w.here.member, w.here, "projects.left", w.here.member), *roles_ended(w, w.here.member)]
