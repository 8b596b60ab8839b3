"""The second step of signing in: codes that count once, passkeys that are checked, who needs one, and what ends sessions.

Long because each way in, each thing that must not be a way in, and each end of a session is one short test.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings as product
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import APP_SECRET, World, code_now, make_user, sign_in, with_second_step
from tests.pages import Page, text
from tests.web.soft_key import SoftKey, ask, send
from wesaid_web.cli.check import _second_steps
from wesaid_web.people import actions as people
from wesaid_web.people import devices, second_step, step_actions
from wesaid_web.people.models import SignedIn, User
from wesaid_web.people.sealing import NotSealedHere, seal, unseal
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role

RIGHT = "correct horse battery"
SIGN_IN, STEP, KEY_IN = "/account/sign-in/", "/account/sign-in/code/", "/account/sign-in/passkey/"
INDEX, ADD_APP, ADD_KEY = "/account/second-step/", "/account/second-step/app/", "/account/second-step/passkey/"


@pytest.fixture
def user(db: None) -> User:
    return make_user("Ana")


def first_step(user: User, **extra: Any) -> Client:
    """A browser in which somebody gave the right password and is asked for the second step."""
    client = Client(**extra)
    answer = client.post(SIGN_IN, {"login": user.email, "password": RIGHT})
    assert answer["Location"] == STEP
    return client


def inside(client: Client) -> bool:
    return client.get("/projects/").status_code == 200


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


# Codes


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, SHA-1, the last six of its eight digits."""
    from base64 import b32encode

    secret = b32encode(b"12345678901234567890").decode()
    for now, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert second_step.half_minute_of(secret, code, now=now) == now // 30
        assert second_step.half_minute_of(secret, code, now=now + 30) == now // 30
        assert second_step.half_minute_of(secret, code, now=now + 90) is None
    for wrong in ("", "28708", "2870822", "287 083", "２８７０８２", "28708a", "-" * 40):
        assert second_step.half_minute_of(secret, wrong, now=59) is None
    assert second_step.half_minute_of(secret, "287 082", now=59) == second_step.half_minute_of(
        secret, "287-082", now=59
    )


def test_an_app_is_set_up_and_asked_for_from_then_on(user: User) -> None:
    client = signed_in(user)
    page = text(client.get(ADD_APP))
    secret = Page(page).with_class("ws-code")[0].words
    secret = "".join("".join(secret).split())
    assert f"secret={secret}" in page
    assert text(client.get(ADD_APP)).count("".join(secret[:4])) >= 1  # the same key when the page is opened again
    assert client.post(ADD_APP, {"code": "000000"}).status_code == 422
    made = client.post(ADD_APP, {"code": code_now(secret)})
    spare = _codes(text(made))
    assert len(spare) == len(set(spare)) == 10
    assert secret not in str(Authenticator.objects.get(user=user, type="totp").data)
    assert client.get(ADD_APP).status_code == 302
    other = first_step(user)
    assert not inside(other)
    with time_machine.travel(timezone.now() + timedelta(seconds=60)):
        assert other.post(STEP, {"code": code_now(secret)})["Location"] == "/projects/"
    assert inside(other)
    third = first_step(user)
    assert third.post(STEP, {"code": spare[4]}).status_code == 302
    assert "9 spare codes left" in text(third.get(INDEX))


def _codes(page: str) -> list[str]:
    found = Page(page).with_class("ws-sparecodes")
    assert len(found) == 1
    digits = "".join("".join(found[0].words).split())
    return [digits[place : place + 8] for place in range(0, len(digits), 8)]


def test_a_code_works_once_and_so_does_a_spare_one(user: User) -> None:
    with_second_step(user)
    spare = step_actions.make_spare_codes(user=user)[0]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for code in (code_now(), spare):
            assert first_step(user).post(STEP, {"code": code}).status_code == 302
            assert first_step(user).post(STEP, {"code": code}).status_code == 422
        clock.shift(30)  # the first code would count for half a minute more, had it not been used
        assert first_step(user).post(STEP, {"code": code_now(later=-1)}).status_code == 422
        assert first_step(user).post(STEP, {"code": code_now()}).status_code == 302


