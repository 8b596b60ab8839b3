"""The charter: written in drafts, put to the group, signed up to, version by version."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Charter, Member, Role, Signature
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.projects.queries import charter_nudges

EMPTY: dict[str, object] = dict.fromkeys(charter_actions.WORDS, "") | {"aims": []}


def save(world: World, edition: int, by: Member | None = None, **words: object) -> Charter:
    return charter_actions.save_draft(
        project=world.here.project, words=EMPTY | words, edition=edition, by=by or world.here.facilitator
    )


def test_every_answer_of_the_form_is_kept(world: World) -> None:
    words: dict[str, object] = {name: f"Words for {name}" for name in charter_actions.WORDS}
    words |= {"aims": ["One", "Two"], "asked_for": "yes", "may_change_focus": "partly"}
    draft = save(world, 1, **words)
    draft.refresh_from_db()
    assert {name: getattr(draft, name) for name in charter_actions.WORDS} == words
    assert (draft.number, draft.edition, draft.written_by) == (2, 2, world.here.facilitator)


def test_only_facilitators_write_it_and_members_sign_it(world: World) -> None:
    here = world.here
    observer = Member.objects.get(project=here.project, user=world.users["observer"])
    with pytest.raises(NotYourRole):
        save(world, 1, by=here.member)
    with pytest.raises(NotYourRole):
        charter_actions.put_to_group(project=here.project, by=here.member)
    for step in (charter_actions.sign, charter_actions.unsign):
        with pytest.raises(NotYourRole):
            step(charter=here.charter, by=observer)


def test_there_must_be_an_aim_to_put_to_the_group(world: World) -> None:
    save(world, 1)
    with pytest.raises(charter_actions.NothingToPut):
        charter_actions.put_to_group(project=world.here.project, by=world.here.facilitator)


def test_a_put_version_is_never_changed(world: World) -> None:
    save(world, 1, aims=["A second try"])
    second = charter_actions.put_to_group(project=world.here.project, by=world.here.facilitator)
    third = save(world, 0, aims=["A third try"])
    second.refresh_from_db()
    assert (second.aims, third.number, third.put_at) == (["A second try"], 3, None)
    assert charter_actions.current_of(world.here.project) == second


def test_a_draft_is_not_signed(world: World) -> None:
    draft = charter_actions.draft_of(world.here.project)
    assert draft is not None
    with pytest.raises(charter_actions.NotAllowed):
        charter_actions.sign(charter=draft, by=world.here.member)


def test_signing_twice_is_once_and_can_be_taken_back(world: World) -> None:
    here = world.here
    for _twice in range(2):
        charter_actions.sign(charter=here.charter, by=here.member)
    assert Signature.objects.filter(charter=here.charter).count() == 1
    for _twice in range(2):
        charter_actions.unsign(charter=here.charter, by=here.member)
    assert Signature.objects.filter(charter=here.charter).count() == 0


def test_only_facilitators_see_a_draft(world: World) -> None:
    address = reverse("projects:charter_version", args=[world.here.project.pk, 2])
    assert world.client("member").get(address).status_code == 404
    assert world.client("facilitator").get(address).status_code == 404
    draft = reverse("projects:charter_draft", args=[world.here.project.pk])
    assert "A better aim" in text(world.client("facilitator").get(draft))


def test_two_facilitators_at_one_draft_lose_nothing(world: World) -> None:
    client = world.client("facilitator")
    address = reverse("projects:charter_edit", args=[world.here.project.pk])
    second = Member.objects.create(project=world.here.project, name="Second", role=Role.FACILITATOR)
    save(world, 1, by=second, aims=["Theirs"], meaning="Their meaning")
    answer = client.post(address, {"edition": "1", "aims": "Mine", "meaning": "My meaning"})
    page = Page(text(answer))
    assert answer.status_code == 409
    assert "Second saved the draft while you were writing." in page.words()
    assert "Their meaning" in page.words()
    assert "Theirs" in page.words()
    assert (page.value_of("aims"), page.value_of("meaning"), page.value_of("edition")) == ("Mine", "My meaning", "2")
    draft = charter_actions.draft_of(world.here.project)
    assert draft is not None
    assert draft.aims == ["Theirs"]
    assert client.post(address, {"edition": "2", "aims": "Mine", "meaning": "My meaning"}).status_code == 302


def test_a_draft_that_was_put_to_the_group_meanwhile_can_be_saved_as_the_next(world: World) -> None:
    """Nothing can be overwritten any more, so the second try must go through."""
    client = world.client("facilitator")
    address = reverse("projects:charter_edit", args=[world.here.project.pk])
    charter_actions.put_to_group(project=world.here.project, by=world.here.facilitator)
    answer = client.post(address, {"edition": "1", "aims": "Mine"})
    assert answer.status_code == 409
    again = Page(text(answer)).value_of("edition")
    assert client.post(address, {"edition": again, "aims": "Mine"}).status_code == 302
    draft = charter_actions.draft_of(world.here.project)
    assert draft is not None
    assert (draft.aims, draft.number) == (["Mine"], 3)


def test_a_project_without_a_signed_charter_says_so(world: World) -> None:
    overview = reverse("show:overview", args=[world.here.project.pk])
    client = world.client("member")
    assert "Nobody has signed up to the charter yet." in text(client.get(overview))
    charter_actions.sign(charter=world.here.charter, by=world.here.member)
    assert "Nobody has signed up" not in text(client.get(overview))
    empty = projects.create_project(name="Empty", by=world.users["member"])
    assert "This project has no charter yet." in text(client.get(reverse("show:overview", args=[empty.pk])))


FULL: dict[str, object] = {
    "aims": ["One"],
    "ideas_kept": "A list",
    "ideas_looked_at": "All of us, each month",
    "asked_for": "yes",
    "may_change_focus": "yes",
}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, None),
        ({"aims": []}, "There is no aim yet. What are you here to change?"),
        ({"aims": ["a"] * 4}, None),
        ({"aims": ["a"] * 5}, "Five aims or more are hard to keep in mind. Which one or two matter most?"),
        (
            {"ideas_kept": "", "ideas_looked_at": ""},
            "Is it too narrow? Say where ideas go that are not part of it, so that they are not lost.",
        ),
        ({"ideas_looked_at": ""}, "Who looks at the ideas that are not part of it, and when?"),
        ({"asked_for": "no"}, "Did the people it is for ask for this? If not, ask them before you go on."),
        ({"asked_for": ""}, "Did the people it is for ask for this? If not, ask them before you go on."),
        ({"asked_for": "partly"}, None),
        (
            {"may_change_focus": "no"},
            "May the group change the focus? If it may not, say so to people before they join.",
        ),
    ],
    ids=str,
)
def test_a_charter_is_nudged_both_ways(words: dict[str, object], said: str | None) -> None:
    assert [str(nudge) for nudge in charter_nudges(Charter(**(FULL | words)))] == ([said] if said else [])
