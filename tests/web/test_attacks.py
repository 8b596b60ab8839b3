"""What somebody tried who wanted what was not theirs: each of these worked once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, make_user
from tests.pages import Page, text
from tests.web.rows import audit_of
from wesaid_web.common import erasure
from wesaid_web.common.names import SETTLED
from wesaid_web.joining.actions import applying, finding, roles, sponsors
from wesaid_web.joining.models import Application, Kept, Promise, PromiseSaid, RoleKind
from wesaid_web.joining.queries import by_code
from wesaid_web.people import actions as people
from wesaid_web.people import step_actions
from wesaid_web.people.models import User
from wesaid_web.privacy import complaint_actions
from wesaid_web.privacy import erasing_actions as erasing
from wesaid_web.privacy.held import held, person_of
from wesaid_web.privacy.models import AskedHow, Complaint, GoesTo
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Charter, Member, Role
from wesaid_web.show.queries import told, what_happened
from wesaid_web.trail.models import Contribution

# Addresses that lead away


@pytest.mark.parametrize("path", ["//elsewhere.example/", "///elsewhere.example/", "/\\elsewhere.example/"])
def test_no_way_back_leads_to_another_site(db: None, path: str) -> None:
    """An address of this site whose path begins with two strokes is another site once the name of this one is cut off."""
    for given in (f"http://testserver{path}", path):
        answer = Client().post("/language/", {"language": "cy", "next": given})
        assert answer["Location"] == "/", given


def test_setting_up_a_second_step_goes_on_to_no_other_site(world: World) -> None:
    client = world.client("facilitator")
    client.get(reverse("people:second_step"), {"next": "http://testserver//elsewhere.example/"})
    assert "elsewhere" not in str(dict(client.session))


# Links and codes of others


def test_asking_for_a_link_by_email_does_not_end_one_that_was_handed_over(world: World) -> None:
    """Whoever knows an address could otherwise keep out somebody who has no e-mail at hand, again and again."""
    user = world.users["member"]
    handed = people.make_sign_in_link(user=user, by=world.users["administrator"])
    Client().post(reverse("people:ask_link"), {"email": user.email})
    assert people.use_sign_in_link(secret=handed) == user


def test_signing_in_with_one_link_ends_the_others(world: World) -> None:
    user = world.users["member"]
    handed = people.make_sign_in_link(user=user, by=world.users["administrator"])
    asked = people.make_sign_in_link(user=user, by=None)
    assert people.use_sign_in_link(secret=asked) == user
    with pytest.raises(people.LinkNotUsable):
        people.use_sign_in_link(secret=handed)


def test_who_was_removed_does_not_come_back_with_a_link_from_before(world: World) -> None:
    """Somebody without an account was invited to one, and then removed."""
    here = world.here
    member = projects.add_person(project=here.project, name="Was here", perspectives=[], by=here.facilitator)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=member)
    projects.remove(member=member, by=here.facilitator)
    with pytest.raises(projects.InvitationNotUsable):
        projects.accept_invitation(secret=secret, user=make_user("Comes back"))
    assert Member.objects.get(pk=member.pk).left_at is not None


def test_a_facilitator_does_not_get_the_code_of_whoever_applied(world: World) -> None:
    """With it they could take back in their name what somebody wrote, and say why for them."""
    here = world.here
    sent = {"name": "Jo", "background": "Came home alone"}
    form = Page(text(Client().get(reverse("apply:apply", args=[here.coming_in.secret])))).value_of("id")
    answer = text(Client().post(reverse("apply:apply", args=[here.coming_in.secret]), {**sent, "id": form}))
    code = Page(answer).with_class("ws-spoken")[0].text.replace(" ", "")
    row = Application.objects.get(name="Jo")
    known = {**sent, "id": str(row.pk), "said_yes": "on"}
    typed = world.client("facilitator").post(reverse("joining:application_new", args=[here.project.pk]), known)
    again = Client().post(reverse("apply:apply", args=[here.coming_in.secret]), known)
    for page in (typed, again):
        assert code not in page.content.decode().replace(" ", "")
    assert applying.code_digest(applying.code_for(row.pk)) != row.code_digest


def test_who_answers_a_complaint_does_not_get_the_code_of_whoever_complained(world: World) -> None:
    """A complaint is sent again with what stands in the address of whoever answers it."""
    client = Client()
    sent = {"about": "data", "words": "You kept my number"}
    form = Page(text(client.get(reverse("complain")))).value_of("id")
    client.post(reverse("complain"), {**sent, "id": form})
    row = Complaint.objects.get(words="You kept my number")
    client.post(reverse("complain"), {**sent, "id": str(row.pk)})
    assert complaint_actions.digest_of(complaint_actions.code_of(row.pk)) != row.digest


def charter(world: World, **names: str) -> Charter:
    """The group's charter, with people named in it."""
    found: Charter = world.here.project.charters.latest("number")
    Charter.objects.filter(pk=found.pk).update(**names)
    return found


