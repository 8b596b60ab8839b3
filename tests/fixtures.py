"""Fixtures that the tests of the web half share."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.cast import World, build_world

_built: list[World] = []


@pytest.fixture(scope="session")
def built_world(django_db_setup: None, django_db_blocker: Any) -> World:
    """The cast, made once for each process and kept in the database; tests take back what they change.

    Every folder of tests that takes this fixture in has one of its own, and all of them the same world.
    """
    if not _built:
        with django_db_blocker.unblock():
            _built.append(build_world())
    return _built[0]


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """Two projects and everyone of the cast, for this test alone."""
    return copy.deepcopy(built_world)
