"""Read from the code itself: rows are written in actions only, and every action that writes leaves an audit row."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import wesaid_web
from tests.web.test_every_action import MODULES, WITHOUT_TRACE

SOURCE = Path(wesaid_web.__file__).parent
WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("create_user", "set", "add", "remove", "clear"),
}
NOT_ROWS = {"set", "add", "remove", "clear", "update"}
"""Names that sets and dictionaries use, too: they count only on something reached through a row, ``row.tags.set(…)``."""
ELSEWHERE = {
    "delivery/archive_part": "a part of reading an archive: see trail/archive/reading",
    "common/audit": "the record itself, called by every action inside its transaction",
    "common/runs": "how frozen numbers were worked out, kept by the actions that freeze them inside their transaction",
    "common/erasure": "what the registers say, done inside the action that erases somebody",
    "common/names": "a part of erasing somebody: see common/erasure",
    "trail/leftovers": "files that no row names; there is no row to write",
    "trail/archive/meetings": "a part of reading an archive: see trail/archive/reading",
    "trail/bridge": "fates, worked out anew by every action inside its transaction",
    "trail/archive/reading": "an action of its own, in several steps; tests/web/calls_trail.py holds its audit rows",
    "people/models": "how an account is made",
    "people/sessions": "what ends sessions, called by actions inside their transaction, which leave the record",
    "show/demo/asking_privately": "the invented example: days on which it was asked and closed",
    "show/demo/build": "the invented example, made by actions",
    "show/demo/giving_back": "the invented example: the day on which something was approved",
    "show/demo/joining": "the invented example: the day of a talk, and until when an answer is kept",
    "show/demo/stamps": "the invented example: days on which its steps are told",
}
"""Modules besides actions that write, each with why."""


@dataclass
class Function:
    """One function: what it calls by name, and where it writes."""

    module: str
    name: str
    calls: set[str] = field(default_factory=set)
    writes: list[int] = field(default_factory=list)


def is_actions(module: str) -> bool:
    return module.endswith("actions") or "/actions/" in module


def is_write(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
        return False
    on = node.func.value
    if node.func.attr == "save":  # rows are saved with names for everything; pictures are saved into something
        return not node.args
    if node.func.attr == "update":
        return isinstance(on, ast.Call) or getattr(on, "attr", "") == "objects"
    return node.func.attr not in NOT_ROWS or isinstance(on, ast.Attribute)


def functions() -> list[Function]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        module = path.relative_to(SOURCE).with_suffix("").as_posix()
        if "/migrations/" in module:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            one = Function(module, node.name)
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call):
                    name = inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")
                    one.calls.add(name)
                    if is_write(inner):
                        one.writes.append(inner.lineno)
            found.append(one)
    return found


ALL = functions()


def reaches(one: Function, wanted: set[str], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function calls one of these, itself or through functions of its own package of actions."""
    if one.calls & wanted:
        return True
    app = one.module.split("/")[0]
    near = [f for f in ALL if f.name in one.calls - seen and f.module.split("/")[0] == app and is_actions(f.module)]
    own = {f.name for f in near if f.module == one.module}
    chosen = [f for f in near if f.module == one.module or f.name not in own]
    return any(reaches(f, wanted, seen | {f.name}) for f in chosen)


def test_the_modules_of_actions_are_those_that_are_tested() -> None:
    there = {one.module.replace("/", ".") for one in ALL if is_actions(one.module)}
    helpers = {"joining.actions.recording", "trail.actions.recording", "trail.actions.family"}
    assert there - helpers == set(MODULES)
    assert [one.name for one in ALL if one.module.replace("/", ".") in helpers and one.writes] == []


def test_rows_are_written_in_actions_only() -> None:
    found = {
        f"{one.module}.py:{line} in {one.name}"
        for one in ALL
        for line in one.writes
        if not is_actions(one.module) and one.module not in ELSEWHERE and not one.module.startswith("cli/")
    }
    assert found == set()


def test_every_module_that_may_write_does() -> None:
    """So that the list of exceptions stays short."""
    assert {one.module for one in ALL if one.writes} >= set(ELSEWHERE)


ACTIONS = [one for one in ALL if is_actions(one.module) and not one.name.startswith("_")]


@pytest.mark.parametrize("one", ACTIONS, ids=lambda one: f"{one.module}.{one.name}")
def test_an_action_that_writes_leaves_an_audit_row(one: Function) -> None:
    key = f"{one.module.replace('/', '.')}.{one.name}"
    if not reaches(one, WRITES - NOT_ROWS) and not one.writes:
        return
    if key in WITHOUT_TRACE or one.name == "set_tags":  # inside others; see test_every_action
        return
    assert reaches(one, {"record", "record_all"}), f"{key} writes and records nothing"
