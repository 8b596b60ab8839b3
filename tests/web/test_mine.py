"""What happened to mine: by code, for people without an account. See, correct, take back, say more, object.

Long because each of these is held against whoever else could do it, or see what is gone.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOWHERE, TODAY, World, picture
from tests.pages import Page, text
from tests.web.test_guests import invited, say_something
from wesaid_web.common.codes import spoken
from wesaid_web.common.models import AuditEvent
from wesaid_web.show import actions as show
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import changed, decided, did, files, guest_words, said
from wesaid_web.trail.archive.writing import as_document
from wesaid_web.trail.models import (
    Attachment,
    Consent,
    Contribution,
    Fate,
    HowKnown,
    Reason,
    Receipt,
    Result,
    Status,
    Version,
)
from wesaid_web.trail.permissions import DecidedAlready, NotYourWords, Withdrawn

OWN = sealed.Whose.OWN


def token_of(row: Contribution, whose: sealed.Whose = OWN) -> str:
    receipt = Receipt.objects.get(contribution=row)
    return sealed.seal_mine(whose, receipt.digest if whose == OWN else receipt.about_digest)


def page_of(row: Contribution) -> str:
    return Page(text(Client().get(reverse("guests:words", args=[token_of(row)])))).words()


def decide(world: World, row: Contribution, result: Result = Result.NO, reason: str = "There is no money.") -> object:
    answers = decided.Answers(
        result=result,
        reason=reason,
        reason_code=None if result == Result.GO_AHEAD else Reason.OTHER,
        decided_by="Priya and the board",
        decided_on=TODAY,
        present=[world.here.member],
    )
    return decided.decide(project=world.here.project, contributions=[row], answers=answers, by=world.here.facilitator)


def test_a_code_leads_to_what_was_said_with_it_and_to_nothing_else(world: World) -> None:
    made = invited(world.here)
    _row, codes = say_something(made.invitation, "My words alone")
    say_something(made.invitation, "Words of another guest")
    for typed in (codes.own, spoken(codes.own), spoken(codes.own).lower().replace("-", " ")):
        answer = Client().post(reverse("guests:mine"), {"code": typed}, follow=True)
        page = Page(text(answer)).words()
        assert "My words alone" in page
        assert "Words of another guest" not in page
        assert "Not decided yet" in page


def test_it_tells_the_fate_and_the_reason_and_no_names(world: World) -> None:
    made = invited(world.here)
    row, _codes = say_something(made.invitation, "A bench at the stop")
    decide(world, row)
    page = page_of(row)
    assert "Not done" in page
    assert "There is no money." in page
    assert "Priya" not in page
    other, _codes = say_something(made.invitation, "A later bus")
    decide(world, other, Result.GO_AHEAD, "It is needed.")
    action = did.add(
        project=world.here.project,
        what="Ring the bus company",
        contributions=[other],
        decision=None,
        workers=[world.here.member],
        others="Somebody of the council",
        due=None,
        status=Status.DONE,
        by=world.here.member,
    )
    account = changed.Account(what="The last bus goes at nine", how_known=HowKnown.STORY, account="I was on it.")
    changed.add(
        project=world.here.project, account=account, contributions=[other], actions=[action], by=world.here.member
    )
    page = page_of(other)
    for words in ("It is needed.", "Ring the bus company", "The last bus goes at nine", "Done, and something changed"):
        assert words in page
    for name in (str(world.here.member.words), "Somebody of the council"):
        assert f"{name} " not in page.replace("What happened", "")


def test_a_step_about_something_hidden_is_left_out(world: World) -> None:
    made = invited(world.here)
    row, _codes = say_something(made.invitation, "A bench")
    answers = decided.Answers(
        result=Result.NO,
        reason="Because of what she said.",
        reason_code=Reason.OTHER,
        decided_by="All",
        decided_on=TODAY,
        present=[],
    )
    both = [row, world.here.contribution]
    decided.decide(project=world.here.project, contributions=both, answers=answers, by=world.here.facilitator)
    assert "Because of what she said." in page_of(row)
    said.hide(contribution=world.here.contribution, reason="It names her.", by=world.here.facilitator)
    assert "Because of what she said." not in page_of(row)


def test_a_later_decision_stands_in_place_of_the_earlier(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation, "A bench")
    first = decide(world, row)
    answers = decided.Answers(
        result=Result.GO_AHEAD, reason="There is money now.", decided_by="All", decided_on=TODAY, present=[]
    )
    decided.decide(
        project=world.here.project,
        contributions=[row],
        answers=answers,
        replaces=[first],  # type: ignore[list-item]
        by=world.here.facilitator,
    )
    page = page_of(row)
    assert "There is money now." in page
    assert "There is no money." not in page


# Codes


def test_absent_and_foreign_look_the_same(world: World) -> None:
    """A code that is nobody's; and with one's own code, ids of others' words and of nothing."""
    made = invited(world.here)
    row, _codes = say_something(made.invitation)
    other, _codes = say_something(made.invitation, "Of another guest")
    token = token_of(row)
    for name in ("correct", "withdraw"):
        pages = set()
        for key in (other.pk, world.here.contribution.pk, world.there.contribution.pk, NOWHERE):
            answer = Client().get(reverse(f"guests:{name}", args=[token, key]))
            assert answer.status_code == 404
            pages.add(Page(text(answer)).words())
            assert Client().post(reverse(f"guests:{name}", args=[token, key])).status_code == 404
        assert len(pages) == 1
    other.refresh_from_db()
    assert not other.withdrawn
    unknown = Client(REMOTE_ADDR="10.4.4.4").post(reverse("guests:mine"), {"code": guest_words.new_code(4)})
    row_gone = say_something(made.invitation, "Gone")
    row_gone[0].delete()
    gone = Client(REMOTE_ADDR="10.4.4.5").post(reverse("guests:mine"), {"code": row_gone[1].own})
    assert unknown.status_code == gone.status_code == 422
    assert "We do not know this code" in text(unknown)
    assert "We do not know this code" in text(gone)


