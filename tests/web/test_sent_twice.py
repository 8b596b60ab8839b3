"""The same form sent twice is one row; an id that is somebody else's is neither overwritten nor told about."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import World, picture, say
from tests.pages import Page, text
from tests.web.rows import audit_of
from wesaid_web.projects.models import Member, Role
from wesaid_web.trail.actions import did, files, said
from wesaid_web.trail.models import Action, Attachment, Change, Contribution, Decision

Form = tuple[str, type[Any], dict[str, Any]]


def forms(world: World) -> dict[str, Form]:
    here = world.here
    about = {"said": here.contribution.pk}
    return {
        "say": ("trail:say", Contribution, {"text": "Once", "hat": here.hat.pk, "tags": "one, two"}),
        "decide": (
            "trail:decide",
            Decision,
            {**about, "result": "go_ahead", "reason": "Cheap", "decided_by": "All", "decided_on": "2026-03-10"},
        ),
        "act": ("trail:action_new", Action, {**about, "what": "Once", "status": "not_started"}),
        "change": ("trail:change_new", Change, {**about, "what": "Once", "how_known": "story"}),
        "nothing": ("trail:change_new", Change, {"said": here.decided_on.pk, "what": "Once", "nothing": "yes"}),
    }


def send(world: World, name: str, key: uuid.UUID | str, who: str = "facilitator", **more: Any) -> Any:
    route, _model, data = forms(world)[name]
    return world.client(who).post(reverse(route, args=[world.here.project.pk]), {**data, "id": key, **more})


@pytest.mark.parametrize("name", ["say", "decide", "act", "change", "nothing"])
def test_sent_twice_is_one_row_one_audit_row_and_one_answer(world: World, name: str) -> None:
    _route, model, _data = forms(world)[name]
    key, before = uuid.uuid4(), model.objects.count()
    with audit_of(world.here.project.pk) as rows:
        first, second = send(world, name, key), send(world, name, key)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert (first.status_code, model.objects.count()) == (302, before + 1)
    assert [row.subject for row in rows] == [key]


@pytest.mark.parametrize("name", ["say", "decide", "act", "change"])
@pytest.mark.parametrize("whose", ["of another project", "of somebody else here"])
def test_the_id_of_another_row_makes_a_row_of_its_own(world: World, name: str, whose: str) -> None:
    _route, model, _data = forms(world)[name]
    if whose == "of another project":
        place = world.there
        taken = {"say": place.contribution, "decide": place.decision, "act": place.action, "change": place.change}[name]
    elif name == "decide":
        second = Member.objects.create(project=world.here.project, name="Second", role=Role.FACILITATOR)
        taken = world.here.decision
        Decision.objects.filter(pk=taken.pk).update(recorded_by=second)
    else:
        place = world.here
        taken = {"say": place.contribution, "act": place.action, "change": place.change}[name]
        if name == "act":
            Action.objects.filter(pk=taken.pk).update(made_by=place.member)
    columns = list(model.objects.filter(pk=taken.pk).values())
    answer = send(world, name, taken.pk)
    assert answer.status_code == 302
    assert str(taken.pk) not in answer["Location"]
    assert list(model.objects.filter(pk=taken.pk).values()) == columns
    assert model.objects.filter(project=world.here.project).exclude(pk=taken.pk).exists()


def test_a_form_with_an_id_that_is_none_says_what_is_wrong_and_keeps_the_words(world: World) -> None:
    answer = send(world, "say", "not-an-id")
    assert (answer.status_code, Page(text(answer)).value_of("text")) == (422, "Once")


def test_a_form_without_an_id_is_taken(world: World) -> None:
    assert send(world, "say", "").status_code == 302


def test_a_photograph_sent_twice_with_its_words_is_there_once(world: World) -> None:
    key = uuid.uuid4()
    for _twice in range(2):
        answer = send(world, "say", key, who="member", file=picture(), description="A flip chart")
        assert answer.status_code == 302
    row = Contribution.objects.get(pk=key)
    assert [file.description for file in row.attachments.all()] == ["A flip chart"]
    assert Attachment.objects.filter(contribution=None).count() == 0


def test_sent_again_after_it_was_decided_on_is_no_error(world: World) -> None:
    """A poor line, a late second try: the person is shown what they said, decided on meanwhile."""
    key = uuid.uuid4()
    send(world, "say", key, who="member", file=picture(), description="A flip chart")
    send(world, "decide", uuid.uuid4(), said=key)
    answer = send(world, "say", key, who="member", file=picture(), description="A flip chart")
    assert answer["Location"] == reverse("trail:one", args=[world.here.project.pk, key])
    assert Contribution.objects.get(pk=key).attachments.count() == 1


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("say", {"text": "Something else"}),
        ("decide", {"reason": "Another reason"}),
        ("act", {"what": "Something else"}),
        ("change", {"what": "Something else"}),
    ],
)
def test_gone_back_to_the_form_and_sent_with_other_words_loses_nothing(
    world: World, name: str, other: dict[str, str]
) -> None:
    """A browser keeps the form with its id when people go back to it to say the next thing."""
    _route, model, _data = forms(world)[name]
    key, before = uuid.uuid4(), model.objects.count()
    send(world, name, key)
    answer = send(world, name, key, **other)
    assert model.objects.count() == before + 2
    assert model.objects.filter(**other).count() == 1
    assert str(key) not in answer["Location"]


def test_sent_twice_around_an_edit_is_still_one(world: World) -> None:
    key, before = uuid.uuid4(), Contribution.objects.count()
    send(world, "say", key)
    said.edit(
        contribution=Contribution.objects.get(pk=key),
        text="Better words",
        tags=[],
        perspective=world.here.hat,
        edition=1,
        by=world.here.facilitator,
    )
    send(world, "say", key)
    assert Contribution.objects.count() == before + 1


# At the actions


def test_a_file_of_another_project_or_on_something_else_is_not_taken(world: World) -> None:
    here, there = world.here, world.there
    mine = say(here.project, here.member, "Mine", here.hat)
    foreign = files.keep(project=there.project, upload=picture(), by=there.member)
    for attachment in (foreign, here.attachment):
        with pytest.raises(files.NotAllowed):
            files.attach(attachment=attachment, contribution=mine, description="x", by=here.member)
    assert mine.attachments.count() == 0


def test_a_second_action_by_the_same_person_is_a_second_action(world: World) -> None:
    here = world.here
    rows = [
        did.add(
            project=here.project,
            what="Same words",
            contributions=[here.contribution],
            decision=None,
            workers=[],
            others="",
            due=None,
            by=here.member,
        )
        for _twice in range(2)
    ]
    assert rows[0].pk != rows[1].pk
