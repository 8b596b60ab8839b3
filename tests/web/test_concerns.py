"""A worry reaches who it is for, and nobody else can see that there is one.

Long because it holds everybody against every page: what somebody who is not to know of a worry sees is compared, to the
letter, with what they saw before it was told.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.cast import CAST, WITHOUT_ACCOUNT, Place, World, make_safe, make_user, tell_worry
from tests.crawl import addresses, crawl, outside
from tests.meta.brimful import fill
from tests.pages import Page, body, text
from wesaid_web.cli.check import _audit, _contacts, _print_heads
from wesaid_web.common import audit
from wesaid_web.common.access import Elsewhere, NotAllowed, NotYet
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.registry import Erase, models_register
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.support import concern_actions as actions
from wesaid_web.support import rules
from wesaid_web.support.mail import remind
from wesaid_web.support.models import Concern, ConcernNote, NoteKind
from wesaid_web.trail.archive.writing import as_document

LATER = timedelta(days=14)


def member_of(world: World, who: str) -> Member:
    return Member.objects.select_related("project", "user").get(project=world.here.project, user=world.users[who])


def can_read(concern: Concern, today: date | None = None) -> set[str]:
    """Everybody of the cast, and of the other project, who finds it among what they read or told."""
    people = Member.objects.select_related("user")
    return {
        one.words if one.user is None else one.user.name
        for one in people
        if rules.read_by(one, today).filter(pk=concern.pk).exists()
    }


# Who reads


def test_it_goes_to_the_one_who_was_named_and_later_to_who_stands_in(world: World) -> None:
    concern = world.here.concern
    today = timezone.localdate()
    assert can_read(concern) == {"concern_lead"}
    assert can_read(concern, concern.deputy_from - timedelta(days=1)) == {"concern_lead"}
    assert can_read(concern, concern.deputy_from) == {"concern_lead", "deputy"}
    actions.mark_read(concern=concern, by=member_of(world, "concern_lead"))
    concern.refresh_from_db()
    assert (concern.read_on, concern.read_by) == (today, member_of(world, "concern_lead"))
    assert can_read(concern, today + LATER) == {"concern_lead"}


def test_who_stood_in_keeps_what_came_to_them_when_it_is_read_late(world: World) -> None:
    concern = world.here.concern
    Concern.objects.filter(pk=concern.pk).update(deputy_from=timezone.localdate())
    actions.mark_read(concern=concern, by=member_of(world, "concern_lead"))
    assert can_read(concern) == {"concern_lead", "deputy"}


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 11, 23), 2, date(2026, 11, 25)),  # Monday to Wednesday
        (date(2026, 11, 26), 2, date(2026, 11, 30)),  # Thursday to Monday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday to Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday to Monday
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
        (date(2026, 11, 26), 10, date(2026, 12, 10)),
    ],
)
def test_working_days(day: date, count: int, then: date) -> None:
    assert rules.working_days_after(day, count) == then


def test_where_the_first_is_not_to_know_it_goes_to_who_stands_in_at_once(world: World) -> None:
    lead = member_of(world, "concern_lead")
    concern = tell_worry(world.here.project, world.here.member, excluded=(lead,))
    assert can_read(concern) == {"deputy"}
    assert can_read(concern, timezone.localdate() + LATER) == {"deputy"}


def test_where_who_stands_in_is_not_to_know_it_never_reaches_them(world: World) -> None:
    deputy = member_of(world, "deputy")
    concern = tell_worry(world.here.project, world.here.member, excluded=(deputy,))
    assert can_read(concern, timezone.localdate() + LATER) == {"concern_lead"}
    with pytest.raises(NotYet):
        actions.share_with_deputy(concern=concern, by=member_of(world, "concern_lead"))


def test_where_nobody_may_know_nothing_is_kept_and_the_page_says_so(world: World) -> None:
    both = (member_of(world, "concern_lead"), member_of(world, "deputy"))
    before = Concern.objects.count()
    with pytest.raises(actions.NobodyToRead):
        tell_worry(world.here.project, world.here.member, excluded=both)
    data = {"words": "My own words", "whose": "mine", "named": "with", "excluded": [str(one.pk) for one in both]}
    answer = world.client("member").post(reverse("support:concern_new", args=[world.here.project.pk]), data)
    page = Page(text(answer))
    assert answer.status_code == 422
    assert "was not kept and went to nobody" in page.words()
    assert "The council’s safeguarding team" in page.words()
    assert "01632 960 999" in page.words()
    assert page.value_of("words") == "My own words"
    assert Concern.objects.count() == before


def test_nobody_becomes_a_reader_of_what_was_told_by_changing_the_list(world: World) -> None:
    """Whoever facilitates may name people. They do not read what was told before, not even by naming themselves."""
    here, concern = world.here, world.here.concern
    make_safe(here.project, here.facilitator, lead=here.facilitator, read_within=1)
    assert can_read(concern, timezone.localdate() + LATER) == {"concern_lead", "deputy"}
    new = tell_worry(here.project, here.member)
    assert can_read(new, timezone.localdate() + LATER) == {"facilitator"}


def test_who_reads_it_may_hand_it_over_and_not_to_anybody_who_is_not_to_know(world: World) -> None:
    here, lead = world.here, member_of(world, "concern_lead")
    kept_from = tell_worry(here.project, here.member, excluded=(here.facilitator,))
    make_safe(here.project, here.facilitator, lead=here.facilitator)
    with pytest.raises(NotYet):
        actions.hand_over(concern=kept_from, by=lead)
    with pytest.raises(actions.NotTheirs):
        actions.hand_over(concern=here.concern, by=here.facilitator)
    actions.hand_over(concern=here.concern, by=lead)
    assert can_read(here.concern) == {"facilitator"}


def test_where_the_first_leaves_who_stands_in_reads_it(world: World) -> None:
    concern = world.here.concern
    actions.mark_read(concern=concern, by=member_of(world, "concern_lead"))
    projects.remove(member=member_of(world, "concern_lead"), by=world.here.facilitator)
    assert can_read(concern) == {"deputy"}
    assert world.client("concern_lead").get(at(world.here, "concern", concern)).status_code == 404
    world.users["deputy"].is_active = False
    world.users["deputy"].save()
    page = Page(text(world.client("member").get(at(world.here, "told_one", concern))))
    assert "Nobody who can read it is here any more. Please ring somebody." in page.words()


def test_who_comes_back_does_not_read_again_what_others_read_now(world: World) -> None:
    here, lead, concern = world.here, member_of(world, "concern_lead"), world.here.concern
    actions.mark_read(concern=concern, by=lead)
    alone = tell_worry(here.project, here.member, excluded=(member_of(world, "deputy"),))
    projects.remove(member=lead, by=here.facilitator)
    make_safe(here.project, here.facilitator)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator)
    assert projects.accept_invitation(secret=secret, user=world.users["concern_lead"]) == lead
    assert can_read(concern, timezone.localdate() + LATER) == {"deputy"}
    assert can_read(alone, timezone.localdate() + LATER) == {"concern_lead"}  # else nobody could, ever
    assert list(audit.problems()) == []


def test_a_place_that_is_given_to_somebody_else_comes_without_worries(world: World) -> None:
    """Two links for one place: the second is kept until whoever used the first has closed their account."""
    here = world.here
    invite = {"project": here.project, "role": Role.MEMBER, "by": here.facilitator, "member": here.paper_person}
    links = [projects.invite(**invite) for _link in range(2)]
    member = projects.accept_invitation(secret=links[0], user=make_user("First of Here"))
    told = tell_worry(here.project, member)
    make_safe(here.project, here.facilitator, lead=member)
    read = tell_worry(here.project, here.member)
    Member.objects.filter(pk=member.pk).update(user=None)
    taken = projects.accept_invitation(secret=links[1], user=make_user("Second"))
    assert taken == member
    assert not rules.told_by(taken).filter(pk=told.pk).exists()
    assert not rules.read_by(taken, timezone.localdate() + LATER).filter(pk=read.pk).exists()


def test_letting_who_stands_in_read_it_now(world: World) -> None:
    lead = member_of(world, "concern_lead")
    actions.mark_read(concern=world.here.concern, by=lead)
    actions.share_with_deputy(concern=world.here.concern, by=lead)
    assert can_read(world.here.concern) == {"concern_lead", "deputy"}


def test_what_is_added_is_unread_again(world: World) -> None:
    concern, lead = world.here.concern, member_of(world, "concern_lead")
    actions.mark_read(concern=concern, by=lead)
    Concern.objects.filter(pk=concern.pk).update(read_on=timezone.localdate() - LATER, deputy_from=timezone.localdate())
    assert can_read(concern) == {"concern_lead"}
    actions.add_to(concern=concern, words="And again", by=world.here.member)
    concern.refresh_from_db()
    assert concern.read_on is None
    assert concern.deputy_from == rules.working_days_after(timezone.localdate(), 2)
    assert can_read(concern) == {"concern_lead"}
    assert can_read(concern, concern.deputy_from) == {"concern_lead", "deputy"}


# Everybody against every step


STEPS: dict[str, Any] = {
    "mark_read": lambda concern, by: actions.mark_read(concern=concern, by=by),
    "note": lambda concern, by: actions.note(concern=concern, kind=NoteKind.NOTE, words="x", by=by),
    "share": lambda concern, by: actions.share_with_deputy(concern=concern, by=by),
    "hand_over": lambda concern, by: actions.hand_over(concern=concern, by=by),
    "close": lambda concern, by: actions.close(concern=concern, outcome="x", remove_on=timezone.localdate(), by=by),
    "add_to": lambda concern, by: actions.add_to(concern=concern, words="x", by=by),
}


@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_can_do_anything_with_it(step: str, world: World) -> None:
    may = {"member"} if step == "add_to" else {"concern_lead"}
    everybody = Member.objects.select_related("user", "project").exclude(user=None)
    for who in everybody:
        if who.user and who.user.name not in may:
            with pytest.raises(NotAllowed):
                STEPS[step](world.here.concern, who)


def at(place: Place, name: str, concern: Concern) -> str:
    return reverse(f"support:{name}", args=[place.project.pk, concern.pk])


def test_what_is_not_for_somebody_looks_like_what_is_not_there(world: World) -> None:
    """To the letter, for every address of a worry and everybody who may not open it."""
    lead = member_of(world, "concern_lead")
    concern = tell_worry(world.here.project, world.here.member, excluded=(lead, world.here.facilitator))
    for name in ("concern", "concern_close", "told_one"):
        for who in sorted(WITHOUT_ACCOUNT):  # asked to sign in, whether it is there or not
            for address in (at(world.here, name, concern), at(world.here, name, Concern(pk=uuid.uuid4()))):
                assert world.client(who).get(address)["Location"].startswith(reverse("account_login")), (name, who)
        for who in sorted(set(CAST) - WITHOUT_ACCOUNT - {"deactivated"}):
            client = world.client(who)
            real = client.get(at(world.here, name, concern))
            if who == ("member" if name == "told_one" else "deputy"):
                assert real.status_code == 200
                continue
            none = client.get(reverse(f"support:{name}", args=[world.here.project.pk, uuid.uuid4()]))
            assert real.status_code == none.status_code == 404, (name, who)
            assert without_seal(text(real)) == without_seal(text(none))


_SEAL = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}'
)


def without_seal(page: str) -> str:
    """A page without what differs each time it is opened: the seal of forms, and ids that forms make up."""
    return _SEAL.sub("", page)


def sees(world: World, who: str) -> dict[str, tuple[int, str]]:
    """Everything somebody can open, to the letter; of concerns themselves all that were told before."""
    client = world.client(who)
    found = {}
    for name, address in [*outside(), *addresses(world.here.project)]:
        if "/worries/" in address or "/worry/told/" in address:
            continue
        answer = client.get(address)
        found[f"{name} {address}"] = (answer.status_code, without_seal(body(answer).decode("latin-1")))
    for name in ("concerns", "concerns_due", "told_worries", "concern_sent", "worry", "concern_new"):
        answer = client.get(reverse(f"support:{name}", args=[world.here.project.pk]))
        found[name] = (answer.status_code, without_seal(text(answer)))
    return found


@pytest.mark.parametrize("who", ["concern_lead", "facilitator"])
def test_whoever_is_not_to_know_sees_the_same_as_before_on_every_page(who: str, world: World) -> None:
    """Everything there is to open, before and after: told, escalated, read, written to, closed and due for removal."""
    here = world.here
    before, heads = sees(world, who), [str(head) for head in audit.heads()]
    mail.outbox.clear()
    excluded = (member_of(world, "concern_lead"), here.facilitator, member_of(world, "observer"))
    concern = tell_worry(here.project, here.member, words="Zeisig zeisig", excluded=excluded)
    deputy = member_of(world, "deputy")
    actions.mark_read(concern=concern, by=deputy)
    actions.note(concern=concern, kind=NoteKind.DONE, words="Zeisig done", by=deputy)
    actions.add_to(concern=concern, words="Zeisig added", by=here.member)
    actions.close(concern=concern, outcome="Zeisig closed", remove_on=timezone.localdate(), by=deputy)
    after = sees(world, who)
    assert after.keys() == before.keys()
    assert [name for name in before if before[name] != after[name]] == []
    assert "zeisig" not in str(after).lower()
    assert [str(head) for head in audit.heads()] == heads  # what ``wesaid check --audit`` prints
    assert list(_audit([])) == []
    assert {message.to[0] for message in mail.outbox} == {world.users["deputy"].email}


def test_the_deputy_sees_nothing_of_what_is_not_theirs_yet(world: World) -> None:
    before = sees(world, "deputy")
    tell_worry(world.here.project, world.here.member, words="Zeisig")
    assert sees(world, "deputy") == before


def test_those_who_may_do_see_it(world: World) -> None:
    """So that the test before did look."""
    before = {who: sees(world, who) for who in ("concern_lead", "member")}
    tell_worry(world.here.project, world.here.member, words="Zeisig")
    for who, page in (("concern_lead", "concerns"), ("member", "told_worries")):
        assert [name for name, seen in sees(world, who).items() if seen != before[who][name]] == [page]


# Without a name


def test_without_a_name_nothing_leads_to_who_told_it(world: World) -> None:
    here = world.here
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    sent = {"words": "Without a name", "whose": "mine", "named": "without", "id": str(uuid.uuid4())}
    answer = world.client("member").post(reverse("support:concern_new", args=[here.project.pk]), sent)
    assert answer["Location"] == reverse("support:concern_sent", args=[here.project.pk])
    concern = Concern.objects.get(words="Without a name")
    assert concern.reporter is None
    (row,) = AuditEvent.objects.filter(pk__gt=last)
    assert (row.actor, row.verb, row.subject, row.details) == (None, "support.concern_told", concern.pk, {})
    assert row.stream == audit.CONFIDENTIAL
    everything = Concern.objects.filter(pk=concern.pk).values().get()
    ids = {str(here.member.pk), str(here.member.user_id)}
    assert not ids & {str(value) for value in everything.values()}
    assert not any(hasattr(value, "hour") for value in everything.values())  # days, no hours
    assert world.client("member").get(at(here, "told_one", concern)).status_code == 404


def test_with_a_name_the_person_follows_it_and_never_reads_the_notes(world: World) -> None:
    here, concern, lead = world.here, world.here.concern, member_of(world, "concern_lead")
    client = world.client("member")
    assert "Not read yet" in text(client.get(at(here, "told_one", concern)))
    assert client.post(at(here, "told_one", concern), {"words": ""}).status_code == 422
    client.post(at(here, "told_one", concern), {"words": "It happened again"})
    reads = world.client("concern_lead")
    assert "It happened again" in text(reads.get(at(here, "concern", concern)))
    reads.post(at(here, "concern_read", concern))
    reads.post(at(here, "concern_note", concern), {"words": "For readers only", "kind": "note"})
    reads.post(at(here, "concern_note", concern), {"words": "We spoke to them", "kind": "done"})
    assert reads.post(at(here, "concern_note", concern), {"words": "x", "kind": "added"}).status_code == 422
    page = text(client.get(at(here, "told_one", concern)))
    assert "Read on" in page
    assert "We spoke to them" in page
    assert "For readers only" not in page
    closing = {"outcome": "They apologised", "remove_on": "2999-01-01"}
    assert (
        reads.post(at(here, "concern_close", concern), {"outcome": "x", "remove_on": "2001-01-01"}).status_code == 422
    )
    assert reads.post(at(here, "concern_close", concern), closing).status_code == 302
    assert "They apologised" in text(client.get(at(here, "told_one", concern)))
    with pytest.raises(NotYet):
        actions.add_to(concern=concern, words="More", by=here.member)
    assert lead.user


def test_typed_in_for_somebody_and_told_without_an_account(world: World) -> None:
    here = world.here
    typed = {"words": "On a slip", "whose": "theirs", "named": "with", "who": "Mrs Slip", "excluded": [here.member.pk]}
    world.client("observer").post(reverse("support:concern_new", args=[here.project.pk]), typed)
    slip = Concern.objects.get(words="On a slip")
    assert (slip.on_behalf, slip.who, slip.reporter) == (True, "Mrs Slip", member_of(world, "observer"))
    page = Page(text(world.client("concern_lead").get(at(here, "concern", slip)))).words()
    assert "who typed it in for somebody else" in page
    assert "They say who it is: Mrs Slip" in page
    guest = tell_worry(here.project, None, who="The guest in blue", words="No account")
    assert (guest.reporter, guest.who) == (None, "The guest in blue")
    assert can_read(guest) == {"concern_lead"}


def test_from_inside_something_that_is_being_said(world: World) -> None:
    """The words come along, nothing is kept, and nothing goes on the trail."""
    here, client = world.here, world.client("member")
    page = Page(text(client.get(reverse("trail:say", args=[here.project.pk]))))
    (button,) = [one for one in page.elements if one.attrs.get("name") == "from_saying"]
    said, told = here.project.contributions.count(), Concern.objects.count()
    answer = client.post(
        button.attrs["formaction"], {"text": "He shouted at me", "from_saying": "yes", "hat": here.hat.pk}
    )
    assert answer.status_code == 200
    assert Page(text(answer)).value_of("words") == "He shouted at me"
    assert (here.project.contributions.count(), Concern.objects.count()) == (said, told)
    submits = [one for one in page.elements if one.name == "button" and one.attrs.get("type") == "submit"]
    inside = [one for one in submits if one.attrs.get("name") in {"from_saying", "another"} or one.text == "Say it"]
    assert inside[0].text == "Say it"  # what Enter presses


def test_from_a_contribution(world: World) -> None:
    here, client = world.here, world.client("observer")
    page = text(client.get(reverse("trail:one", args=[here.project.pk, here.contribution.pk])))
    address = f"{reverse('support:concern_new', args=[here.project.pk])}?about={here.contribution.pk}"
    assert address in page
    about = Page(text(client.get(address))).value_of("about")
    sent = {"words": "These words worry me", "whose": "mine", "named": "without", "about": about}
    client.post(reverse("support:concern_new", args=[here.project.pk]), sent)
    concern = Concern.objects.get(words="These words worry me")
    assert concern.about == here.contribution.pk
    link = reverse("trail:one", args=[here.project.pk, here.contribution.pk])
    assert link in text(world.client("concern_lead").get(at(here, "concern", concern)))


def test_the_form_says_what_is_missing_and_keeps_what_was_written(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("support:concern_new", args=[here.project.pk])
    answer = client.post(address, {"words": "Kept", "whose": "", "named": ""})
    assert answer.status_code == 422
    assert Page(text(answer)).value_of("words") == "Kept"
    own = {"words": "Kept", "whose": "mine", "named": "with", "excluded": [here.member.pk]}
    assert "untick your own name" in text(client.post(address, own))
    foreign = {"words": "x", "whose": "mine", "named": "with", "excluded": [world.there.member.pk]}
    assert client.post(address, foreign).status_code == 422
    with pytest.raises(Elsewhere):
        tell_worry(here.project, here.member, excluded=(world.there.member,))
    with pytest.raises(Elsewhere):
        tell_worry(here.project, world.there.member)


def test_sent_twice_it_is_told_once_and_an_id_of_elsewhere_tells_nothing(world: World) -> None:
    here, address = world.here, reverse("support:concern_new", args=[world.here.project.pk])
    sent = {"id": str(uuid.uuid4()), "words": "Once", "whose": "mine", "named": "with"}
    for _time in range(2):
        assert world.client("member").post(address, sent).status_code == 302
    assert Concern.objects.filter(words="Once").count() == 1
    theirs = sent | {"id": str(world.there.concern.pk), "words": "Mine"}
    assert world.client("member").post(address, theirs).status_code == 302
    assert Concern.objects.get(words="Mine").project == here.project


# Keeping and removing


def test_it_is_removed_on_its_day_and_not_before(world: World) -> None:
    here, lead = world.here, member_of(world, "concern_lead")
    today = timezone.localdate()
    actions.close(concern=here.concern, outcome="x", remove_on=today + timedelta(days=1), by=lead)
    assert actions.remove_due(by=lead) == 0
    due = tell_worry(here.project, here.member, words="Due")
    actions.close(concern=due, outcome="x", remove_on=today, by=lead)
    other = tell_worry(here.project, here.member, excluded=(lead,))
    actions.close(concern=other, outcome="x", remove_on=today, by=member_of(world, "deputy"))
    client = world.client("concern_lead")
    page = text(client.get(reverse("support:concerns_due", args=[here.project.pk])))
    assert page.count("due since") == 1
    assert Concern.objects.filter(pk=due.pk).exists()  # the list alone removes nothing
    client.post(reverse("support:concerns_due", args=[here.project.pk]))
    assert set(Concern.objects.filter(project=here.project)) == {here.concern, other}
    assert actions.remove_all_due(today=today) == 1
    assert actions.remove_all_due(today=today + timedelta(days=1)) == 1
    assert list(audit.problems()) == []


def test_what_is_held_of_it_stands_outside_archive_and_erasure(world: World) -> None:
    register = models_register()
    for label in ("support.Concern", "support.Concern_excluded", "support.ConcernNote"):
        assert register[label].archive.startswith("left out")
        assert "until the day set when it is closed" in register[label].retention
        assert {field.erase for field in register[label].fields.values()} == {Erase.KEEP}
    for label in ("support.Need", "support.NeedAnswer", "support.CheckIn"):
        assert Erase.KEEP not in {field.erase for field in register[label].fields.values()}
    document = json.dumps(as_document(world.here.project), default=str)
    for needle in ("A worry in Here", str(world.here.concern.pk), "Lee Lead", "A chair in Here", "Tired in Here"):
        assert needle not in document
    assert not [app for app in apps.get_app_configs() if app.name == "django.contrib.admin"]


# Words of its own


def word(label: str) -> str:
    return f"zeisig-{label.partition('.')[2].replace('.', '-').lower()}-q"[:40]  # a telephone number has no more room


OF_CONCERNS = ("support.Concern.words", "support.Concern.who", "support.Concern.outcome", "support.ConcernNote.words")


def test_words_of_a_worry_are_on_its_own_pages_and_nowhere_else(world: World) -> None:
    """As everybody of the project: read by the observer, told by the member; and nobody else finds a word of it."""
    brim = fill(word)
    places: dict[str, set[str]] = {}
    for who in ("facilitator", "member", "observer"):
        for answer in crawl(brim.client(who), brim.project):
            for label in OF_CONCERNS:
                if word(label) in answer.text:
                    places.setdefault(who, set()).add(answer.route)
    assert places == {
        "member": {"support:told_worries", "support:told_one"},
        "observer": {"support:concern", "support:concerns_due", "support:concern_close"} & places.get("observer", set())
        | {"support:concern"},
    }
    for client in (world.client("administrator"), world.client("other_facilitator"), world.client("anonymous")):
        for answer in crawl(client, brim.project):
            assert not [label for label in OF_CONCERNS if word(label) in answer.text], answer.route
    assert ConcernNote.objects.filter(concern__project=brim.project).count() >= 3


def test_an_email_says_that_something_waits_and_nothing_else(world: World, settings: Any) -> None:
    mail.outbox.clear()
    tell_worry(world.here.project, world.here.member, words="Zeisig", who="Zeisig")
    (message,) = mail.outbox
    assert message.to == [world.users["concern_lead"].email]
    said = message.subject + message.body
    assert "zeisig" not in said.lower()
    assert "member" not in said.replace(str(world.here.project.pk), "")
    mail.outbox.clear()
    settings.MAIL_CONFIGURED = False
    tell_worry(world.here.project, world.here.member)
    assert mail.outbox == []


def test_each_day_whoever_can_read_what_waits_too_long_is_reminded_once(world: World) -> None:
    here = world.here
    for _number in range(2):
        tell_worry(here.project, here.member)
    mail.outbox.clear()
    remind()
    assert mail.outbox == []
    Concern.objects.filter(project=here.project).update(deputy_from=timezone.localdate())
    Concern.objects.get(pk=here.concern.pk).excluded.add(member_of(world, "deputy"))
    remind()
    assert sorted(message.to[0] for message in mail.outbox) == ["concern.lead@example.org", "deputy@example.org"]
    Concern.objects.filter(project=here.project).exclude(pk=here.concern.pk).delete()
    mail.outbox.clear()
    remind()
    assert [message.to[0] for message in mail.outbox] == ["concern.lead@example.org"]


def test_what_wesaid_check_prints_does_not_depend_on_worries(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """In-process, as it looks at whom people can tell, and where each chain stands."""

    def printed() -> str:
        assert list(_contacts()) == []
        _print_heads()
        return capsys.readouterr().out

    before = printed()
    tell_worry(world.here.project, world.here.member)
    assert printed() == before
    projects.remove(member=member_of(world, "deputy"), by=world.here.facilitator)
    assert "1 projects name somebody who is no longer there" in printed()


def test_no_head_that_is_tried_tells_how_many_worries_there_are(world: World) -> None:
    """Where the chain of worries stands is never printed; heads made up for it get no answer, whether they fit or not."""
    tell_worry(world.here.project, world.here.member)
    for seq in (1, 2, 1000):
        made_up = audit.Head(audit.CONFIDENTIAL, seq, "0" * 64)
        assert list(audit.problems(earlier=[made_up])) == []


def test_no_new_account_takes_over_what_was_told(world: World) -> None:
    """Somebody who is invited anew, or to the place of somebody on paper, finds nothing that others told."""
    here = world.here
    slip = tell_worry(here.project, here.facilitator, on_behalf=True, who="Paper of Here")
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=here.paper_person)
    user = make_user("Paper now")
    member = projects.accept_invitation(secret=secret, user=user)
    assert not rules.told_by(member).exists()
    assert not rules.read_by(member, timezone.localdate() + LATER).exists()
    assert slip.reporter == here.facilitator
