"""What somebody tried who wanted what was not theirs: each of these worked once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import World, make_user
from tests.pages import Page, text
from wesaid_web.joining.actions import applying
from wesaid_web.joining.models import Application
from wesaid_web.people import actions as people
from wesaid_web.privacy import complaint_actions
from wesaid_web.privacy.models import Complaint
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Charter, Member, Role

# Addresses that lead away


@pytest.mark.parametrize("path", ["//elsewhere.example/", "///elsewhere.example/", "/\\elsewhere.example/"])
def test_no_way_back_leads_to_another_site(db: None, path: str) -> None:
    """An address of this site whose path begins with two strokes is another site once the name of this one is cut off."""
    for given in (f"http://testserver{path}", path):
        answer = Client().post("/language/", {"language": "cy", "next": given})
        assert answer["Location"] == "/", given


def test_setting_up_a_second_step_goes_on_to_no_other_site(world: World) -> None:
    client = world.client("facilitator")
    client.get(reverse("people:second_step"), {"next": "http://testserver//elsewhere.example/"})
    assert "elsewhere" not in str(dict(client.session))


# Links and codes of others


def test_asking_for_a_link_by_email_does_not_end_one_that_was_handed_over(world: World) -> None:
    """Whoever knows an address could otherwise keep out somebody who has no e-mail at hand, again and again."""
    user = world.users["member"]
    handed = people.make_sign_in_link(user=user, by=world.users["administrator"])
    Client().post(reverse("people:ask_link"), {"email": user.email})
    assert people.use_sign_in_link(secret=handed) == user


def test_signing_in_with_one_link_ends_the_others(world: World) -> None:
    user = world.users["member"]
    handed = people.make_sign_in_link(user=user, by=world.users["administrator"])
    asked = people.make_sign_in_link(user=user, by=None)
    assert people.use_sign_in_link(secret=asked) == user
    with pytest.raises(people.LinkNotUsable):
        people.use_sign_in_link(secret=handed)


def test_who_was_removed_does_not_come_back_with_a_link_from_before(world: World) -> None:
    """Somebody without an account was invited to one, and then removed."""
    here = world.here
    member = projects.add_person(project=here.project, name="Was here", perspectives=[], by=here.facilitator)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=member)
    projects.remove(member=member, by=here.facilitator)
    with pytest.raises(projects.InvitationNotUsable):
        projects.accept_invitation(secret=secret, user=make_user("Comes back"))
    assert Member.objects.get(pk=member.pk).left_at is not None


def test_a_facilitator_does_not_get_the_code_of_whoever_applied(world: World) -> None:
    """With it they could take back in their name what somebody wrote, and say why for them."""
    here = world.here
    sent = {"name": "Jo", "background": "Came home alone"}
    form = Page(text(Client().get(reverse("apply:apply", args=[here.coming_in.secret])))).value_of("id")
    answer = text(Client().post(reverse("apply:apply", args=[here.coming_in.secret]), {**sent, "id": form}))
    code = Page(answer).with_class("ws-spoken")[0].text.replace(" ", "")
    row = Application.objects.get(name="Jo")
    known = {**sent, "id": str(row.pk), "said_yes": "on"}
    typed = world.client("facilitator").post(reverse("joining:application_new", args=[here.project.pk]), known)
    again = Client().post(reverse("apply:apply", args=[here.coming_in.secret]), known)
    for page in (typed, again):
        assert code not in page.content.decode().replace(" ", "")
    assert applying.code_digest(applying.code_for(row.pk)) != row.code_digest


def test_who_answers_a_complaint_does_not_get_the_code_of_whoever_complained(world: World) -> None:
    """A complaint is sent again with what stands in the address of whoever answers it."""
    client = Client()
    sent = {"about": "data", "words": "You kept my number"}
    form = Page(text(client.get(reverse("complain")))).value_of("id")
    client.post(reverse("complain"), {**sent, "id": form})
    row = Complaint.objects.get(words="You kept my number")
    client.post(reverse("complain"), {**sent, "id": str(row.pk)})
    assert complaint_actions.digest_of(complaint_actions.code_of(row.pk)) != row.digest


def charter(world: World, **names: str) -> Charter:
    """The group's charter, with people named in it."""
    found: Charter = world.here.project.charters.latest("number")
    Charter.objects.filter(pk=found.pk).update(**names)
    return found