def test_guessing_codes_is_throttled(world: World) -> None:
    _row, codes = say_something(invited(world.here).invitation)
    client = Client(REMOTE_ADDR="10.5.5.5")
    for _time in range(20):
        assert client.post(reverse("guests:mine"), {"code": codes.own}).status_code == 302
    statuses = [client.post(reverse("guests:mine"), {"code": guest_words.new_code(4)}).status_code for _n in range(12)]
    assert statuses == [422] * 10 + [429] * 2


def test_the_page_closes_after_half_an_hour_and_cannot_be_made_up(world: World) -> None:
    row, codes = say_something(invited(world.here).invitation, "My words alone")
    token = token_of(row)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        answer = Client().get(reverse("guests:words", args=[token]), follow=True)
        assert "Enter your code again" in text(answer)
        assert "My words alone" not in text(answer)
        assert Client().post(reverse("guests:withdraw", args=[token, row.pk])).status_code == 302
    for made_up in ("x", token[:-1], codes.own, row.receipt.digest):
        answer = Client().get(reverse("guests:words", args=[made_up]), follow=True)
        assert "My words alone" not in text(answer)
    about = sealed.seal_mine(sealed.Whose.ABOUT, row.receipt.digest)  # sealed for the other kind
    assert Client().get(reverse("guests:words", args=[about])).status_code == 302
    row.refresh_from_db()
    assert not row.withdrawn


# Correcting


def test_words_are_corrected_until_they_are_decided_on_and_the_history_stays(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation, "The bus stops to early", may_be_public=True)
    token, client = token_of(row), Client()
    address = reverse("guests:correct", args=[token, row.pk])
    client.post(address, {"text": "The bus stops too early", "edition": 1})
    row.refresh_from_db()
    assert (row.text, row.edition, row.public) == ("The bus stops too early", 2, Consent.NOT_ASKED)
    assert Version.objects.get(contribution=row).text == "The bus stops to early"
    second = client.post(address, {"text": "Something else", "edition": 1})
    assert second.status_code == 409
    assert Page(text(second)).value_of("text") == "Something else"
    assert "The bus stops too early" in text(second)
    decide(world, row)
    assert client.get(address).status_code == 403
    with pytest.raises(DecidedAlready):
        guest_words.correct(contribution=row, text="Late", edition=2)
    assert "so the words stay as they were" in page_of(row)


def test_consent_for_outside_can_be_changed_by_code(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation)
    address = reverse("guests:consent", args=[token_of(row), row.pk])
    for answer, stored in (("yes", Consent.YES), ("no", Consent.NO), ("", Consent.NO)):
        Client().post(address, {"public": answer})
        row.refresh_from_db()
        assert row.public == stored
    about, _codes = say_something(invited(world.here).invitation, about_other=True)
    answer = Client().post(reverse("guests:consent", args=[token_of(about), about.pk]), {"public": "yes"})
    assert answer.status_code == 403


# Taking back

CANARY, NAME = "zeisig am fenster", "Stieglitz"


def everywhere() -> str:
    """Every table, as text."""
    from benchmarks.linkage import dump

    return str([(table, rows) for table, _columns, rows in dump()])


