"""One call of every action, with what its audit rows must be.

Each call is a generator: what comes before the first ``yield`` prepares, what comes after it is the action, and what is
yielded then are the audit rows it must have left.

Long because it is a list: a call for each action of people, projects and the public page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from tests.cast import EVERYTHING, Place, World, make_user, table
from tests.web.rows import Told, forget
from wesaid_web.common.models import INSTALLATION
from wesaid_web.evaluation import actions as askings
from wesaid_web.people import actions as people
from wesaid_web.people.models import SignInLink
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Invitation, Member, Role
from wesaid_web.show import actions as show
from wesaid_web.show.models import Release
from wesaid_web.trail.actions import imports
from wesaid_web.trail.archive.reading import import_document
from wesaid_web.trail.archive.writing import as_document, export

Call = Callable[[World], Iterator[list[Told] | None]]
CALLS: dict[str, Call] = {}


def call(action: Callable[..., object]) -> Callable[[Call], Call]:
    def keep(function: Call) -> Call:
        name = f"{action.__module__.removeprefix('wesaid_web.')}.{action.__name__}"
        CALLS[name if name not in CALLS else f"{name}:{function.__name__}"] = function
        return function

    return keep


def by(member: Member, place: Place, verb: str, subject: object, **details: object) -> Told:
    return Told(verb, member.user_id, subject.pk, details, place.project.pk)  # type: ignore[attr-defined]


def ids(*rows: object) -> list[str]:
    return [str(row.pk) for row in rows]  # type: ignore[attr-defined]


# People


@call(people.make_sign_in_link)
def asked_for_by_oneself(w: World) -> Iterator[list[Told] | None]:
    user = w.users["member"]
    yield None
    people.make_sign_in_link(user=user, by=None)
    link = SignInLink.objects.get(user=user)
    yield [Told("people.link_made", user.pk, user.pk, {"link": str(link.pk)}, INSTALLATION)]


@call(people.make_sign_in_link)
def handed_over(w: World) -> Iterator[list[Told] | None]:
    user, admin = w.users["member"], w.users["administrator"]
    yield None
    people.make_sign_in_link(user=user, by=admin)
    link = SignInLink.objects.get(user=user)
    yield [Told("people.link_made", admin.pk, user.pk, {"link": str(link.pk)}, INSTALLATION)]


@call(people.use_sign_in_link)
def link_used(w: World) -> Iterator[list[Told] | None]:
    user = w.users["member"]
    secret = people.make_sign_in_link(user=user, by=None)
    yield None
    people.use_sign_in_link(secret=secret)
    link = SignInLink.objects.get(user=user)
    yield [Told("people.link_used", user.pk, user.pk, {"link": str(link.pk)}, INSTALLATION)]


@call(people.rename)
def renamed(w: World) -> Iterator[list[Told] | None]:
    user = w.users["member"]
    yield None
    people.rename(user=user, name="New name", by=user)
    yield [Told("people.renamed", user.pk, user.pk, {}, INSTALLATION)]


@call(people.set_active)
def closed(w: World) -> Iterator[list[Told] | None]:
    user, admin = w.users["member"], w.users["administrator"]
    yield None
    people.set_active(user=user, active=False, by=admin)
    yield [Told("people.closed", admin.pk, user.pk, {}, INSTALLATION)]


@call(people.set_active)
def opened(w: World) -> Iterator[list[Told] | None]:
    user, admin = w.users["deactivated"], w.users["administrator"]
    yield None
    people.set_active(user=user, active=True, by=admin)
    yield [Told("people.opened", admin.pk, user.pk, {}, INSTALLATION)]


@call(people.make_administrator)
def administrator(w: World) -> Iterator[list[Told] | None]:
    yield None
    user = people.make_administrator(email="New@Example.org", name="New")
    yield [Told("people.administrator", None, user.pk, {}, INSTALLATION)]


@call(people.signed_up)
def signed_up(w: World) -> Iterator[list[Told] | None]:
    yield None
    people.signed_up(user=w.users["member"])
    yield [Told("people.signed_up", w.users["member"].pk, w.users["member"].pk, {}, INSTALLATION)]


# Projects


@call(projects.rename_project)
def project_renamed(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.rename_project(project=w.here.project, name="Other", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.renamed", w.here.project)]


@call(projects.add_perspective)
def hat_added(w: World) -> Iterator[list[Told] | None]:
    yield None
    hat = projects.add_perspective(
        project=w.here.project, name="Volunteer", lived_experience=False, by=w.here.facilitator
    )
    yield [by(w.here.facilitator, w.here, "projects.hat_added", hat)]


@call(projects.rename_perspective)
def hat_renamed(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.rename_perspective(perspective=w.here.hat, name="Patient", lived_experience=True, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.hat_renamed", w.here.hat)]


@call(projects.invite)
def invited(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.invite(project=w.here.project, role=Role.OBSERVER, by=w.here.facilitator)
    newest = Invitation.objects.order_by("-made_at").first()
    yield [by(w.here.facilitator, w.here, "projects.invited", newest, role="observer")]


@call(projects.revoke_invitation)
def revoked(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.revoke_invitation(invitation=w.here.invitation, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.invitation_revoked", w.here.invitation)]


@call(projects.accept_invitation)
def joined(w: World) -> Iterator[list[Told] | None]:
    user = w.users["invited"]
    yield None
    member = projects.accept_invitation(secret=w.here.invitation_secret, user=user)
    details = {"role": "member", "invitation": str(w.here.invitation.pk)}
    yield [Told("projects.joined", user.pk, member.pk, details, w.here.project.pk)]


@call(projects.add_person)
def person_added(w: World) -> Iterator[list[Told] | None]:
    yield None
    person = projects.add_person(
        project=w.here.project, name="On paper", perspectives=[w.here.carer], by=w.here.facilitator
    )
    yield [by(w.here.facilitator, w.here, "projects.added", person)]


@call(projects.set_hats)
def hats_set(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.set_hats(member=w.here.member, name="Other", perspectives=[w.here.carer], by=w.here.member)
    yield [by(w.here.member, w.here, "projects.hats_set", w.here.member, name="changed")]


@call(projects.change_role)
def role_changed(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.change_role(member=w.here.member, role=Role.OBSERVER, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.role_changed", w.here.member, role="observer")]


def roles_ended(w: World, who: Member) -> list[Told]:
    """What ends with somebody's place: their roles in the project, also one they were only asked to take, and in delivery."""
    asked, held = w.here.coming_in.role, w.here.role
    return [by(who, w.here, "joining.role_ended", asked), by(who, w.here, "delivery.role_ended", held)]


