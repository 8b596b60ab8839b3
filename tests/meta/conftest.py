"""Fixtures of the tests about everything: the shared world, with guests let in to both projects."""

from __future__ import annotations

import copy

import pytest

from tests.cast import World, let_guests_in
from tests.fixtures import built_world

__all__ = ["built_world", "world"]


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """Two projects and everyone of the cast, people without an account among them, for this test alone."""
    found = copy.deepcopy(built_world)
    for place in (found.here, found.there):
        let_guests_in(place)
    return found