def test_the_code_that_set_the_app_up_does_not_sign_in(user: User) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        step_actions.add_app(user=user, secret=APP_SECRET, code=code_now(), keep=None)
        assert first_step(user).post(STEP, {"code": code_now()}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_code_sent_by_two_at_the_same_moment_lets_one_in() -> None:
    user = with_second_step(make_user("At once"))
    code, start = code_now(), threading.Barrier(4)

    def tries(_number: int) -> bool:
        try:
            start.wait()
            step_actions.use_code(user=user, code=code)
        except step_actions.WrongCode:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tries, range(4))) == [False, False, False, True]


def test_ten_wrong_codes_stop_the_guessing_and_right_ones_are_not_counted(user: User) -> None:
    with_second_step(user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(9):
            clock.shift(1)
            assert first_step(user, REMOTE_ADDR=f"10.0.0.{number}").post(STEP, {"code": "12"}).status_code == 422
        clock.shift(1)
        assert first_step(user).post(STEP, {"code": code_now()}).status_code == 302
        clock.shift(1)
        first_step(user).post(STEP, {"code": "12"})
        clock.shift(60)
        page = first_step(user, REMOTE_ADDR="10.0.9.9").post(STEP, {"code": code_now()})
        assert (page.status_code, "Too many codes were wrong" in text(page)) == (422, True)
        other = with_second_step(make_user("Ben"))
        assert first_step(other).post(STEP, {"code": code_now()}).status_code == 302
        clock.shift(60 * 5)
        assert first_step(user).post(STEP, {"code": code_now()}).status_code == 302


def test_no_more_than_fifty_guesses_a_day(user: User) -> None:
    with_second_step(user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = first_step(user)
        for number in range(50):
            clock.shift(61)
            answer = client.post(STEP, {"code": "12"}, REMOTE_ADDR=f"10.0.{number}.1")
            if answer.status_code == 410:  # signing in was begun too long ago
                client = first_step(user)
                client.post(STEP, {"code": "12"}, REMOTE_ADDR=f"10.0.{number}.1")
        assert "Too many codes" in text(first_step(user).post(STEP, {"code": code_now()}))


def test_without_the_first_step_there_is_no_second(user: User) -> None:
    with_second_step(user)
    stranger = Client()
    assert stranger.get(STEP).status_code == 410
    assert stranger.post(STEP, {"code": code_now()}).status_code == 410
    assert stranger.get(reverse("passkey_question", args=["step"])).status_code == 403
    turned = first_step(user)
    assert turned.get(SIGN_IN)["Location"] == STEP
    assert turned.post(STEP, {"back": "yes"})["Location"] == SIGN_IN
    assert turned.get(STEP).status_code == 410


def test_an_account_closed_between_the_steps_stays_closed(user: User) -> None:
    client = first_step(with_second_step(user))
    people.set_active(user=user, active=False, by=user)
    assert client.post(STEP, {"code": code_now()}).status_code == 410
    assert not inside(client)


@pytest.mark.parametrize("way", ["link", "new password"])
def test_no_way_in_leads_around_the_second_step(user: User, way: str) -> None:
    with_second_step(user)
    client = Client()
    if way == "link":
        secret = people.make_sign_in_link(user=user, by=None)
        answer = client.post(reverse("people:use_link", args=[secret]))
    else:
        client.post(reverse("account_reset_password"), {"email": user.email})
        link = next(word for word in mail.outbox[-1].body.split() if "/password/new/" in word)
        page = client.get(link.replace(product.PUBLIC_URL, ""), follow=True)
        words = "an entirely new horse"
        client.post(page.redirect_chain[-1][0], {"password1": words, "password2": words})
        assert not inside(client)
        answer = client.post(SIGN_IN, {"login": user.email, "password": words})
    assert answer["Location"] == STEP
    assert not inside(client)


def test_a_password_that_is_wrong_says_the_same_whether_or_not_there_is_a_second_step(user: User) -> None:
    plain, stepped = make_user("Plain"), with_second_step(user)

    def said(email: str) -> str:
        client = Client()
        page = text(client.post(SIGN_IN, {"login": email, "password": "wrong horse battery"}))
        return page.replace(email, "-").replace(client.cookies["wesaid_csrf"].value, "-")

    import re

    hide = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    pages = {hide.sub("", said(email)) for email in (plain.email, stepped.email, "nobody@example.org")}
    assert len(pages) == 1


# Passkeys


def with_passkey(user: User) -> SoftKey:
    client, key = signed_in(user), SoftKey()
    made = send(client, ADD_KEY, key.create(ask(client, "add")))
    assert len(_codes(text(made))) == 10
    return key


def test_a_passkey_signs_in_by_itself_and_as_a_second_step(user: User) -> None:
    key = with_passkey(user)
    alone = Client()
    assert send(alone, KEY_IN, key.get(ask(alone, "sign-in"))).status_code == 302
    assert alone.session["_auth_user_id"] == str(user.pk)
    after = first_step(user)
    assert send(after, STEP, key.get(ask(after, "step")))["Location"] == "/projects/"
    assert Authenticator.objects.get(user=user, type="webauthn").last_used_at


def refused(client: Client, credential: Any) -> bool:
    answer = send(client, KEY_IN, credential)
    assert (answer.status_code, "That passkey did not work here" in text(answer)) == (422, True)
    return "_auth_user_id" not in client.session


def test_a_passkey_is_refused_where_anything_about_it_is_wrong(user: User) -> None:
    key, other = with_passkey(user), SoftKey()
    other.user, other.id = key.user, key.id  # the same names, another key
    unverified = SoftKey(verifies=False)
    unverified.private, unverified.user = key.private, key.user
    client = Client()
    stranger = make_user("Stranger")
    for wrong in (
        lambda question: key.get(question, spoil=True),
        lambda question: key.get(question, origin="https://elsewhere.example.org"),
        lambda question: key.get({**question, "challenge": "AAAA"}),
        lambda question: key.get({**question, "rpId": "elsewhere.example.org"}),
        other.get,
        unverified.get,
        lambda question: {**key.get(question), "id": "AAAA", "rawId": "AAAA"},
    ):
        assert refused(client, wrong(ask(client, "sign-in")))
    key.user = str(stranger.pk).encode()
    assert refused(client, key.get(ask(client, "sign-in")))
    assert refused(client, key.get({"challenge": "AAAA", "rpId": "localhost"}))  # no question was asked


def test_an_answer_for_a_passkey_works_once(user: User) -> None:
    key = with_passkey(user)
    client = Client()
    answer = key.get(ask(client, "sign-in"))
    assert send(client, KEY_IN, answer).status_code == 302
    client.post("/account/sign-out/")
    assert refused(client, answer)


ANYTHING = [[], {}, "x", 7, None, {"id": 1}, {"response": []}, {"response": {"userHandle": 5}}, {"rawId": "é"}]


@pytest.mark.parametrize("sent", ANYTHING, ids=repr)
def test_whatever_is_sent_instead_of_a_passkey_is_refused_without_an_error(user: User, sent: Any) -> None:
    key = with_passkey(user)
    client, mine = Client(), signed_in(user)
    question = ask(client, "sign-in")
    assert refused(client, sent)
    if isinstance(sent, dict):
        ask(client, "sign-in")
        assert refused(client, key.get(question) | sent)
    ask(mine, "add")
    assert send(mine, ADD_KEY, sent).status_code == 422
    assert client.post(KEY_IN, {"credential": "{" * 200000}).status_code == 422
    assert client.post(KEY_IN, {}).status_code == 422


def test_a_passkey_of_a_closed_account_does_not_open_it(user: User) -> None:
    key = with_passkey(user)
    people.set_active(user=user, active=False, by=user)
    client = Client()
    assert send(client, KEY_IN, key.get(ask(client, "sign-in")))["Location"] == reverse("account_inactive")
    assert not inside(client)


def test_a_key_that_does_not_ask_who_holds_it_is_not_added(user: User) -> None:
    client = signed_in(user)
    assert send(client, ADD_KEY, SoftKey(verifies=False).create(ask(client, "add"))).status_code == 422
    assert send(client, ADD_KEY, SoftKey().create(ask(client, "add"), origin="https://x.example")).status_code == 422
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_passkey_is_somebodys_own(user: User) -> None:
    with_passkey(user)
    step = Authenticator.objects.get(user=user, type="webauthn")
    other = signed_in(make_user("Other"))
    address = reverse("people:step_remove", args=[step.pk])
    assert (other.get(address).status_code, other.post(address).status_code) == (404, 404)
    mine = signed_in(user)
    assert "Remove the passkey" in text(mine.get(address))
    mine.post(address)
    assert not Authenticator.objects.filter(user=user).exists()  # with the last one the spare codes go


# Who needs one


def test_whoever_runs_the_site_pays_or_evaluates_sets_one_up_first(world: World) -> None:
    Authenticator.objects.all().delete()
    project = world.here.project.pk
    for who in ("administrator", "evaluator", "payments"):
        client = world.client(who)
        assert client.get(reverse("projects:list"))["Location"] == f"{INDEX}?next=/projects/"
        page = client.get(INDEX, {"next": f"/projects/{project}/?q=words"}, follow=True)
        assert "Before you go on" in text(page)
        typed = client.post(reverse("people:me"), {"name": "A name that was typed"})
        assert (typed.status_code, "A name that was typed" in text(typed)) == (403, True)
        with_second_step(world.users[who])
        after = world.client(who)
        assert after.get(reverse("projects:list")).status_code == 200
    for who in ("member", "facilitator", "observer", "concern_lead"):
        assert world.client(who).get(reverse("projects:list")).status_code == 200


def test_a_role_that_was_left_or_given_up_no_longer_asks_for_one(world: World) -> None:
    Authenticator.objects.all().delete()
    member = Member.objects.get(project=world.here.project, user=world.users["evaluator"])
    projects.change_role(member=member, role=Role.OBSERVER, by=world.here.facilitator)
    assert inside(world.client("evaluator"))
    projects.change_role(member=member, role=Role.PAYMENTS, by=world.here.facilitator)
    assert not inside(world.client("evaluator"))
    projects.remove(member=member, by=world.here.facilitator)
    assert inside(world.client("evaluator"))


def test_somebody_invited_to_evaluate_sets_one_up_and_goes_on_to_where_they_were_going(world: World) -> None:
    user = make_user("New evaluator")
    secret = projects.invite(project=world.here.project, role=Role.EVALUATOR, by=world.here.facilitator)
    client = signed_in(user)
    joined = client.post(reverse("join_now", args=[secret]))
    target = joined["Location"]
    client.get(client.get(target)["Location"], follow=True)
    page = text(client.get(ADD_APP))
    key = "".join("".join(Page(page).with_class("ws-code")[0].words).split())
    made = text(client.post(ADD_APP, {"code": code_now(key)}))
    assert f'href="{target}"' in made
    assert client.get(target).status_code in {200, 302}
    assert inside(client)


# Once more who it is


def test_payments_and_what_is_set_up_ask_once_more_after_a_quarter_of_an_hour(world: World) -> None:
    project, given = world.here.project.pk, world.here.given.pk
    client = world.client("payments")
    pay = reverse("support:pay", args=[project, given])
    assert client.get(pay).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = client.get(pay)
        assert answer["Location"] == f"{reverse('again')}?next={pay}".replace("?next=/", "?next=%2F").replace(
            pay[1:], pay[1:].replace("/", "%2F")
        )
        assert client.post(pay, {"on": "2026-03-10"}).status_code == 302
        assert client.post(reverse("again"), {"code": "12", "next": pay}).status_code == 422
        assert client.post(reverse("again"), {"code": code_now(), "next": "https://elsewhere.example.org/"})[
            "Location"
        ] in {INDEX, "/"}
        assert client.get(pay).status_code == 200
        member = world.client("member")
        assert member.get(ADD_APP).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        for address in (ADD_APP, ADD_KEY, INDEX + "spare-codes/"):
            assert member.get(address)["Location"].startswith(reverse("account_reauthenticate"))
        assert member.get(reverse("passkey_question", args=["add"])).status_code == 403
        again = member.post(reverse("account_reauthenticate"), {"password": RIGHT, "next": ADD_APP})
        assert again["Location"] == ADD_APP
        assert member.get(ADD_APP).status_code == 200
        approve = reverse("support:approve", args=[project, given])
        late = world.client("facilitator")
    with time_machine.travel(timezone.now() + timedelta(minutes=60)):
        assert late.post(approve)["Location"].startswith(reverse("account_reauthenticate"))
        world.here.given.refresh_from_db()
        assert world.here.given.approved_on is None


def test_the_password_alone_does_not_do_for_somebody_with_a_second_step(user: User) -> None:
    client = signed_in(with_second_step(user))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        asked = client.post(reverse("account_reauthenticate"), {"password": RIGHT})
        assert asked["Location"].startswith(reverse("again"))
        assert client.get(INDEX + "spare-codes/").status_code == 302


def test_somebody_who_has_only_links_is_told_to_sign_in_again(user: User) -> None:
    user.set_unusable_password()
    user.save()
    client = signed_in(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        for address in (ADD_APP, reverse("account_set_password")):
            page = client.get(address)
            assert (page.status_code, "Sign in again first" in text(page)) == (403, True)


# What ends sessions


def test_what_ends_every_session_and_what_keeps_the_one_it_was_done_in(world: World) -> None:
    user, leading = world.users["member"], world.here.facilitator

    def two() -> tuple[Client, Client]:
        return world.client("member", anew=True), world.client("member", anew=True)

    here, elsewhere = two()
    here.post(
        "/account/password/", {"oldpassword": RIGHT, "password1": "a new horse 12", "password2": "a new horse 12"}
    )
    assert (inside(here), inside(elsewhere)) == (True, False)
    user.refresh_from_db()
    here, elsewhere = two()
    projects.change_role(member=world.here.member, role=Role.OBSERVER, by=leading)
    assert (inside(here), inside(elsewhere)) == (False, False)
    here, elsewhere = two()
    step_actions.add_app(user=user, secret=APP_SECRET, code=code_now(), keep=here.session.session_key)
    assert (inside(here), inside(elsewhere)) == (True, False)
    here, elsewhere = two()
    step = Authenticator.objects.get(user=user, type="totp")
    here.post(reverse("people:step_remove", args=[step.pk]))
    assert (inside(here), inside(elsewhere)) == (True, False)
    here, elsewhere = two()
    here.post(reverse("people:where"))
    assert (inside(here), inside(elsewhere)) == (True, False)
    here, elsewhere = two()
    people.set_active(user=user, active=False, by=world.users["administrator"])
    people.set_active(user=user, active=True, by=world.users["administrator"])
    assert (inside(here), inside(elsewhere)) == (False, False)
    here, elsewhere = two()
    step_actions.reset(user=user)
    assert (inside(here), inside(elsewhere)) == (False, False)
    here, elsewhere = two()
    projects.remove(member=world.here.member, by=leading)
    assert (inside(here), inside(elsewhere)) == (False, False)
    here, elsewhere = two()
    projects.set_hats(member=world.there.member, name="Hat", perspectives=[world.there.hat], by=world.there.member)
    assert (inside(here), inside(elsewhere)) == (True, True)


def test_whoever_changes_their_own_role_stays_signed_in_where_they_did(world: World) -> None:
    leading = world.here.facilitator
    projects.change_role(member=world.here.member, role=Role.FACILITATOR, by=leading)
    here, elsewhere = world.client("facilitator", anew=True), world.client("facilitator", anew=True)
    address = reverse("projects:role", args=[world.here.project.pk, leading.pk])
    assert here.post(address, {"role": "member"}).status_code == 302
    assert (inside(here), inside(elsewhere)) == (True, False)


FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def test_where_somebody_is_signed_in_holds_no_address_and_no_key(user: User) -> None:
    here = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="10.9.8.7")
    here.post(SIGN_IN, {"login": user.email, "password": RIGHT})
    there = Client(headers={"user-agent": "curl"})
    there.post(SIGN_IN, {"login": user.email, "password": RIGHT})
    page = text(here.get(reverse("people:where")))
    assert "Firefox on Android" in page
    assert "A browser we do not know" in page
    for row in SignedIn.objects.filter(user=user):
        assert row.session_key not in page
        assert "10.9.8.7" not in str([row.get_decoded(), row.device])
        assert "Gecko" not in str([row.get_decoded(), row.device])
    assert SignedIn.objects.filter(user=user, since__isnull=False).count() == 2
    assert "Firefox" not in text(signed_in(make_user("Other")).get(reverse("people:where")))


KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CLAIMS = {
    FIREFOX: "Firefox on Android",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/140.0 Safari/537.36 Edg/140.0": "Edge on Windows",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {KIT} Version/18.0 Safari/605.1.15": "Safari on Mac",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {KIT} CriOS/140.0 Safari/604.1": "Chrome on iPhone",
    f"Mozilla/5.0 (Linux; Android 14) {KIT} SamsungBrowser/28.0 Chrome/130.0": "Samsung Internet on Android",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {KIT} Chrome/140.0 Safari/537.36": "Chrome on Chromebook",
    "": "A browser we do not know",
    "<script>" * 500: "A browser we do not know",
}


@pytest.mark.parametrize(("claims", "says"), CLAIMS.items(), ids=lambda value: value[-20:])
def test_browsers_are_named_as_people_name_them(claims: str, says: str) -> None:
    code = devices.code_of(claims)
    assert devices.words(code) == says
    assert len(code) <= SignedIn._meta.get_field("device").max_length


# When it is lost, and being told


def test_the_command_removes_what_was_lost_and_the_person_is_told(user: User, capsys: Any) -> None:
    from wesaid_web.cli.admin import _reset

    step_actions.make_spare_codes(user=with_second_step(user))
    client = signed_in(user)
    mail.outbox.clear()
    assert _reset("ANA@example.org ") == 0
    assert "The second step of Ana is removed" in capsys.readouterr().out
    assert not inside(client)
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert "removed every passkey, app and spare code" in mail.outbox[0].body
    assert "removed every passkey, app and spare code" in text(signed_in(user).get(INDEX))
    from wesaid.cli import UsageError

    with pytest.raises(UsageError, match="no account"):
        _reset("nobody@example.org")


def test_each_change_is_told_by_mail_without_an_address_of_the_network(user: User) -> None:
    client = signed_in(user)
    mail.outbox.clear()
    client.get(ADD_APP)
    from wesaid_web.people.views.steps import SECRET

    client.post(ADD_APP, {"code": code_now(unseal(client.session[SECRET]))}, REMOTE_ADDR="10.9.8.7")
    client.post(INDEX + "spare-codes/")
    client.post(
        "/account/password/", {"oldpassword": RIGHT, "password1": "a new horse 12", "password2": "a new horse 12"}
    )
    told = [message.body for message in mail.outbox]
    assert len(told) == 3
    assert "10.9.8.7" not in str(told)
    assert all(product.PUBLIC_URL + INDEX in body for body in told)


def test_what_is_sealed_is_opened_with_this_installations_key_only(user: User, settings: Any) -> None:
    sealed = seal("secret")
    assert (unseal(sealed), sealed != seal("secret")) == ("secret", True)
    for wrong in ("", "x", sealed[:-2], sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:], "é"):
        with pytest.raises(NotSealedHere):
            unseal(wrong)
    spare = step_actions.make_spare_codes(user=with_second_step(user))[0]
    product_key, settings.SECRET_KEY = settings.SECRET_KEY, "another key" * 8
    for code in (code_now(), spare):
        assert first_step(user).post(STEP, {"code": code}).status_code == 422
    assert "0 spare codes" in text(signed_in(user).get(INDEX))
    sealed_rows = Authenticator.objects.exclude(type="webauthn").count()  # those of the cast, too
    assert second_step.sealed_elsewhere() == sealed_rows >= 2
    assert list(_second_steps()) != []
    settings.SECRET_KEY = product_key
    assert list(_second_steps()) == []