def test_nobody_says_yes_with_a_slip_for_somebody_who_has_an_account_now(world: World) -> None:
    """Whoever printed the slip could change the role, and say yes to that in the name of its holder."""
    here, paper = world.here, world.here.paper_person
    what = roles.What(RoleKind.NOTES, "Write down what is said")
    role = roles.add(project=here.project, holder=paper, what=what, by=here.facilitator)
    code = roles.give_code(role=role, by=here.facilitator)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=paper)
    projects.accept_invitation(secret=secret, user=make_user("Has one now"))
    answer = Client().post(reverse("apply:mine"), {"code": code}, follow=True)
    assert answer.status_code == 422
    assert by_code(code) is None


def test_an_email_holds_nothing_that_a_stranger_wrote(db: None) -> None:
    """Whoever makes an account with the address of somebody else chooses what it is called."""
    words = "Ann,\n\nYour account is closed. Open it again: https://elsewhere.example/"
    sent = {"name": words, "email": "somebody@else.example", "password1": "correct horse battery"}
    Client().post(reverse("account_signup"), sent)
    user = User.objects.get(email="somebody@else.example")
    assert "elsewhere" in user.name
    Client().post(reverse("people:ask_link"), {"email": user.email})
    step_actions.make_spare_codes(user=user)
    assert len(mail.outbox) >= 3
    assert not any("elsewhere" in f"{message.subject}{message.body}" for message in mail.outbox)


# What is held about somebody, as a way to look for what is not theirs


def test_a_count_of_ones_name_is_no_way_to_read_a_complaint(world: World) -> None:
    """Somebody calls themselves as they like. How often that stands in what they may not read is not told."""
    user, words = world.users["member"], "the keys of the hall"
    for goes_to in GoesTo:
        said = complaint_actions.Complained("treated", f"They took {words}", goes_to)
        complaint_actions.complain(said=said, project=world.here.project, user=world.users["observer"])
    finding.write_no(project=world.here.project, no=finding.No(f"Because of {words}"), by=world.here.facilitator)
    User.objects.filter(pk=user.pk).update(name=words)
    assert held(person_of(user)).named == 0


def test_a_name_that_is_kept_back_is_in_no_count(world: World) -> None:
    user, row = world.users["member"], world.here.contribution
    User.objects.filter(pk=user.pk).update(name="Alexandria Fernsby")
    Contribution.objects.filter(pk=row.pk).update(guest_name="Alexandria Fernsby")
    assert held(person_of(user)).named == 1
    for shut in ({"author_withheld": True}, {"author_withheld": False, "hidden_at": timezone.now()}):
        Contribution.objects.filter(pk=row.pk).update(**shut)
        assert held(person_of(user)).named == 0


def test_a_name_is_counted_where_it_stands_whole(world: World) -> None:
    """Else it would be found letter by letter, whatever it stands in."""
    user = world.users["member"]
    charter(world, sponsor="Alexandria Fernsby")
    for name, count in (("Alexandria Fern", 0), ("Alexandria Fernsby", 1)):
        User.objects.filter(pk=user.pk).update(name=name)
        assert held(person_of(user)).named == count, name


# Being erased, as a way to take away what others wrote


