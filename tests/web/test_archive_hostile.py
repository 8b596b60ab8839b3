"""Archives that are not what they should be: each a clear refusal, and nothing written."""

from __future__ import annotations

import copy
import io
import json
import random
import struct
import uuid
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import World
from tests.web.rows import everything, forget
from wesaid_web.trail.actions import did, said
from wesaid_web.trail.archive import document as reading
from wesaid_web.trail.archive.document import BadArchive, read_document
from wesaid_web.trail.archive.reading import import_document
from wesaid_web.trail.archive.writing import as_document, export

Document = dict[str, Any]


@pytest.fixture
def document(world: World) -> Document:
    """An archive with one of each thing in it, of a project that is not here."""
    there = world.there
    said.split(contribution=there.contribution, texts=["One", "Two"], by=there.facilitator)
    said.merge(contribution=there.paper_words, into=there.decided_on, by=there.facilitator)
    did.write_try(round_=there.round, did="x", studied="x", act=did.Act.ADAPT, edition=1, by=there.member)
    found = json.loads(json.dumps(as_document(there.project)))
    forget(there.project)
    return found  # type: ignore[no-any-return]


def refused(document: Document, match: str | None = None) -> str:
    """Why it is refused; after which nothing is there that was not there before."""
    before = everything()
    with pytest.raises(BadArchive, match=match) as problem:
        import_document(document=document)
    assert everything() == before
    return str(problem.value)


def test_the_archive_itself_is_good(world: World, document: Document) -> None:
    project = import_document(document=document)
    assert as_document(project) == document


def test_a_project_that_is_here_is_not_read_twice(world: World, document: Document) -> None:
    import_document(document=document)
    refused(document, "here already")


# Everything missing, everything of another kind

WRONG = [
    None,
    True,
    7,
    -1,
    2**40,
    10**30,
    1.5,
    "",
    "x",
    "\ud800",
    "a\x00b",
    "x" * 1_000_001,
    [],
    [None],
    ["x"],
    {},
    {"x": 1},
]


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document; of lists, the first thing only."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from paths(inner, (*path, key))
    elif isinstance(value, list) and value:
        yield (*path, 0)
        yield from paths(value[0], (*path, 0))


def holder(document: Document, path: tuple[Any, ...]) -> Any:
    found: Any = document
    for key in path[:-1]:
        found = found[key]
    return found


CAME_LATER = {"ways_of_working", "seen_through", "meetings", "meeting", "language"}  # older archives do not have them
OPTIONAL = {"left_out", "fate", "fate_why", "whose"} | CAME_LATER  # read by people, or worked out anew


def tried(document: Document) -> str:
    """How reading went: refused, or read. Anything else is an error of ours. Taken back in any case."""
    try:
        with transaction.atomic():
            import_document(document=document)
            transaction.set_rollback(True)
    except BadArchive:
        return "refused"
    return "read"


def test_nothing_that_is_needed_can_be_missing(world: World, document: Document) -> None:
    for path in list(paths(document)):
        if isinstance(path[-1], int) or path[0] == "left_out" or path[-1] in OPTIONAL | {"format", "version"}:
            continue
        if "there_by_hat" in path[:-1]:
            continue
        broken = copy.deepcopy(document)
        del holder(broken, path)[path[-1]]
        assert tried(broken) == "refused", path


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:20])
def test_anything_of_another_kind_is_refused_or_means_something(world: World, document: Document, wrong: Any) -> None:
    """Never an error, whatever stands anywhere."""
    before = everything()
    outcomes = set()
    for path in list(paths(document)):
        if path[0] in {"left_out", "format", "version"}:
            continue
        broken = copy.deepcopy(document)
        holder(broken, path)[path[-1]] = wrong
        outcomes.add(tried(broken))
    assert outcomes <= {"refused", "read"}
    assert "refused" in outcomes
    assert everything() == before


# What does not fit together


def first(document: Document, part: str) -> Any:
    return document[part][0]


ABSENT = str(uuid.UUID(int=7))


def _circle_of_merges(d: Document) -> None:
    one, two = [row for row in d["contributions"] if not row["split"] and not row["part_of"]][:2]
    one["merged_into"], two["merged_into"] = two["id"], one["id"]


def _merged_into_itself(d: Document) -> None:
    first(d, "contributions")["merged_into"] = first(d, "contributions")["id"]


def _part_of_itself(d: Document) -> None:
    first(d, "contributions")["part_of"] = first(d, "contributions")["id"]


def _circle_of_parts(d: Document) -> None:
    one, two = d["contributions"][:2]
    one["part_of"], two["part_of"] = two["id"], one["id"]


def _replaces_itself(d: Document) -> None:
    first(d, "decisions")["replaces"] = [first(d, "decisions")["id"]]


