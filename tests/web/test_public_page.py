"""The public page: off until the group agreed, frozen when prepared, without names, and without what is taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, make_safe, make_user, say
from tests.pages import Page, text
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.show import actions as show
from wesaid_web.show.models import Answer, PublicPage, Release
from wesaid_web.trail.actions import changed, decided, did, said
from wesaid_web.trail.models import Consent, HowKnown, Reason, Result, Status


def public(world: World) -> Page:
    return Page(text(world.client("anonymous").get(reverse("public", args=["here"]))))


def publish(world: World) -> Release:
    release = show.prepare(project=world.here.project, by=world.here.facilitator)
    show.answer(release=release, happy=True, words="", by=world.here.member)
    show.publish(release=release, by=world.here.facilitator)
    return release


# Switching on and off


def test_there_is_no_page_until_it_is_published(world: World) -> None:
    assert world.client("anonymous").get(reverse("public", args=["here"])).status_code == 404
    publish(world)
    assert public(world).one("h1").text == "We said, we did Here"
    show.switch_off(project=world.here.project, by=world.here.facilitator)
    assert world.client("anonymous").get(reverse("public", args=["here"])).status_code == 404


def test_somebody_else_has_to_agree_first(world: World) -> None:
    here = world.here
    with pytest.raises(show.NotReady):
        show.publish(release=here.release, by=here.facilitator)
    show.answer(release=here.release, happy=True, words="", by=here.facilitator)
    with pytest.raises(show.NotReady):
        show.publish(release=here.release, by=here.facilitator)
    show.answer(release=here.release, happy=True, words="", by=here.member)
    show.publish(release=here.release, by=here.facilitator)
    assert PublicPage.objects.get(project=here.project).is_on


def test_one_who_asks_to_wait_is_waited_for_until_they_change_their_mind(world: World) -> None:
    here = world.here
    show.answer(release=here.release, happy=False, words="My ward is named.", by=here.member)
    with pytest.raises(show.NotReady, match=r"member asked to wait: My ward is named\."):
        show.publish(release=here.release, by=here.facilitator)
    show.answer(release=here.release, happy=True, words="", by=here.member)
    assert Answer.objects.filter(release=here.release).count() == 1
    show.publish(release=here.release, by=here.facilitator)
    with pytest.raises(show.NotAllowed):
        show.answer(release=here.release, happy=False, words="Too late", by=here.member)


def test_where_nobody_else_has_an_account_nobody_else_is_waited_for(world: World) -> None:
    user = make_user("alone")
    project = projects.create_project(name="Alone", by=user)
    leading = Member.objects.get(project=project)
    projects.add_person(project=project, name="On paper", perspectives=[], by=leading)
    make_safe(project, leading)
    observer = projects.invite(project=project, role=Role.OBSERVER, by=leading)
    projects.accept_invitation(secret=observer, user=make_user("looking on"))
    release = show.prepare(project=project, by=leading)
    show.publish(release=release, by=leading)
    assert Release.objects.get(pk=release.pk).published_at is not None


def test_publishing_is_for_facilitators_and_observers_do_not_answer(world: World) -> None:
    here = world.here
    observer = Member.objects.get(project=here.project, user=world.users["observer"])
    for step in (
        lambda: show.prepare(project=here.project, by=here.member),
        lambda: show.publish(release=here.release, by=here.member),
        lambda: show.switch_off(project=here.project, by=here.member),
        lambda: show.answer(release=here.release, happy=True, words="", by=observer),
    ):
        with pytest.raises(NotYourRole):
            step()


def test_preparing_anew_drops_the_answers_to_what_was_prepared_before(world: World) -> None:
    here = world.here
    show.answer(release=here.release, happy=True, words="", by=here.member)
    again = show.prepare(project=here.project, by=here.facilitator)
    assert list(here.project.releases.all()) == [again]
    with pytest.raises(show.NotReady):
        show.publish(release=again, by=here.facilitator)


def test_publishing_twice_is_once(world: World) -> None:
    release = publish(world)
    when = Release.objects.get(pk=release.pk).published_at
    show.publish(release=release, by=world.here.facilitator)
    assert Release.objects.get(pk=release.pk).published_at == when


def test_two_projects_of_one_name_have_two_addresses(world: World) -> None:
    publish(world)
    user = make_user("other starter")
    other = projects.create_project(name="Here", by=user)
    leading = Member.objects.get(project=other)
    show.publish(release=show.prepare(project=other, by=leading), by=leading)
    slug = PublicPage.objects.get(project=other).slug
    assert slug.startswith("here-")
    assert slug != "here"


# What it says


def agreed(world: World, words: str, result: Result, **given: object) -> object:
    here = world.here
    row = say(here.project, here.member, words, here.hat)
    said.consent(contribution=row, answer=Consent.YES, words="", by=here.member)
    answers = decided.Answers(
        result=result,
        reason=f"Reason for {words}",
        decided_by="A named manager",
        decided_on=TODAY,
        **given,  # type: ignore[arg-type]
    )
    return row, decided.decide(project=here.project, contributions=[row], answers=answers, by=here.facilitator)


def done(world: World, row: object, decision: object, workers: list[Member]) -> None:
    here = world.here
    action = did.add(
        project=here.project,
        what="It was built",
        contributions=[row],  # type: ignore[list-item]
        decision=decision,  # type: ignore[arg-type]
        workers=workers,
        others="A named firm",
        due=None,
        status=Status.DONE,
        by=here.facilitator,
    )
    account = changed.Account(
        what="Fewer falls",
        how_known=HowKnown.MEASURE,
        measure="Falls in a month",
        before="9",
        after="4",
        chosen_by=here.carer,
    )
    changed.add(project=here.project, account=account, contributions=[row], actions=[action], by=here.member)  # type: ignore[list-item]


def sections(page: Page) -> dict[str, str]:
    """The words under each heading, by its id."""
    found: dict[str, list[str]] = {}
    current = ""
    for element in page.elements:
        if element.name == "h2" and element.attrs.get("id"):
            current = element.attrs["id"]
        elif element.name == "li" and "ws-card" in element.attrs.get("class", "").split() and current:
            found.setdefault(current, []).append(element.text)
    return {name: " | ".join(texts) for name, texts in found.items()}


def test_it_tells_what_we_did_what_they_did_what_was_not_done_and_why_and_what_changed(world: World) -> None:
    here = world.here
    ours, decision = agreed(world, "A ramp", Result.GO_AHEAD, present=[here.member])  # type: ignore[misc]
    done(world, ours, decision, [here.member])
    theirs, decision = agreed(world, "A lamp", Result.GO_AHEAD)  # type: ignore[misc]
    done(world, theirs, decision, [here.facilitator])
    agreed(world, "A pool", Result.NO, reason_code=Reason.MONEY, final_say=here.carer)
    agreed(world, "A bench", Result.LATER, reason_code=Reason.TIME, look_again=TODAY)
    publish(world)
    found = sections(public(world))
    assert "A ramp" in found["we-did"]
    assert "A lamp" in found["they-did"]
    assert "A pool" in found["not-done"]
    assert "Why: Reason for A pool (There is no money for it)" in found["not-done"]
    assert "The final say was with: An unpaid carer." in found["not-done"]
    assert "A bench" in found["not-done"]
    assert "Fewer falls Falls in a month: before 9, after 4. Compared with nothing" in found["changed"]
    assert "Public words" in found["under-way"]  # from the cast
    assert not {"we-did", "they-did"} & {name for name, words in found.items() if "A pool" in words}


def test_no_name_of_a_member_is_on_it(world: World) -> None:
    """Names of everyone, whatever they are to the words, and the words for who decided and who else works on it."""
    here = world.here
    names = {"member": here.member, "facilitator": here.facilitator, "paper": here.paper_person}
    for name, member in names.items():
        Member.objects.filter(pk=member.pk).update(name=f"Canary{name}")
    row, decision = agreed(world, "A ramp", Result.GO_AHEAD, present=[here.member, here.paper_person])  # type: ignore[misc]
    done(world, row, decision, [here.member, here.paper_person])
    publish(world)
    html = text(world.client("anonymous").get(reverse("public", args=["here"])))
    assert "A ramp" in html
    for absent in ("Canary", "A named manager", "A named firm", str(here.member.pk)):
        assert absent not in html


# Frozen, and what is taken back


def test_what_happens_after_it_was_prepared_is_not_on_it(world: World) -> None:
    publish(world)
    agreed(world, "Later words", Result.GO_AHEAD)
    projects.rename_project(project=world.here.project, name="Renamed", by=world.here.facilitator)
    page = public(world)
    assert "Later words" not in page.words()
    assert page.one("h1").text == "We said, we did Here"


def test_words_taken_back_hidden_or_changed_are_left_out_at_once(world: World) -> None:
    here, row = world.here, world.here.decided_on
    publish(world)
    assert "Public words" in public(world).words()
    said.consent(contribution=row, answer=Consent.YES, words="Fewer words", by=here.member)
    assert "Public words" not in public(world).words()
    assert "Fewer words" not in public(world).words()  # the group has not seen these yet
    said.consent(contribution=row, answer=Consent.YES, words="Public words", by=here.member)
    assert "Public words" in public(world).words()
    said.hide(contribution=row, reason="Names", by=here.facilitator)
    assert "Public words" not in public(world).words()
    said.unhide(contribution=row, by=here.facilitator)
    said.consent(contribution=row, answer=Consent.NO, words="", by=here.member)
    assert "Public words" not in public(world).words()


def test_a_change_is_left_out_with_the_last_words_it_is_about(world: World) -> None:
    publish(world)
    assert "Change in Here" in public(world).words()
    said.consent(contribution=world.here.decided_on, answer=Consent.NO, words="", by=world.here.member)
    assert "Change in Here" not in public(world).words()


def test_it_says_how_many_words_are_shown_and_that_few_people_spoke(world: World) -> None:
    publish(world)
    words = public(world).words()
    assert "Fewer than 8 people have spoken, so no numbers are shown." in words
    assert "One contribution is shown here in words: its author agreed." in words
    assert public(world).all("svg")[1:] == []  # no picture of numbers but the mark


def test_with_eight_people_the_numbers_are_shown(world: World) -> None:
    for number in range(7):
        person = Member.objects.create(project=world.here.project, name=f"Person {number}", role=Role.MEMBER)
        say(world.here.project, person, f"Words of {number}", world.here.hat)
    publish(world)
    assert "About 10 people have spoken." in public(world).words()
    assert "10 things were said." in public(world).words()


# Through the pages


def test_the_way_to_the_public_page_through_the_site(world: World) -> None:
    lead, member, project = world.client("facilitator"), world.client("member"), world.here.project
    address = {
        name: reverse(f"show:{name}", args=[project.pk]) for name in ("prepare", "answer", "publish", "switch_off")
    }
    assert lead.post(address["publish"]).status_code == 422
    answer = member.post(address["answer"], {"answer": "wait", "words": ""}, follow=True)
    assert "Say what should change first." in Page(text(answer)).words()
    member.post(address["answer"], {"answer": "happy"})
    assert lead.post(address["publish"]).status_code == 302
    assert "Public words" in public(world).words()
    assert lead.post(address["publish"]).status_code == 404  # there is none in preparation any more
    lead.post(address["switch_off"])
    assert world.client("anonymous").get(reverse("public", args=["here"])).status_code == 404
