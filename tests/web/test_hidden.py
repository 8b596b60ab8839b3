"""What is hidden: its words stand on no page and in no file for anyone but its author and the facilitators."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.cast import TODAY, Place, World, picture, say
from tests.crawl import crawl, where
from tests.pages import Page, body, text
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.show import actions as show
from wesaid_web.trail.actions import changed, decided, did, files, said
from wesaid_web.trail.models import Consent, Contribution, HowKnown, Result

CANARIES = {
    "text": "canarytext",
    "earlier text": "canarybefore",
    "public wording": "canarypublic",
    "tag": "canarytag",
    "description": "canarydescription",
    "reason": "canaryreason",
}
THREE = decided.Answers(result=Result.GO_AHEAD, reason="It is cheap.", decided_by="All", decided_on=TODAY)


def everything_with(here: Place, row: Contribution) -> None:
    """Let everything happen to a contribution that can happen to one."""
    said.support(contribution=row, by=here.facilitator)
    said.talk_about(contributions=[row], talking=True, by=here.facilitator)
    decision = decided.decide(
        project=here.project, contributions=[row, here.contribution], answers=THREE, by=here.facilitator
    )
    action = did.add(
        project=here.project,
        what="Print",
        contributions=[row],
        decision=decision,
        workers=[],
        others="",
        due=TODAY,
        by=here.facilitator,
    )
    changed.add(
        project=here.project,
        account=changed.Account(what="Different", how_known=HowKnown.STORY),
        contributions=[row],
        actions=[action],
        by=here.facilitator,
    )
    said.merge(contribution=row, into=here.paper_words, by=here.facilitator)


@pytest.fixture
def hidden(world: World) -> Contribution:
    """Hidden after it was edited, made public, decided on, done, put together with another."""
    here = world.here
    row = say(here.project, here.member, f"They said {CANARIES['earlier text']}", here.hat, tags=[CANARIES["tag"]])
    said.edit(
        contribution=row,
        text=f"They said {CANARIES['text']}",
        tags=[CANARIES["tag"]],
        perspective=here.hat,
        edition=1,
        by=here.member,
    )
    file = files.keep(project=here.project, upload=picture(), by=here.member)
    files.attach(attachment=file, contribution=row, description=CANARIES["description"], by=here.member)
    said.consent(contribution=row, answer=Consent.YES, words=CANARIES["public wording"], by=here.member)
    everything_with(here, row)
    release = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=release, happy=True, words="", by=here.member)
    show.publish(release=release, by=here.facilitator)
    said.hide(contribution=row, reason=CANARIES["reason"], by=here.facilitator)
    row.refresh_from_db()
    return row


def join(world: World, who: str, role: Role) -> Member:
    secret = projects.invite(project=world.here.project, role=role, by=world.here.facilitator)
    return projects.accept_invitation(secret=secret, user=world.users[who])


def test_nobody_else_finds_it_anywhere(world: World, hidden: Contribution) -> None:
    """Another member, an observer, someone who left, outsiders, the public, and whoever runs the installation."""
    join(world, "invited", Role.MEMBER)
    for who in ("invited", "observer", "ex_member", "other_facilitator", "administrator", "anonymous"):
        answers = crawl(world.client(who), world.here.project)
        found = {name: where(answers, canary) for name, canary in CANARIES.items()}
        assert found == {name: [] for name in CANARIES}, who


def test_its_author_finds_it_and_is_told_why(world: World, hidden: Contribution) -> None:
    answers = crawl(world.client("member"), world.here.project)
    assert {"trail:one", "trail:said", "show:mine", "show:overview"} <= set(where(answers, CANARIES["text"]))
    assert (
        {"show:mine", "trail:one"}
        <= set(where(answers, CANARIES["reason"]))
        <= {"show:mine", "show:overview", "telling:news", "trail:one", "yours"}
    )
    assert "trail:one" in where(answers, CANARIES["earlier text"])


def test_facilitators_find_it_with_the_reason(world: World, hidden: Contribution) -> None:
    answers = crawl(world.client("facilitator"), world.here.project)
    assert {"trail:one", "trail:said", "trail:archive_download"} <= set(where(answers, CANARIES["text"]))
    assert where(answers, CANARIES["reason"]) == ["trail:archive_download", "trail:one"]


def test_the_public_page_loses_it_at_once(world: World, hidden: Contribution) -> None:
    address = reverse("public", args=["here"])
    assert CANARIES["public wording"] not in text(world.client("anonymous").get(address))
    said.unhide(contribution=hidden, by=world.here.facilitator)
    assert CANARIES["public wording"] in text(world.client("anonymous").get(address))


@pytest.mark.parametrize("query", ["q={}", "show=mine&q={}", "show=hidden&q={}", "sort=support&q={}", "fate=did&q={}"])
def test_looking_for_its_words_tells_nothing(world: World, hidden: Contribution, query: str) -> None:
    """The answer to the right word is the answer to a word that nobody ever said."""
    client, address = world.client("observer"), reverse("trail:said", args=[world.here.project.pk])

    def answer_to(word: str) -> str:
        page = text(client.get(f"{address}?{query.format(word)}"))
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(word, "word")

    assert answer_to(CANARIES["text"]) == answer_to("canarynever")


def test_its_tag_is_not_offered_and_its_address_is_not_there(world: World, hidden: Contribution) -> None:
    client, project = world.client("observer"), world.here.project
    page = Page(text(client.get(reverse("trail:said", args=[project.pk]))))
    assert CANARIES["tag"] not in page.words()
    attachment = hidden.attachments.get()
    for name, args in (("trail:one", [hidden.pk]), ("trail:file", [hidden.pk, attachment.pk])):
        assert client.get(reverse(name, args=[project.pk, *args])).status_code == 404
        answer = world.client("member").get(reverse(name, args=[project.pk, *args]))
        assert (answer.status_code, len(body(answer)) > 0) == (200, True)


def test_a_tag_that_is_on_something_else_too_is_offered(world: World, hidden: Contribution) -> None:
    say(world.here.project, world.here.member, "Open words", world.here.hat, tags=[CANARIES["tag"]])
    page = Page(text(world.client("observer").get(reverse("trail:said", args=[world.here.project.pk]))))
    assert CANARIES["tag"] in page.words()


def test_it_is_not_counted_and_that_there_is_one_is_said(world: World, hidden: Contribution) -> None:
    client, project = world.client("observer"), world.here.project
    page = Page(text(client.get(reverse("trail:said", args=[project.pk]))))
    assert [e.text for e in page.elements if e.attrs.get("role") == "status"] == ["3 contributions"]
    assert (
        "1 more is hidden from the group and not counted here."
        in Page(text(client.get(reverse("show:overview", args=[project.pk])))).words()
    )


def test_members_cannot_act_on_it(world: World, hidden: Contribution) -> None:
    """Steps on what one may not read: as if it were not there."""
    join(world, "invited", Role.MEMBER)
    client, project = world.client("invited"), world.here.project
    steps = [
        ("trail:support", {}),
        ("trail:edit", {"text": "x"}),
        ("trail:consent", {"answer": "yes"}),
        ("trail:withhold", {}),
    ]
    for name, data in steps:
        assert client.post(reverse(name, args=[project.pk, hidden.pk]), data).status_code == 404, name
    for name in ("trail:action_new", "trail:change_new"):
        answer = client.post(reverse(name, args=[project.pk]), {"said": hidden.pk, "what": "x"})
        assert answer["Location"] == reverse("trail:said", args=[project.pk])


@pytest.mark.parametrize("which", ["whole", "part"])
def test_the_words_of_a_split_contribution_stand_nowhere(world: World, which: str) -> None:
    here = world.here
    whole = say(here.project, here.member, "Good food and canarytext at night", here.hat)
    good, bad = said.split(contribution=whole, texts=["Good food", "canarytext at night"], by=here.facilitator)
    said.merge(contribution=here.paper_words, into=good, by=here.facilitator)
    said.hide(contribution=whole if which == "whole" else bad, reason="Names", by=here.facilitator)
    for who in ("observer", "anonymous"):
        assert where(crawl(world.client(who), here.project), "canarytext") == []
    shown = where(crawl(world.client("observer"), here.project), "Good food")
    assert bool(shown) == (which == "part")
    assert "trail:one" in where(crawl(world.client("member"), here.project), "canarytext")
