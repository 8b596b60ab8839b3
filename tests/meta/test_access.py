"""Every route, every method, everyone of the cast: decided, and as decided."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import CAST, NOWHERE, WITHOUT_ACCOUNT, World
from tests.meta.doors import some_at_a_time
from tests.meta.routes import ANYONE, IN_PROJECT, ROUTES, SIGNED_IN, Route
from tests.pages import body, text

OTHER_METHODS = ("put", "patch", "delete")


NOT_SIGNED_IN = WITHOUT_ACCOUNT | {"deactivated"}


def router() -> Iterator[tuple[str, Any]]:
    """Every named route of the product with its view."""

    def walk(patterns: list[Any], namespace: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inside)
            elif isinstance(pattern, URLPattern):
                yield f"{namespace}{pattern.name}", pattern.callback

    yield from walk(get_resolver().url_patterns, "")


def test_every_route_is_listed() -> None:
    assert sorted(name for name, _view in router()) == sorted(ROUTES)


@pytest.mark.parametrize(("name", "view"), list(router()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_view_says_who_may_call_it(name: str, view: Any) -> None:
    route = ROUTES[name]
    methods = {method for method, who in (("GET", route.get), ("POST", route.post)) if who}
    assert view.access.methods >= methods
    assert (view.access.who == "member of the project") == route.in_project


def call(client: Client, method: str, route: Route, name: str, world: World) -> Any:
    address = reverse(name, args=route.args(world.here))
    data = route.data(world.here) if method == "post" else None
    return getattr(client, method)(address, data)


def expected(route: Route, method: str, who: str) -> set[int]:
    """The answers that are right for one of the cast; a permitted form without its answers is 422."""
    may = route.get if method == "get" else route.post
    if who in may:
        return {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.GONE}
    if may <= SIGNED_IN and who in NOT_SIGNED_IN and (route.in_project or may):
        return {HTTPStatus.FOUND} if method == "get" else {HTTPStatus.FORBIDDEN}
    if route.in_project and who in IN_PROJECT and not route.unseen:
        return {HTTPStatus.FORBIDDEN}
    return {HTTPStatus.NOT_FOUND}


@pytest.mark.parametrize("names", some_at_a_time(ROUTES), ids=lambda names: names[0])
def test_who_may(names: tuple[str, ...], world: World, django_capture_on_commit_callbacks: Any) -> None:
    """One world for several routes: each call is in a transaction of its own that is taken back."""
    from django.db import transaction

    views = dict(router())
    wrong = []
    for name, method, who in product(names, ("get", "post"), CAST):
        client = world.client(who)
        with transaction.atomic():
            answer = call(client, method, ROUTES[name], name, world)
            body(answer)
            transaction.set_rollback(True)
        allowed = method.upper() in views[name].access.methods
        right = expected(ROUTES[name], method, who) if allowed else {HTTPStatus.METHOD_NOT_ALLOWED}
        to_sign_in = answer.status_code == HTTPStatus.FOUND and "/sign-in/" in answer.get("Location", "")
        if answer.status_code not in right or (to_sign_in and who not in NOT_SIGNED_IN):
            wrong.append(f"{name}: {method} as {who}: {answer.status_code}, expected {sorted(map(int, right))}")
        if to_sign_in != (right == {HTTPStatus.FOUND}):
            wrong.append(f"{name}: {method} as {who}: sent to {answer.get('Location')}")
    assert not wrong


@pytest.mark.parametrize("names", some_at_a_time(ROUTES), ids=lambda names: names[0])
def test_other_methods_are_refused(names: tuple[str, ...], world: World) -> None:
    for name, method, who in product(names, OTHER_METHODS, ("anonymous", "facilitator")):
        answer = call(world.client(who), method, ROUTES[name], name, world)
        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED, (name, method, who)


def test_the_deactivated_are_signed_out(world: World) -> None:
    answer = world.client("deactivated").get(reverse("show:overview", args=[world.here.project.pk]))
    assert answer.status_code == HTTPStatus.FOUND
    assert "/sign-in/" in answer["Location"]


THINGS = sorted(name for name, route in ROUTES.items() if route.in_project)


@pytest.mark.parametrize("names", some_at_a_time(THINGS), ids=lambda names: names[0])
def test_foreign_and_absent_look_the_same(names: tuple[str, ...], world: World) -> None:
    """Ids of the other project, and ids of nothing, in every place of the address: the same answer to the letter.

    Where the project is one's own, the answer leads back into it.
    """
    client = world.client("facilitator")
    for name in names:
        looks_the_same(name, client, world)


def looks_the_same(name: str, client: Client, world: World) -> None:
    """That one route answers alike for what is foreign and what is absent."""
    route = ROUTES[name]
    own, foreign = route.args(world.here), route.args(world.there)
    method = "get" if route.get else "post"

    def answer_to(args: tuple[Any, ...]) -> tuple[int, str]:
        answer = getattr(client, method)(reverse(name, args=args))
        return answer.status_code, text(answer).replace(answer.wsgi_request.META.get("CSRF_COOKIE", "-"), "")

    whole = answer_to(foreign)
    assert whole[0] == HTTPStatus.NOT_FOUND, name
    for place, value in enumerate(own):
        if isinstance(value, int):
            continue
        swapped = answer_to((*own[:place], foreign[place], *own[place + 1 :]))
        absent = answer_to((*own[:place], NOWHERE, *own[place + 1 :]))
        assert swapped[0] == absent[0] == HTTPStatus.NOT_FOUND, (name, place)
        assert strip_token(swapped[1]) == strip_token(absent[1]), (name, place)
        if place == 0:
            assert strip_token(absent[1]) == strip_token(whole[1]), name


def strip_token(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_ids_of_the_other_project_in_forms_are_not_found(world: World) -> None:
    """Ids in what is sent, not in the address: what is foreign is treated as not there."""
    client, here, there = world.client("facilitator"), world.here, world.there
    project = here.project.pk
    merge = client.post(reverse("trail:merge", args=[project, here.contribution.pk]), {"into": there.contribution.pk})
    assert merge.status_code == HTTPStatus.NOT_FOUND
    for name in ("trail:decide", "trail:action_new", "trail:change_new"):
        foreign = client.post(reverse(name, args=[project]), {"said": there.contribution.pk})
        absent = client.post(reverse(name, args=[project]), {"said": NOWHERE})
        assert foreign.status_code == absent.status_code
        assert "Words in There" not in foreign.content.decode()
    for field, value in (("decision", there.decision.pk), ("action", there.action.pk)):
        name = "trail:action_new" if field == "decision" else "trail:change_new"
        answer = client.post(reverse(name, args=[project]), {"said": here.contribution.pk, field: value})
        assert answer.status_code == HTTPStatus.NOT_FOUND
    hat = client.post(reverse("trail:say", args=[project]), {"text": "Words", "hat": there.hat.pk})
    assert hat.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    whose = client.post(
        reverse("trail:say", args=[project]), {"text": "Words", "hat": here.hat.pk, "whose": there.member.pk}
    )
    assert whose.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_sets_of_people_are_the_cast() -> None:
    assert set(CAST) == ANYONE
