"""What lists say about themselves: how many, about how much; nothing to find in where nothing is; what stands first."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, say, table
from tests.pages import Page, text
from wesaid_web.projects import actions as projects
from wesaid_web.trail.actions import changed, decided, did, imports, said
from wesaid_web.trail.models import Result

FOUND = ["trail:said", "trail:decided", "trail:did", "trail:changed"]


def page_of(world: World, name: str, who: str = "facilitator", **query: object) -> Page:
    return Page(text(world.client(who).get(reverse(name, args=[world.here.project.pk]), query)))


def test_lists_say_how_many_and_about_how_much(world: World) -> None:
    here = world.here
    more = [say(here.project, here.member, words, here.hat) for words in ("One", "Two")]
    answers = decided.Answers(result=Result.GO_AHEAD, reason="x", decided_by="x", decided_on=TODAY)
    decided.decide(project=here.project, contributions=more, answers=answers, by=here.facilitator)
    did.add(
        project=here.project,
        what="x",
        contributions=more,
        decision=None,
        workers=[],
        others="",
        due=None,
        by=here.member,
    )
    nothing = changed.Account(what="Nobody came", nothing_changed=True)
    changed.add(project=here.project, account=nothing, contributions=[more[0]], actions=[], by=here.member)
    assert "2 decisions, about 3 things said" in page_of(world, "trail:decided").words()
    assert "1 decision, about 1 thing said" in page_of(world, "trail:decided", result="try_out").words()
    assert "2 actions, about 3 things said" in page_of(world, "trail:did").words()
    assert "1 change, 1 where nothing changed, about 2 things said" in page_of(world, "trail:changed").words()
    assert "1 where nothing changed, about 1 thing said" in page_of(world, "trail:changed", kind="nothing").words()
    said.hide(contribution=more[0], reason="x", by=here.facilitator)
    assert "2 decisions, about 2 things said" in page_of(world, "trail:decided", "member").words()


@pytest.mark.parametrize("name", [*FOUND, "trail:decide"])
def test_where_there_is_nothing_there_is_nothing_to_find_in(world: World, name: str) -> None:
    user = world.users["facilitator"]
    empty = projects.create_project(name="Empty", by=user)
    page = Page(text(world.client("facilitator").get(reverse(name, args=[empty.pk]))))
    assert not page.with_class("ws-filter")
    assert page.with_class("ws-empty")
    assert page_of(world, name).with_class("ws-filter")


def test_with_nothing_said_there_is_a_way_to_say_something(world: World) -> None:
    empty = projects.create_project(name="Empty", by=world.users["facilitator"])
    page = Page(text(world.client("facilitator").get(reverse("trail:decide", args=[empty.pk]))))
    assert "Nothing has been said yet." in page.words()
    assert reverse("trail:say", args=[empty.pk]) in {e.attrs.get("href") for e in page.all("a")}


def test_what_was_said_longest_ago_is_chosen_from_first(world: World) -> None:
    here = world.here
    for words, day in (("Of May", 5), ("Of January", 1), ("Of March", 3)):
        entered = said.Said(text=words, perspective=here.hat, author=here.member, said_on=TODAY.replace(month=day))
        said.add(project=here.project, said=entered, by=here.member)
    said.talk_about(contributions=[here.contribution], talking=True, by=here.facilitator)
    page = page_of(world, "trail:decide")
    listed = [e.text for e in page.all("label") if e.text.startswith("Of ") or e.text == here.contribution.text]
    assert listed == ["Of January", here.contribution.text, "Of March", "Of May"]
    assert "What was said longest ago comes first." in page.words()


def test_what_belongs_together_can_be_chosen_without_tags(world: World) -> None:
    here = world.here
    for number in range(12):
        say(here.project, here.member, f"Other {number:02}", here.hat)
    address = reverse("trail:merge", args=[here.project.pk, here.contribution.pk])
    client = world.client("facilitator")
    page = Page(text(client.get(address)))
    assert "Nothing has the same tags. These are the newest:" in page.words()
    assert len([e for e in page.all("input") if e.attrs.get("name") == "into"]) == 10
    page = Page(text(client.get(address, {"q": "nowhere to be found"})))
    assert "Nothing matches. These are the newest:" in page.words()
    assert "These are the newest" not in Page(text(client.get(address, {"q": "Other"}))).words()


def test_what_one_file_brought_is_a_list_of_its_own(world: World) -> None:
    here = world.here
    data = "timestamp,comment-id,agrees,moderated,comment-body\n1,1,1,-1,Rude\n1,2,1,1,Fine bench\n1,3,1,0,Good bus\n"
    run = imports.prepare(project=here.project, upload=table(data), by=here.facilitator)
    imports.bring_in(run, io.BytesIO(data.encode()))
    done = Page(text(world.client("facilitator").get(reverse("trail:import", args=[here.project.pk, run.pk]))))
    assert "3 rows brought in: 2 to be seen, 1 hidden." in done.words()
    [seen] = [e.attrs["href"] for e in done.all("a") if e.text == "See what was said"]
    for who in ("facilitator", "member", "observer"):
        page = Page(text(world.client(who).get(seen)))
        assert sorted(e.text for e in page.with_class("ws-card__title")) == ["Fine bench", "Good bus"]
        assert page.value_of("import") == str(run.pk)
    page = Page(text(world.client("observer").get(seen + "&q=bench&show=hidden")))
    assert [e.text for e in page.with_class("ws-card__title")] == ["Fine bench"]
    theirs = page_of(world, "trail:said", **{"import": world.there.import_run.pk})
    assert theirs.with_class("ws-card__title") == []
    imports.undo(run=run, by=here.facilitator)
    [listed] = [e.text for e in page_of(world, "trail:imports").with_class("ws-card") if "Taken back" in e.text]
    assert "kept" not in listed