def withdrawn_row(world: World) -> Contribution:
    """Words with everything on them that can hold words, taken back."""
    made = invited(world.here)
    row, _codes = say_something(made.invitation, f"{CANARY} once", name=NAME, may_be_public=True)
    photo = files.keep_for_guest(project=world.here.project, upload=picture())
    files.give(attachment=photo, contribution=row, description=f"{CANARY} on a picture")
    guest_words.correct(contribution=row, text=f"{CANARY} twice", edition=1)
    guest_words.answer_consent(contribution=row, may_be_public=True)
    said.set_tags(row, ["birds"])
    said.support(contribution=row, by=world.here.member)
    guest_words.ask_to_say_more(digest=row.receipt.digest, words=f"{CANARY}: ring me")
    show.prepare(project=world.here.project, by=world.here.facilitator)
    row.refresh_from_db()
    said.split(contribution=row, texts=[f"{CANARY} part", f"{CANARY} other part"], by=world.here.facilitator)
    return row


def test_taking_back_takes_words_and_name_away_everywhere_and_numbers_stay(world: World) -> None:
    row = withdrawn_row(world)
    before = everywhere()
    assert before.count(CANARY) >= 7
    assert NAME in before
    kept = Attachment.objects.get(contribution=row)
    path = Path(kept.file.path)
    assert path.exists()
    count = Contribution.objects.filter(project=world.here.project).count()
    answer = Client().post(reverse("guests:withdraw", args=[token_of(row), row.pk]))
    assert answer.status_code == 302
    assert CANARY not in everywhere()
    assert NAME not in everywhere()
    row.refresh_from_db()
    assert (row.support, row.withdrawn_on, row.tags.count()) == (1, timezone.localdate(), 0)
    assert Contribution.objects.filter(project=world.here.project).count() == count
    assert [
        one for one in as_document(world.here.project)["contributions"] if CANARY in json.dumps(one) or NAME in str(one)
    ] == []
    events = AuditEvent.objects.filter(verb="trail.withdrawn")
    assert {event.subject for event in events} == {row.pk, *row.parts.values_list("pk", flat=True)}
    assert {event.actor for event in events} == {None}


def test_only_its_holder_is_told_that_it_was_taken_back(world: World) -> None:
    row, codes = say_something(invited(world.here).invitation, "My words")
    guest_words.withdraw(contribution=row)
    answer = Client().post(reverse("guests:mine"), {"code": codes.own}, follow=True)
    assert "You took this back on" in text(answer)
    row.refresh_from_db()
    with pytest.raises(Withdrawn):
        guest_words.correct(contribution=row, text="x", edition=1)
    with pytest.raises(Withdrawn):
        guest_words.answer_consent(contribution=row, may_be_public=True)
    with pytest.raises(Withdrawn):
        guest_words.ask_to_say_more(digest=row.receipt.digest, words="")
    with pytest.raises(Withdrawn):
        said.split(contribution=row, texts=["a", "b"], by=world.here.facilitator)
    before = AuditEvent.objects.count()
    guest_words.withdraw(contribution=row)  # twice is once
    assert AuditEvent.objects.count() == before
    page = text(world.client("member").get(reverse("trail:one", args=[row.project_id, row.pk])))
    assert "has taken it back" in page


def test_what_was_decided_on_it_stays_when_it_is_taken_back(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation, "A bench")
    decide(world, row)
    guest_words.withdraw(contribution=row)
    row.refresh_from_db()
    assert row.fate == Fate.NOT_DONE
    assert row.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the file of an embedded database")
def test_the_file_itself_holds_no_word_that_was_taken_back() -> None:
    from tests.cast import make_safe, make_user
    from wesaid_web.projects.actions import create_project
    from wesaid_web.trail.actions import guests

    def found() -> int:
        path = Path(connection.settings_dict["NAME"])
        return sum(
            one.read_bytes().count(CANARY.encode()) for one in path.parent.glob(f"{path.name}*") if one.is_file()
        )

    project = create_project(name="Held", by=make_user("lead of held"))
    lead = project.members.get()
    make_safe(project, lead)
    made = guests.invite_guests(project=project, label="", days=1, most=1, by=lead)
    row, _codes = say_something(made.invitation, f"{CANARY} in a file")
    guest_words.correct(contribution=row, text=f"{CANARY} in the file", edition=1)
    assert found() > 0
    guest_words.withdraw(contribution=row)
    assert found() == 0


# Saying more


