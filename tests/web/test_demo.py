"""The worked example: the counts that were asked for, made through actions, true to its own record, marked as invented.

Long because the example is built once, for everything that is held of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wesaid_web.common import audit
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.registry import models_register
from wesaid_web.common.seeing import lenses
from wesaid_web.delivery.actions.sessions import held_on
from wesaid_web.delivery.bridge import load_of
from wesaid_web.delivery.models import Development, HeldRole, Holding, RiskNote, Session
from wesaid_web.people.models import User
from wesaid_web.projects.models import Hat, Member, Project, Role, Topic
from wesaid_web.projects.queries import charter_nudges, voice_of, ways_of
from wesaid_web.show import demo
from wesaid_web.show.demo import stamps
from wesaid_web.show.demo.build import Builder, build_once
from wesaid_web.show.demo.decisions import NINTH
from wesaid_web.show.demo.deliver import Deliverer
from wesaid_web.show.demo.shapes import weeks
from wesaid_web.show.demo.work import WORK
from wesaid_web.show.demo.work_open import OPEN_WORK
from wesaid_web.show.equal import how_equal
from wesaid_web.show.models import PublicPage
from wesaid_web.show.queries import published
from wesaid_web.support.models import Concern, Return
from wesaid_web.telling.models import News
from wesaid_web.telling.queries import told
from wesaid_web.trail.bridge import wrong_fates
from wesaid_web.trail.models import (
    Action,
    Attachment,
    Change,
    Contribution,
    Decision,
    Fate,
    HowKnown,
    Reason,
    Result,
    TryOut,
    Whose,
)
from wesaid_web.trail.places import place
from wesaid_web.trail.postcards import handed_out, to_hand_out
from wesaid_web.trail.queries import counted

PEOPLE_TO_BE = [choice for choice in demo.CHOICES if choice.email]
HARD_WORDS = ("perspective", "take-up", "rung", "stage", "comparator", "re-base", "pdsa", "interval")
LIGHT = 24_000  # bytes: what a picture may add to a page that has to stay under 100 KB


def rows_by_model() -> Counter[str]:
    """How many rows each table has."""
    return Counter(
        {one._meta.label: one._default_manager.count() for one in apps.get_models(include_auto_created=True)}
    )


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[Counter[str]]:
    """The example, built once for this module and taken back at its end. Gives how many rows there were before."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = rows_by_model()
        build_once()
        yield before
        transaction.set_rollback(True)


@pytest.fixture
def project(example: Counter[str], db: None, settings: Any) -> Project:
    """The invented project, served as the worked example."""
    settings.DEMO = True
    return Project.objects.get(pk=demo.PROJECT_ID)


