"""Signing in and out: throttled without locking the wrong people out, sessions that end when they should.

Long because each way in, each throttle and each end of a session is one short test.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, make_user
from tests.pages import Page, text
from tests.web.rows import audit_of
from wesaid_web.common.models import INSTALLATION
from wesaid_web.people import actions as people
from wesaid_web.people.models import SignInLink, User

RIGHT, WRONG = "correct horse battery", "wrong horse battery"
SIGN_IN = "/account/sign-in/"
SIGN_UP = "/account/sign-up/"


def try_in(client: Client, email: str, password: str, **extra: Any) -> bool:
    """Whether somebody got in."""
    answer = client.post(SIGN_IN, {"login": email, "password": password}, **extra)
    got_in = "_auth_user_id" in client.session
    assert answer.status_code == (302 if got_in else 200)
    return got_in


def fail(client: Client, email: str, times: int, **extra: Any) -> None:
    for _time in range(times):
        assert not try_in(client, email, WRONG, **extra)


@pytest.fixture
def user(db: None) -> User:
    return make_user("Ana")


def test_the_right_password_lets_in_with_the_real_hasher(user: User, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    user.set_password(RIGHT)
    user.save()
    assert user.password.startswith("argon2$argon2id$")
    assert not try_in(Client(), user.email, WRONG)
    assert try_in(Client(), user.email.upper(), RIGHT)


def test_ten_wrong_passwords_close_one_account_to_strangers_for_five_minutes(user: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(10):
            assert not try_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), user.email, WRONG)
        assert not try_in(Client(REMOTE_ADDR="10.0.1.1"), user.email, RIGHT)
        assert try_in(Client(REMOTE_ADDR="10.0.1.1"), make_user("Ben").email, RIGHT)
        clock.shift(timedelta(minutes=5, seconds=1))
        assert try_in(Client(REMOTE_ADDR="10.0.1.1"), user.email, RIGHT)


def test_ten_wrong_passwords_from_one_address_close_every_account_to_it(user: User) -> None:
    here = {"REMOTE_ADDR": "10.0.0.1"}
    for number in range(10):
        assert not try_in(Client(**here), f"guess{number}@example.org", WRONG)
    assert not try_in(Client(**here), user.email, RIGHT)
    assert try_in(Client(REMOTE_ADDR="10.0.0.2"), user.email, RIGHT)


def test_the_page_says_that_there_were_too_many_tries(user: User) -> None:
    fail(Client(), user.email, 10)
    page = text(Client().post(SIGN_IN, {"login": user.email, "password": RIGHT}))
    assert "Too many tries went wrong. Wait five minutes, or use a sign-in link." in page


def test_a_room_of_twenty_on_one_address_signs_in(db: None) -> None:
    """Everyone is right, twice over: nothing of it counts against the others."""
    users = [make_user(f"Person {number}") for number in range(20)]
    for _time in range(2):
        for user in users:
            assert try_in(Client(REMOTE_ADDR="10.0.0.1"), user.email, RIGHT)
    fail(Client(REMOTE_ADDR="10.0.0.1"), users[0].email, 9)
    assert try_in(Client(REMOTE_ADDR="10.0.0.1"), users[1].email, RIGHT)


def test_a_crowd_of_two_hundred_on_one_address_gets_in(db: None) -> None:
    """Within five minutes everyone signs up, asks for a link, asks for a new password and signs in; failures still count."""
    here, password = {"REMOTE_ADDR": "10.0.0.1"}, "a long enough sentence 12"
    emails = [f"crowd{number}@example.org" for number in range(200)]
    for number, email in enumerate(emails):
        words = {"name": f"Crowd {number}", "email": email, "password1": password}
        assert Client(**here).post(SIGN_UP, words).status_code == 302, email
    assert User.objects.filter(email__in=emails).count() == 200
    for email in emails:
        for path in ("/account/link/", "/account/password/forgotten/"):
            assert Client(**here).post(path, {"email": email}).status_code in {200, 302}, (path, email)
    assert len([message for message in mail.outbox if message.to == [emails[-1]]]) >= 2
    for email in emails:
        assert try_in(Client(**here), email, password), email
    for path, times in (("/account/link/", 2), ("/account/password/forgotten/", 2)):  # and once before: three are fine
        assert [Client(**here).post(path, {"email": emails[0]}).status_code == 429 for _ in range(times + 1)] == [
            *[False] * times,
            True,
        ]
    fail(Client(REMOTE_ADDR="10.0.0.2"), emails[0], 10)
    assert not try_in(Client(REMOTE_ADDR="10.0.0.3"), emails[0], password)
    fail(Client(**here), emails[1], 10)
    assert not try_in(Client(**here), emails[2], password)


def test_a_success_does_not_clear_the_failures_before_it(user: User) -> None:
    fail(Client(REMOTE_ADDR="10.0.0.1"), user.email, 9)
    assert try_in(Client(REMOTE_ADDR="10.0.0.1"), make_user("Attacker").email, RIGHT)
    fail(Client(REMOTE_ADDR="10.0.0.1"), user.email, 1)
    assert not try_in(Client(REMOTE_ADDR="10.0.0.1"), user.email, RIGHT)


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CF_CONNECTING_IP"]
)
def test_an_address_made_up_in_a_header_is_not_believed(user: User, header: str) -> None:
    for number in range(10):
        assert not try_in(Client(), f"guess{number}@example.org", WRONG, **{header: f"10.9.9.{number}"})
    assert not try_in(Client(), user.email, RIGHT, **{header: "10.9.9.99"})


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "testserver:{}"])
def test_a_port_made_up_in_the_host_is_no_way_around_the_limit_of_an_account(user: User, host: str) -> None:
    for number in range(10):
        assert not try_in(
            Client(REMOTE_ADDR=f"10.0.0.{number}"), user.email, WRONG, headers={"host": host.format(2000 + number)}
        )
    assert not try_in(Client(REMOTE_ADDR="10.0.1.1"), user.email, RIGHT, headers={"host": host.format(1999)})


def test_a_device_known_from_before_is_not_shut_out_by_a_strangers_guesses(user: User) -> None:
    mine = Client(REMOTE_ADDR="10.0.0.1")
    assert try_in(mine, user.email, RIGHT)
    mine.post("/account/sign-out/")
    for number in range(12):
        assert not try_in(Client(REMOTE_ADDR=f"10.0.2.{number}"), user.email, WRONG)
    assert not try_in(Client(REMOTE_ADDR="10.0.3.1"), user.email, RIGHT)
    assert try_in(mine, user.email, RIGHT)


def test_a_known_device_has_a_limit_of_its_own_and_vouches_for_one_account_only(user: User) -> None:
    mine = Client(REMOTE_ADDR="10.0.0.1")
    assert try_in(mine, user.email, RIGHT)
    mine.post("/account/sign-out/")
    other = make_user("Ben")
    for number in range(10):
        assert not try_in(Client(REMOTE_ADDR=f"10.0.2.{number}"), other.email, WRONG)
    assert not try_in(mine, other.email, RIGHT)
    for number in range(10):
        mine.post(SIGN_IN, {"login": user.email, "password": WRONG}, REMOTE_ADDR=f"10.0.4.{number}")
    assert not try_in(mine, user.email, RIGHT, REMOTE_ADDR="10.0.4.99")


def test_a_made_up_device_cookie_vouches_for_nothing(user: User) -> None:
    for number in range(10):
        assert not try_in(Client(REMOTE_ADDR=f"10.0.2.{number}"), user.email, WRONG)
    for forged in (str(user.pk), f'"{user.pk}":1abc:signature', "", "x" * 5000):
        client = Client(REMOTE_ADDR="10.0.3.1")
        client.cookies["wesaid_device"] = forged
        assert not try_in(client, user.email, RIGHT)


# Sessions


def test_the_session_key_changes_at_sign_in(user: User) -> None:
    client = Client()
    session = client.session
    session["invited"] = True
    session.save()
    client.cookies["wesaid_session"] = session.session_key or ""
    assert try_in(client, user.email, RIGHT)
    assert client.session.session_key != session.session_key


def test_signing_out_ends_the_session_and_a_link_cannot_do_it(user: User) -> None:
    client = Client()
    assert try_in(client, user.email, RIGHT)
    stolen = client.cookies["wesaid_session"].value
    client.get("/account/sign-out/")
    assert client.get("/projects/").status_code == 200
    client.post("/account/sign-out/")
    thief = Client()
    thief.cookies["wesaid_session"] = stolen
    assert thief.get("/projects/").status_code == 302


def test_a_closed_account_is_out_with_the_next_request_and_cannot_come_back(user: User) -> None:
    client = Client()
    assert try_in(client, user.email, RIGHT)
    link = people.make_sign_in_link(user=user, by=None)
    people.set_active(user=user, active=False, by=user)
    assert client.get("/projects/").status_code == 302
    answer = Client().post(SIGN_IN, {"login": user.email, "password": RIGHT}, follow=True)
    assert "_auth_user_id" not in answer.client.session  # type: ignore[attr-defined]
    assert Client().post(reverse("people:use_link", args=[link])).status_code == 410


def test_a_new_password_ends_all_other_sessions(user: User) -> None:
    here, elsewhere = Client(), Client()
    assert try_in(here, user.email, RIGHT)
    assert try_in(elsewhere, user.email, RIGHT)
    new = "an entirely new horse"
    here.post("/account/password/", {"oldpassword": RIGHT, "password1": new, "password2": new})
    assert User.objects.get(pk=user.pk).check_password(new)
    assert here.get("/projects/").status_code == 200
    assert elsewhere.get("/projects/").status_code == 302


@pytest.mark.parametrize("password", ["password1234", "short horse", "123456789012", "ana.example.org"])
def test_a_poor_password_is_refused_and_the_rest_of_the_form_kept(db: None, password: str) -> None:
    answer = Client().post("/account/sign-up/", {"name": "Ana", "email": "ana@example.org", "password1": password})
    assert (answer.status_code, User.objects.count()) == (200, User.objects.exclude(email="ana@example.org").count())
    assert Page(text(answer)).value_of("name") == "Ana"


def test_signing_up_makes_one_account_one_audit_row_and_signs_in(db: None) -> None:
    client = Client()
    with audit_of(INSTALLATION) as rows:
        client.post("/account/sign-up/", {"name": "Ana", "email": "Ana@Example.ORG", "password1": RIGHT})
    user = User.objects.get(email="ana@example.org")
    assert (user.name, user.is_superuser, client.session["_auth_user_id"]) == ("Ana", False, str(user.pk))
    assert [(row.verb, row.actor, row.subject) for row in rows] == [("people.signed_up", user.pk, user.pk)]


def test_nobody_signs_up_as_the_one_who_runs_the_site(db: None) -> None:
    data = {"name": "A", "email": "a@example.org", "password1": RIGHT, "is_superuser": "on", "is_active": "", "id": "x"}
    Client().post("/account/sign-up/", data)
    user = User.objects.get(email="a@example.org")
    assert (user.is_superuser, user.is_active) == (False, True)


def test_where_sign_up_is_closed_an_invitation_opens_it(world: World, settings: Any) -> None:
    settings.SIGNUP_OPEN = False
    data = {"name": "A", "email": "a@example.org", "password1": RIGHT}
    assert "By invitation only" in text(Client().post("/account/sign-up/", data))
    assert not User.objects.filter(email="a@example.org").exists()
    client = Client()
    client.get(reverse("join", args=[world.here.invitation_secret]))
    client.post("/account/sign-up/", data)
    assert User.objects.filter(email="a@example.org").exists()


# Where people are sent, and what a header can do


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "https://127.0.0.1@evil.example/",
        "\thttps://evil.example",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(user: User, target: str) -> None:
    answer = Client().post(SIGN_IN, {"login": user.email, "password": RIGHT, "next": target})
    assert answer["Location"] == "/projects/"
    answer = Client().post(f"{SIGN_IN}?next={target}", {"login": user.email, "password": RIGHT})
    assert answer["Location"] == "/projects/"


def test_people_are_sent_back_to_the_page_they_wanted(world: World) -> None:
    wanted = reverse("show:overview", args=[world.here.project.pk])
    asked = Client().get(wanted)
    assert asked["Location"] == f"{SIGN_IN}?next={wanted}"
    answer = Client().post(asked["Location"], {"login": "member@example.org", "password": RIGHT, "next": wanted})
    assert answer["Location"] == wanted


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "127.0.0.1@evil.example",
        "[::1",
        "a b",
        "",
        "*",
        "xn--",
    ],
)
@pytest.mark.parametrize("path", ["/", SIGN_IN, "/projects/"])
def test_a_made_up_host_is_refused(db: None, host: str, path: str) -> None:
    assert Client().get(path, headers={"host": host}).status_code == 400


def test_links_in_messages_come_from_the_settings_not_from_the_request(user: User, settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    for path, data in (
        ("/account/password/forgotten/", {"email": user.email}),
        ("/account/password/forgotten/", {"email": "nobody@example.org"}),
        ("/account/link/", {"email": user.email}),
        ("/account/sign-up/", {"name": "New", "email": "new@example.org", "password1": RIGHT}),
        ("/account/sign-up/", {"name": "New", "email": user.email, "password1": RIGHT}),
    ):
        mail.outbox.clear()
        Client().post(path, data, headers={"host": "localhost:6666"})
        for message in mail.outbox:
            links = re.findall(r"https?://\S+", str(message.body))
            assert [link for link in links if not link.startswith("http://127.0.0.1:8000/")] == [], path


# One-time links and forgotten passwords


def links_in(message: Any) -> list[str]:
    return re.findall(r"http://127\.0\.0\.1:8000(/\S+)", str(message.body))


def test_a_link_signs_in_once_and_only_by_pressing_the_button(user: User) -> None:
    Client().post("/account/link/", {"email": user.email.upper()})
    (address,) = links_in(mail.outbox[0])
    client = Client()
    for _scanner in range(3):
        assert client.get(address).status_code == 200
    assert ("_auth_user_id" in client.session, SignInLink.objects.get(user=user).used_at) == (False, None)
    assert client.post(address).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Client().post(address).status_code == 410


def test_a_link_lasts_a_quarter_of_an_hour_and_one_handed_over_two_days(user: User) -> None:
    asked = people.make_sign_in_link(user=user, by=None)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)), pytest.raises(people.LinkNotUsable):
        people.use_sign_in_link(secret=asked)
    handed = people.make_sign_in_link(user=user, by=make_user("Admin"))
    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1)), pytest.raises(people.LinkNotUsable):
        people.use_sign_in_link(secret=handed)
    assert people.use_sign_in_link(secret=handed) == user


def test_a_newer_link_ends_the_one_before(user: User) -> None:
    first = people.make_sign_in_link(user=user, by=None)
    second = people.make_sign_in_link(user=user, by=None)
    with pytest.raises(people.LinkNotUsable):
        people.use_sign_in_link(secret=first)
    assert people.use_sign_in_link(secret=second) == user


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize("path", ["/account/link/", "/account/password/forgotten/"])
def test_asking_for_a_link_does_not_tell_who_has_an_account(user: User, path: str) -> None:
    closed = make_user("Closed", is_active=False)
    found = []
    for email in (user.email, closed.email, "nobody@example.org"):
        answer = Client().post(path, {"email": email}, follow=True)
        found.append((answer.redirect_chain, answer.status_code, without_token(text(answer)).replace(email, "EMAIL")))
    assert found[0] == found[1] == found[2]
    assert {address for message in mail.outbox for address in message.to} >= {user.email}


def test_asking_for_links_again_and_again_is_limited(user: User) -> None:
    answers = [Client().post("/account/link/", {"email": user.email}).status_code for _time in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert len(mail.outbox) == 3


def test_a_forgotten_password_is_set_anew_once(user: User) -> None:
    signed_in = Client()
    assert try_in(signed_in, user.email, RIGHT)
    Client().post("/account/password/forgotten/", {"email": user.email})
    (address,) = links_in(mail.outbox[0])
    client, new = Client(), "an entirely new horse"
    form = client.get(address, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert User.objects.get(pk=user.pk).check_password(new)
    assert signed_in.get("/projects/").status_code == 302
    again = Client().get(address, follow=True)
    assert "This link was used already or is too old." in text(again)


def test_administrators_hand_over_links_and_close_accounts(world: World) -> None:
    client, user = world.client("administrator"), world.users["member"]
    page = Page(text(client.post(reverse("people:make_link", args=[user.pk]))))
    address = next(e.text for e in page.elements if e.attrs.get("id") == "address")
    assert Client().post(address.removeprefix("http://127.0.0.1:8000")).status_code == 302
    client.post(reverse("people:set_active", args=[user.pk]), {"active": "no"})
    assert User.objects.get(pk=user.pk).is_active is False
    assert client.post(reverse("people:make_link", args=[user.pk])).status_code == 404
    client.post(reverse("people:set_active", args=[user.pk]), {"active": "yes"})
    assert User.objects.get(pk=user.pk).is_active is True


def test_every_account_is_in_the_administrators_list(world: World) -> None:
    for number in range(60):
        make_user(f"Person {number:02}")
    client, seen, address = world.client("administrator"), set(), "/account/accounts/"
    while address:
        page = Page(text(client.get(address)))
        seen |= set(re.findall(r"[\w.]+@example\.org", page.words()))
        onward = [e.attrs["href"] for e in page.elements if e.attrs.get("rel") == "next"]
        address = onward[0] if onward else ""
    assert seen == set(User.objects.values_list("email", flat=True))
