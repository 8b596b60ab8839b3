"""Whoever has to have a second step for signing in and has none reaches the pages that set it up, and nothing else of theirs."""

from __future__ import annotations

from http import HTTPStatus

from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.cast import World
from tests.meta.routes import ROUTES
from tests.meta.test_access import router
from tests.pages import text
from wesaid_web.common.access import Who

SET_UP = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "again",
    "people:second_step",
    "people:app_add",
    "people:passkey_add",
    "people:spare_codes",
    "people:step_remove",
    "people:where",
}
FIRST = reverse("people:second_step")


def test_the_pages_that_come_before_are_these() -> None:
    assert {name for name, view in router() if view.access.before_second_step} == SET_UP


def test_nothing_else_for_signed_in_people_opens_without_it(world: World) -> None:
    """Every such route, by each of those who have to have one; what can be sent is not done, and is given back."""
    addresses = {
        name: (reverse(name, args=ROUTES[name].args(world.here)), view.access.methods)
        for name, view in router()
        if view.access.who != Who.ANYONE and name not in SET_UP
    }
    assert len(addresses) > 150
    Authenticator.objects.all().delete()
    wrong = []
    for who in ("administrator", "evaluator", "payments"):
        client = world.client(who)
        for name, (address, methods) in addresses.items():
            if "GET" in methods:
                answer = client.get(address)
                if answer.status_code != HTTPStatus.FOUND or not answer["Location"].startswith(f"{FIRST}?next="):
                    wrong.append(f"{name} opened by {who}: {answer.status_code}")
            if "POST" in methods:
                answer = client.post(address, {"text": "What was written"})
                if answer.status_code != HTTPStatus.FORBIDDEN or "What was written" not in text(answer):
                    wrong.append(f"{name} sent by {who}: {answer.status_code}")
    assert wrong == []
