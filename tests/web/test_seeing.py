"""Frameworks as pages, what something is seen through, and the ways of working a group says it uses."""

from __future__ import annotations

import copy
import re
import tomllib
from http import HTTPStatus
from importlib.resources import files
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import World, say
from tests.pages import Page, body
from tests.web.rows import audit_of, forget
from wesaid.frameworks import UnknownNameError, all_frameworks, all_ways, framework_named, way_named
from wesaid.frameworks._words import words_of
from wesaid_web.common.access import Elsewhere
from wesaid_web.common.seeing import lenses
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions, queries
from wesaid_web.projects.models import CharterFramework, WayUsed
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import said, seeing
from wesaid_web.trail.archive.document import BadArchive
from wesaid_web.trail.archive.reading import import_document
from wesaid_web.trail.archive.writing import as_document
from wesaid_web.trail.models import FrameworkLink
from wesaid_web.trail.permissions import Hidden

LADDER = {"framework": "tlap-ladder", "item": "co-design"}


def shown(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args, query=query or None))
    assert answer.status_code == HTTPStatus.OK
    return Page(body(answer).decode()).words()


# Pages about frameworks


@pytest.mark.parametrize("framework", all_frameworks(), ids=lambda one: one.name)
def test_a_framework_has_a_page_with_all_its_parts_and_how_sure_we_are(db: None, framework: Any) -> None:
    words = shown(Client(), "framework", framework.name)
    for text in (framework.title, framework.purpose, framework.scoring, *framework.notes):
        assert text in words
    for item in framework.items:
        assert item.name in words
        assert item.description in words
    for source in framework.sources:
        assert source.citation in words
    told = [(item.verified in {"seed", "found"}, item.read_in) for item in framework.items]
    told = told[:1] if len(set(told)) == 1 else told  # said once for all where it is the same for all
    assert words.count("We read this in ") == sum(read for read, _place in told)
    assert words.count("Not confirmed: from general knowledge") == sum(not read for read, _place in told)
    assert all(f"We read this in {place}." in words for read, place in told if read)
    if framework.unknown_count:
        assert f"There are {framework.unknown_count} more that we do not know" in words


def test_a_ladder_is_read_from_its_highest_step_with_a_picture_of_the_same_steps(db: None) -> None:
    html = body(Client().get(reverse("framework", args=["tlap-ladder"]))).decode()
    page = Page(html)
    assert [int(text) for text in re.findall(r"<text[^>]*>(\d)</text>", html)] == list(range(1, 8))
    (picture,) = [element for element in page.elements if element.name == "svg" and element.attrs.get("role") == "img"]
    assert picture.attrs["aria-label"] == "7 steps. Going up, people share more of the power."
    assert html.index("7. Equals from start to finish") < html.index("1. Present, not asked")


def test_where_one_account_is_silent_the_page_says_so(db: None) -> None:
    words = shown(Client(), "framework", "rainbow-model")
    assert words.count("by Marshall and Bamber (2022): not mentioned") == 2


@pytest.mark.parametrize("way", all_ways(), ids=lambda one: one.id)
def test_a_way_of_working_has_a_page_with_what_studies_report(db: None, way: Any) -> None:
    words = shown(Client(), "way", way.id)
    for study in way.studies:
        assert f"{study.first_author} {study.year} [{study.ref}]" in words
        assert study.reference in words
    for one in (*way.findings, *way.figures):
        assert one.what in words
    assert words.count("Reported by the authors, not compared with anything.") == len(way.figures)
    assert ("Not one of the ten studies" in words) == (not way.studies)


def test_points_that_are_not_published_and_what_does_not_add_up_are_said(db: None) -> None:
    words = shown(Client(), "way", "quality-improvement")
    assert "9, 10 or 11" in words
    assert "8 are not accounted for" in words
    assert "designed, not put into practice" in shown(Client(), "way", "peer-support")


