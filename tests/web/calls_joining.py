"""One call of every action about finding people, roles in the project and promises; see calls.py."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.utils import timezone

from tests.cast import TODAY, World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.joining.actions import applying, finding, roles, sponsors
from wesaid_web.joining.models import HowAgreed, InfoSheet, Kept, RoleKind, ShownTo
from wesaid_web.support.models import Need

Rows = Iterator[list[Told] | None]
APPLIED = applying.Applied(name="x", would_help="A lift", keep_help=True)


def nobody(w: World, verb: str, subject: object, **details: object) -> Told:
    """A row without a name."""
    return Told(verb, None, subject.pk, details, w.here.project.pk)  # type: ignore[attr-defined]


@call(finding.look)
def looked(w: World) -> Rows:
    yield None
    row = finding.look(project=w.here.project, looked=finding.Looked("x", TODAY), by=w.here.member)
    yield [by(w.here.member, w.here, "joining.looked", row)]


@call(finding.look_again)
def looked_again(w: World) -> Rows:
    row = w.here.coming_in.looked
    yield None
    finding.look_again(place=row, looked=finding.Looked("x", TODAY), edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "joining.looked_again", row)]


@call(finding.talk)
def talked(w: World) -> Rows:
    yield None
    row = finding.talk(project=w.here.project, said=finding.Talk("x"), by=w.here.member)
    yield [by(w.here.member, w.here, "joining.talked", row)]


@call(finding.write_info)
def info_written(w: World) -> Rows:
    yield None
    finding.write_info(project=w.here.project, words={"about": "x", "ask": "x"}, after=0, by=w.here.facilitator)
    row = InfoSheet.objects.get(project=w.here.project)
    yield [by(w.here.facilitator, w.here, "joining.info_written", row, number=1)]


@call(finding.write_no)
def no_written(w: World) -> Rows:
    yield None
    row = finding.write_no(project=w.here.project, no=finding.No("x"), by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.no_written", row)]


@call(finding.say_why)
def why_said(w: World) -> Rows:
    """The record does not say who."""
    yield None
    row = finding.say_why(no=finding.No("x"), by=w.here.member)
    yield [nobody(w, "joining.said_why", row)]


@call(finding.show_no)
def no_shown(w: World) -> Rows:
    row = w.here.coming_in.no
    yield None
    finding.show_no(no=row, shown_to=ShownTo.GROUP, edition=1, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.no_shown", row)]


@call(finding.remove_no)
def no_removed(w: World) -> Rows:
    row = w.here.coming_in.no
    told = by(w.here.facilitator, w.here, "joining.no_removed", row)
    yield None
    finding.remove_no(no=row, by=w.here.facilitator)
    yield [told]


@call(applying.open_up)
def opened(w: World) -> Rows:
    yield None
    row, _secret = applying.open_up(project=w.here.project, label="x", days=1, most=2, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.opened", row, most=2)]


@call(applying.close_up)
def closed(w: World) -> Rows:
    yield None
    applying.close_up(opening=w.here.coming_in.opening, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.closed", w.here.coming_in.opening)]


@call(applying.apply)
def applied(w: World) -> Rows:
    """The record names the link, not what was written."""
    yield None
    applying.apply(opening=w.here.coming_in.opening, applied=APPLIED, form_id=uuid.uuid4())
    yield [nobody(w, "joining.applied", w.here.coming_in.opening)]


@call(applying.type_in)
def typed_in(w: World) -> Rows:
    yield None
    row, _code = applying.type_in(
        project=w.here.project, applied=APPLIED, said_yes=True, by=w.here.facilitator, form_id=uuid.uuid4()
    )
    yield [by(w.here.facilitator, w.here, "joining.typed_in", row)]


@call(applying.welcome)
def welcomed(w: World) -> Rows:
    row, _code = applying.apply(opening=w.here.coming_in.opening, applied=APPLIED, form_id=uuid.uuid4())
    yield None
    member = applying.welcome(application=row, perspectives=[w.here.hat], by=w.here.facilitator)
    need = Need.objects.get(member=member)
    yield [
        by(w.here.facilitator, w.here, "projects.added", member),
        by(w.here.facilitator, w.here, "support.need_written", need),
        by(w.here.facilitator, w.here, "joining.welcomed", member),
    ]


@call(applying.not_now)
def put_off(w: World) -> Rows:
    row = w.here.coming_in.application
    yield None
    applying.not_now(application=row, reason="x", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.not_now", row)]


@call(applying.told)
def told(w: World) -> Rows:
    row = w.here.coming_in.answered
    expected = by(w.here.facilitator, w.here, "joining.told", row)
    yield None
    applying.told(application=row, by=w.here.facilitator)
    yield [expected]


@call(applying.take_back)
def taken_back(w: World) -> Rows:
    row = w.here.coming_in.application
    yield None
    applying.take_back(application=row)
    yield [nobody(w, "joining.taken_back", row)]


@call(applying.erase_due)
def erased(w: World) -> Rows:
    mine, other = w.here.coming_in.answered, w.there.coming_in.answered
    w.here.project.applications.exclude(pk=mine.pk).delete()
    w.there.project.applications.all().delete()
    assert other.pk != mine.pk
    yield None
    assert applying.erase_due(today=timezone.localdate()) == 0
    assert applying.erase_due(today=mine.erase_on) == 1
    yield [nobody(w, "joining.erased", mine)]


WHAT = roles.What(RoleKind.NOTES, "x")


@call(roles.add)
def role_added(w: World) -> Rows:
    yield None
    row = roles.add(project=w.here.project, holder=w.here.member, what=WHAT, by=w.here.facilitator)
    holder = str(w.here.member.pk)
    yield [by(w.here.facilitator, w.here, "joining.role_added", row, kind="notes", holder=holder)]


@call(roles.edit)
def role_edited(w: World) -> Rows:
    row = w.here.coming_in.role
    yield None
    roles.edit(role=row, what=WHAT, edition=1, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.role_edited", row)]


@call(roles.agree)
def role_agreed(w: World) -> Rows:
    row = w.here.coming_in.role
    yield None
    roles.agree(role=row, by=w.here.member)
    yield [by(w.here.member, w.here, "joining.role_agreed", row, how="here")]


@call(roles.agree)
def role_agreed_on_paper(w: World) -> Rows:
    row = w.here.coming_in.paper_role
    yield None
    roles.agree(role=row, by=w.here.facilitator, how=HowAgreed.PAPER)
    yield [by(w.here.facilitator, w.here, "joining.role_agreed", row, how="paper")]


@call(roles.agree_by_code)
def role_agreed_by_code(w: World) -> Rows:
    row = w.here.coming_in.paper_role
    yield None
    roles.agree_by_code(role=row)
    yield [nobody(w, "joining.role_agreed", row, how="code")]


@call(roles.give_code)
def code_given(w: World) -> Rows:
    row = w.here.coming_in.paper_role
    yield None
    roles.give_code(role=row, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.role_code", row)]


@call(roles.train)
def trained(w: World) -> Rows:
    row = w.here.coming_in.role
    yield None
    training = roles.train(role=row, what="x", offered_on=TODAY, had_on=None, by=w.here.member)
    yield [by(w.here.member, w.here, "joining.training_offered", row, training=str(training.pk))]


@call(roles.had)
def training_had(w: World) -> Rows:
    training = w.here.coming_in.training
    yield None
    roles.had(training=training, by=w.here.facilitator)
    told = by(w.here.facilitator, w.here, "joining.training_had", w.here.coming_in.role, training=str(training.pk))
    yield [told]


@call(roles.end)
def role_ended(w: World) -> Rows:
    row = w.here.coming_in.role
    told = by(w.here.member, w.here, "joining.role_ended", row)
    yield None
    roles.end(role=row, by=w.here.member)
    yield [told]


@call(sponsors.name_sponsor)
def sponsor_named(w: World) -> Rows:
    yield None
    row = sponsors.name_sponsor(project=w.here.project, name="x", post="", member=None, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.sponsor_named", row)]


@call(sponsors.end_sponsor)
def sponsor_ended(w: World) -> Rows:
    yield None
    sponsors.end_sponsor(sponsor=w.here.coming_in.sponsor, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.sponsor_ended", w.here.coming_in.sponsor)]


@call(sponsors.promise)
def promised(w: World) -> Rows:
    yield None
    row = sponsors.promise(sponsor=w.here.coming_in.sponsor, what="x", by_when=None, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "joining.promised", row)]


@call(sponsors.say_kept)
def judged(w: World) -> Rows:
    row = w.here.coming_in.promise
    yield None
    sponsors.say_kept(promise=row, kept=Kept.NO, words="x", said_by="us", by=w.here.member, seen=0)
    yield [by(w.here.member, w.here, "joining.promise_judged", row, kept="no")]


@call(sponsors.answer)
def answered(w: World) -> Rows:
    row = w.here.coming_in.promise
    yield None
    sponsors.answer(promise=row, words="x", by=w.here.facilitator, seen=0)
    yield [by(w.here.facilitator, w.here, "joining.promise_answered", row, kept="answer")]
