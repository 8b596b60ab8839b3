"""What staff and managers write to themselves about their power: for them alone, and gone when they say so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World
from tests.crawl import addresses, crawl
from tests.pages import text
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects import actions as projects
from wesaid_web.projects import reflection_actions
from wesaid_web.projects.models import Hat, Member, PowerNote, Role
from wesaid_web.projects.questions import OWN_POWER

SECRET = "zeisigpowerq"


def address(world: World, name: str = "own_power") -> str:
    return reverse(f"projects:{name}", args=[world.here.project.pk])


def write(world: World) -> None:
    answered = world.client("facilitator").post(
        address(world), {question.code: f"{SECRET} {question.code}" for question in OWN_POWER}
    )
    assert answered.status_code == 302


def test_it_is_kept_for_whoever_wrote_it(world: World) -> None:
    write(world)
    page = text(world.client("facilitator").get(address(world)))
    assert page.count(SECRET) == len(OWN_POWER)


def test_not_even_that_something_was_written_is_recorded(world: World) -> None:
    events, pages = AuditEvent.objects.count(), len(list(addresses(world.here.project)))
    write(world)
    assert (AuditEvent.objects.count(), len(list(addresses(world.here.project)))) == (events, pages)


def test_pages_of_others_are_the_same_whether_or_not_something_was_written(world: World) -> None:
    """Nothing hints at it: compared page by page, without what is different every time."""
    import re

    def seen() -> list[str]:
        found = crawl(world.client("member"), world.here.project)
        # Some forms carry a new id each time they are opened, so that they are not sent twice.
        return [re.sub(r'value="([0-9A-Za-z]{64}|[0-9a-f-]{36})"', "", answer.text) for answer in found]

    before = seen()
    reflection_actions.write_own_power(answers={"decides": SECRET}, by=world.here.facilitator)
    assert seen() == before


def test_it_is_deleted_after_asking_once(world: World) -> None:
    write(world)
    client = world.client("facilitator")
    assert "Delete what I wrote?" in text(client.get(address(world, "own_power_delete")))
    assert PowerNote.objects.exists()
    assert client.post(address(world, "own_power_delete")).status_code == 302
    assert not PowerNote.objects.exists()
    assert SECRET not in text(client.get(address(world)))


def test_only_staff_and_managers_are_asked(world: World) -> None:
    assert world.client("member").get(address(world)).status_code == 403
    assert world.client("member").post(address(world), {"decides": SECRET}).status_code == 403
    manager = world.here.project.perspectives.get(code=Hat.MANAGER)
    projects.set_hats(member=world.here.member, name="member", perspectives=[manager], by=world.here.member)
    assert world.client("member").get(address(world)).status_code == 200


def test_whoever_takes_the_hat_off_can_still_read_and_delete(world: World) -> None:
    write(world)
    lead = world.here.facilitator
    projects.set_hats(member=lead, name=lead.name, perspectives=[], by=lead)
    assert SECRET in text(world.client("facilitator").get(address(world)))
    assert world.client("facilitator").post(address(world, "own_power_delete")).status_code == 302
    assert world.client("facilitator").get(address(world)).status_code == 403


def test_two_people_have_a_note_each(world: World) -> None:
    write(world)
    staff = world.here.project.perspectives.get(code=Hat.STAFF)
    projects.set_hats(member=world.here.member, name="member", perspectives=[staff], by=world.here.member)
    assert SECRET not in text(world.client("member").get(address(world)))
    world.client("member").post(address(world), {"decides": "Mine"})
    world.client("member").post(address(world, "own_power_delete"))
    assert PowerNote.objects.get().member == Member.objects.get(pk=world.here.facilitator.pk)


def test_it_goes_with_their_place_in_the_project(world: World) -> None:
    """Whoever is no longer here could not read it, nor delete it."""
    write(world)
    here = world.here
    projects.change_role(member=here.member, role=Role.FACILITATOR, by=here.facilitator)
    assert "for yourself alone" in text(
        world.client("facilitator").get(reverse("projects:leave", args=[here.project.pk]))
    )
    projects.remove(member=here.facilitator, by=here.member)
    assert not PowerNote.objects.exists()


def test_whoever_gets_an_old_place_does_not_get_the_note(world: World) -> None:
    """An account was deleted; its place is given to another account."""
    here = world.here
    paper = here.paper_person
    PowerNote.objects.create(member=paper, answers={"decides": SECRET}, written_on=TODAY)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=paper)
    projects.accept_invitation(secret=secret, user=world.users["invited"])
    assert not PowerNote.objects.exists()


def test_codes_that_are_not_questions_are_not_kept(world: World) -> None:
    reflection_actions.write_own_power(answers={"decides": "x", "other": SECRET}, by=world.here.facilitator)
    assert PowerNote.objects.get().answers == {"decides": "x"}


@pytest.mark.parametrize("who", ["observer", "administrator", "other_facilitator"])
def test_others_do_not_reach_the_page(world: World, who: str) -> None:
    assert world.client(who).get(address(world)).status_code in {403, 404}