def test_the_list_names_all_and_unknown_names_are_not_found(db: None) -> None:
    words = shown(Client(), "frameworks")
    for one in (*all_frameworks(), *all_ways()):
        assert one.title in words
    assert "3 parts are not known to us" in words
    for name in ("framework", "way"):
        assert Client().get(reverse(name, args=["nothing-of-the-kind"])).status_code == HTTPStatus.NOT_FOUND


def test_every_word_of_the_data_can_be_translated() -> None:
    """What a page shows of the data is among the words that ``make words`` collects."""
    collected: set[str] = set()
    for folder in ("data", "published"):
        for path in (files("wesaid.frameworks") / folder).iterdir():
            if path.name.endswith(".toml"):
                collected |= set(words_of(tomllib.loads(path.read_text("utf-8"))))
    needed: set[str] = set()
    for one in all_frameworks():
        needed |= {one.title, one.purpose, one.made_by, one.version, one.scoring, *one.notes}
        for item in one.items:
            needed |= {item.name, item.description, item.note, item.group, item.read_in}
        needed |= {source.no_doi for source in one.sources}
    for way in all_ways():
        needed |= {way.title, way.description, way.note, way.read_in}
        needed |= {text for one in way.figures for text in (one.what, *one.missing)}
        needed |= {one.what for one in way.findings}
        for study in way.studies:
            needed |= {study.country, study.conducted_in, study.provision, study.no_doi, *study.notes}
            needed |= {text for design in study.designs for text in (design.what, design.note)}
    assert needed - collected == {""}


# Seen through


def test_a_member_looks_at_a_contribution_and_takes_it_away_again(world: World) -> None:
    here, member = world.here, world.client("member")
    page, choose = (reverse(f"trail:{name}", args=[here.project.pk, here.decided_on.pk]) for name in ("one", "seen"))
    assert "Look at it through a framework" in shown(member, "trail:one", here.project.pk, here.decided_on.pk)
    assert f'{choose}?through=tlap-ladder"' in body(member.get(choose)).decode()
    assert "Designing it together" in shown(
        member, "trail:seen", here.project.pk, here.decided_on.pk, through="tlap-ladder"
    )
    answer = member.post(choose, {"through": "tlap-ladder", "item": "co-design"})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, page)
    answer = member.post(choose, {"through": "tlap-ladder", "item": "co-design"})  # sent twice
    assert here.decided_on.seen_through.count() == 1
    words = shown(world.client("observer"), "trail:one", here.project.pk, here.decided_on.pk)
    assert "Seen through Ladder of co-production, step 6: Designing it together" in words
    assert framework_named("tlap-ladder").item("co-design").description in words
    assert "Change what it is seen through" not in words  # an observer reads
    answer = world.client("facilitator").post(choose, {"through": "tlap-ladder", "item": "co-design", "back": "yes"})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, choose)
    assert not here.decided_on.seen_through.exists()


def test_the_whole_of_a_framework_can_be_meant(world: World) -> None:
    here, choose = world.here, reverse("trail:decision_seen", args=[world.here.project.pk, world.here.decision.pk])
    world.client("member").post(choose, {"through": "scie-principles", "item": ""})
    words = shown(world.client("member"), "trail:decision", here.project.pk, here.decision.pk)
    assert "SCIE's four principles of co-production" in words
    assert "The co-delivery cycle: Co-production" in words


@pytest.mark.parametrize(
    ("data", "said_"),
    [
        ({}, "Choose one of the frameworks first."),
        ({"through": "tlap-ladders"}, "Choose one of the frameworks first."),
        ({"through": "tlap-ladder", "item": "peer-support"}, "There is a problem"),
    ],
)
def test_what_is_not_there_cannot_be_chosen(world: World, data: dict[str, str], said_: str) -> None:
    choose = reverse("trail:seen", args=[world.here.project.pk, world.here.decided_on.pk])
    answer = world.client("member").post(choose, data)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said_ in Page(body(answer).decode()).words()
    assert not world.here.decided_on.seen_through.exists()