@call(projects.remove)
def left(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.remove(member=w.here.member, by=w.here.member)
    yield [by(w.here.member, w.here, "projects.left", w.here.member), *roles_ended(w, w.here.member)]


@call(projects.remove)
def removed(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.remove(member=w.here.member, by=w.here.facilitator)
    ended = roles_ended(w, w.here.facilitator)
    off = by(w.here.facilitator, w.here, "trail.consent", w.here.decided_on, answer="not_asked")
    yield [by(w.here.facilitator, w.here, "projects.removed", w.here.member), *ended, off]


# Charter


def _words(**given: object) -> dict[str, object]:
    return dict.fromkeys(charter_actions.WORDS, "") | {"aims": []} | given


@call(charter_actions.save_draft)
def charter_written(w: World) -> Iterator[list[Told] | None]:
    yield None
    draft = charter_actions.save_draft(
        project=w.here.project, words=_words(meaning="Together"), edition=1, by=w.here.facilitator
    )
    yield [by(w.here.facilitator, w.here, "projects.charter_written", draft, number=2)]


@call(charter_actions.put_to_group)
def charter_put(w: World) -> Iterator[list[Told] | None]:
    yield None
    draft = charter_actions.put_to_group(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.charter_put", draft, number=2)]


@call(charter_actions.sign)
def charter_signed(w: World) -> Iterator[list[Told] | None]:
    yield None
    charter_actions.sign(charter=w.here.charter, by=w.here.member)
    yield [by(w.here.member, w.here, "projects.charter_signed", w.here.charter, number=1)]


@call(charter_actions.unsign)
def charter_unsigned(w: World) -> Iterator[list[Told] | None]:
    charter_actions.sign(charter=w.here.charter, by=w.here.member)
    yield None
    charter_actions.unsign(charter=w.here.charter, by=w.here.member)
    yield [by(w.here.member, w.here, "projects.charter_unsigned", w.here.charter, number=1)]


@call(charter_actions.see_through)
def charter_seen_through(w: World) -> Iterator[list[Told] | None]:
    draft = charter_actions.draft_of(w.here.project)
    assert draft
    yield None
    charter_actions.see_through(charter=draft, framework="tlap-ladder", item="co-design", by=w.here.facilitator)
    details = {"number": 2, "framework": "tlap-ladder", "item": "co-design"}
    yield [by(w.here.facilitator, w.here, "projects.charter_seen_through", draft, **details)]


@call(charter_actions.see_through)
def charter_not_seen_through(w: World) -> Iterator[list[Told] | None]:
    draft = charter_actions.draft_of(w.here.project)
    assert draft
    yield None
    charter_actions.see_through(charter=draft, framework="scie-principles", item="", by=w.here.facilitator, back=True)
    details = {"number": 2, "framework": "scie-principles", "item": None}
    yield [by(w.here.facilitator, w.here, "projects.charter_not_seen_through", draft, **details)]


@call(projects.set_ways)
def ways_set(w: World) -> Iterator[list[Told] | None]:
    yield None
    projects.set_ways(project=w.here.project, ways=["peer-support", "co-delivery"], by=w.here.facilitator)
    ways = ["co-delivery", "peer-support"]
    yield [by(w.here.facilitator, w.here, "projects.ways_set", w.here.project, ways=ways)]


# The public page


@call(show.prepare)
def prepared(w: World) -> Iterator[list[Told] | None]:
    yield None
    release = show.prepare(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "show.prepared", release, number=1)]


@call(show.answer)
def happy(w: World) -> Iterator[list[Told] | None]:
    yield None
    show.answer(release=w.here.release, happy=True, words="", by=w.here.member)
    yield [by(w.here.member, w.here, "show.agreed", w.here.release, number=1)]


@call(show.answer)
def not_yet(w: World) -> Iterator[list[Told] | None]:
    yield None
    show.answer(release=w.here.release, happy=False, words="Wait", by=w.here.member)
    yield [by(w.here.member, w.here, "show.asked_to_wait", w.here.release, number=1)]


def _publish(w: World) -> None:
    show.answer(release=w.here.release, happy=True, words="", by=w.here.member)
    show.publish(release=w.here.release, by=w.here.facilitator)


@call(show.publish)
def published(w: World) -> Iterator[list[Told] | None]:
    show.answer(release=w.here.release, happy=True, words="", by=w.here.member)
    yield None
    show.publish(release=w.here.release, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "show.published", Release.objects.get(pk=w.here.release.pk), number=1)]


@call(show.switch_off)
def switched_off(w: World) -> Iterator[list[Told] | None]:
    _publish(w)
    yield None
    show.switch_off(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "show.switched_off", w.here.project)]