@pytest.mark.parametrize("where", ["account", "project"])
def test_calling_oneself_like_words_of_others_does_not_take_them_away(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Somebody senior calls themselves like what they decided, and is erased at once. What they were called before goes."""
    monkeypatch.setattr(erasure, "ledger_path", lambda: tmp_path / "erasures.jsonl")
    here, member = world.here, world.here.member
    reason, user = here.decision.reason, world.users["member"]
    leads = charter(world, sponsor=reason, facilitator="Ask Alexandria Fernsby")
    came = timezone.now() - timedelta(days=30)
    User.objects.filter(pk=user.pk).update(name="Alexandria Fernsby", date_joined=came)
    Member.objects.filter(pk=member.pk).update(name="Alexandria Fernsby", joined_at=came)
    if where == "account":
        people.rename(user=user, name=reason[:80], by=user)
    else:
        projects.set_hats(member=member, name=reason[:80], perspectives=[], by=member)
    page = world.client("member").post(reverse("yours_erase"), {"words": "keep", "names": "on", "when": "now"})
    assert "within the last four weeks" in text(page)
    erasing.erase_account(user=User.objects.get(pk=user.pk), take_words=False, everywhere=True)
    here.decision.refresh_from_db()
    leads.refresh_from_db()
    assert (here.decision.reason, leads.sponsor, leads.facilitator) == (reason, reason, "Ask [name removed]")


@pytest.mark.parametrize(("came", "passed"), [(timedelta(days=30), SETTLED), (timedelta(hours=1), timedelta(0))])
def test_what_somebody_has_been_called_for_a_while_or_since_they_came_goes(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, came: timedelta, passed: timedelta
) -> None:
    monkeypatch.setattr(erasure, "ledger_path", lambda: tmp_path / "erasures.jsonl")
    member, user = world.here.member, world.users["member"]
    people.rename(user=user, name="Alexandria Fernsby", by=user)
    projects.set_hats(member=member, name="Alex F", perspectives=[], by=member)
    leads = charter(world, sponsor="Alexandria Fernsby", facilitator="Alex F")
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - came)
    Member.objects.filter(pk=member.pk).update(joined_at=timezone.now() - came)
    with time_machine.travel(timezone.now() + passed):
        erasing.erase_account(user=User.objects.get(pk=user.pk), take_words=False, everywhere=True)
    leads.refresh_from_db()
    assert (leads.sponsor, leads.facilitator) == ("[name removed]", "[name removed]")


def test_a_name_goes_also_where_whoever_wrote_it_down_is_gone(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First one is erased who wrote down how a promise was kept, then one who is named in it."""
    monkeypatch.setattr(erasure, "ledger_path", lambda: tmp_path / "erasures.jsonl")
    here, user = world.here, world.users["member"]
    said = sponsors.say_kept(
        promise=Promise.objects.get(sponsor__project=here.project),
        kept=Kept.YES,
        words="Alexandria Fernsby saw it",
        said_by="",
        by=here.facilitator,
        seen=0,
    )
    PromiseSaid.objects.filter(pk=said.pk).update(written_by=None)
    User.objects.filter(pk=user.pk).update(name="Alexandria Fernsby")
    erasing.erase_account(user=user, take_words=False, everywhere=True)
    said.refresh_from_db()
    assert said.words == "[name removed] saw it"


def test_a_week_of_grace_is_told_by_email(world: World) -> None:
    """Without a password nothing but the address is asked for, and whoever does not look in would not know of it."""
    user = world.users["member"]
    erasing.ask(user=user, take_words=False, everywhere=False)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([user.email], "In a week you will be erased")
    ]
    assert "taken back" in str(mail.outbox[0].body)


def test_who_got_an_account_is_not_erased_for_what_was_written_down_before(world: World) -> None:
    here, paper = world.here, world.here.paper_person
    asked = {"how": AskedHow.PHONE, "take_words": True, "everywhere": True}
    erasing.ask_for(member=paper, by=here.facilitator, **asked)
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=paper)
    user = make_user("Joins after all")
    with audit_of(here.project.pk) as rows:
        projects.accept_invitation(secret=secret, user=user)
    assert [row.verb for row in rows] == ["privacy.erasure_taken_back", "projects.joined"]
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=8)) == erasing.Run(0, 0, 0)
    paper.refresh_from_db()
    assert paper.user == user


def test_what_nobody_here_did_is_not_told_of_somebody_without_an_account(db: None) -> None:
    """A project that the command line began has nobody who began it."""
    project = projects.create_project(name="Brought in", by=None)
    projects.place_person(project=project, name="On paper", by=None)
    assert [str(line.who) for line in told(project, list(what_happened(project)))] == [""]


def test_a_password_is_not_given_back_where_a_form_could_not_be_taken(world: World) -> None:
    """Passwords of three words look like words that somebody wrote, and would stand on the screen."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["member"])
    sent = {"words": "keep", "when": "week", "typed": "correct horse battery", "other": "two words"}
    page = client.post(reverse("yours_erase"), sent)
    assert page.status_code == 403
    assert "two words" in text(page)
    assert "correct horse" not in text(page)