def test_the_action_knows_what_there_is_whose_it_is_and_who_may(world: World) -> None:
    here = world.here
    for wrong in ({"framework": "hope", "item": ""}, {"framework": "tlap-ladder", "item": "peer-support"}):
        with pytest.raises(UnknownNameError):
            seeing.see_through(thing=here.decision, **wrong, by=here.member)
        with pytest.raises(UnknownNameError):
            charter_actions.see_through(
                charter=charter_actions.draft_of(here.project),  # type: ignore[arg-type]
                **wrong,
                by=here.facilitator,
            )
    with pytest.raises(Elsewhere):
        seeing.see_through(thing=world.there.decision, **LADDER, by=here.member)
    observer = here.project.members.get(user=world.users["observer"])
    with pytest.raises(NotYourRole):
        seeing.see_through(thing=here.decision, **LADDER, by=observer)
    with audit_of() as rows:
        seeing.see_through(thing=here.decision, **LADDER, by=here.member, back=True)  # it was not there
    assert rows == []


def test_what_is_hidden_is_not_looked_at(world: World) -> None:
    here = world.here
    said.hide(contribution=here.decided_on, reason="x", by=here.facilitator)
    with pytest.raises(Hidden):
        seeing.see_through(thing=here.decided_on, **LADDER, by=here.member)
    choose = reverse("trail:seen", args=[here.project.pk, here.decided_on.pk])
    assert world.client("facilitator").post(choose, {"through": "tlap-ladder"}).status_code == HTTPStatus.FORBIDDEN