@call(projects.create_project)
def created(w: World) -> Iterator[list[Told] | None]:
    user = make_user("starter")
    yield None
    project = projects.create_project(name="New", by=user)
    member = Member.objects.get(project=project)
    yield [
        Told("projects.created", user.pk, project.pk, {}, project.pk),
        Told("projects.joined", user.pk, member.pk, {"role": "facilitator"}, project.pk),
    ]


# Asked privately


@call(askings.open_round)
def asked(w: World) -> Iterator[list[Told] | None]:
    yield None
    row = askings.open_round(project=w.here.project, asking=EVERYTHING, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "evaluation.opened", row)]


@call(askings.type_in)
def slips_typed_in(w: World) -> Iterator[list[Told] | None]:
    slip = askings.Said(w.here.carer, {"ladder": ["4"]})
    yield None
    askings.type_in(round_=w.here.asking, slips=[slip], people=[w.here.paper_person], by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "evaluation.typed_in", w.here.asking, slips=1)]


@call(askings.close)
def asking_closed(w: World) -> Iterator[list[Told] | None]:
    askings.answer(round_=w.here.asking, said=askings.Said(w.here.hat, {"ladder": ["4"]}), by=w.here.member)
    yield None
    askings.close(round_=w.here.asking, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "evaluation.closed", w.here.asking, people=1)]


# In and out


@call(imports.start)
def import_started(w: World) -> Iterator[list[Told] | None]:
    run = w.here.import_run
    yield None
    imports.start(run=run, rows_expected=1, by=w.here.facilitator)  # in tests the task runs at once
    (row,) = run.contributions.all()
    yield [
        by(w.here.facilitator, w.here, "trail.import_started", run),
        by(w.here.facilitator, w.here, "trail.imported", row, run=str(run.pk), line=2),
        by(w.here.facilitator, w.here, "trail.import_ended", run, kept=1, rejected=0),
    ]


@call(imports.bring_in)
def brought_in(w: World) -> Iterator[list[Told] | None]:
    run = w.here.import_run
    yield None
    imports.bring_in(run, table())
    (row,) = run.contributions.all()
    yield [
        by(w.here.facilitator, w.here, "trail.imported", row, run=str(run.pk), line=2),
        by(w.here.facilitator, w.here, "trail.import_ended", run, kept=1, rejected=0),
    ]


@call(imports.undo)
def import_undone(w: World) -> Iterator[list[Told] | None]:
    run = w.here.import_run
    imports.bring_in(run, table())
    yield None
    imports.undo(run=run, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.import_undone", run, gone=1, stayed=0, hats=[])]


@call(export)
def exported(w: World) -> Iterator[list[Told] | None]:
    yield None
    export(project=w.here.project, target=io.BytesIO(), by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.exported", w.here.project, contributions=3)]


@call(import_document)
def archive_read(w: World) -> Iterator[list[Told] | None]:
    document = as_document(w.there.project)
    forget(w.there.project)
    yield None
    project = import_document(document=document)
    yield [Told("trail.archive_read", None, project.pk, {}, project.pk)]
