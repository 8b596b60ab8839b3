"""Calls of the actions about the second step of signing in."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cast import APP_SECRET, World, code_now, with_second_step
from tests.web.calls import call
from tests.web.rows import Told
from wesaid_web.common.models import INSTALLATION
from wesaid_web.people import actions as people
from wesaid_web.people import second_step, step_actions


def own(w: World, verb: str, **details: object) -> list[Told]:
    pk = w.users["member"].pk
    return [Told(verb, pk, pk, details, INSTALLATION)]


@call(people.set_password)
def set_password(w: World) -> Iterator[list[Told] | None]:
    yield None
    people.set_password(user=w.users["member"], password="an entirely new horse", keep=None)
    yield own(w, "people.password_set")


@call(people.sign_out_elsewhere)
def sign_out_elsewhere(w: World) -> Iterator[list[Told] | None]:
    client = w.client("member", anew=True)
    w.client("member", anew=True)
    yield None
    people.sign_out_elsewhere(user=w.users["member"], keep=str(client.session.session_key))
    yield own(w, "people.signed_out_elsewhere", sessions=1)


@call(step_actions.add_app)
def add_app(w: World) -> Iterator[list[Told] | None]:
    yield None
    step_actions.add_app(user=w.users["member"], secret=APP_SECRET, code=code_now(), keep=None)
    yield own(w, "people.app_added")


@call(step_actions.add_passkey)
def add_passkey(w: World) -> Iterator[list[Told] | None]:
    yield None
    step_actions.add_passkey(user=w.users["member"], credential={}, device="firefox.linux", keep=None)
    yield own(w, "people.passkey_added")


@call(step_actions.remove)
def remove(w: World) -> Iterator[list[Told] | None]:
    step = second_step.steps_of(with_second_step(w.users["member"])).app
    assert step
    yield None
    step_actions.remove(user=w.users["member"], step=step, keep=None)
    yield own(w, "people.step_removed", kind="totp")


@call(step_actions.make_spare_codes)
def make_spare_codes(w: World) -> Iterator[list[Told] | None]:
    with_second_step(w.users["member"])
    yield None
    step_actions.make_spare_codes(user=w.users["member"])
    yield own(w, "people.spare_codes_made")


@call(step_actions.use_code)
def a_spare_one(w: World) -> Iterator[list[Told] | None]:
    code = step_actions.make_spare_codes(user=with_second_step(w.users["member"]))[3]
    yield None
    step_actions.use_code(user=w.users["member"], code=code)
    yield own(w, "people.spare_code_used")


@call(step_actions.reset)
def reset(w: World) -> Iterator[list[Told] | None]:
    user = with_second_step(w.users["member"])
    yield None
    step_actions.reset(user=user)
    yield [Told("people.steps_reset", None, user.pk, {"removed": 1}, INSTALLATION)]
