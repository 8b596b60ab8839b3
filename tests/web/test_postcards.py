"""On paper and by code: what became of what somebody said who has no account, what of it is new, and no trace of who looked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import TODAY, World, let_guests_in, say
from tests.pages import Page, text
from tests.web.rows import everything
from tests.web.test_paper import LARGE_PRINT, made, poppler, words_of
from tests.web.test_telling import decide
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects.models import Member
from wesaid_web.show import actions as show
from wesaid_web.telling.models import News
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import decided, guest_words, said
from wesaid_web.trail.actions.telling import hand_out
from wesaid_web.trail.models import Consent, Contribution, Reason, Result
from wesaid_web.trail.postcards import handed_out, to_hand_out


@pytest.fixture
def quiet(world: World) -> World:
    News.objects.all().delete()
    return world


def typed(w: World, text_: str, **extra: object) -> Contribution:
    """Words that the facilitator typed in for somebody."""
    entered = said.Said(text=text_, perspective=w.here.carer, said_on=TODAY, **{"author": None, **extra})  # type: ignore[arg-type]
    return said.add(project=w.here.project, said=entered, by=w.here.facilitator)


def names(w: World) -> list[str]:
    return [card.to.name for card in to_hand_out(w.here.project)]


def cards(w: World, *keys: object, **extra: str) -> str:
    address = reverse("trail:postcards_print", args=[w.here.project.pk])
    return Page(text(w.client("facilitator").get(address, {"to": [str(key) for key in keys], **extra}))).words()


def test_one_card_for_each_person_with_what_became_of_it_and_why(quiet: World) -> None:
    here = quiet.here
    more = typed(quiet, "A second thing", author=here.paper_person)
    guest = typed(quiet, "Typed in for a guest", guest_name="Maud")
    nobody = typed(quiet, "Typed in for nobody by name")
    assert names(quiet) == []  # nothing has happened with it
    decide(quiet, here.paper_words, guest, nobody)
    decide(quiet, more, result=Result.GO_AHEAD)
    decide(quiet, here.contribution)  # somebody with an account reads it on the site
    assert names(quiet) == ["Maud", "Paper of Here", ""]
    card = cards(quiet, here.paper_person.pk)
    assert "For Paper of Here" in card
    assert "Paper words in Here" in card
    assert "Decided: No. Why: The purse is empty." in card
    assert "Decided: Go ahead." in card
    assert "Maud" not in card
    assert "Ring Lee Lead, 01632 960 001" in card
    assert "You said on 10 March 2026: Typed in for nobody by name" in cards(quiet, nobody.pk)


def test_a_name_that_is_kept_back_stands_on_no_card_and_not_beside_one(quiet: World) -> None:
    kept = typed(quiet, "Kept back", author=quiet.here.paper_person, author_withheld=True)
    decide(quiet, kept, quiet.here.paper_words)
    assert names(quiet) == ["Paper of Here", ""]
    assert "Kept back" not in cards(quiet, quiet.here.paper_person.pk)
    assert "Paper of Here" not in cards(quiet, kept.pk)


def test_what_was_handed_out_is_not_printed_again_and_only_what_is_new_is_marked(quiet: World) -> None:
    here, client = quiet.here, quiet.client("facilitator")
    decide(quiet, here.paper_words, result=Result.LATER)
    address = reverse("trail:postcards_print", args=[here.project.pk])
    printed = Page(text(client.get(address, {"to": here.paper_person.pk})))
    said.hide(contribution=here.paper_words, reason="A name in it", by=here.facilitator)  # since it was printed
    client.post(reverse("trail:postcards_given", args=[here.project.pk]), {"news": printed.value_of("news")})
    (card,) = to_hand_out(here.project)
    assert [row.what for row in card.rows] == ["hidden"]
    again = cards(quiet, here.paper_person.pk)
    assert "New Something you said was hidden from the group" in again
    assert "New Decided" not in again
    assert "Decided: Later" in again
    row = AuditEvent.objects.get(verb="trail.postcards_given")
    assert (row.actor, row.details) == (here.facilitator.user_id, {"news": 1})


def test_that_it_was_handed_out_can_be_taken_back_for_one_person(quiet: World) -> None:
    here, client = quiet.here, quiet.client("facilitator")
    guest = typed(quiet, "Typed in for a guest", guest_name="Maud")
    decide(quiet, here.paper_words, guest)
    everyone = [key for card in to_hand_out(here.project) for key in card.keys]
    hand_out(project=here.project, news=everyone, by=here.facilitator)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        decide(quiet, here.paper_words, result=Result.GO_AHEAD)
        hand_out(project=here.project, news=to_hand_out(here.project)[0].keys, by=here.facilitator)
    assert [one.to.name for one in handed_out(here.project)] == ["Paper of Here", "Maud"]
    client.post(reverse("trail:postcards_not_given", args=[here.project.pk]), {"to": here.paper_person.pk})
    (card,) = to_hand_out(here.project)
    assert [row.what for row in card.rows] == ["go_ahead"]  # the last card, and not those before it
    assert [one.on for one in handed_out(here.project)] == [timezone.localdate()] * 2


def test_whoever_left_and_words_taken_back_get_no_card_and_other_projects_are_not_touched(quiet: World) -> None:
    here, there = quiet.here, quiet.there
    guest = typed(quiet, "Typed in for a guest", guest_name="Maud")
    decide(quiet, here.paper_words, guest)
    hand_out(project=there.project, news=[row.pk for row in News.objects.all()], by=there.facilitator)
    assert not News.objects.filter(given_on__isnull=False).exists()
    Member.objects.filter(pk=here.paper_person.pk).update(left_at=timezone.now())
    guest_words.withdraw(contribution=guest)
    assert names(quiet) == []
    assert (
        "Nothing is new for anybody on paper"
        in Page(text(quiet.client("facilitator").get(reverse("trail:postcards", args=[here.project.pk])))).words()
    )


def test_nobody_chosen_is_told_so_and_large_print_stays_chosen(quiet: World) -> None:
    decide(quiet, quiet.here.paper_words)
    address = reverse("trail:postcards_print", args=[quiet.here.project.pk])
    answer = quiet.client("facilitator").get(address)
    assert answer.status_code == 422
    assert "Choose at least one person" in text(answer)
    large = text(quiet.client("facilitator").get(address, {"to": quiet.here.paper_person.pk, "print": "large"}))
    assert 'class="ws-large"' in large


def test_postcards_are_a_paper_as_the_others_with_a_pdf_in_both_sizes(quiet: World, tmp_path: Path) -> None:
    decide(quiet, quiet.here.paper_words)
    to = f"&to={quiet.here.paper_person.pk}"
    for query in (to, f"{to}&print=large"):
        found = made(quiet, "trail:postcards_print", query=query)
        told = " ".join(poppler("pdftotext", found, tmp_path).split())
        assert "For Paper of Here" in told
        assert "Decided: No. Why: The purse is empty." in told
        assert "Ring Lee Lead, 01632 960 001" in told
        for on_screen in ("They are handed out", "Large print", "Print them"):
            assert on_screen not in told
        if "large" in query:
            small = [word for *_box, height, word in words_of(found, tmp_path) if height < LARGE_PRINT]
            assert [word for word in small if not word.isdigit() and word != "/"] == []


def test_a_step_about_something_hidden_stands_on_no_card(quiet: World) -> None:
    """Its reason can say what the hidden words say."""
    here = quiet.here
    decide(quiet, here.paper_words, here.contribution)
    said.hide(contribution=here.contribution, reason="x", by=here.facilitator)
    assert "The purse is empty" not in cards(quiet, here.paper_person.pk)


def test_a_card_says_that_words_are_on_the_public_page(quiet: World) -> None:
    here = quiet.here
    said.consent(contribution=here.paper_words, answer=Consent.YES, words="", by=here.facilitator)
    release = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=release, happy=True, words="", by=here.member)
    show.publish(release=release, by=here.facilitator)
    assert "New These words were put on the public page, without your name" in cards(quiet, here.paper_person.pk)


# By code


def by_code(row: Contribution) -> str:
    return reverse("guests:words", args=[sealed.seal_mine(sealed.Whose.OWN, row.receipt.digest)])


def test_what_is_new_is_marked_until_they_say_that_they_read_it(quiet: World) -> None:
    held, client = let_guests_in(quiet.here), Client()
    assert "What is new since" not in text(client.get(by_code(held.words)))
    decide(quiet, held.words)
    before = everything()
    shown = Page(text(client.get(by_code(held.words))))
    text(client.get(by_code(held.words)))
    client.post(reverse("guests:mine"), {"code": held.own})
    assert everything() == before  # looking leaves no trace: not that, not when
    assert "New Decided: No" in shown.words()
    assert "Not done You said, they decided not to" in shown.words()  # as the trail has it
    assert "Why: The purse is empty." in shown.words()
    decide(quiet, held.words, result=Result.GO_AHEAD)  # since the page was opened
    sent = {"news": shown.value_of("news")}
    client.post(reverse("guests:seen", args=[held.token]), sent)
    again = Page(text(client.get(by_code(held.words)))).words()
    assert "New Decided: Go ahead" in again
    assert "New Decided: No" not in again
    assert {(row.verb, row.actor) for row in AuditEvent.objects.filter(subject=held.words.pk)} <= {
        ("trail.guest_said", None),
        ("trail.more_to_say", None),
    }


def test_a_code_marks_nothing_of_anybody_else_as_read(quiet: World) -> None:
    held = let_guests_in(quiet.here)
    decide(quiet, held.words, quiet.here.contribution, quiet.here.paper_words)
    keys = [str(row.pk) for row in News.objects.all()]
    Client().post(reverse("guests:seen", args=[held.token]), {"news": [*keys, "nonsense"]})
    assert list(News.objects.filter(seen=True).values_list("about", flat=True)) == [held.words.pk]
    about = Client().post(reverse("guests:seen", args=[held.about_token]), {"news": keys})
    assert about.status_code == 404


def test_what_was_split_shows_what_became_of_its_parts(quiet: World) -> None:
    held = let_guests_in(quiet.here)
    one, two = said.split(
        contribution=held.words, texts=["The first idea", "The second idea"], by=quiet.here.facilitator
    )
    decide(quiet, one)
    other = say(quiet.here.project, quiet.here.member, "Somebody else’s", quiet.here.hat)
    said.merge(contribution=other, into=two, by=quiet.here.facilitator)
    shown = Page(text(Client().get(by_code(held.words)))).words()
    assert shown.index("The first idea") < shown.index("New Decided: No") < shown.index("The second idea")
    assert "New What you said held several ideas" in shown
    assert "Somebody else’s" not in shown


def test_a_person_on_paper_reads_by_code_what_their_card_says(quiet: World) -> None:
    here = quiet.here
    ((row, codes),) = guest_words.give_codes(contributions=[here.paper_words], by=here.facilitator)
    answers = decided.Answers(
        result=Result.NO, reason="No room", reason_code=Reason.OTHER, decided_by="x", decided_on=TODAY
    )
    decided.decide(project=here.project, contributions=[row], answers=answers, by=here.facilitator)
    token = sealed.seal_mine(sealed.Whose.OWN, guest_words.digest_of(codes.own))
    address = reverse("guests:words", args=[token])
    assert "New Decided: No" in Page(text(Client().get(address))).words()
    assert names(quiet) == ["Paper of Here"]
