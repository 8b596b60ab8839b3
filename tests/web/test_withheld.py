"""A name kept back: neither it nor the hat stands with the words, for nobody but the author, the facilitator included."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, make_user, say
from tests.crawl import Answer, crawl, where
from tests.pages import Page, body, text
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Perspective, Role
from wesaid_web.show import actions as show
from wesaid_web.trail.actions import decided, did, said
from wesaid_web.trail.models import Consent, Contribution, Result, Status

NAME, HAT, WORDS = "Canaryname", "Canaryhat", "Something was wrong at night"


@pytest.fixture
def hat(world: World) -> Perspective:
    return projects.add_perspective(
        project=world.here.project, name=HAT, lived_experience=True, by=world.here.facilitator
    )


@pytest.fixture
def author(world: World, hat: Perspective) -> Member:
    secret = projects.invite(project=world.here.project, role=Role.MEMBER, by=world.here.facilitator)
    member = projects.accept_invitation(secret=secret, user=make_user(NAME))
    projects.set_hats(member=member, name=NAME, perspectives=[hat], by=member)
    return member


@pytest.fixture
def kept_back(world: World, author: Member, hat: Perspective) -> Contribution:
    """Said with the name kept back, by someone who did all sorts of things with it and has left."""
    here = world.here
    row = say(here.project, author, "Something", hat, author_withheld=True)
    said.choose_speaker(contribution=row, speaker=author, by=author)
    said.edit(contribution=row, text=WORDS, tags=["night"], perspective=hat, edition=1, by=author)
    said.support(contribution=row, by=author)
    said.support(contribution=row, by=here.member)
    said.consent(contribution=row, answer=Consent.YES, words="", by=author)
    said.merge(contribution=here.paper_words, into=row, by=here.facilitator)
    answers = decided.Answers(result=Result.GO_AHEAD, reason="Cheap", decided_by="All", decided_on=TODAY)
    decided.decide(project=here.project, contributions=[row], answers=answers, by=here.facilitator)
    release = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=release, happy=True, words="", by=here.member)
    show.publish(release=release, by=here.facilitator)
    projects.remove(member=author, by=author)
    row.refresh_from_db()
    return row


def with_words(answers: list[Answer], needle: str) -> list[str]:
    """Routes on whose pages people read something outside of forms and of the list of hats."""
    left_out = {"projects:settings", "trail:archive_download"}
    return sorted(
        {
            answer.route
            for answer in answers
            if answer.is_page
            and answer.route not in left_out
            and needle in Page(answer.text).words(without=frozenset({"form"}))
        }
    )


@pytest.mark.parametrize("who", ["facilitator", "member", "observer", "anonymous", "administrator"])
def test_neither_name_nor_hat_nor_id_is_with_the_words(
    world: World, author: Member, kept_back: Contribution, who: str
) -> None:
    answers = crawl(world.client(who), world.here.project)
    assert set(where(answers, NAME)) <= {"show:happened", "people:accounts"}  # that somebody joined, and an account
    # A form, and a sheet of paper: every hat to tick.
    assert set(with_words(answers, HAT)) <= {
        "projects:hat_edit",
        "evaluation:sheets",
        "trail:sheet",
    }
    archive = [answer.text for answer in answers if answer.route == "trail:archive_download" and answer.status == 200]
    pages = [answer for answer in answers if answer.route != "trail:archive_download"]
    assert where(pages, str(author.pk)) == []
    assert len(archive) == (who == "facilitator")


def test_the_words_are_there_with_the_name_kept_back(world: World, kept_back: Contribution) -> None:
    page = Page(text(world.client("facilitator").get(reverse("trail:one", args=[world.here.project.pk, kept_back.pk]))))
    meta = next(e for e in page.with_class("ws-meta"))
    assert WORDS in page.words()
    assert meta.text == "Name kept back 10 March 2026"


def test_the_archive_names_neither_author_nor_hat(world: World, author: Member, kept_back: Contribution) -> None:
    answer = world.client("facilitator").post(reverse("trail:archive_download", args=[world.here.project.pk]))
    with zipfile.ZipFile(io.BytesIO(body(answer))) as archive:
        document = json.loads(archive.read("project.json"))
        table = archive.read("contributions.csv").decode("utf-8-sig")
    (entry,) = [row for row in document["contributions"] if row["id"] == str(kept_back.pk)]
    assert {key: entry[key] for key in ("said_by", "speaker", "hat", "whose", "name_kept_back")} == {
        "said_by": None,
        "speaker": None,
        "hat": "not stated",
        "whose": None,
        "name_kept_back": True,
    }
    (line,) = [line for line in table.splitlines() if str(kept_back.pk) in line]
    assert "canaryhat" not in line
    assert str(author.pk) not in table


@pytest.mark.parametrize("who", ["facilitator", "member", "observer"])
def test_looking_for_the_hat_does_not_find_it(
    world: World, hat: Perspective, kept_back: Contribution, who: str
) -> None:
    page = Page(text(world.client(who).get(reverse("trail:said", args=[world.here.project.pk]), {"hat": hat.pk})))
    assert WORDS not in page.words()
    assert [e.text for e in page.elements if e.attrs.get("role") == "status"] == ["0 contributions match"]


def test_the_author_finds_it_by_hat_and_is_told_that_the_name_is_kept_back(
    world: World, author: Member, hat: Perspective
) -> None:
    say(world.here.project, author, WORDS, hat, author_withheld=True)
    client = world.client("facilitator")
    client.force_login(author.user)  # type: ignore[arg-type]
    page = Page(text(client.get(reverse("trail:said", args=[world.here.project.pk]), {"hat": hat.pk})))
    assert f"{NAME} your name is kept back as: {HAT}" in page.words()


def done(world: World, author: Member, row: Contribution) -> None:
    """They were there when it was decided, and did it."""
    here = world.here
    answers = decided.Answers(
        result=Result.GO_AHEAD, reason="Cheap", decided_by="All", decided_on=TODAY, present=[author]
    )
    decision = decided.decide(project=here.project, contributions=[row], answers=answers, by=here.facilitator)
    did.add(
        project=here.project,
        what="Asked",
        contributions=[row],
        decision=decision,
        workers=[author],
        others="",
        due=None,
        status=Status.DONE,
        by=author,
    )


def publish(world: World) -> None:
    release = show.prepare(project=world.here.project, by=world.here.facilitator)
    show.answer(release=release, happy=True, words="", by=world.here.member)
    show.publish(release=release, by=world.here.facilitator)


OURS = ("We said, we did", "You said, they did")


def test_that_they_did_it_themselves_is_not_told_either(world: World, author: Member, hat: Perspective) -> None:
    """Who was there and who worked on it is open, so "we did" would be a name."""
    row = say(world.here.project, author, WORDS, hat, author_withheld=True)
    said.consent(contribution=row, answer=Consent.YES, words="", by=author)
    done(world, author, row)
    row.refresh_from_db()
    assert (row.fate, row.whose) == ("done_no_change", "")
    publish(world)
    for who, address in (
        ("facilitator", reverse("trail:one", args=[world.here.project.pk, row.pk])),
        ("anonymous", reverse("public", args=["here"])),
    ):
        cards = Page(text(world.client(who).get(address))).with_class("ws-chips")
        told = [card.text for card in cards if "Done; what changed" in card.text]
        assert told, who
        assert all(one == "Done; what changed is not known yet" for one in told), who


def test_a_name_kept_back_later_is_kept_back_on_the_page_that_is_out(
    world: World, author: Member, hat: Perspective
) -> None:
    """What was published said "we did": from the moment the name is kept back it no longer does."""
    row = say(world.here.project, author, WORDS, hat)
    said.consent(contribution=row, answer=Consent.YES, words="", by=author)
    done(world, author, row)
    publish(world)
    address = reverse("public", args=["here"])

    def told() -> list[str]:
        cards = Page(text(world.client("anonymous").get(address))).with_class("ws-chips")
        return [card.text for card in cards if "Done; what changed" in card.text]

    assert told() == ["Done; what changed is not known yet We said, we did"]
    said.withhold_author(contribution=row, withheld=True, by=author)
    assert told() == ["Done; what changed is not known yet"]


def test_whoever_typed_it_in_for_someone_sees_the_name_kept_back_too(world: World) -> None:
    here = world.here
    said.withhold_author(contribution=here.paper_words, withheld=True, by=here.facilitator)
    page = Page(
        text(world.client("facilitator").get(reverse("trail:one", args=[here.project.pk, here.paper_words.pk])))
    )
    assert "Paper of Here" not in page.words()
    assert "Name kept back" in page.words()
