"""Fixtures that the tests of the web half share."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import World, build_world


@pytest.fixture(scope="session")
def built_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The cast, made once for each process and kept in the database; tests take back what they change."""
    with django_db_blocker.unblock():
        yield build_world()


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """Two projects and everyone of the cast, for this test alone."""
    return copy.deepcopy(built_world)
