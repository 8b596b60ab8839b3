"""Reads the frameworks from the package's data and refuses what breaks a rule."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from wesaid.frameworks._facts import FACTS, LEVELS, Facts
from wesaid.frameworks._values import (
    Framework,
    FrameworkError,
    Item,
    Kind,
    Level,
    MissingFieldError,
    Source,
    UnknownFieldError,
    UnknownNameError,
    UnknownSourceError,
    Verified,
    WrongCountError,
    WrongKindError,
    WrongOrderError,
    WrongRankError,
    WrongVerifiedError,
)


class Table:
    """A table of a data file. Every value is asked for by name and kind; what nobody asked for is an error.

    Args:
        values: as the TOML reader gives them.
        place: where the table stands, for messages.
    """

    def __init__(self, values: Mapping[str, Any], place: str) -> None:
        self._values = dict(values)
        self.place = place

    def words(self, key: str) -> str:
        """Text that has to be there."""
        if key not in self._values:
            raise MissingFieldError(f"{self.place} has no {key}")
        return self.maybe_words(key)

    def maybe_words(self, key: str) -> str:
        """Text, empty where there is none."""
        found: str = self._take(key, str, "")
        return found

    def number(self, key: str) -> int | None:
        """A whole number, or ``None``."""
        found: int | None = self._take(key, int, None)
        if isinstance(found, bool):
            raise WrongKindError(f"{self.place}: {key} has to be a whole number")
        return found

    def yes_or_no(self, key: str) -> bool:
        """A yes or no that has to be there."""
        if key not in self._values:
            raise MissingFieldError(f"{self.place} has no {key}")
        found: bool = self._take(key, bool, False)
        return found

    def list_of(self, key: str, kind: type) -> tuple[Any, ...]:
        """Values of one kind, none where there are none."""
        found = self._take(key, list, [])
        if not all(type(one) is kind for one in found):
            raise WrongKindError(f"{self.place}: every one of {key} has to be of kind {kind.__name__}")
        return tuple(found)

    def tables(self, key: str) -> list[Table]:
        """Tables within this one."""
        rows = self._take(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            raise WrongKindError(f"{self.place}: {key} has to be a list of tables")
        return [Table(row, f"{self.place}, {key} {number}") for number, row in enumerate(rows, 1)]

    def table(self, key: str) -> dict[str, Any]:
        """Names with values, none where there are none."""
        found: dict[str, Any] = self._take(key, dict, {})
        return found

    def verified(self) -> Verified:
        """How sure we are."""
        said = self.words("verified")
        try:
            return Verified(said)
        except ValueError:
            raise WrongVerifiedError(f"{self.place}: '{said}' is none of {', '.join(Verified)}") from None

    def done(self) -> None:
        """Raise :class:`UnknownFieldError` for what nobody asked for."""
        if self._values:
            raise UnknownFieldError(f"{self.place} has what nobody reads: {', '.join(sorted(self._values))}")

    def _take(self, key: str, kind: type, otherwise: Any) -> Any:
        if key not in self._values:
            return otherwise
        found = self._values.pop(key)
        if not isinstance(found, kind):
            raise WrongKindError(f"{self.place}: {key} has to be of kind {kind.__name__}")
        return found


def source_in(table: Table) -> Source:
    """A source as a data file has it."""
    source = Source(
        key=table.words("key"),
        citation=table.words("citation"),
        doi=table.maybe_words("doi") or None,
        no_doi=table.maybe_words("no_doi"),
        url=table.maybe_words("url") or None,
        verified=table.verified(),
        read_in=table.maybe_words("read_in"),
        called=table.maybe_words("called"),
    )
    table.done()
    return source


def framework_in(values: Mapping[str, Any], place: str) -> Framework:
    """A framework as a data file has it.

    Args:
        values: as the TOML reader gives them.
        place: what to call the file in messages.

    Raises:
        FrameworkError: one of its kinds, named after the rule that is broken.
    """
    table = Table(values, place)
    sources = tuple(source_in(row) for row in table.tables("sources"))
    kind = table.words("kind")
    if kind not in set(Kind):
        raise WrongKindError(f"{place}: '{kind}' is none of {', '.join(Kind)}")
    framework = Framework(
        name=table.words("name"),
        title=table.words("title"),
        kind=Kind(kind),
        made_by=table.words("made_by"),
        year=table.number("year"),
        version=table.maybe_words("version"),
        purpose=table.words("purpose"),
        scoring=table.maybe_words("scoring"),
        items=tuple(_item(row, sources) for row in table.tables("items")),
        unknown_count=table.number("unknown_count") or 0,
        notes=table.list_of("notes", str),
        sources=sources,
    )
    table.done()
    return framework


def _item(table: Table, sources: Sequence[Source]) -> Item:
    by_key = {source.key: source for source in sources}
    key = table.maybe_words("source") or next(iter(by_key), "")
    if key not in by_key:
        raise UnknownSourceError(f"{table.place}: there is no source '{key}'")
    item = Item(
        id=table.words("id"),
        name=table.words("name"),
        published_as=table.maybe_words("published_as"),
        also_published_as=table.maybe_words("also_published_as"),
        rank=table.number("rank"),
        group=table.maybe_words("group"),
        levels=tuple(_level(row, by_key) for row in table.tables("levels")),
        description=table.words("description"),
        note=table.maybe_words("note"),
        source=by_key[key],
        verified=table.verified(),
        read_in=table.maybe_words("read_in"),
    )
    table.done()
    return item


def _level(table: Table, sources: Mapping[str, Source]) -> Level:
    level = Level(by=table.words("by"), level=table.maybe_words("level") or None)
    if level.by not in sources:
        raise UnknownSourceError(f"{table.place}: there is no source '{level.by}'")
    table.done()
    return level


def check_against_facts(framework: Framework, facts: Facts) -> None:
    """Raise unless a framework is what the fact sheet says.

    Raises:
        WrongKindError, WrongCountError, WrongOrderError, WrongRankError, WrongVerifiedError: the rule that is broken.
    """
    what = f"'{framework.name}'"
    ids = tuple(item.id for item in framework.items)
    if framework.kind is not facts.kind:
        raise WrongKindError(f"{what} is a {facts.kind}, not a {framework.kind}")
    if (len(ids), framework.unknown_count) != (len(facts.items), facts.unknown):
        raise WrongCountError(f"{what} has {len(facts.items)} items and {facts.unknown} that are not known, not {len(ids)}"
                              f" and {framework.unknown_count}")  # fmt: skip
    if ids != facts.items:
        raise WrongOrderError(f"{what}: the items are {', '.join(facts.items)}, in this order")
    if framework.items[0].rank != facts.first_rank:
        raise WrongRankError(f"{what} starts at {facts.first_rank}, not {framework.items[0].rank}")
    for item, verified in zip(framework.items, facts.verified, strict=True):
        if item.verified is not verified:
            raise WrongVerifiedError(f"{what}, '{item.id}' is {verified}, not {item.verified}")
    if framework.name == "rainbow-model":
        _check_levels(framework)


def _check_levels(framework: Framework) -> None:
    for by, levels in LEVELS.items():
        found = tuple(level.level for item in framework.items for level in item.levels if level.by == by)
        if found != levels:
            raise WrongOrderError(f"'{framework.name}': by {by} the levels are {levels}, not {found}")


def data(folder: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Every data file of a folder of this package as (name without its ending, values)."""
    for path in sorted((files("wesaid.frameworks") / folder).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            yield path.name.removesuffix(".toml"), tomllib.loads(path.read_text("utf-8"))


@cache
def all_frameworks() -> tuple[Framework, ...]:
    """Every framework, in the order of the fact sheet. Read and checked once.

    Raises:
        FrameworkError: the data breaks a rule.
    """
    found: dict[str, Framework] = {}
    for name, values in data("data"):
        framework = framework_in(values, name)
        if framework.name != name:
            raise FrameworkError(f"{name}.toml holds '{framework.name}'")
        found[name] = framework
    if found.keys() != FACTS.keys():
        raise WrongCountError(f"missing or not expected: {', '.join(sorted(found.keys() ^ FACTS.keys()))}")
    for name, facts in FACTS.items():
        check_against_facts(found[name], facts)
    return tuple(found[name] for name in FACTS)


def framework_named(name: str) -> Framework:
    """The framework with this name.

    Raises:
        UnknownNameError: there is none; the message names the nearest.
    """
    for framework in all_frameworks():
        if framework.name == name:
            return framework
    raise unknown("framework", name, {one.name: one.title for one in all_frameworks()})


def rung(rank: int) -> Item:
    """A step of the ladder of co-production; 8 is the further step of Conquer et al. (2024), kept apart.

    Args:
        rank: 1 to 8.

    Raises:
        UnknownNameError: there is no such step.
    """
    for name in ("tlap-ladder", "co-delivery-step"):
        for item in framework_named(name).items:
            if item.rank == rank:
                return item
    raise UnknownNameError(f"the ladder has no step {rank}; its steps are 1 to 7, and 8 for co-delivery")


def near(asked: str, names: Mapping[str, str]) -> list[str]:
    """Names that may be meant: those close in spelling, then those that hold the words that were asked for.

    Args:
        asked: what somebody typed.
        names: each name with its title.

    Returns:
        At most five names, the likeliest first; none where nothing is near.
    """
    wanted = asked.strip().lower()
    close = difflib.get_close_matches(wanted, names, n=5, cutoff=0.6)
    words = [word for word in wanted.replace("-", " ").replace("_", " ").split() if len(word) > 2]
    counted = {name: sum(word in f"{name} {title}".lower() for word in words) for name, title in names.items()}
    holding = sorted((name for name, count in counted.items() if count), key=lambda name: -counted[name])
    return list(dict.fromkeys([*close, *holding]))[:5]


def unknown(kind: str, asked: str, names: Mapping[str, str]) -> UnknownNameError:
    """The error for a name that is not there, with what may be meant."""
    likely = near(asked, names)
    hint = f"did you mean {' or '.join(likely)}?" if likely else f"there is {', '.join(names)}"
    return UnknownNameError(f"there is no {kind} '{asked}'; {hint}")
