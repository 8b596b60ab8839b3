"""How equal are we: the numbers of each hat, against a count made in another way; and what is never shown."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, make_safe, make_user
from tests.pages import Page, text
from wesaid_web.meetings import actions as meetings
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects import actions as projects
from wesaid_web.projects import voice_actions
from wesaid_web.projects.models import Hat, Member, Perspective, Project, Role
from wesaid_web.show import equal_picture
from wesaid_web.show.equal import Equal, OfHat, Tally, how_equal
from wesaid_web.trail.actions import decided, did, said
from wesaid_web.trail.models import Action, Channel, Contribution, Decision, Result, Status

CODES = (Hat.SERVICE_USER, Hat.CARER, Hat.STAFF)


class Group:
    """A group made for these tests: people by hat, and shortcuts for what they do."""

    def __init__(self) -> None:
        lead = make_user("Lead of the group")
        self.project: Project = projects.create_project(name="Mirror", by=lead)
        self.lead = Member.objects.get(project=self.project, user=lead)
        make_safe(self.project, self.lead)
        self.hats: dict[str, Perspective] = {hat.code: hat for hat in self.project.perspectives.all()}

    def people(self, number: int, *codes: str) -> list[Member]:
        hats = [self.hats[code] for code in codes]
        return [
            projects.add_person(project=self.project, name=f"Person {place}", perspectives=hats, by=self.lead)
            for place in range(number)
        ]

    def say(self, code: str, author: Member | None, **extra: object) -> Contribution:
        entered = said.Said(text="Words", perspective=self.hats[code], author=author, said_on=TODAY, **extra)  # type: ignore[arg-type]
        return said.add(project=self.project, said=entered, by=self.lead)

    def decide(self, about: list[Contribution], result: Result = Result.GO_AHEAD, **extra: object) -> Decision:
        answers = decided.Answers(
            result=result,
            reason="Because",
            decided_by="All",
            decided_on=TODAY,
            **extra,  # type: ignore[arg-type]
        )
        return decided.decide(project=self.project, contributions=about, answers=answers, by=self.lead)

    def meet(self, seats: list[meetings.Seat]) -> Meeting:
        plan = meetings.Plan(on=TODAY, purpose="Talk")
        row = meetings.plan(project=self.project, plan=plan, by=self.lead)
        meetings.write_down(meeting=row, held=meetings.Held(seats), edition=0, by=self.lead)
        return row

    def act(self, about: list[Contribution], decision: Decision, workers: list[Member], status: Status) -> Action:
        return did.add(
            project=self.project,
            what="Work",
            contributions=about,
            decision=decision,
            workers=workers,
            others="",
            due=None,
            status=status,
            by=self.lead,
        )


@pytest.fixture
def group(db: None) -> Group:
    return Group()


def of(found: Equal, code: str) -> OfHat:
    return next(one for one in found.hats if one.hat.code == code)


def test_a_carer_who_speaks_and_is_not_there(group: Group) -> None:
    carers, staff = group.people(3, Hat.CARER), group.people(3, Hat.STAFF)
    carer_words = [group.say(Hat.CARER, person) for person in carers]
    staff_words = [group.say(Hat.STAFF, person) for person in staff]
    decision = group.decide([*carer_words, *staff_words], present=[*staff, carers[0]], final_say=group.hats[Hat.STAFF])
    group.act(carer_words, decision, [staff[0], carers[0]], Status.DONE)
    found = how_equal(group.project)
    as_carer, as_staff = of(found, Hat.CARER), of(found, Hat.STAFF)
    assert as_carer.said == as_carer.taken_up == Tally(3, 3)
    assert (as_carer.decided, as_carer.there, as_carer.we) == (3, Tally(1, 1), Tally(1, 1))
    assert (as_carer.at_decisions, as_carer.final_say, as_carer.doing) == (Tally(1, 1), 0, Tally(1, 1))
    assert (as_staff.there, as_staff.at_decisions, as_staff.final_say) == (Tally(3, 3), Tally(1, 3), 1)
    assert (found.decisions, found.with_final_say, found.actions) == (1, 1, 1)


def test_a_no_is_decided_and_not_taken_up(group: Group) -> None:
    staff = group.people(3, Hat.STAFF)
    words = [group.say(Hat.STAFF, person) for person in staff]
    group.decide(words[:1], Result.NO, reason_code="money", present=staff)
    found = of(how_equal(group.project), Hat.STAFF)
    assert (found.said.items, found.decided, found.taken_up.items, found.there.items) == (3, 1, 0, 1)


def test_somebody_whom_they_chose_to_speak_counts_as_there(group: Group) -> None:
    carers, staff = group.people(3, Hat.CARER), group.people(1, Hat.STAFF)
    words = group.say(Hat.CARER, carers[0], speaker=staff[0])
    for person in carers[1:]:
        group.say(Hat.CARER, person)
    group.decide([words], present=staff)
    assert of(how_equal(group.project), Hat.CARER).there == Tally(1, 1)


def test_a_name_kept_back_takes_its_hat_along(group: Group) -> None:
    """Nothing in the row of the hat hints at it: not what was said, not that they were there, not "we"."""
    carers = group.people(3, Hat.CARER)
    for person in carers:
        group.say(Hat.CARER, person)
    before = of(how_equal(group.project), Hat.CARER)
    kept_back = group.say(Hat.CARER, carers[0], author_withheld=True)
    decision = group.decide([kept_back], present=carers)
    group.act([kept_back], decision, [], Status.DONE)
    found = how_equal(group.project)
    after = of(found, Hat.CARER)
    assert (after.said, after.taken_up, after.there, after.we) == (
        before.said,
        before.taken_up,
        before.there,
        before.we,
    )
    assert all(one.there.items == 0 for one in found.hats if not one.is_stated)


@pytest.mark.parametrize(("people", "shown"), [(1, False), (2, False), (3, True)])
def test_one_or_two_people_are_a_question_and_no_number(group: Group, people: int, shown: bool) -> None:
    for person in group.people(people, Hat.CARER):
        for _number in range(7):
            group.say(Hat.CARER, person)
    found = how_equal(group.project)
    assert (Hat.CARER in {one.hat.code for one in found.hats}) == shown
    assert (Hat.CARER in {hat.code for hat in found.too_small}) == (not shown)


def test_hidden_words_and_split_wholes_are_not_counted(group: Group) -> None:
    staff = group.people(3, Hat.STAFF)
    rows = [group.say(Hat.STAFF, person) for person in staff]
    said.hide(contribution=rows[0], reason="x", by=group.lead)
    said.split(contribution=rows[1], texts=["One", "Two", "Three"], by=group.lead)
    assert of(how_equal(group.project), Hat.STAFF).said.items == 4


def test_carers_stay_apart_and_not_stated_comes_last(group: Group) -> None:
    for code in (Hat.NOT_STATED, Hat.CARER, Hat.SERVICE_USER):
        for person in group.people(3, code) if code != Hat.NOT_STATED else group.people(3):
            group.say(code, person)
    found = how_equal(group.project)
    assert [one.hat.code for one in found.hats] == [Hat.SERVICE_USER, Hat.CARER, Hat.NOT_STATED]
    assert [one.hat.code for one in found.stated] == [Hat.SERVICE_USER, Hat.CARER]


def test_ways_in_are_counted_apart(group: Group) -> None:
    staff = group.people(3, Hat.STAFF)
    on_paper = group.say(Hat.STAFF, staff[0], channel=Channel.PAPER)
    group.say(Hat.STAFF, staff[1], channel=Channel.PAPER)
    group.say(Hat.STAFF, staff[2], channel=Channel.MEETING)
    group.decide([on_paper], Result.TRY_OUT)
    ways = {one.channel: (one.said, one.taken_up) for one in how_equal(group.project).channels}
    assert ways == {Channel.PAPER: (2, 1), Channel.MEETING: (1, 0)}


def test_shares_only_where_eight_spoke_and_with_how_sure(group: Group) -> None:
    carers, staff = group.people(8, Hat.CARER), group.people(7, Hat.STAFF)
    words = [group.say(Hat.CARER, person) for person in carers]
    for person in staff:
        group.say(Hat.STAFF, person)
    group.decide(words[:4], present=carers[:2])
    (only,) = how_equal(group.project).shares
    assert only.hat.code == Hat.CARER
    assert only.taken_up.share == 0.5
    assert only.there.share == 0.25
    assert only.taken_up.low <= 0.2153  # Wilson for 4 of 8: .2152 to .7848
    assert only.taken_up.high >= 0.7846


def test_in_the_room_counts_people_as_what_they_came(group: Group) -> None:
    """With two hats under the one they wore there; guests and counted people add to the meetings alone; corrections count."""
    carers, staff, both = group.people(3, Hat.CARER), group.people(3, Hat.STAFF), group.people(1, Hat.CARER, Hat.STAFF)
    as_carer, as_staff = group.hats[Hat.CARER], group.hats[Hat.STAFF]
    first = group.meet(
        [
            meetings.Seat(as_carer, member=carers[0]),
            meetings.Seat(as_staff, member=both[0]),
            *(meetings.Seat(as_staff, member=person) for person in staff),
        ]
    )
    group.meet([meetings.Seat(as_carer, member=carers[0]), meetings.Seat(as_staff, people=4)])
    group.meet([meetings.Seat(as_carer, name="A guest")])
    planned = meetings.Plan(on=TODAY, purpose="Not written down")
    meetings.plan(project=group.project, plan=planned, by=group.lead)
    found = how_equal(group.project)
    assert found.meetings == 3
    assert of(found, Hat.CARER).in_room == Tally(3, 1)
    assert of(found, Hat.STAFF).in_room == Tally(2, 4)
    held = meetings.Held([meetings.Seat(as_carer, member=person) for person in carers])
    meetings.write_down(meeting=first, held=held, edition=1, by=group.lead)
    found = how_equal(group.project)
    assert of(found, Hat.CARER).in_room == Tally(3, 3)
    assert of(found, Hat.STAFF).in_room == Tally(1, 0)


def test_who_was_at_a_meeting_was_there_when_it_was_decided(group: Group) -> None:
    carers = group.people(3, Hat.CARER)
    words = [group.say(Hat.CARER, person) for person in carers]
    meeting = group.meet([meetings.Seat(group.hats[Hat.CARER], member=person) for person in carers[:2]])
    group.decide(words, meeting=meeting)
    found = of(how_equal(group.project), Hat.CARER)
    assert (found.there, found.at_decisions, found.in_room) == (Tally(2, 2), Tally(1, 2), Tally(1, 2))


@pytest.mark.parametrize("seed", range(4))
def test_numbers_are_what_a_plain_loop_counts(group: Group, seed: int) -> None:
    """A random trail, counted again row by row from what is stored."""
    chance = random.Random(seed)
    people = [person for code in CODES for person in group.people(3, code)]
    both = group.people(2, Hat.CARER, Hat.STAFF)
    everyone = [*people, *both]
    rows = []
    for _number in range(14):
        author = chance.choice(everyone)
        code = chance.choice([hat.code for hat in author.perspectives.all()])
        rows.append(group.say(code, author, author_withheld=chance.random() < 0.15))
    for _number in range(5):
        about = chance.sample(rows, 2)
        result = chance.choice([Result.GO_AHEAD, Result.TRY_OUT, Result.NO])
        extra = {"reason_code": "money"} if result == Result.NO else {}
        decision = group.decide(about, result, present=chance.sample(everyone, 4), **extra)
        if result != Result.NO:
            status = chance.choice([Status.DOING, Status.DONE])
            group.act(about, decision, chance.sample(everyone, 2), status)
    for _number in range(4):
        seats = [
            meetings.Seat(chance.choice(list(person.perspectives.all())), member=person)
            for person in chance.sample(everyone, 5)
        ]
        group.meet([*seats, meetings.Seat(group.hats[chance.choice(CODES)], people=2)])
    found = how_equal(group.project)
    for one in found.hats:
        mine = list(_of_hat(group.project, one.hat))
        assert one.said.items == len(mine)
        assert one.decided == sum(row.fate_decision_id is not None for row in mine)
        taken = [row for row in mine if row.fate not in {"waiting", "talked_about", "later", "not_done"}]
        assert one.taken_up.items == len(taken)
        there = [
            row
            for row in mine
            if row.fate_decision and not row.author_withheld and row.author in row.fate_decision.present.all()
        ]
        assert one.there.items == len(there)
        assert one.we.items == sum(row.whose == "we" and row.fate.startswith("done") for row in mine)
        assert one.we.items <= one.there.items
        if one.is_stated:
            assert one.taken_up.people == len({row.author_id for row in taken})
            wearing = Member.objects.filter(project=group.project, perspectives=one.hat)
            assert one.here == wearing.count()
            attended = Decision.objects.filter(project=group.project, present__in=wearing).distinct()
            assert one.at_decisions == Tally(attended.count(), wearing.exclude(was_there_for=None).distinct().count())
            rows = [
                (meeting.pk, seat.member_id)
                for meeting in group.project.meetings.all()
                for seat in meeting.attendance.all()
                if seat.perspective == one.hat
            ]
            assert one.in_room.items == len({meeting for meeting, _member in rows})
            assert one.in_room.people == len({member for _meeting, member in rows if member})
            worked = Action.objects.filter(project=group.project, workers__in=wearing).distinct()
            assert one.doing == Tally(worked.count(), wearing.exclude(works_on=None).distinct().count())


def _of_hat(project: Project, hat: Perspective) -> Iterator[Contribution]:
    for row in project.contributions.all():
        counts_as = Hat.NOT_STATED if row.author_withheld else row.perspective.code
        if counts_as == hat.code:
            yield row


def test_bars_are_as_long_as_their_numbers(group: Group) -> None:
    carers, staff = group.people(3, Hat.CARER), group.people(3, Hat.STAFF)
    for _round in range(2):
        words = [group.say(Hat.CARER, person) for person in carers]
    for person in staff:
        group.say(Hat.STAFF, person)
    group.decide(words, present=carers[:1])
    hats = how_equal(group.project).hats
    for drawing in (equal_picture.wide(hats), equal_picture.tall(hats)):
        bars = [bar for block in drawing.blocks for bar in block.bars]
        scales = {round(bar.length / bar.number, 6) for bar in bars if bar.number}
        assert len(scales) == 1
        assert all(bar.x + bar.length + 40 <= drawing.width and bar.y + bar.height <= drawing.height for bar in bars)
        assert [bar.number for bar in drawing.blocks[0].bars] == [6, 3, 1, 0]
    assert equal_picture.tall([]).blocks == ()


def _switched_on(world: World) -> str:
    voice_actions.ask_for_voice(project=world.here.project, by=world.here.facilitator)
    voice_actions.answer_voice(project=world.here.project, agrees=True, by=world.here.member)
    return reverse("show:equal", args=[world.here.project.pk])


def test_the_page_says_it_in_words_picture_and_table(world: World, group: Group) -> None:
    carers = group.people(3, Hat.CARER)
    words = [group.say(Hat.CARER, person) for person in carers]
    group.decide(words, present=carers[:1])
    secret = projects.invite(project=group.project, role=Role.MEMBER, by=group.lead)
    other = projects.accept_invitation(secret=secret, user=world.users["member"])
    voice_actions.ask_for_voice(project=group.project, by=group.lead)
    voice_actions.answer_voice(project=group.project, agrees=True, by=other)
    page = text(world.client("member").get(reverse("show:equal", args=[group.project.pk])))
    read = Page(page).words()
    assert "An unpaid carer: for 1 of 3." in read
    assert "What it cannot tell" in read
    assert page.count("<svg") == 3  # the mark, and the picture for wide and for narrow screens
    assert 'style="' not in page


def test_small_hats_get_a_question(world: World) -> None:
    page = text(world.client("member").get(_switched_on(world)))
    read = Page(page).words()
    assert "Too few people to show numbers without pointing at somebody." in read
    assert "<table" not in page.split("<main")[1].split("How it reached")[0]


@pytest.mark.parametrize(
    "who", ["observer", "evaluator", "payments", "administrator", "other_facilitator", "ex_member"]
)
def test_nobody_who_only_looks_on_sees_it(world: World, who: str) -> None:
    assert world.client(who).get(_switched_on(world)).status_code in {403, 404}


def test_numbers_are_not_printed(world: World, group: Group) -> None:
    """Paper leaves the room: everything that holds a number stands in a part that is not printed."""
    for person in group.people(3, Hat.CARER):
        group.say(Hat.CARER, person)
    secret = projects.invite(project=group.project, role=Role.MEMBER, by=group.lead)
    other = projects.accept_invitation(secret=secret, user=world.users["member"])
    voice_actions.ask_for_voice(project=group.project, by=group.lead)
    voice_actions.answer_voice(project=group.project, agrees=True, by=other)
    page = Page(text(world.client("member").get(reverse("show:equal", args=[group.project.pk]))))
    not_printed = [one.text for one in page.with_class("ws-noprint")]
    parts = [one for one in page.elements if one.name in {"table", "svg"} and "main" in one.inside]
    assert len(parts) >= 5
    assert all(any(part.text in text_ for text_ in not_printed) for part in parts)