def _replaces_a_later_one(d: Document) -> None:
    later = copy.deepcopy(first(d, "decisions")) | {"id": ABSENT, "order": 9}
    first(d, "decisions")["replaces"] = [ABSENT]
    d["decisions"].append(later)


def _hours(hours: str) -> Callable[[Document], None]:
    return lambda d: first(d, "delivery")["sessions"][0].update(hours=hours)


def _set(part: str, key: str, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        first(document, part)[key] = value

    return change


def _twice(part: str) -> Callable[[Document], None]:
    return lambda document: document[part].append(copy.deepcopy(first(document, part)))


def _twice_in(part: str, key: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        row = next(row for row in document[part] if row[key])
        row[key] = [row[key][0], row[key][0]]

    return change


def _without_not_stated(d: Document) -> None:
    d["hats"] = [hat for hat in d["hats"] if hat["hat"] != "not stated"]


def _same_order(d: Document) -> None:
    d["decisions"].append(copy.deepcopy(first(d, "decisions")) | {"id": ABSENT})


def _same_charter_number(d: Document) -> None:
    d["charter"].append(copy.deepcopy(first(d, "charter")) | {"id": ABSENT})


def _circle_of_parts_together(d: Document) -> None:
    one = next(row for row in d["contributions"] if row["merged_into"])
    two = next(row for row in d["contributions"] if row["id"] == one["merged_into"])
    one["part_of"], two["part_of"] = two["id"], one["id"]


MISFITS: dict[str, Callable[[Document], None]] = {
    "a circle of merges": _circle_of_merges,
    "merged into itself": _merged_into_itself,
    "part of itself": _part_of_itself,
    "a circle of parts": _circle_of_parts,
    "a circle of parts that are together": _circle_of_parts_together,
    "a decision that replaces itself": _replaces_itself,
    "a decision that replaces a later one": _replaces_a_later_one,
    "two decisions in one place": _same_order,
    "two charters of one number": _same_charter_number,
    "no hat for not stated": _without_not_stated,
    "an unknown hat": _set("contributions", "hat", "wizard"),
    "a hat worn that is unknown": _set("people", "hats", ["wizard"]),
    "people by an unknown hat": _set("decisions", "there_by_hat", {"wizard": 2}),
    "said by nobody here": _set("contributions", "said_by", ABSENT),
    "a speaker who is not here": _set("contributions", "speaker", ABSENT),
    "merged into what is not there": _set("contributions", "merged_into", ABSENT),
    "part of what is not there": _set("contributions", "part_of", ABSENT),
    "a decision on what is not there": _set("decisions", "contributions", [ABSENT]),
    "somebody there who is not here": _set("decisions", "there", [ABSENT]),
    "replacing what is not there": _set("decisions", "replaces", [ABSENT]),
    "an action for what is not there": _set("actions", "contributions", [ABSENT]),
    "an action for a decision that is not there": _set("actions", "decision", ABSENT),
    "worked on by somebody not here": _set("actions", "worked_on_by", [ABSENT]),
    "a change by an action that is not there": _set("changes", "actions", [ABSENT]),
    "signed by somebody not here": _set("charter", "signed_by", [ABSENT]),
    "later without a date": lambda d: first(d, "decisions").update(
        result="later", reason_listed="time", look_again=None
    ),
    "no without a listed reason": lambda d: first(d, "decisions").update(result="no", reason_listed=None),
    "stopped without a reason": lambda d: first(d, "actions").update(status="stopped", stopped_why=""),
    "a change nobody knows how": _set("changes", "how_known", None),
    "an act without a study": lambda d: first(d, "actions")["tries"][0].update(act="adopt", studied=""),
    "a number too large for a place": lambda d: d["hats"][0].update(position=40_000),
    "a number too large for a version": lambda d: first(d, "charter").update(number=40_000),
    "a number too large for a round": lambda d: first(d, "actions")["tries"][0].update(number=40_000),
    "a number too large for people": _set("decisions", "there_by_hat", {"carer": 40_000}),
    **{
        f"{part} twice": _twice(part) for part in ("hats", "people", "charter", "contributions", "decisions", "actions")
    },
    **{f"changes twice: {part}": _twice(part) for part in ("changes",)},
    **{
        f"delivery from {key} that is not there": _set("delivery", key, ABSENT)
        for key in ("decision", "action", "change")
    },
    "a role of somebody not here": lambda d: first(d, "delivery")["roles"][0].update(held_by=ABSENT),
    "a role of nobody": lambda d: first(d, "delivery")["roles"][0].update(held_by=None),
    "a role that ended before it began": lambda d: first(d, "delivery")["roles"][0].update(
        held=[{"since": "2026-Q2", "until": "2026-Q1"}]
    ),
    "a role held twice at once": lambda d: first(d, "delivery")["roles"][0].update(
        held=[{"since": "2026-Q2", "until": None}, {"since": "2026-Q3", "until": None}]
    ),
    "a fifth quarter": lambda d: first(d, "delivery")["roles"][0].update(held=[{"since": "2026-Q5", "until": None}]),
    "no year": lambda d: first(d, "delivery")["roles"][0].update(held=[{"since": "0000-Q1", "until": None}]),
    **{
        f"a session of {hours} hours": _hours(hours)
        for hours in ("0.00", "24.01", "99.99", "1", "1e1", "-1.00", "٣.٠٠")
    },
    "more people than a column takes": lambda d: first(d, "delivery")["sessions"][0].update(reached=40_000),
    "delivery twice": _twice("delivery"),
    "one contribution twice in a decision": _twice_in("decisions", "contributions"),
    "one person twice at a decision": _twice_in("decisions", "there"),
    "one hat worn twice": _twice_in("people", "hats"),
}


@pytest.mark.parametrize("name", sorted(MISFITS))
def test_what_does_not_fit_together_is_refused(world: World, document: Document, name: str) -> None:
    MISFITS[name](document)
    assert len(refused(document)) > 10


def test_ids_of_another_project_are_not_taken_over(world: World, document: Document) -> None:
    for part, row in (
        ("contributions", world.here.contribution),
        ("people", world.here.member),
        ("actions", world.here.action),
    ):
        stolen = copy.deepcopy(document)
        text = json.dumps(stolen).replace(first(stolen, part)["id"], str(row.pk))
        refused(json.loads(text), "here already")


# Files


def zipped(name: str, data: bytes, *more: tuple[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in ((name, data), *more):
            archive.writestr(one, content)
    out.seek(0)
    return out


def good_zip(world: World) -> bytes:
    out = io.BytesIO()
    export(project=world.here.project, target=out, by=None)
    return out.getvalue()


DEEP = b'{"format": "wesaid share archive", "version": 1, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("other.json", b"{}", "no project.json"),
        ("../project.json", b"{}", "no project.json"),
        ("project.json", b"", "damaged"),
        ("project.json", b"{", "damaged"),
        ("project.json", b"\xff\xfe\xfa", "damaged"),
        ("project.json", DEEP, "damaged"),
        ("project.json", b'{"format": "wesaid share archive", "version": ' + b"9" * 5000 + b"}", "damaged"),
        ("project.json", b"[]", "not from a share archive"),
        ("project.json", b'"text"', "not from a share archive"),
        ("project.json", b'{"format": "other"}', "not from a share archive"),
        ("project.json", b'{"format": "wesaid share archive"}', "version None"),
        ("project.json", b'{"format": "wesaid share archive", "version": 3}', "version 3"),
        ("project.json", b'{"format": "wesaid share archive", "version": "1"}', "version 1"),
        ("project.json", b'{"format": "wesaid share archive", "version": true}', "version True"),
    ],
)
def test_a_zip_with_something_else_in_it(name: str, data: bytes, match: str) -> None:
    with pytest.raises(BadArchive, match=match):
        read_document(zipped(name, data))


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(BadArchive, match="too large"):
        read_document(zipped("project.json", b" " * 50_000_000))


def test_a_document_over_the_limit_is_not_unpacked(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(reading, "MAX_DOCUMENT_BYTES", 1000)
    with pytest.raises(BadArchive, match="too large"):
        read_document(io.BytesIO(good_zip(world)))


def test_a_zip_that_lies_about_a_size_is_refused(world: World) -> None:
    """The size in the directory is small, and what is packed is not."""
    data = bytearray(zipped("project.json", b"{" + b" " * 100_000 + b"}").getvalue())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    with pytest.raises(BadArchive):
        read_document(io.BytesIO(bytes(data)))


def test_too_many_files_are_refused() -> None:
    with pytest.raises(BadArchive, match="too many files"):
        read_document(zipped("project.json", b"{}", *((f"{number}.txt", b"") for number in range(1001))))


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\x00" * 18, b"\x00" * 1000])
def test_what_is_not_a_zip_is_refused(data: bytes) -> None:
    with pytest.raises(BadArchive):
        read_document(io.BytesIO(data))


def test_damaged_zips_are_read_or_refused(world: World) -> None:
    """Two thousand damaged copies: bytes changed, pieces missing, pieces twice."""
    good, chance = good_zip(world), random.Random(20261123)
    for _number in range(2000):
        data = bytearray(good)
        for _change in range(chance.randint(1, 4)):
            place = chance.randrange(len(data))
            kind = chance.randrange(3)
            if kind == 0:
                data[place] = chance.randrange(256)
            elif kind == 1:
                del data[place : place + chance.randrange(200)]
            else:
                data[place:place] = data[: chance.randrange(200)]
        try:
            document = read_document(io.BytesIO(bytes(data)))
        except BadArchive:
            continue
        assert document["format"] == "wesaid share archive"