def test_one_link_is_about_exactly_one_thing(world: World) -> None:
    here = world.here
    for about in ({}, {"contribution": here.contribution, "decision": here.decision}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FrameworkLink.objects.create(project=here.project, **LADDER, **about)


def test_a_version_of_the_charter_keeps_what_it_is_seen_through_and_the_next_starts_with_it(world: World) -> None:
    here = world.here
    draft = charter_actions.draft_of(here.project)
    assert draft
    charter_actions.see_through(charter=draft, **LADDER, by=here.facilitator)
    put = charter_actions.put_to_group(project=here.project, by=here.facilitator)
    with pytest.raises(charter_actions.AlreadyPut):
        charter_actions.see_through(charter=put, **LADDER, by=here.facilitator, back=True)
    words: dict[str, object] = dict.fromkeys(charter_actions.WORDS, "") | {"aims": ["Another"]}
    following = charter_actions.save_draft(project=here.project, words=words, edition=0, by=here.facilitator)
    charter_actions.see_through(charter=following, **LADDER, by=here.facilitator, back=True)
    names = [[(row.framework, row.item) for row in version.seen_through.all()] for version in (put, following)]
    assert names == [[("scie-principles", ""), ("tlap-ladder", "co-design")], [("scie-principles", "")]]
    told = shown(world.client("member"), "projects:charter", here.project.pk)
    assert "Ladder of co-production, step 6: Designing it together" in told


def test_where_there_is_no_draft_the_page_says_what_comes_first(world: World) -> None:
    here = world.here
    charter_actions.put_to_group(project=here.project, by=here.facilitator)
    answer = world.client("facilitator").get(reverse("projects:charter_seen", args=[here.project.pk]))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "There is no draft" in Page(body(answer).decode()).words()


def test_a_name_that_this_version_does_not_know_is_shown_as_it_is(world: World) -> None:
    here = world.here
    FrameworkLink.objects.create(project=here.project, decision=here.decision, framework="of-tomorrow", item="x")
    WayUsed.objects.create(project=here.project, way="way-of-tomorrow")
    (lens,) = [one for one in lenses(here.decision.seen_through.all()) if not one.address]
    assert lens.title == "of-tomorrow: x"
    assert "of-tomorrow: x" in shown(world.client("member"), "trail:decision", here.project.pk, here.decision.pk)
    for name in ("projects:ways", "projects:charter"):
        assert "way-of-tomorrow" in shown(world.client("member"), name, here.project.pk)
    projects.set_ways(project=here.project, ways=["co-design"], by=here.facilitator)
    assert queries.ways_of(here.project) == ["co-design", "way-of-tomorrow"]


# Ways of working


def test_a_group_says_how_it_works_and_reads_what_studies_report(world: World) -> None:
    here, lead = world.here, world.client("facilitator")
    address = reverse("projects:ways_edit", args=[here.project.pk])
    assert lead.post(address, {"ways": ["peer-support", "theory-of-change"]}).status_code == HTTPStatus.FOUND
    assert queries.ways_of(here.project) == ["peer-support", "theory-of-change"]
    words = shown(world.client("observer"), "projects:ways", here.project.pk)
    for name in ("peer-support", "theory-of-change"):
        for study in way_named(name).studies:
            assert f"{study.first_author} {study.year}" in words
    assert "Change our ways of working" not in words
    assert "Our ways of working Peer support Theory of change" in shown(
        world.client("member"), "projects:charter", here.project.pk
    )
    assert lead.post(address, {}).status_code == HTTPStatus.FOUND  # none is an answer
    assert "has not said yet how it works" in shown(world.client("member"), "projects:ways", here.project.pk)


def test_only_ways_that_are_there_and_nothing_recorded_for_nothing(world: World) -> None:
    here = world.here
    answer = world.client("facilitator").post(reverse("projects:ways_edit", args=[here.project.pk]), {"ways": "hope"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    with pytest.raises(UnknownNameError):
        projects.set_ways(project=here.project, ways=["co-design", "hope"], by=here.facilitator)
    assert queries.ways_of(here.project) == ["co-design", "co-delivery"]
    with audit_of() as rows:
        projects.set_ways(project=here.project, ways=["co-delivery", "co-design"], by=here.facilitator)
    assert rows == []


# The share archive


def test_an_archive_from_before_is_read(world: World) -> None:
    there = world.there
    document = as_document(there.project)
    assert document["ways_of_working"] == ["co-delivery", "co-design"]
    assert document["charter"][0]["seen_through"] == [{"framework": "scie-principles", "part": ""}]
    forget(there.project)
    old = copy.deepcopy(document)
    del old["ways_of_working"]
    for part in ("charter", "contributions", "decisions"):
        for row in old[part]:
            del row["seen_through"]
    project = import_document(document=old)
    again = as_document(project)
    assert again["ways_of_working"] == []
    assert not FrameworkLink.objects.filter(project=project).exists()
    assert not CharterFramework.objects.filter(charter__project=project).exists()


@pytest.mark.parametrize("part", ["charter", "contributions", "decisions"])
@pytest.mark.parametrize("lens", [{"framework": "hope", "part": ""}, {"framework": "tlap-ladder", "part": "hope"}])
def test_an_archive_with_a_framework_that_is_not_known_is_refused(
    world: World, part: str, lens: dict[str, str]
) -> None:
    document = as_document(world.there.project)
    forget(world.there.project)
    document[part][0]["seen_through"] = [lens]
    with pytest.raises(BadArchive, match="Update the program"):
        import_document(document=document)


def test_nor_one_with_a_way_that_is_not_known_or_twice_the_same(world: World) -> None:
    document = as_document(world.there.project)
    forget(world.there.project)
    for names, match in ((["hope"], "Update the program"), (["co-design", "co-design"], "twice")):
        with pytest.raises(BadArchive, match=match):
            import_document(document=document | {"ways_of_working": names})


def test_what_was_said_by_somebody_whose_name_is_kept_back_tells_nobody_who_looked(world: World) -> None:
    """The link holds no person at all, so nothing about it can tell who said something."""
    here = world.here
    row = say(here.project, here.member, "Kept back", here.hat, author_withheld=True)
    seeing.see_through(thing=row, **LADDER, by=here.member)
    columns = {field.name for field in FrameworkLink._meta.get_fields()}
    assert columns == {"id", "project", "contribution", "decision", "framework", "item"}
    assert here.member.name not in shown(world.client("observer"), "trail:one", here.project.pk, row.pk)
