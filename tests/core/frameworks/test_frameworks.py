"""The frameworks are what the fact sheet says, and data that says something else is refused by the name of the rule."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wesaid.frameworks import (
    DoiError,
    DuplicateItemError,
    Framework,
    FrameworkError,
    Kind,
    MissingFieldError,
    ReadNowhereError,
    UnknownFieldError,
    UnknownNameError,
    UnknownSourceError,
    Verified,
    WrongCountError,
    WrongKindError,
    WrongOrderError,
    WrongRankError,
    WrongVerifiedError,
    all_frameworks,
    framework_named,
    near,
    rung,
)
from wesaid.frameworks._facts import FACTS
from wesaid.frameworks._loader import check_against_facts, framework_in

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "frameworks.md"
NOT_ON_SCREENS = re.compile(
    r"\b(perspectives?|take[- ]?up|rungs?|stages?|comparators?|re-?bas(e|ed|ing)|PDSA|intervals?)\b", re.IGNORECASE
)

Values = dict[str, Any]


def values_of(name: str) -> Values:
    return tomllib.loads((files("wesaid.frameworks") / "data" / f"{name}.toml").read_text("utf-8"))


def load(values: Values) -> Framework:
    framework = framework_in(values, "a file")
    check_against_facts(framework, FACTS[values["name"]])
    return framework


def rows_of_the_page() -> Iterator[list[str]]:
    """The table of docs/methods/frameworks.md: a third writing-down, for people."""
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 5:
            yield cells


def test_the_page_of_methods_lists_what_there_is() -> None:
    told = {name.strip("`"): (count, items, sure, unknown) for name, count, items, sure, unknown in rows_of_the_page()}
    assert list(told) == [framework.name for framework in all_frameworks()]
    for framework in all_frameworks():
        count, items, sure, unknown = told[framework.name]
        assert int(count) == len(framework.items)
        assert [one.strip() for one in items.split("·")] == [item.published_as or item.name for item in framework.items]
        assert set(sure.split(", ")) == {item.verified for item in framework.items}
        assert int(unknown or 0) == framework.unknown_count


def test_the_ladder() -> None:
    ladder = framework_named("tlap-ladder")
    assert [(item.rank, item.published_as, item.group) for item in ladder.items] == [
        (1, "Coercion", "Doing to"),
        (2, "Educating", "Doing to"),
        (3, "Informing", "Doing for"),
        (4, "Consultation", "Doing for"),
        (5, "Engagement", "Doing for"),
        (6, "Co-design", "Doing with"),
        (7, "Co-production", "Doing with"),
    ]
    assert all(item.name.lower() != item.published_as.lower() for item in ladder.items)  # named in our own words


def test_the_eighth_step_is_kept_apart_and_peer_support_is_none() -> None:
    assert [rung(rank).published_as for rank in (7, 8)] == ["Co-production", "Co-delivery"]
    assert "co-delivery" not in {item.id for item in framework_named("tlap-ladder").items}
    for rank in (0, 9):
        with pytest.raises(UnknownNameError, match="no step"):
            rung(rank)
    ladders = [framework for framework in all_frameworks() if framework.kind is Kind.LADDER]
    assert "peer-support" not in {item.id for framework in ladders for item in framework.items}
    assert [item.id for item in framework_named("co-delivery-cycle").items][-1] == "peer-support"


def test_no_step_of_a_ladder_is_called_bad() -> None:
    judging = re.compile(r"\b(bad|worst|wrong|poor|fail\w*|low(er|est)?)\b", re.IGNORECASE)
    steps = [item for one in all_frameworks() if one.kind in {Kind.LADDER, Kind.SPECTRUM} for item in one.items]
    assert len(steps) == 7 + 1 + 8 + 5
    assert [item for item in steps if judging.search(f"{item.name} {item.description}")] == []


def test_what_the_notes_say_of_sums() -> None:
    """Ladder 1 to 7 and spectrum 1 to 5: 12 in one way only, 13 with an eighth step, no 9 or 11 where both go in step."""
    ladder = [item.rank for item in framework_named("tlap-ladder").items]
    spectrum = [item.rank for item in framework_named("nhs-england-spectrum").items]
    pairs = [(a, b) for a, b in product(ladder, spectrum) if a is not None and b is not None]
    assert [pair for pair in pairs if sum(pair) == 12] == [(7, 5)]
    assert max(map(sum, pairs)) == 12
    assert max(a + b for a, b in product([*ladder, 8], spectrum) if a and b) == 13
    assert {sum(pair) for pair in pairs if pair[0] == pair[1] + 2} == {4, 6, 8, 10, 12}


def test_the_two_accounts_of_the_rainbow_model_differ_where_one_is_silent() -> None:
    levels = {
        item.id: {level.by: level.level for level in item.levels} for item in framework_named("rainbow-model").items
    }
    assert levels["clinical"] == {"valentijn-2013": "micro", "marshall-bamber-2022": "micro"}
    assert levels["normative"] == {"valentijn-2013": "links all", "marshall-bamber-2022": None}


def test_principles_and_enablers_of_one_framework_stay_apart() -> None:
    enablers, principles = (framework_named(f"who-engagement-{name}") for name in ("enablers", "principles"))
    assert not {item.id for item in enablers.items} & {item.id for item in principles.items}
    assert enablers.verified is Verified.BACKGROUND
    assert principles.verified is Verified.FOUND


def test_what_is_not_known_is_left_open() -> None:
    types = framework_named("loeffler-co-delivery-types")
    assert (len(types.items), types.unknown_count) == (3, 3)
    assert framework_named("co-production-star").year is None


def test_a_framework_cannot_be_changed_and_is_read_once() -> None:
    ladder = framework_named("tlap-ladder")
    with pytest.raises(dataclasses.FrozenInstanceError):
        ladder.title = "Mine"  # type: ignore[misc]
    assert framework_named("tlap-ladder") is ladder
    assert len({hash(framework) for framework in all_frameworks()}) == len(all_frameworks())


@pytest.mark.parametrize("name", FACTS)
def test_words_are_plain_and_every_source_can_be_followed(name: str) -> None:
    framework = framework_named(name)
    texts = [framework.title, framework.purpose, framework.scoring, framework.version, *framework.notes]
    for item in framework.items:
        texts += [item.name, item.published_as, item.description, item.note, item.group, item.read_in]
        assert item.description.count(". ") <= 1, "one plain line"
        assert item.source in framework.sources
    texts += [text for source in framework.sources for text in (source.citation, source.no_doi, source.read_in)]
    assert [text for text in texts if NOT_ON_SCREENS.search(text)] == []
    assert all(source.doi or source.no_doi for source in framework.sources)


# Refusals


def change(path: str, value: Any) -> Callable[[Values], None]:
    """Set what stands at a path such as ``items.0.rank``; ``None`` takes it away."""

    def apply(values: Values) -> None:
        *way, last = path.split(".")
        here: Any = values
        for step in way:
            here = here[int(step)] if step.isdigit() else here[step]
        key: Any = int(last) if last.isdigit() else last
        if value is None:
            del here[key]
        else:
            here[key] = value

    return apply


def swap(values: Values) -> None:
    values["items"][1], values["items"][2] = values["items"][2], values["items"][1]


def swap_ids(values: Values) -> None:
    first, second = values["items"][1], values["items"][2]
    first["id"], second["id"] = second["id"], first["id"]


WRONG: list[tuple[str, Callable[[Values], None], type[FrameworkError]]] = [
    ("tlap-ladder", lambda values: values["items"].pop(), WrongCountError),
    ("tlap-ladder", lambda values: values["items"].clear(), WrongCountError),
    ("tlap-ladder", lambda values: values["sources"].clear(), UnknownSourceError),
    ("tlap-ladder", swap, WrongRankError),
    ("tlap-ladder", swap_ids, WrongOrderError),
    ("scie-principles", swap, WrongOrderError),
    ("tlap-ladder", change("items.6.rank", 8), WrongRankError),
    ("tlap-ladder", change("items.0.rank", None), WrongRankError),
    ("co-delivery-step", change("items.0.rank", 1), WrongRankError),
    ("co-delivery-step", change("items.0.rank", True), WrongKindError),
    ("scie-principles", change("items.0.rank", 1), WrongRankError),
    ("tlap-ladder", change("items.2.id", "educating"), DuplicateItemError),
    ("tlap-ladder", change("sources.1.key", "tlap-2021"), DuplicateItemError),
    ("nhs-england-spectrum", change("items.0.verified", "found"), ReadNowhereError),
    ("tlap-ladder", change("items.0.verified", "seed"), WrongVerifiedError),
    ("tlap-ladder", change("items.0.verified", "sure"), WrongVerifiedError),
    ("tlap-ladder", change("items.0.verified", "background"), ReadNowhereError),
    ("tlap-ladder", change("items.0.read_in", None), ReadNowhereError),
    ("loeffler-co-delivery-types", change("unknown_count", 2), WrongCountError),
    ("loeffler-co-delivery-types", change("unknown_count", -1), WrongCountError),
    ("arnstein-ladder", change("sources.0.doi", None), DoiError),
    ("arnstein-ladder", change("sources.0.no_doi", "a book"), DoiError),
    ("arnstein-ladder", change("sources.0.doi", "https://doi.org/10.1080/01944366908977225"), DoiError),
    ("arnstein-ladder", change("sources.0.dio", "10.1080/01944366908977225"), UnknownFieldError),
    ("arnstein-ladder", change("items.0.desription", "x"), UnknownFieldError),
    ("arnstein-ladder", change("rungs", 8), UnknownFieldError),
    ("arnstein-ladder", change("purpose", None), MissingFieldError),
    ("arnstein-ladder", change("items.3.description", " "), MissingFieldError),
    ("arnstein-ladder", change("items.3.description", 4), WrongKindError),
    ("arnstein-ladder", change("items.3", "consultation"), WrongKindError),
    ("arnstein-ladder", change("kind", "stairs"), WrongKindError),
    ("arnstein-ladder", change("kind", "spectrum"), WrongKindError),
    ("arnstein-ladder", change("notes", [1]), WrongKindError),
    ("definitions", change("items.0.source", "nobody-2009"), UnknownSourceError),
    ("rainbow-model", change("items.0.levels.0.by", "nobody"), UnknownSourceError),
    ("rainbow-model", change("items.0.levels.0.level", "huge"), WrongKindError),
    ("rainbow-model", change("items.0.levels.0.level", "micro"), WrongOrderError),
    ("rainbow-model", change("items.4.levels.1.level", "meso"), WrongOrderError),
]


@pytest.mark.parametrize(("name", "apply", "error"), WRONG, ids=range(len(WRONG)))
def test_data_that_breaks_a_rule_is_refused_by_its_name(
    name: str, apply: Callable[[Values], None], error: type[FrameworkError]
) -> None:
    values = values_of(name)
    load(values_of(name))  # as it is, it is taken
    apply(values)
    with pytest.raises(error) as refused:
        load(values)
    assert type(refused.value) is error


@given(st.sampled_from(sorted(FACTS)), st.randoms(use_true_random=False))
def test_any_other_order_is_refused(name: str, random: Any) -> None:
    values = values_of(name)
    before = [item["id"] for item in values["items"]]
    random.shuffle(values["items"])
    if [item["id"] for item in values["items"]] == before:
        load(values)
    else:
        with pytest.raises((WrongOrderError, WrongRankError)):
            load(values)


@given(st.sampled_from(sorted(FACTS)), st.data())
def test_any_item_missing_or_twice_is_refused(name: str, data: Any) -> None:
    values = values_of(name)
    place = data.draw(st.integers(0, len(values["items"]) - 1))
    if data.draw(st.booleans()):
        del values["items"][place]
    else:
        values["items"].insert(place, dict(values["items"][place]))
    with pytest.raises((WrongCountError, WrongRankError, DuplicateItemError)):
        load(values)


@given(st.sampled_from(sorted(FACTS)), st.data(), st.sampled_from(list(Verified)))
def test_nothing_is_upgraded_silently(name: str, data: Any, verified: Verified) -> None:
    values = values_of(name)
    item = values["items"][data.draw(st.integers(0, len(values["items"]) - 1))]
    if item["verified"] == verified:
        return
    item["verified"] = str(verified)
    item.pop("read_in", None)
    if verified in {Verified.SEED, Verified.FOUND}:
        item["read_in"] = "somewhere"
    with pytest.raises(WrongVerifiedError):
        load(values)


# Asking by name


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("tlap ladder", "tlap-ladder"),
        ("laddr", "tlap-ladder"),
        ("NHS", "nhs-england-spectrum"),
        ("four co's", "loeffler-four-cos"),
        ("scie", "scie-principles"),
        ("rainbow", "rainbow-model"),
    ],
)
def test_a_name_that_is_not_there_is_told_what_may_be_meant(asked: str, meant: str) -> None:
    with pytest.raises(UnknownNameError, match=f"did you mean .*{meant}"):
        framework_named(asked)


def test_where_nothing_is_near_all_are_named() -> None:
    with pytest.raises(UnknownNameError, match="there is tlap-ladder, co-delivery-step"):
        framework_named("zzz")


@given(st.text(max_size=60))
def test_what_may_be_meant_exists_and_is_little(asked: str) -> None:
    names = {framework.name: framework.title for framework in all_frameworks()}
    likely = near(asked, names)
    assert len(likely) <= 5
    assert len(set(likely)) == len(likely)
    assert set(likely) <= set(names)


def test_an_item_is_asked_for_by_its_id() -> None:
    ladder = framework_named("tlap-ladder")
    assert ladder.item("co-design").rank == 6
    with pytest.raises(UnknownNameError, match="it has coercion, educating"):
        ladder.item("co-delivery")
