"""The e-mail about news: once, to whoever wants it, with nothing in it that others may not read; and the link that stops it."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.cast import World
from tests.pages import Page, text
from tests.web.test_telling import decide
from wesaid_web.meetings import actions as meetings
from wesaid_web.people.models import User
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.support import actions as support
from wesaid_web.telling import actions, digest
from wesaid_web.telling.models import MailChoice, News, Often
from wesaid_web.telling.stopping import opened, seal
from wesaid_web.trail.actions import said
from wesaid_web.trail.models import Result


@pytest.fixture
def quiet(world: World) -> World:
    News.objects.all().delete()
    return world


def send(days: int = 0) -> digest.Run:
    return digest.send_all(timezone.localdate() + timedelta(days=days))


def to(user: User) -> list[mail.EmailMessage]:
    return [one for one in mail.outbox if one.to == [user.email]]


def in_two_projects(w: World) -> Member:
    """The member, who is in the other project, too, and said something there."""
    secret = projects.invite(project=w.there.project, role=Role.MEMBER, by=w.there.facilitator)
    member = projects.accept_invitation(secret=secret, user=w.users["member"])
    entered = said.Said(text="Secret words", perspective=w.there.hat, author=member, said_on=timezone.localdate())
    row = said.add(project=w.there.project, said=entered, by=member)
    said.talk_about(contributions=[row], talking=True, by=w.there.facilitator)
    return member


def test_one_e_mail_for_all_projects_and_then_none_until_something_new_happens(quiet: World) -> None:
    in_two_projects(quiet)
    decide(quiet, quiet.here.contribution)
    assert send() == digest.Run(sent=1, failed=0)
    (one,) = to(quiet.users["member"])
    assert one.subject == "News for you"
    assert "- Something you said was decided: no. Why: There is no money for it." in one.body
    assert "- The group talks about something you said" in one.body
    assert "http://127.0.0.1:8000/news/\n" in one.body
    for days in (0, 1, 30):
        assert send(days) == digest.Run(0, 0)
    decide(quiet, quiet.here.contribution, result=Result.GO_AHEAD)
    assert [send(days).sent for days in (0, 6, 7)] == [0, 0, 1]


def test_nothing_stands_in_it_that_others_must_not_read(quiet: World) -> None:
    """No name, no project, no words of anybody, nothing about money or what somebody needs; and not to whom it is in its links."""
    w = quiet
    in_two_projects(w)
    for row in (w.here.contribution, w.here.decided_on):
        decide(w, row)
    said.hide(contribution=w.here.contribution, reason="A reason in words", by=w.here.facilitator)
    support.pay(given=_approved(w), by=Member.objects.get(project=w.here.project, user=w.users["payments"]))
    plan = meetings.Plan(on=timezone.localdate() + timedelta(days=2), purpose="The clinic", place="Ward 7")
    meetings.plan(project=w.here.project, plan=plan, by=w.here.facilitator)
    send()
    (one,) = to(w.users["member"])
    head = f"{one.subject} {one.extra_headers} {one.from_email}"
    words = one.body + head
    for secret in ("Here", "There ", "member", "facilitator", "Words in", "Secret words", "purse", "reason in words"):
        assert secret not in words.replace("There is no money", ""), secret
    for secret in ("clinic", "Ward", "paid", "£", "chair", str(w.users["member"].pk), str(w.here.project.pk)):
        assert secret not in words, secret
    assert "Something about taking part waits for you to read" in one.body
    assert "A meeting is planned for" in one.body
    assert "(2 times)" in one.body
    assert len(one.body) < 2500


def _approved(w: World) -> Any:
    support.advice_offered(member=w.here.member, by=w.here.facilitator)
    support.approve(given=w.here.given, by=w.here.facilitator)
    return w.here.given


def test_what_was_read_or_turned_off_is_not_in_it_and_who_wants_none_gets_none(quiet: World) -> None:
    user, member = quiet.users["member"], quiet.here.member
    decide(quiet, quiet.here.contribution)
    actions.choose_mail(user=user, often=Often.DAILY, off=["trail.decided"], by=user)
    assert send().sent == 0
    actions.choose_mail(user=user, often=Often.NEVER, off=[], by=user)
    assert send().sent == 0
    actions.choose_mail(user=user, often=Often.DAILY, off=[], by=user)
    actions.mark_seen(news=list(News.objects.values_list("pk", flat=True)), by=member)
    assert send().sent == 0
    decide(quiet, quiet.here.contribution)
    assert send().sent == 1
    decide(quiet, quiet.here.contribution)
    assert [send(days).sent for days in (0, 1)] == [0, 1]


@pytest.mark.parametrize("who", ["removed", "closed account"])
def test_who_is_no_longer_here_is_not_written_to(quiet: World, who: str) -> None:
    decide(quiet, quiet.here.contribution)
    if who == "removed":
        Member.objects.filter(pk=quiet.here.member.pk).update(left_at=timezone.now())
    else:
        User.objects.filter(pk=quiet.here.member.user_id).update(is_active=False)
    assert send().sent == 0


def test_what_may_not_be_seen_any_more_is_asked_for_when_it_is_sent(quiet: World) -> None:
    decide(quiet, quiet.here.contribution)
    quiet.here.contribution.author = None
    quiet.here.contribution.save(update_fields=["author"])
    assert send().sent == 0


def test_what_cannot_wait_comes_the_next_day_and_what_is_over_does_not_come(quiet: World) -> None:
    here, today = quiet.here, timezone.localdate()
    decide(quiet, here.contribution)
    assert send().sent == 1
    plan = meetings.Plan(on=today + timedelta(days=3), purpose="Tea")
    row = meetings.plan(project=here.project, plan=plan, by=here.facilitator)
    notice = meetings.ShortNotice(why="Snow", told_on=today)
    meetings.cancel(meeting=row, notice=notice, by=here.facilitator)
    member = quiet.users["member"]
    before = len(to(member))
    send()
    assert len(to(member)) == before  # nobody gets two on one day
    send(1)
    assert "does not take place" in to(member)[-1].body
    News.objects.filter(member=here.member).update(mailed=False)
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        MailChoice.objects.all().update(sent_on=None)
        send()
        assert "does not take place" not in to(member)[-1].body


class Stopped(BaseException):
    """The program is stopped, as by a kill: nothing of it runs any further."""


def test_stopped_between_sending_and_writing_down_one_e_mail_is_sent_twice_and_no_other(
    quiet: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = _news_for_many(quiet)
    with monkeypatch.context() as patched:
        patched.setattr(actions, "sent", lambda **_given: (_ for _ in ()).throw(Stopped()))
        with pytest.raises(Stopped):
            send()
    assert len(mail.outbox) == 1
    first = mail.outbox[0].to
    assert send() == digest.Run(sent=len(everybody) - 1, failed=0)  # at once: that one may still be on its way
    assert sorted(one.to[0] for one in mail.outbox) == sorted(everybody)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert send() == digest.Run(sent=1, failed=0)
        assert send() == digest.Run(sent=0, failed=0)
    assert mail.outbox[-1].to == first
    assert len(mail.outbox) == len(everybody) + 1


def _news_for_many(w: World) -> list[str]:
    plan = meetings.Plan(on=timezone.localdate() + timedelta(days=30), purpose="Tea")
    meetings.plan(project=w.here.project, plan=plan, by=w.here.facilitator)
    found = list(News.objects.values_list("member__user__email", flat=True))
    assert len(found) > 3
    return found


def test_two_runs_at_once_send_each_e_mail_once(quiet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second begins while the first is in the middle of sending its first."""
    everybody, once = _news_for_many(quiet), []
    send_one = mail.EmailMessage.send

    def sends(self: mail.EmailMessage, *args: Any, **kwargs: Any) -> int:
        if not once:
            once.append(True)
            assert send() == digest.Run(sent=len(everybody) - 1, failed=0)
        return send_one(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", sends)
    assert send() == digest.Run(sent=1, failed=0)
    assert sorted(one.to[0] for one in mail.outbox) == sorted(everybody)


def test_one_that_cannot_be_sent_keeps_nobody_from_theirs_and_is_tried_again(
    quiet: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    everybody = _news_for_many(quiet)
    send_one = mail.EmailMessage.send

    def refuses(self: mail.EmailMessage, *args: Any, **kwargs: Any) -> int:
        if self.to == ["member@example.org"]:
            raise OSError("mailbox unavailable")
        return send_one(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(mail.EmailMessage, "send", refuses)
        assert send() == digest.Run(sent=len(everybody) - 1, failed=1)
    assert "member@example.org" not in caplog.text
    assert send() == digest.Run(sent=1, failed=0)


# The link that stops them


def link_in(one: mail.EmailMessage) -> str:
    (address,) = re.findall(r"http://127.0.0.1:8000(/news/stop/\S+)", one.body)
    assert one.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000{address}>"
    assert one.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return str(address)


def test_the_link_does_nothing_when_it_is_opened_and_stops_them_when_it_is_sent(quiet: World) -> None:
    decide(quiet, quiet.here.contribution)
    send()
    address = link_in(to(quiet.users["member"])[0])
    client = Client(enforce_csrf_checks=True)
    shown = text(client.get(address))
    client.head(address)
    assert "Nothing is changed yet" in shown
    choice = MailChoice.objects.get(user=quiet.users["member"])
    assert choice.often == Often.WEEKLY
    # As a program that reads e-mail sends it: from elsewhere, without a cookie, without having opened the page.
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    choice.refresh_from_db()
    assert choice.often == Often.NEVER
    decide(quiet, quiet.here.contribution)
    assert send(60).sent == 0
    assert "sessionid" not in client.cookies
    assert "wesaid_session" not in client.cookies


def test_the_link_tells_nothing_of_the_account_and_does_nothing_else(quiet: World) -> None:
    """The page is the same for a link of somebody, of somebody who has gone, and of nobody."""
    user = quiet.users["member"]
    choice = MailChoice.objects.create(user=user)
    token = seal(choice.pk)
    assert user.pk.hex not in token
    assert user.email not in token

    def pages(token: str) -> list[str]:
        address = reverse("news:stop", args=[token])
        return [Page(text(Client().get(address))).words(), Page(text(Client().post(address))).words()]

    mine = pages(token)
    assert mine == pages(token) == pages(seal(uuid.uuid4()))
    assert "member" not in " ".join(mine)
    assert Client().get(reverse("people:me")).status_code == 302
    whole = reverse("news:stop", args=[token])
    for broken in (token[:-2], token.replace("~", ""), choice.pk.hex, "x" * 90):
        assert Client().get(reverse("news:stop", args=[broken])).status_code == 404
        assert Client().post(reverse("news:stop", args=[broken])).status_code == 404
    assert opened(whole.split("/")[-2]) == choice.pk


def test_a_seal_for_something_else_does_not_stop_e_mails(quiet: World) -> None:
    from django.core import signing

    choice = MailChoice.objects.create(user=quiet.users["member"])
    other = signing.Signer(salt="something else").sign(choice.pk.hex)
    assert opened(other) is None
    assert opened(signing.Signer(salt="wesaid.stop-mail").sign("not an id")) is None


def test_somebody_chooses_how_often_and_about_what(quiet: World) -> None:
    client, user = quiet.client("member"), quiet.users["member"]
    address = reverse("news:mail")
    assert "Once a week at most" in Page(text(client.get(address))).words()
    assert not MailChoice.objects.exists()
    wrong = client.post(address, {"often": "hourly", "about": ["trail.decided"]})
    assert wrong.status_code == 422
    client.post(address, {"often": "daily", "about": ["trail.decided", "meetings.meeting"]})
    choice = MailChoice.objects.get(user=user)
    assert choice.often == Often.DAILY
    assert "trail.done" in choice.off
    assert not {"trail.decided", "meetings.meeting"} & set(choice.off)
    client.post(address, {"often": "never"})
    choice.refresh_from_db()
    assert choice.often == Often.NEVER
    assert "trail.decided" in choice.off


def test_news_of_more_than_a_year_ago_goes(quiet: World) -> None:
    decide(quiet, quiet.here.contribution)
    News.objects.update(at=timezone.now() - timedelta(days=360))
    actions.drop_old()
    assert News.objects.count() == 1
    News.objects.update(at=timezone.now() - timedelta(days=366))
    actions.drop_old()
    assert News.objects.count() == 0


def test_it_is_in_the_language_somebody_chose(quiet: World) -> None:
    User.objects.filter(pk=quiet.users["member"].pk).update(language="cy")
    decide(quiet, quiet.here.contribution)
    send()
    (one,) = to(quiet.users["member"])
    with translation.override("cy"):
        assert one.subject == translation.gettext("News for you") != "News for you"
