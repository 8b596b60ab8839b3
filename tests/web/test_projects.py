"""Projects, the people in them, their hats and roles, invitations and leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, make_user
from tests.pages import Page, text
from wesaid_web.common.access import Elsewhere
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Hat, Invitation, Member, Role
from wesaid_web.projects.permissions import NotYourRole


def invite(world: World, role: Role = Role.MEMBER, **given: object) -> str:
    return projects.invite(project=world.here.project, role=role, by=world.here.facilitator, **given)  # type: ignore[arg-type]


def newest() -> Invitation:
    return Invitation.objects.order_by("-made_at")[0]


def test_a_project_starts_with_the_usual_hats_and_its_starter_as_facilitator(world: World) -> None:
    user = make_user("starter")
    project = projects.create_project(name="New", by=user)
    assert [(hat.code, hat.lived_experience) for hat in project.perspectives.all()] == [
        ("service_user", True),
        ("carer", True),
        ("staff", False),
        ("manager", False),
        ("citizen", False),
        ("not_stated", False),
    ]
    assert [(member.user, member.name, member.role) for member in project.members.all()] == [
        (user, "starter", Role.FACILITATOR)
    ]


def test_a_hat_of_ones_own_comes_before_not_stated(world: World) -> None:
    project = world.here.project
    for name in ("Volunteer", "Volunteer", "Süß & neu", "护理员"):
        projects.add_perspective(project=project, name=name, lived_experience=False, by=world.here.facilitator)
    hats = [(hat.code, str(hat.words)) for hat in project.perspectives.all()][5:]
    assert hats == [
        ("volunteer", "Volunteer"),
        ("volunteer-2", "Volunteer"),
        ("su-neu", "Süß & neu"),
        ("hat", "护理员"),
        ("not_stated", "Not stated"),
    ]


def test_not_stated_never_becomes_lived_experience(world: World) -> None:
    hat = world.here.project.perspectives.get(code=Hat.NOT_STATED)
    projects.rename_perspective(perspective=hat, name="Unknown", lived_experience=True, by=world.here.facilitator)
    hat.refresh_from_db()
    assert (hat.name, hat.lived_experience) == ("Unknown", False)


@pytest.mark.parametrize("who", ["member", "observer"])
def test_what_only_facilitators_do(world: World, who: str) -> None:
    here = world.here
    by = Member.objects.get(project=here.project, user=world.users[who])
    steps = [
        lambda: projects.rename_project(project=here.project, name="x", by=by),
        lambda: projects.add_perspective(project=here.project, name="x", lived_experience=False, by=by),
        lambda: projects.rename_perspective(perspective=here.hat, name="x", lived_experience=False, by=by),
        lambda: projects.invite(project=here.project, role=Role.MEMBER, by=by),
        lambda: projects.revoke_invitation(invitation=here.invitation, by=by),
        lambda: projects.add_person(project=here.project, name="x", perspectives=[], by=by),
        lambda: projects.set_hats(member=here.paper_person, name="x", perspectives=[], by=by),
        lambda: projects.change_role(member=here.facilitator, role=Role.MEMBER, by=by),
        lambda: projects.remove(member=here.facilitator, by=by),
    ]
    for step in steps:
        with pytest.raises(NotYourRole):
            step()


# Invitations


def test_one_invitation_lets_one_in_and_several_as_many_as_it_says(world: World) -> None:
    secret = invite(world, uses=2)
    for name in ("one", "two"):
        projects.accept_invitation(secret=secret, user=make_user(name))
    with pytest.raises(projects.InvitationNotUsable):
        projects.accept_invitation(secret=secret, user=make_user("three"))


@pytest.mark.parametrize("uses", [0, -1, 201])
def test_an_invitation_is_for_1_to_200_people(world: World, uses: int) -> None:
    with pytest.raises(ValueError, match="1 to 200"):
        invite(world, uses=uses)


def test_someone_who_is_in_already_spends_nothing_and_keeps_their_role(world: World) -> None:
    secret = invite(world, Role.FACILITATOR)
    member = projects.accept_invitation(secret=secret, user=world.users["member"])
    assert (member, member.role, newest().uses_left) == (world.here.member, Role.MEMBER, 1)


def test_an_invitation_ends_after_two_weeks(world: World) -> None:
    secret = invite(world)
    with (
        time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)),
        pytest.raises(projects.InvitationNotUsable),
    ):
        projects.accept_invitation(secret=secret, user=world.users["invited"])
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        projects.accept_invitation(secret=secret, user=world.users["invited"])


def test_an_invitation_taken_back_or_never_made_does_not_work(world: World) -> None:
    secret = invite(world)
    projects.revoke_invitation(invitation=newest(), by=world.here.facilitator)
    for wrong in (secret, "never-made", ""):
        with pytest.raises(projects.InvitationNotUsable):
            projects.accept_invitation(secret=wrong, user=world.users["invited"])


def test_only_a_digest_of_the_secret_is_kept(world: World) -> None:
    secret = invite(world)
    assert secret not in repr(list(Invitation.objects.values()))
    assert len(secret) >= 43


def test_someone_without_an_account_gets_one_through_a_link_of_their_own(world: World) -> None:
    here = world.here
    secret = invite(world, member=here.paper_person, uses=5)
    assert newest().uses_left == 1
    joined = projects.accept_invitation(secret=secret, user=world.users["invited"])
    assert (joined, joined.name, joined.user) == (here.paper_person, "Paper of Here", world.users["invited"])


def test_someone_whose_place_was_ended_does_not_come_back_with_an_old_link(world: World) -> None:
    """A link for several people must not undo what the group decided about one of them."""
    here = world.here
    secret = invite(world, uses=5)
    joined = projects.accept_invitation(secret=secret, user=world.users["invited"])
    projects.remove(member=joined, by=here.facilitator)
    with pytest.raises(projects.InvitationNotUsable):
        projects.accept_invitation(secret=secret, user=world.users["invited"])
    back = projects.accept_invitation(secret=invite(world, Role.OBSERVER), user=world.users["invited"])
    assert (back, back.left_at, back.role) == (joined, None, Role.OBSERVER)


def test_opening_an_invitation_changes_nothing_and_says_what_it_is_for(world: World) -> None:
    client = world.client("invited")
    page = Page(text(client.get(reverse("join", args=[world.here.invitation_secret]))))
    assert "facilitator invites you to take part." in page.words()
    assert "You will be a member: you can say things," in page.words()
    assert "What the group is here to change: One aim" in page.words()
    assert "Only the group reads what you say." in page.words()
    assert not Member.objects.filter(user=world.users["invited"]).exists()
    assert client.get(reverse("join_now", args=[world.here.invitation_secret])).status_code == 405


def test_a_used_and_an_unknown_invitation_look_the_same(world: World) -> None:
    used = invite(world)
    projects.accept_invitation(secret=used, user=make_user("quick"))
    client = world.client("anonymous")
    answers = [client.get(reverse("join", args=[secret])) for secret in (used, "never-made")]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert text(answers[0]).replace(used, "never-made") == text(answers[1])  # the way back of who changes the language


# Roles and leaving


def test_a_project_keeps_a_facilitator(world: World) -> None:
    here = world.here
    for step in (
        lambda: projects.remove(member=here.facilitator, by=here.facilitator),
        lambda: projects.change_role(member=here.facilitator, role=Role.MEMBER, by=here.facilitator),
    ):
        with pytest.raises(projects.LastFacilitator):
            step()
    with pytest.raises(projects.NeedsAccount):
        projects.change_role(member=here.paper_person, role=Role.FACILITATOR, by=here.facilitator)
    Member.objects.filter(pk=here.paper_person.pk).update(role=Role.FACILITATOR)  # as an archive may say
    with pytest.raises(projects.LastFacilitator):  # someone without an account cannot facilitate alone
        projects.remove(member=here.facilitator, by=here.facilitator)
    projects.change_role(member=here.member, role=Role.FACILITATOR, by=here.facilitator)
    projects.remove(member=here.facilitator, by=here.facilitator)


def test_who_leaves_sees_nothing_with_the_next_request_and_what_they_said_stays(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("show:overview", args=[here.project.pk])
    assert client.get(address).status_code == 200
    client.post(reverse("projects:leave", args=[here.project.pk]))
    assert client.get(address).status_code == 404
    assert "Words in Here" in text(world.client("observer").get(reverse("trail:said", args=[here.project.pk])))


def test_people_with_an_account_choose_their_own_name(world: World) -> None:
    with pytest.raises(projects.NotAllowed):
        projects.set_hats(member=world.here.member, name="x", perspectives=[], by=world.here.facilitator)
    projects.set_hats(
        member=world.here.paper_person, name="Renamed", perspectives=[world.here.hat], by=world.here.facilitator
    )
    assert list(world.here.paper_person.perspectives.all()) == [world.here.hat]


def test_hats_of_another_project_cannot_be_worn(world: World) -> None:
    here, there = world.here, world.there
    with pytest.raises(Elsewhere):
        projects.set_hats(member=here.member, name="x", perspectives=[there.hat], by=here.member)
    with pytest.raises(Elsewhere):
        projects.add_person(project=here.project, name="x", perspectives=[there.hat], by=here.facilitator)


def test_people_see_each_other_with_hats_and_no_address(world: World) -> None:
    page = text(world.client("observer").get(reverse("projects:people", args=[world.here.project.pk])))
    assert "Paper of Here" in page
    assert "@example.org" not in page
    assert "Open invitations" not in page
    assert "Sam" not in page
    assert "Sam" in text(world.client("facilitator").get(reverse("projects:people", args=[world.here.project.pk])))


def test_settings_through_the_pages(world: World) -> None:
    client, project = world.client("facilitator"), world.here.project
    client.post(reverse("projects:settings", args=[project.pk]), {"name": "Coming home"})
    client.post(reverse("projects:hat_new", args=[project.pk]), {"name": "Volunteer", "lived_experience": "on"})
    client.post(reverse("projects:hat_edit", args=[project.pk, world.here.hat.pk]), {"name": "Patient"})
    project.refresh_from_db()
    hats = {hat.code: (str(hat.words), hat.lived_experience) for hat in project.perspectives.all()}
    assert (project.name, hats["volunteer"], hats["service_user"]) == (
        "Coming home",
        ("Volunteer", True),
        ("Patient", False),
    )
    empty = client.post(reverse("projects:settings", args=[project.pk]), {"name": " "})
    assert (empty.status_code, "Give the project a name." in text(empty)) == (422, True)


def test_an_invitation_through_the_pages(world: World) -> None:
    client, project = world.client("facilitator"), world.here.project
    address = reverse("projects:invite", args=[project.pk])
    page = Page(text(client.post(address, {"role": "member", "whom": "Ana", "uses": "3"})))
    link = next(e.text for e in page.elements if e.attrs.get("id") == "address")
    assert link.startswith("http://127.0.0.1:8000/join/")
    guest = world.client("invited")
    guest.post(link.removeprefix("http://127.0.0.1:8000") + "now/")
    assert Member.objects.get(project=project, user=world.users["invited"]).role == Role.MEMBER
    for wrong in ({"role": "member", "uses": "0"}, {"role": "boss", "uses": "1"}, {"uses": "1"}):
        assert client.post(address, wrong).status_code == 422
