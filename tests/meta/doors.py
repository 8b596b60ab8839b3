"""Many calls in one world: making it and signing in cost more than most calls do."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from django.test import Client

from tests.cast import World


def some_at_a_time(names: Iterable[str], most: int = 12) -> list[tuple[str, ...]]:
    """Names in order, so many together: enough tests for every processor, and few worlds."""
    ordered = sorted(names)
    return [tuple(ordered[start : start + most]) for start in range(0, len(ordered), most)]


class Doors:
    """Browsers for each of the cast: a new one each time, in which who signed in once is signed in."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._first: dict[str, Client] = {}

    def client(self, who: str) -> Client:
        if who not in self._first:
            self._first[who] = self._world.client(who)
        client = Client()
        client.cookies = copy.deepcopy(self._first[who].cookies)
        return client
