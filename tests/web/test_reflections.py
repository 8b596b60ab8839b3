"""What a group thinks of how it works: dated, in versions, on paper; two writers at once lose nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid.frameworks import framework_named
from wesaid_web.projects import reflection_actions
from wesaid_web.projects.models import Reflection, Topic
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.projects.questions import ASKED, CHARACTERISTICS, PRINCIPLES, framework_of
from wesaid_web.projects.reflection_actions import Thought, reflect


def address(world: World, name: str, *args: object) -> str:
    return reverse(f"projects:{name}", args=[world.here.project.pk, *args])


def test_four_principles_and_six_characteristics() -> None:
    assert (len(PRINCIPLES), len(CHARACTERISTICS)) == (4, 6)
    assert [*PRINCIPLES, *CHARACTERISTICS] == list(Topic) == list(ASKED)
    assert len({str(words) for words in ASKED.values()}) == 10


def test_every_topic_is_a_part_of_the_framework_it_comes_from() -> None:
    parts = [framework_of(topic) for topic in Topic]
    for framework, topics in (("scie-principles", PRINCIPLES), ("bamber-characteristics", CHARACTERISTICS)):
        items = [(framework, item.id) for item in framework_named(framework).items]
        assert [part for part in parts if part[0] == framework] == items
        assert len(items) == len(topics)


def test_a_topic_leads_to_where_it_comes_from(world: World) -> None:
    client = world.client("observer")
    for number, topic in enumerate(Topic, 1):
        framework, part = framework_of(topic)
        there = f"{reverse('framework', args=[framework])}#{part}"
        page = Page(text(client.get(address(world, "reflection", number))))
        assert there in [link.attrs.get("href") for link in page.all("a")]
        assert f'id="{part}"' in text(client.get(there.partition("#")[0]))


def test_each_time_is_a_version_and_earlier_ones_stay(world: World) -> None:
    client = world.client("member")
    write = address(world, "reflection_write", 1)
    first = {
        "after": 0,
        "well": "First names",
        "hard": "",
        "next_step": "Evenings",
        "who": "Ros",
        "by_when": "2026-05-01",
    }
    assert client.post(write, first).status_code == 302
    opened = Page(text(client.get(write)))
    assert (opened.value_of("well"), opened.value_of("after"), opened.value_of("by_when")) == (
        "First names", "1", "2026-05-01",
    )  # fmt: skip
    second = first | {"after": 1, "well": "Everybody is asked"}
    assert client.post(write, second).status_code == 302
    page = Page(text(world.client("observer").get(address(world, "reflection", 1)))).words()
    for words in ("Everybody is asked", "First names", "What we wrote before", "1 May 2026", "Ros"):
        assert words in page
    rows = Reflection.objects.order_by("number")
    assert [(row.number, row.topic, row.by_when) for row in rows] == [
        (1, Topic.SCIE_EQUALITY, date(2026, 5, 1)),
        (2, Topic.SCIE_EQUALITY, date(2026, 5, 1)),
    ]


def test_two_writers_at_once_lose_nothing(world: World) -> None:
    client, write = world.client("member"), address(world, "reflection_write", 7)
    reflect(
        project=world.here.project,
        topic=Topic.BAMBER_CAPACITY,
        thought=Thought(hard="Theirs stands"),
        after=0,
        by=world.here.facilitator,
    )
    answered = client.post(write, {"after": 0, "hard": "Mine is longer"})
    assert answered.status_code == 422
    page = Page(text(answered))
    assert page.value_of("hard") == "Mine is longer"
    assert page.value_of("after") == "1"
    assert "Theirs stands" in page.words()
    assert client.post(write, {"after": page.value_of("after"), "hard": "Both"}).status_code == 302
    assert list(Reflection.objects.order_by("number").values_list("hard", flat=True)) == ["Theirs stands", "Both"]


@pytest.mark.parametrize("given", [{}, {"after": 0}, {"after": 0, "well": "   "}, {"after": 0, "who": "Ros"}])
def test_a_reflection_says_something(world: World, given: dict[str, object]) -> None:
    answered = world.client("member").post(address(world, "reflection_write", 1), given)
    assert answered.status_code == 422
    assert not Reflection.objects.exists()
    with pytest.raises(ValueError, match="says something"):
        Thought(who="Ros")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.create(project=world.here.project, topic=Topic.SCIE_EQUALITY, number=1)


def test_a_wrong_day_keeps_the_words(world: World) -> None:
    answered = world.client("member").post(
        address(world, "reflection_write", 2), {"after": 0, "well": "Kept", "by_when": "soon"}
    )
    assert answered.status_code == 422
    assert Page(text(answered)).value_of("well") == "Kept"


def test_there_are_ten_and_no_eleventh(world: World) -> None:
    client = world.client("member")
    assert client.get(address(world, "reflection", 10)).status_code == 200
    for number in (0, 11):
        assert client.get(address(world, "reflection", number)).status_code == 404
        assert client.get(address(world, "reflection_write", number)).status_code == 404


def test_who_only_looks_on_reads_and_does_not_write(world: World) -> None:
    with pytest.raises(NotYourRole):
        reflect(
            project=world.here.project,
            topic=Topic.SCIE_EQUALITY,
            thought=Thought(well="x"),
            after=0,
            by=world.here.project.members.get(user=world.users["observer"]),
        )


def test_on_paper_there_is_every_question_with_lines(world: World) -> None:
    page = Page(text(world.client("observer").get(address(world, "reflections_paper"))))
    for question in ASKED.values():
        assert str(question) in page.words()
    assert len(page.all("hr")) == 10 * 6 + 1


def test_of_another_project_nothing_shows(world: World) -> None:
    thought = reflection_actions.Thought(well="Only there")
    reflect(project=world.there.project, topic=Topic.SCIE_EQUALITY, thought=thought, after=0, by=world.there.member)
    assert "Only there" not in text(world.client("member").get(address(world, "reflection", 1)))
    assert "Only there" not in text(world.client("member").get(address(world, "reflections")))
