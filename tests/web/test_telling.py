"""Everybody whose words moved hears of it and why; nobody hears of their own doing, of what they may not see, or of a worry."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import TODAY, TOMORROW, World, hold_role, let_guests_in, make_user, say, tell_worry
from tests.pages import Page, text
from wesaid_web.common.telling import kinds
from wesaid_web.delivery.actions import taking_back
from wesaid_web.meetings import actions as meetings
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.show import actions as show
from wesaid_web.support import actions as support
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions as concerns
from wesaid_web.support.models import Met, NoteKind, ReturnKind
from wesaid_web.telling import actions
from wesaid_web.telling.models import News
from wesaid_web.telling.queries import told, unread
from wesaid_web.trail.actions import changed, decided, did, guest_words, said
from wesaid_web.trail.models import Act, Consent, Contribution, Decision, Reason, Result, Status


def news_of(member: Member, kind: str = "") -> list[tuple[str, str]]:
    """What somebody has not read, the oldest first: kind and what."""
    rows = News.objects.filter(member=member, seen=False, kind__startswith=kind).order_by("at", "id")
    return list(rows.values_list("kind", "what"))


@pytest.fixture
def quiet(world: World) -> World:
    """Everything that was told until now is gone."""
    News.objects.all().delete()
    return world


def decide(w: World, *rows: Contribution, result: Result = Result.NO, by: Member | None = None) -> Decision:
    answers = decided.Answers(
        result=result,
        reason="The purse is empty.",
        reason_code=Reason.MONEY if result in {Result.NO, Result.LATER, Result.NOT_NOW} else None,
        look_again=TODAY if result == Result.LATER else None,
        decided_by="All of us",
        decided_on=TODAY,
    )
    return decided.decide(project=w.here.project, contributions=rows, answers=answers, by=by or w.here.facilitator)


def page(w: World, who: str = "member") -> str:
    return Page(text(w.client(who).get(reverse("telling:news", args=[w.here.project.pk])))).words()


def test_a_decision_is_told_with_its_reason_to_whoever_said_it_and_not_to_whoever_recorded_it(quiet: World) -> None:
    here = quiet.here
    own = say(here.project, here.facilitator, "The facilitator's own", here.hat)
    decide(quiet, here.contribution, own)
    assert news_of(here.member) == [("trail.decided", "no")]
    assert news_of(here.facilitator) == []
    shown = page(quiet)
    assert "Something you said was decided: no" in shown
    assert "Why: There is no money for it. The purse is empty." in shown
    assert "Words in Here" in shown
    assert "There" not in page(quiet, "facilitator").replace("There is no", "")


def test_whoever_shares_what_becomes_of_it_is_told_too(quiet: World) -> None:
    """What was put together, and what was split from it: each hears of their own words, once."""
    here = quiet.here
    other = projects.accept_invitation(
        secret=projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator), user=make_user("Other")
    )
    theirs = say(here.project, other, "The same, said by another", here.hat)
    said.merge(contribution=theirs, into=here.contribution, by=here.facilitator)
    one, two = said.split(
        contribution=say(here.project, other, "A whole", here.hat), texts=["One", "Two"], by=here.facilitator
    )
    News.objects.all().delete()
    decide(quiet, here.contribution, one)
    told_other = News.objects.filter(member=other).values_list("about", flat=True)
    assert set(told_other) == {theirs.pk, one.pk}
    assert set(News.objects.filter(member=here.member).values_list("about", flat=True)) == {here.contribution.pk}
    assert not News.objects.filter(about=two.pk).exists()


def test_each_step_says_what_happened(quiet: World) -> None:
    here = quiet.here
    row, lead = here.contribution, here.facilitator
    about = {"project": here.project, "contributions": [row], "by": lead}

    def now() -> list[tuple[str, str]]:
        found = news_of(here.member)
        News.objects.all().delete()
        return found

    said.talk_about(contributions=[row], talking=True, by=lead)
    assert now() == [("trail.talked", "")]
    said.talk_about(contributions=[row], talking=False, by=lead)
    assert now() == [("trail.talked", "waits")]
    decision = decide(quiet, row, result=Result.LATER)
    assert now() == [("trail.decided", "later")]
    details = {"how": None, "final_say": None, "dissent": "Sam", "present": [], "present_counts": {}}
    decided.add_details(decision=decision, by=lead, **details)  # type: ignore[arg-type]
    assert now() == [("trail.decided", "details")]
    work = {"what": "Work", "decision": None, "workers": [], "others": "", "due": None}
    action = did.add(**about, **work)  # type: ignore[arg-type]
    assert now() == [("trail.done", "not_started")]
    did.set_status(action=action, status=Status.NOT_STARTED, note="Not yet", by=lead)
    assert now() == []  # as far as it was before
    did.set_status(action=action, status=Status.STOPPED, note="No time", by=lead)
    assert "Why: No time" in page(quiet)
    assert now() == [("trail.done", "stopped")]
    round_ = did.plan_try(action=action, plan="x", prediction="x", by=lead)
    did.write_try(round_=round_, did="x", studied="", act=None, edition=1, by=lead)
    assert now() == [("trail.done", "doing")]
    did.write_try(round_=round_, did="x", studied="x", act=Act.ABANDON, edition=2, by=lead)
    assert now() == [("trail.done", "abandon")]
    nothing = changed.Account(what="It was as before", nothing_changed=True)
    change = changed.add(account=nothing, actions=[action], **about)  # type: ignore[arg-type]
    assert "Why: It was as before" in page(quiet)
    assert now() == [("trail.changed", "nothing")]
    changed.edit(change=change, account=nothing, edition=1, by=lead)
    assert now() == [("trail.changed", "corrected")]
    said.merge(contribution=row, into=here.decided_on, by=lead)
    said.unmerge(contribution=row, by=lead)
    assert sorted(now()) == [("trail.words", "unmerged")] * 2  # both are the member's; what it was before gave way
    said.hide(contribution=row, reason="A name in it", by=lead)
    assert "Why: A name in it" in page(quiet)
    said.unhide(contribution=row, by=lead)
    assert now() == [("trail.words", "shown")]
    written = said.Said(text="Typed for them", perspective=here.hat, author=here.member, said_on=TODAY)
    said.add(project=here.project, said=written, by=lead)
    assert now() == [("trail.words", "written")]


def test_what_only_adds_does_not_take_the_place_of_what_was_not_read(quiet: World) -> None:
    decision = decide(quiet, quiet.here.contribution)
    details = {"how": None, "final_say": None, "dissent": "Sam", "present": [], "present_counts": {}}
    decided.add_details(decision=decision, by=quiet.here.facilitator, **details)  # type: ignore[arg-type]
    assert news_of(quiet.here.member) == [("trail.decided", "no")]


def test_what_was_not_read_gives_way_to_what_it_is_now_and_what_was_read_stays(quiet: World) -> None:
    action, member = quiet.here.action, quiet.here.member
    for status in (Status.DOING, Status.DONE):
        did.set_status(action=action, status=Status.NOT_STARTED, note="", by=quiet.here.facilitator)
        did.set_status(action=action, status=status, note="", by=quiet.here.facilitator)
    assert news_of(member) == [("trail.done", "done")]
    actions.mark_seen(news=list(News.objects.values_list("pk", flat=True)), by=member)
    did.set_status(action=action, status=Status.STOPPED, note="Broke", by=quiet.here.facilitator)
    assert list(News.objects.filter(member=member).order_by("at").values_list("what", "seen")) == [
        ("done", True),
        ("stopped", False),
    ]


def test_nothing_is_told_where_the_step_is_not_saved(quiet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(decided, "tell_authors", fails)
    before = Decision.objects.count()
    with pytest.raises(RuntimeError):
        decide(quiet, quiet.here.contribution)
    assert (Decision.objects.count(), News.objects.count()) == (before, 0)


def test_of_a_worry_nobody_is_told_anything(quiet: World) -> None:
    """Told, read, noted, handed over, closed; with a name and without, about words that are on the trail."""
    here = quiet.here
    row = tell_worry(here.project, here.member, about=here.contribution.pk)
    tell_worry(here.project, None)
    lead = Member.objects.get(project=here.project, user=quiet.users["concern_lead"])
    concerns.mark_read(concern=row, by=lead)
    concerns.note(concern=row, kind=NoteKind.DONE, words="Rang", by=lead)
    concerns.add_to(concern=row, words="More", by=here.member)
    concerns.close(concern=row, outcome="Settled", remove_on=TOMORROW, by=lead)
    assert News.objects.count() == 0
    assert not any("concern" in code or "worr" in code for code in kinds())


def test_words_that_are_taken_back_are_no_news(quiet: World) -> None:
    held = let_guests_in(quiet.here)
    decide(quiet, held.words)
    assert News.objects.filter(about=held.words.pk, member=None).count() == 1
    guest_words.withdraw(contribution=held.words)
    assert not News.objects.filter(about=held.words.pk).exists()
    decide(quiet, held.words, result=Result.GO_AHEAD)
    assert not News.objects.filter(about=held.words.pk).exists()


def test_news_of_words_whose_name_was_kept_back_is_not_handed_over_with_an_account(quiet: World) -> None:
    """Whoever invites could send the link to themselves and read who said them."""
    here = quiet.here
    kept = said.Said(
        text="Kept back", perspective=here.carer, author=here.paper_person, said_on=TODAY, author_withheld=True
    )
    kept_row = said.add(project=here.project, said=kept, by=here.facilitator)
    decide(quiet, kept_row, here.paper_words)
    News.objects.create(project=here.project, member=here.paper_person, kind="support.needs", subject=here.need.pk)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=here.paper_person)
    joined = projects.accept_invitation(secret=secret, user=make_user("Whoever"))
    assert joined.pk == here.paper_person.pk
    assert set(News.objects.filter(member=joined).values_list("about", flat=True)) == {here.paper_words.pk}
    assert News.objects.get(about=kept_row.pk).member is None


def test_what_somebody_may_not_see_is_left_out_when_it_is_read(quiet: World) -> None:
    """Rows as they could be left: about words of somebody else, of another project, of nothing, of a role that has changed."""
    here, there = quiet.here, quiet.there
    payer = Member.objects.get(project=here.project, user=quiet.users["payments"])
    rows = [
        (here.member, "trail.decided", here.decision.pk, here.paper_words.pk),
        (here.member, "trail.decided", there.decision.pk, here.contribution.pk),
        (here.member, "trail.done", there.action.pk, here.contribution.pk),
        (here.member, "meetings.meeting", there.coming.pk, None),
        (here.member, "support.needs", there.need.pk, None),
        (payer, "support.needs", here.need.pk, None),
        (payer, "support.returns", here.given.pk, None),
        (here.member, "support.to_pay", here.given.pk, None),
        (here.member, "trail.decided", here.project.pk, here.contribution.pk),
        (here.member, "show.published", here.paper_words.pk, here.paper_words.pk),
        (here.member, "no.such", here.decision.pk, here.contribution.pk),
    ]
    for member, kind, subject, about in rows:
        made = News.objects.create(
            project=here.project, member=member, kind=kind, subject=subject, about=about, what="planned"
        )
        assert told(member, [made]) == [], kind
    own = News.objects.create(
        project=here.project,
        member=here.member,
        kind="trail.decided",
        subject=here.decision.pk,
        about=here.contribution.pk,
    )
    assert told(here.member, [own])  # so that the others were left out for what they are
    assert "9 pieces of news are about something that is not there any more" in page(quiet)


def test_unread_first_and_only_what_was_shown_is_marked_as_read(quiet: World) -> None:
    here, client = quiet.here, quiet.client("member")
    decide(quiet, here.contribution)
    address = reverse("telling:news", args=[here.project.pk])
    shown = Page(text(client.get(address)))
    assert News.objects.filter(seen=True).count() == 0  # opening it changes nothing
    said.hide(contribution=here.contribution, reason="x", by=here.facilitator)  # since it was opened
    foreign = News.objects.create(
        project=here.project,
        member=here.facilitator,
        kind="trail.decided",
        subject=here.decision.pk,
        about=here.contribution.pk,
    )
    sent = {"news": [shown.value_of("news"), foreign.pk, "nonsense"]}
    client.post(reverse("telling:seen", args=[here.project.pk]), sent)
    assert news_of(here.member) == [("trail.words", "hidden")]
    foreign.refresh_from_db()
    assert not foreign.seen
    words = page(quiet)
    assert words.index("was hidden from the group") < words.index("was decided: no")


def test_the_number_of_what_is_unread_costs_one_query_and_counts_all_projects(quiet: World) -> None:
    here, user = quiet.here, quiet.users["member"]
    elsewhere = projects.create_project(name="Elsewhere", by=user)
    decide(quiet, here.contribution)
    other = Member.objects.get(project=elsewhere, user=user)
    News.objects.create(project=elsewhere, member=other, kind="trail.talked", subject=elsewhere.pk, about=elsewhere.pk)
    with CaptureQueriesContext(connection) as asked:
        assert unread(user) == 2
    assert len(asked.captured_queries) == 1
    client = quiet.client("member")
    assert "2 not read yet" in Page(text(client.get(reverse("about")))).words()
    with CaptureQueriesContext(connection) as asked:
        overview = Page(text(client.get(reverse("news:all")))).words()
    assert len(asked.captured_queries) == 3  # the session, the person, their projects with how much is unread in each
    assert overview.count("1 piece of news that you have not read") == 2
    assert "2 not read yet" in overview
    projects.remove(member=here.member, by=here.facilitator)
    assert unread(user) == 1
    assert not News.objects.filter(member=here.member).exists()


def test_whoever_is_in_one_project_is_taken_there_and_nothing_yet_says_what_will_be(quiet: World) -> None:
    answer = quiet.client("observer").get(reverse("news:all"))
    assert answer["Location"] == reverse("telling:news", args=[quiet.here.project.pk])
    assert "When something happens to what you said, you are told here" in page(quiet, "observer")


# What other rooms tell


def test_meetings_to_come_are_told_and_those_that_were_are_not(quiet: World) -> None:
    here, lead = quiet.here, quiet.here.facilitator
    plan = meetings.Plan(on=timezone.localdate() + timedelta(days=3), purpose="Tea", place="Hall")
    row = meetings.plan(project=here.project, plan=plan, by=lead)
    assert news_of(here.member) == [("meetings.meeting", "planned")]
    meetings.edit(meeting=row, plan=plan, edition=1, by=lead)  # nothing that people have to hear of
    assert news_of(here.member) == [("meetings.meeting", "planned")]
    notice = meetings.ShortNotice(why="The boiler broke", told_on=TODAY, another_way="Ring us")
    meetings.cancel(meeting=row, notice=notice, by=lead)
    assert news_of(here.member) == [("meetings.meeting", "cancelled")]
    shown = page(quiet)
    assert "does not take place" in shown
    assert "Tea. Ring us" in shown
    assert "Why: The boiler broke" in shown
    assert news_of(lead) == []
    assert News.objects.filter(member=here.paper_person).count() == 0  # they are told by whoever tells them
    News.objects.all().delete()
    meetings.plan(project=here.project, plan=meetings.Plan(on=TODAY, purpose="Past"), by=lead)
    assert News.objects.count() == 0


def test_after_a_meeting_whoever_was_promised_something_is_asked_whether_it_was_there(quiet: World) -> None:
    here = quiet.here
    meeting = meetings.plan(project=here.project, plan=meetings.Plan(on=TODAY, purpose="x"), by=here.facilitator)
    held = meetings.Held([meetings.Seat(here.hat, member=here.member)])
    meetings.write_down(meeting=meeting, held=held, edition=0, by=here.facilitator)
    assert news_of(here.member) == [("support.needs", "was_it_met")]
    address = reverse("support:need_met", args=[here.project.pk, here.need.pk])
    assert address in text(quiet.client("member").get(reverse("telling:news", args=[here.project.pk])))
    care.answer_need(need=here.need, met=Met.YES, words="", by=here.member)
    assert news_of(here.member) == []


def test_what_somebody_gets_back_is_told_to_them_and_what_is_to_be_paid_to_those_who_pay(quiet: World) -> None:
    here, lead = quiet.here, quiet.here.facilitator
    payer = Member.objects.get(project=here.project, user=quiet.users["payments"])
    offered = support.Offer(kind=ReturnKind.EXPENSES, what_for="The bus", on=TODAY, pence=300)
    given = support.offer(terms=here.terms, given=offered, by=lead)
    assert news_of(here.member) == [("support.returns", "offered")]
    support.accept(given=given, by=here.member)
    support.approve(given=given, by=lead)
    assert (news_of(payer), news_of(lead)) == ([("support.to_pay", "")], [])
    assert "The bus" in page(quiet, "payments")
    support.pay(given=given, by=payer)
    assert (news_of(payer), news_of(here.member)) == ([], [("support.returns", "paid")])
    declined = support.offer(terms=here.terms, given=offered, by=lead)
    support.take_away(given=declined, by=here.member)
    assert news_of(here.member) == [("support.returns", "paid")]  # what was declined left nothing


def test_a_role_that_was_set_up_ended_or_goes_on_is_told_to_whoever_holds_it(quiet: World) -> None:
    here = quiet.here
    hold_role(here.project, here.member, here.facilitator)
    assert news_of(here.member) == [("delivery.role", "offered")]
    taking_back.end(role=here.role, why="The ward is closed", by=here.facilitator)
    assert "Why: The ward is closed" in page(quiet)
    taking_back.undo_end(role=here.role, by=here.facilitator)
    assert news_of(here.member) == [("delivery.role", "offered"), ("delivery.role", "goes_on")]
    assert "The ward is closed" not in page(quiet)


def test_the_public_page_tells_whose_words_are_new_on_it(quiet: World) -> None:
    here = quiet.here

    def publish() -> None:
        release = show.prepare(project=here.project, by=here.facilitator)
        show.answer(release=release, happy=True, words="", by=here.member)
        show.publish(release=release, by=here.facilitator)

    publish()
    assert list(News.objects.values_list("kind", "about")) == [("show.published", here.decided_on.pk)]
    News.objects.all().delete()
    said.consent(contribution=here.contribution, answer=Consent.YES, words="", by=here.member)
    publish()
    assert list(News.objects.values_list("about", flat=True)) == [here.contribution.pk]
    assert "are on the public page now" in page(quiet)
    show.switch_off(project=here.project, by=here.facilitator)
    assert "It is switched off now" in page(quiet)


def test_kinds_are_named_by_their_room_and_what_they_store_are_codes(world: World) -> None:
    assert News.objects.exists()
    for code in kinds():
        assert code.split(".")[0] in {"trail", "meetings", "support", "show", "delivery", "evaluation"}
    for kind, what in News.objects.values_list("kind", "what"):
        assert kind in kinds()
        assert what == "" or what.replace("_", "").isalpha()
    with pytest.raises(actions.NoSuchKind):
        actions.tell(project=world.here.project, to=[], kind="trail.nothing", subject=world.here.project.pk, by=None)