def looking_around(choice: demo.Choice) -> Client:
    """A browser in which somebody chose whom to look around as."""
    client = Client()
    answer = client.post(reverse("look_around", args=[choice.who]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("show:overview", args=[demo.PROJECT_ID])
    return client


def test_forty_one_things_were_said(project: Project) -> None:
    fates = Counter(counted(project).values_list("fate", flat=True))
    assert sum(fates.values()) == 41
    assert fates[Fate.DONE_CHANGED] + fates[Fate.DONE_NO_CHANGE] == 19
    assert fates[Fate.BEING_TRIED] + fates[Fate.TALKED_ABOUT] == 6
    assert fates[Fate.NOT_DONE] == 16
    assert set(fates) == {
        Fate.DONE_CHANGED,
        Fate.DONE_NO_CHANGE,
        Fate.BEING_TRIED,
        Fate.TALKED_ABOUT,
        Fate.NOT_DONE,
    }
    assert not project.contributions.exclude(hidden_at=None).exists()


def test_one_is_done_and_nothing_changed(project: Project) -> None:
    without = counted(project).filter(fate=Fate.DONE_NO_CHANGE)
    assert [row.fate_why for row in without] == ["nothing_changed"]
    assert Change.objects.filter(project=project, nothing_changed=True).count() == 1


def test_reasons_for_not_doing_are_of_every_kind(project: Project) -> None:
    reasons = Counter(counted(project).filter(fate=Fate.NOT_DONE).values_list("fate_why", flat=True))
    assert set(reasons) == {*Reason.values, "stopped", "tried_and_left"}
    assert reasons["stopped"] == reasons["tried_and_left"] == 1


def test_we_is_earned_and_they_is_said(project: Project) -> None:
    """Both on both sides, and nobody's where the name is kept back."""
    by_fate = Counter(counted(project).values_list("fate", "whose"))
    for fate in (Fate.DONE_CHANGED, Fate.NOT_DONE):
        assert by_fate[fate, Whose.WE] >= 5
        assert by_fate[fate, Whose.THEY] >= 5
    kept_back = counted(project).filter(author_withheld=True)
    assert kept_back.count() >= 3
    assert {row.whose for row in kept_back} == {""}


def test_every_fate_is_what_its_trail_gives(project: Project) -> None:
    assert not list(wrong_fates(project=project))


def test_the_audit_trail_holds(project: Project) -> None:
    assert not list(audit.problems())
    stream = AuditEvent.objects.filter(stream=project.pk)
    assert stream.filter(verb="trail.said").count() == project.contributions.filter(part_of=None).count()
    assert stream.filter(verb="trail.decided").count() == project.decisions.count()


def test_fourteen_people_wear_every_hat(project: Project) -> None:
    everyone = Member.objects.filter(project=project, left_at=None)
    people = everyone.filter(role__in=[Role.FACILITATOR, Role.MEMBER])
    assert (people.count(), everyone.count()) == (14, 17)
    assert {one.role for one in everyone} == set(Role)
    assert people.filter(perspectives__code=Hat.CARER).count() >= 3
    assert set(counted(project).values_list("perspective__code", flat=True)) == set(Hat.values)
    assert people.filter(user=None).count() >= 2


def test_nobody_can_be_written_to_or_sign_in_with_a_password(project: Project) -> None:
    users = User.objects.filter(memberships__project=project)
    assert {choice.email for choice in PEOPLE_TO_BE} <= {user.email for user in users}
    for user in users:
        assert user.email.endswith("@example.invalid")
        assert not user.has_usable_password()
        assert not user.is_superuser


@pytest.mark.parametrize("choice", PEOPLE_TO_BE, ids=lambda choice: choice.who)
def test_each_to_look_around_as_has_a_trail_of_their_own(project: Project, choice: demo.Choice) -> None:
    member = Member.objects.get(project=project, user__email=choice.email)
    assert str(choice.title).startswith(member.name.split(" (")[0])
    if member.role == Role.PAYMENTS:  # says nothing on the trail; what waits to be paid is theirs
        page = looking_around(choice).get(reverse("support:people", args=[project.pk])).content.decode()
        assert "It is paid" in page
    else:
        assert len({row.fate for row in counted(project).filter(author=member)}) >= 2


def test_decisions_say_more_than_the_three_answers(project: Project) -> None:
    decisions = Decision.objects.filter(project=project)
    assert set(decisions.values_list("result", flat=True)) == set(Result.values)
    assert decisions.exclude(replaces=None).count() >= 2
    assert decisions.exclude(dissent="").count() >= 5
    assert decisions.exclude(present_counts=None).exists()
    assert {row.how for row in decisions} >= {"consent", "vote", "organisation"}
    assert all(len(row.reason.split()) >= 10 for row in decisions)


def test_things_were_split_put_together_reworded_and_drawn(project: Project) -> None:
    said = project.contributions
    assert said.filter(is_split=True).count() == 1
    assert said.exclude(merged_into=None).count() == 1
    assert said.exclude(versions=None).count() == 1
    assert said.filter(about_other=True).exists()
    pictures = Attachment.objects.filter(project=project)
    assert pictures.count() == 3
    assert all(picture.description and picture.size < LIGHT for picture in pictures)


def test_some_things_are_tried_in_rounds(project: Project) -> None:
    rounds = TryOut.objects.filter(action__project=project)
    assert {"adopt", "adapt", "abandon", ""} == set(rounds.values_list("act", flat=True))
    assert rounds.filter(number=2).count() >= 2


def test_changes_are_seen_told_and_counted(project: Project) -> None:
    changes = Change.objects.filter(project=project, nothing_changed=False)
    known = Counter(changes.values_list("how_known", flat=True))
    assert known[HowKnown.MEASURE] == 4
    assert known[HowKnown.STORY] >= 4
    assert known[HowKnown.OBSERVATION] >= 4
    measures = changes.filter(how_known=HowKnown.MEASURE)
    assert all(row.measure and row.before and row.after and row.chosen_by for row in measures)
    assert {bool(row.compared_with) for row in measures} == {True, False}


def test_what_is_due_is_due_soon_but_for_one(project: Project) -> None:
    due = Action.objects.filter(project=project, status__in=["not_started", "doing"]).values_list("due", flat=True)
    today = timezone.localdate()
    assert len([day for day in due if day < today]) == 1
    assert len([day for day in due if today < day < today + timedelta(weeks=5)]) >= 4


def test_the_group_looked_at_itself_and_did_something_about_it(project: Project) -> None:
    """The uncomfortable part is true: by the day they wrote it down, nobody who cares or uses services had decided anything."""
    ros = Member.objects.get(project=project, user__email="facilitator@example.invalid")
    assert voice_of(project, ros).is_on
    found = {one.hat.code: one for one in how_equal(project).hats}
    carer, staff, uses = found[Hat.CARER], found[Hat.STAFF], found[Hat.SERVICE_USER]
    assert carer.said.items > staff.said.items
    assert carer.there.items / carer.decided < staff.there.items / staff.decided
    first, then = project.reflections.filter(topic=Topic.BAMBER_EQUALITY).order_by("number")
    had = Decision.objects.filter(project=project, final_say__isnull=False).order_by("decided_on")
    by_then = [row.final_say.code for row in had if row.decided_on <= first.written_at.date()]
    assert len(by_then) == 11
    assert "eleven times out of eleven" in first.hard
    assert not {Hat.CARER, Hat.SERVICE_USER} & set(by_then)
    assert (carer.final_say, uses.final_say) == (1, 0)
    (theirs,) = [row for row in had if row.final_say.code == Hat.CARER]
    assert theirs.decided_on == first.by_when < then.written_at.date()
    assert {hat.code for hat in how_equal(project).too_small} == {Hat.MANAGER, Hat.CITIZEN}


def test_the_charter_is_signed_in_its_second_version(project: Project) -> None:
    newest, first = project.charters.order_by("-number")
    assert newest.put_at > first.put_at
    assert newest.signatures.count() == 10
    assert not list(charter_nudges(newest))
    assert list(charter_nudges(first))


def test_it_is_looked_at_through_frameworks_and_says_how_the_group_works(project: Project) -> None:
    assert ways_of(project) == ["co-design", "co-delivery", "peer-support"]
    rows = project.framework_links.all()
    assert {row.framework for row in rows} >= {
        "tlap-ladder",
        "co-delivery-step",
        "co-delivery-cycle",
        "scie-principles",
    }
    assert {bool(row.contribution_id) for row in rows} == {True, False}
    newest, first = project.charters.all()
    assert [row.framework for row in newest.seen_through.all()] == ["bamber-characteristics", "scie-principles"]
    assert not first.seen_through.exists()
    assert all(lens.address for lens in lenses([*rows, *newest.seen_through.all()]))


def test_every_moment_is_told_on_its_own_day(project: Project) -> None:
    """Nothing but the audit trail (and signing in) says when the example was built."""
    day_began = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told = {(one, column) for one, (_project, columns) in stamps.MOMENTS.items() for column in columns}
    for one, column in told:
        way = stamps.MOMENTS[one][0]
        rows = one._default_manager.filter(**{way: project.pk, f"{column}__gte": day_began})
        assert not rows.exists(), (one, column)
    for one, (way, columns) in stamps.DAYS.items():
        for column in columns:
            rows = one._default_manager.filter(**{way: project.pk, f"{column}__gte": day_began.date()})
            assert not rows.exists(), (one, column)
    stamped = {
        (one, field.name)
        for one in apps.get_models()
        if one._meta.label in models_register() and models_register()[one._meta.label].demo == "shown"
        for field in one._meta.get_fields()
        if isinstance(field, models.DateTimeField)
    }
    not_told = {f"{one._meta.label}.{column}" for one, column in stamped - told}
    assert not_told == {
        "common.AuditEvent.at",
        "people.User.last_login",
        "projects.Member.left_at",
        "telling.MailChoice.sending_since",
        "trail.Contribution.hidden_at",
        "trail.GuestInvitation.expires_at",  # counted from when the example was built, so that it works
        "trail.GuestInvitation.revoked_at",
    }


def test_people_have_news_and_cards_are_handed_out_and_to_be_handed_out(project: Project) -> None:
    """Whoever looks around as one of them finds something new, and nothing that is not there."""
    bernie = project.members.get(name="Bernie")
    rows = list(News.objects.filter(member=bernie))
    assert len(told(bernie, rows)) == len(rows) > 20
    assert 0 < sum(not row.seen for row in rows) < 10
    assert {card.to.name for card in to_hand_out(project)} >= {"Mr Whitlock", "Sunita", ""}
    assert "Mr Whitlock" in {given.to.name for given in handed_out(project)}


def test_things_happen_in_an_order_that_can_be(project: Project) -> None:
    for decision in Decision.objects.filter(project=project).prefetch_related("contributions", "replaces", "present"):
        assert all(row.said_on <= decision.decided_on for row in decision.contributions.all())
        assert all(other.decided_on < decision.decided_on for other in decision.replaces.all())
        assert all(there.joined_at.date() <= decision.decided_on for there in decision.present.all())
    for action in Action.objects.filter(project=project).select_related("decision"):
        assert action.made_at.date() >= action.decision.decided_on
        assert action.done_on is None or action.done_on >= action.made_at.date()
    for change in Change.objects.filter(project=project).prefetch_related("actions"):
        assert all(action.status == "done" for action in change.actions.all())
        assert change.since is None or change.since <= change.recorded_at.date()


@pytest.mark.parametrize("days", range(14))
def test_it_never_looks_old(days: int) -> None:
    """Whatever the day it is built on: the last meeting was a Thursday, and what is due is due."""
    today = date(2027, 2, 20) + timedelta(days=days)
    builder = Builder(today)
    assert builder.last_thursday.strftime("%A") == "Thursday"
    assert timedelta(days=1) <= today - builder.last_thursday <= timedelta(days=7)
    due = [builder.day(work.due) for work in OPEN_WORK if work.due is not None and work.due < weeks(5)]
    assert [day < today for day in sorted(due)].count(True) == 1
    assert all(work.due is None or builder.day(work.due) < today for work in WORK)


def test_every_model_that_is_to_be_shown_has_a_row(project: Project, example: Counter[str]) -> None:
    now = rows_by_model()
    shown = [label for label, entry in models_register().items() if entry.demo == "shown"]
    assert shown
    assert not [label for label in shown if now[label] <= example[label]]


def test_building_it_again_changes_nothing(project: Project) -> None:
    before, heads = rows_by_model(), audit.heads()
    build_once()
    assert rows_by_model() == before
    assert audit.heads() == heads


def test_the_first_page_says_so_and_offers_everyone(project: Project) -> None:
    page = Client().get("/").content.decode()
    assert "invented" in page
    for choice in demo.CHOICES:
        assert str(choice.title) in page
        assert reverse("look_around", args=[choice.who]) in page


def addresses(project: Project) -> Iterator[str]:
    """Every page of the trail."""
    key = project.pk
    yield from (reverse(f"show:{name}", args=[key]) for name in ("overview", "mine", "happened", "public_settings"))
    yield from (reverse(f"trail:{name}", args=[key]) for name in ("said", "decided", "did", "changed"))
    yield reverse("show:equal", args=[key])
    yield from (reverse(f"projects:{name}", args=[key]) for name in ("charter", "people", "voice", "reflections"))
    yield from (reverse("projects:reflection", args=[key, number]) for number in (3, 4, 6))
    yield from (reverse(f"delivery:{name}", args=[key]) for name in ("list", "own", "cycle", "cycle_outside"))
    yield from (reverse("delivery:piece", args=[key, row.pk]) for row in project.pieces.all())
    roles = HeldRole.objects.filter(piece__project=project)
    yield from (reverse("delivery:role", args=[key, row.pk]) for row in roles)
    yield from (reverse("projects:charter_version", args=[key, number]) for number in (1, 2))
    for name, rows in (
        ("one", project.contributions),
        ("decision", project.decisions),
        ("action", project.actions),
        ("change", project.changes),
    ):
        yield from (reverse(f"trail:{name}", args=[key, row.pk]) for row in rows.all())


@pytest.mark.parametrize("choice", PEOPLE_TO_BE, ids=lambda choice: choice.who)
def test_every_page_of_the_trail_says_that_it_is_invented(project: Project, choice: demo.Choice) -> None:
    client = looking_around(choice)
    # Whoever pays sees the trail, not how equal the group finds itself.
    closed = {reverse(name, args=[project.pk]) for name in ("show:equal", "projects:voice")}
    pays = Member.objects.filter(project=project, user__email=choice.email, role=Role.PAYMENTS).exists()
    for address in addresses(project):
        answer = client.get(address)
        if pays and address in closed:
            assert answer.status_code == 403, address
            continue
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert "An invented example." in page, address
        assert "invented example)" in page, address
        assert not re.search(rf"\b({'|'.join(HARD_WORDS)})\b", words_of(page)), address


def words_of(page: str) -> str:
    """What is read on a page, in small letters."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"<[^>]+>", " ", main).lower()


def test_the_pictures_can_be_looked_at(project: Project) -> None:
    client = looking_around(PEOPLE_TO_BE[0])
    for picture in Attachment.objects.filter(project=project):
        answer = client.get(reverse("trail:file", args=[project.pk, picture.contribution_id, picture.pk]))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert len(b"".join(answer.streaming_content)) == picture.size


def test_the_public_page_shows_all_of_it_and_no_name(project: Project) -> None:
    choice = demo.choice("public")
    assert choice is not None
    answer = Client().post(reverse("look_around", args=[choice.who]), follow=True)
    assert answer.redirect_chain == [(reverse("public", args=[demo.SLUG]), 302)]
    page = answer.content.decode()
    assert "An invented example." in page
    words = words_of(page)
    for member in Member.objects.filter(project=project):
        assert not re.search(rf"\b{member.name.split(' (')[0].lower()}\b", words), member.name
    for fate in (Fate.DONE_CHANGED, Fate.DONE_NO_CHANGE, Fate.BEING_TRIED, Fate.NOT_DONE):
        assert f"ws-fate--{fate}" in page
    assert "they gave us no reason" in words


def test_the_public_page_is_as_things_stand(project: Project) -> None:
    release = published(project)
    assert release is not None
    assert release.number == 2
    assert release.answers.filter(happy=True).count() == 4
    assert PublicPage.objects.get(project=project).slug == demo.SLUG
    numbers = release.content["numbers"]["by_place"]
    assert numbers == dict(Counter(place(*row) for row in counted(project).values_list("fate", "fate_why")))
    asked = Counter(Contribution.objects.filter(project=project, is_split=False).values_list("public", flat=True))
    assert asked["yes"] == len(release.content["items"])
    assert min(asked["no"], asked["not_asked"]) >= 4


def test_what_people_get_back_is_true_to_life(project: Project) -> None:
    returns = Return.objects.filter(terms__project=project)
    waiting, paid = returns.filter(paid_on=None), returns.exclude(paid_on=None)
    assert waiting.exists()
    assert project.terms.filter(agreed_on=None).exists()
    assert any((row.paid_on - row.due).days > 0 for row in paid if row.paid_on), "something was paid late"
    assert all(row.accepted_on <= row.approved_on <= row.paid_on for row in paid)  # type: ignore[operator]
    assert {row.paid_on.weekday() for row in paid if row.paid_on} <= set(range(5)), "nobody pays at the weekend"
    met = set(project.decisions.values_list("decided_on", flat=True))
    meetings = returns.filter(what_for__in=("Fares to a meeting", "A meeting of the group"))
    assert met.issuperset(meetings.values_list("on", flat=True)), "what is paid for as a meeting was one"
    assert meetings.filter(terms__member__name="Glenys").count() == 9, "whoever came to all has the fares of all"
    (told,) = project.invested.all()
    assert told.content["people"] >= 8
    assert told.content["days"] < 30


# What the group delivers


def test_the_group_delivers_and_every_role_that_began_could_begin(project: Project) -> None:
    """Each role that began has somebody who supports it and had what could go wrong written down by then."""
    held = HeldRole.objects.filter(piece__project=project)
    began = held.filter(holdings__isnull=False).distinct()
    assert (held.count(), began.count()) == (5, 4)
    for role in began:
        first = role.holdings.order_by("started_on")[0]
        assert role.risk_note.written_at.date() <= first.started_on
        assert role.support_id not in {None, role.holder_id}
    asked = held.get(holdings=None)
    assert not RiskNote.objects.filter(role=asked).exists()
    back = Holding.objects.exclude(ended_on=None).get(role__piece__project=project)
    assert back.ended_words


def test_calls_are_those_that_the_trail_tells_of(project: Project) -> None:
    """Six calls and five spoken to; then twelve; and what was over was shared out."""
    calls = Session.objects.filter(
        piece__project=project, piece__action__what="Ring people on their second day at home"
    )
    assert all(held_on(call.role, call.on) for call in calls)
    builder = Builder(timezone.localdate())
    first = calls.filter(on__lt=builder.day(NINTH))
    assert (first.count(), sum(call.reached for call in first)) == (6, 5)
    second = calls.filter(on__gte=builder.day(weeks(3)))
    told = TryOut.objects.get(action__what="Ring people on their second day at home", number=2)
    assert told.did == "Seven calls so far."
    assert sum(call.reached for call in second if call.on <= builder.day(weeks(3) - 12)) == 7
    assert sum(call.reached for call in second) == 12


@pytest.mark.parametrize("days", range(7))
def test_a_week_with_as_many_as_were_agreed_and_what_was_done(project: Project, days: int) -> None:
    """The week in which the limit was reached; they sat down; the role changed and was agreed to again; near it this week."""
    builder = Builder(timezone.localdate())
    glenys = HeldRole.objects.get(piece__project=project, holder__name="Glenys", kind="peer_supporter")
    then = load_of(glenys, builder.day(15))
    assert then is not None
    assert (then.load, then.people) == ("reached", 4)
    assert glenys.supervisions.filter(on=builder.day(weeks(2) - 4)).exists()
    assert glenys.edition == glenys.holdings.get().role_edition == 2
    today = date(2027, 2, 20) + timedelta(days=days)
    week = list(Deliverer(Builder(today)).this_week())
    on = [Builder(today).day(done.ago) for done in week]
    monday = today - timedelta(days=today.weekday())
    assert all(day < today for day in on)
    assert all((day >= monday) == (today.weekday() > 0) for day in on)
    assert sum(done.hours for done in week) == Decimal("2.5")


def test_what_is_somebodys_own_is_shared_or_not(project: Project) -> None:
    assert sorted(Development.objects.filter(member__project=project).values_list("shared", flat=True)) == [False, True]
    private = Development.objects.get(member__project=project, shared=False)
    for choice in PEOPLE_TO_BE:
        page = looking_around(choice).get(reverse("delivery:own", args=[project.pk])).content.decode()
        assert (private.text in page) == (choice.who == "carer")


def test_its_one_worry_is_on_no_page_but_of_whoever_reads_it(project: Project) -> None:
    """Told without a name: nobody follows it, and whoever facilitates does not know of it."""
    (worry,) = Concern.objects.filter(project=project)
    assert worry.reporter is None
    assert worry.words.startswith("(This worry is invented")
    for choice in PEOPLE_TO_BE:
        client = looking_around(choice)
        own = client.get(reverse("support:concern", args=[project.pk, worry.pk]))
        assert (own.status_code == 200) == (choice.who == "worries"), choice.who
        for name in ("support:worry", "support:told_worries", "show:happened", "show:overview", "show:report"):
            assert "rolled their eyes" not in client.get(reverse(name, args=[project.pk])).content.decode(), name