def test_wanting_to_say_more_reaches_the_facilitators_until_they_were_heard(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation, "There is more to it")
    Client().post(reverse("guests:more", args=[token_of(row)]), {"words": "Ring 01632 960 111"})
    address = reverse("trail:guests", args=[world.here.project.pk])
    page = Page(text(world.client("facilitator").get(address))).words()
    assert "There is more to it" in page
    assert "Ring 01632 960 111" in page
    assert "The facilitators see that you want to say more" in page_of(row)
    overview = reverse("show:overview", args=[world.here.project.pk])
    assert (
        "Somebody without an account wants to say more" in Page(text(world.client("facilitator").get(overview))).words()
    )
    assert "wants to say more" not in Page(text(world.client("member").get(overview))).words()
    assert world.client("member").get(address).status_code == 403
    world.client("facilitator").post(reverse("trail:heard", args=[world.here.project.pk, row.pk]))
    receipt = Receipt.objects.get(contribution=row)
    assert (receipt.more_on, receipt.more_words) == (None, "")


def test_wanting_to_say_more_outlasts_one_of_several_things_said(world: World) -> None:
    made, codes = invited(world.here), guest_words.Codes.new()
    hat = guest_words.hat_of_guests(world.here.project)
    rows = [
        guest_words.say(invitation=made.invitation, said=guest_words.GuestSaid(f"Words {n}", hat), codes=codes)
        for n in range(3)
    ]
    guest_words.ask_to_say_more(digest=guest_words.digest_of(codes.own), words="Ring me")
    waiting = Receipt.objects.filter(more_on__isnull=False)
    for left in (2, 1, 0):
        assert waiting.count() == 1
        guest_words.withdraw(contribution=waiting.get().contribution)
        assert Receipt.objects.filter(contribution__in=rows, contribution__withdrawn_on=None).count() == left
    assert waiting.count() == 0
    assert not Receipt.objects.exclude(more_words="").exists()


# Split by somebody else, and sent too often


def test_whoever_splits_words_does_not_speak_for_who_said_them(world: World) -> None:
    """The parts of a guest's words are the guest's: nobody else can agree to show, change or sign them."""
    here = world.here
    row, _codes = say_something(invited(here).invitation, "The bus, and the fare")
    parts = said.split(contribution=row, texts=["The bus", "The fare"], by=here.facilitator)
    for part in parts:
        with pytest.raises(NotYourWords):
            said.consent(contribution=part, answer=Consent.YES, words="", by=here.facilitator)
        words = {"text": "Better", "tags": [], "perspective": part.perspective, "edition": 1}
        with pytest.raises(NotYourWords):
            said.edit(contribution=part, by=here.facilitator, **words)


def test_a_no_by_code_takes_the_parts_off_too(world: World) -> None:
    here = world.here
    guest_words.give_codes(contributions=[here.paper_words], by=here.facilitator)
    part, _other = said.split(contribution=here.paper_words, texts=["One", "Two"], by=here.facilitator)
    said.consent(contribution=part, answer=Consent.YES, words="One, put well", by=here.facilitator)
    here.paper_words.refresh_from_db()
    guest_words.answer_consent(contribution=here.paper_words, may_be_public=False)
    part.refresh_from_db()
    assert (part.public, part.public_words) == (Consent.NO, "")


def test_the_same_answer_again_leaves_no_trace(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation)
    before = AuditEvent.objects.count()
    for _time in range(3):
        guest_words.answer_consent(contribution=row, may_be_public=False)
    assert AuditEvent.objects.count() == before


def test_what_one_address_sends_is_bounded_and_what_was_typed_comes_back(world: World, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guest_sent": "3/5m/ip"}
    made = invited(world.here)
    row, _codes = say_something(made.invitation)
    client = Client(REMOTE_ADDR="10.6.6.6")
    correct = reverse("guests:correct", args=[token_of(row), row.pk])
    say, more = reverse("guests:say", args=[made.link]), reverse("guests:more", args=[token_of(row)])
    addresses = [say, correct, more, correct]
    answers = [client.post(address, {"text": "Some more words", "edition": 1}) for address in addresses]
    assert [answer.status_code for answer in answers][3] == 429
    assert "Some more words" in text(answers[3])
    assert all(answer.status_code != 429 for answer in answers[:3])
    assert client.get(correct).status_code == 200


def test_words_are_corrected_often_but_not_without_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest_words, "MOST_CORRECTED", 2)
    row, _codes = say_something(invited(world.here).invitation)
    for edition in (1, 2):
        guest_words.correct(contribution=row, text=f"Words {edition}", edition=edition)
    address = reverse("guests:correct", args=[token_of(row), row.pk])
    answer = Client().post(address, {"text": "Words of mine 3", "edition": 3})
    assert answer.status_code == 422
    assert "Words of mine 3" in text(answer)
    assert Version.objects.filter(contribution=row).count() == 2
