"""What a framework is made of. Public names are re-exported by :mod:`wesaid.frameworks`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DOI = re.compile(r"10\.\d{4,9}/\S+")


class FrameworkError(ValueError):
    """Data about a framework that cannot be right. Each kind below is named after the rule it breaks."""


class UnknownNameError(FrameworkError, LookupError):
    """What is asked for by name exists."""


class MissingFieldError(FrameworkError):
    """Every field that is needed is there, and says something."""


class UnknownFieldError(FrameworkError):
    """Nothing is written down that nobody reads: a misspelt field would be lost otherwise."""


class WrongKindError(FrameworkError):
    """Every value is of the kind its field needs."""


class WrongCountError(FrameworkError):
    """There are as many frameworks, items, sources or studies as the fact sheet has; unknown ones are counted, too."""


class WrongOrderError(FrameworkError):
    """Items stand in the order of the fact sheet."""


class WrongRankError(FrameworkError):
    """Ranks are there exactly where a framework has an order, and go up one by one from where it starts."""


class WrongVerifiedError(FrameworkError):
    """How sure we are is what the fact sheet says; nothing is upgraded silently."""


class ReadNowhereError(FrameworkError):
    """What is said to be read says where; what is not confirmed names no place."""


class DoiError(FrameworkError):
    """A source has a DOI, or the reason why there is none."""


class UnknownSourceError(FrameworkError):
    """What an item names as its source is among the sources."""


class DuplicateItemError(FrameworkError):
    """No two items or sources of a framework share a key."""


class AmbiguousUnknownError(FrameworkError):
    """What is not known is left empty: no value is given beside the values it could have."""


class ContradictoryFigureError(FrameworkError):
    """What is said to be missing from a published figure is what its numbers leave open."""


class Verified(StrEnum):
    """How sure we are that something is as the source has it."""

    SEED = "seed"  # read in one of the articles this project starts from
    FOUND = "found"  # read on a page or in a file that somebody else made
    BACKGROUND = "background"  # from general knowledge, not confirmed by reading
    UNKNOWN = "unknown"  # not available to us; its value is left empty


class Kind(StrEnum):
    """What sort of thing a framework is: whether its items have an order, and what the order means."""

    LADDER = "ladder"  # each item more shared power than the one before
    SPECTRUM = "spectrum"  # each item more involvement than the one before
    CYCLE = "cycle"  # each item follows the one before, and the first follows the last
    STEPS = "steps"  # each item follows the one before
    LIST = "list"  # no order
    DEFINITIONS = "definitions"  # no order; each item is one way to say what something means

    @property
    def ordered(self) -> bool:
        """Whether the items have ranks."""
        return self not in {Kind.LIST, Kind.DEFINITIONS}


def check_read(verified: Verified, read_in: str, what: str) -> None:
    """Raise :class:`ReadNowhereError` unless a place is named exactly for what was read."""
    was_read = verified in {Verified.SEED, Verified.FOUND}
    if was_read != bool(read_in.strip()):
        rule = "says that it was read, but not where" if was_read else "was not read, but names where"
        raise ReadNowhereError(f"{what} {rule}")


def check_doi(doi: str | None, no_doi: str, what: str) -> None:
    """Raise :class:`DoiError` unless there is either a DOI or the reason why there is none."""
    if (doi is None) != bool(no_doi.strip()):
        raise DoiError(f"{what} needs a DOI, or the reason why there is none, and not both")
    if doi is not None and not _DOI.fullmatch(doi):
        raise DoiError(f"{what}: '{doi}' does not look like a DOI, which starts with 10. and has no address before it")


def check_said(what: str, /, **fields: str) -> None:
    """Raise :class:`MissingFieldError` where a field says nothing."""
    for name, value in fields.items():
        if not value.strip():
            raise MissingFieldError(f"{what} has no {name}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was published.

    Attributes:
        key: names it within a framework.
        citation: who, when, what, where.
        doi: without the address in front, for example ``10.5334/ijic.7603``; ``None`` where there is none.
        no_doi: why there is none; empty where there is one.
        url: where it is on the web; ``None`` where it has a DOI or we know no address.
        verified: how sure we are of the citation and the DOI.
        read_in: where we read them; empty where we did not.
        called: what it is called in a sentence, for example ``Marshall and Bamber (2022)``; empty where none needs it.
    """

    key: str
    citation: str
    doi: str | None
    no_doi: str
    url: str | None
    verified: Verified
    read_in: str
    called: str = ""

    def __post_init__(self) -> None:
        check_said(f"source '{self.key}'", key=self.key, citation=self.citation)
        check_doi(self.doi, self.no_doi, f"source '{self.key}'")
        check_read(self.verified, self.read_in, f"source '{self.key}'")

    @property
    def link(self) -> str | None:
        """Its address on the web: the DOI's, or its own, or ``None``."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@dataclass(frozen=True, slots=True)
class Level:
    """On which level of a system someone places an item.

    Attributes:
        by: key of the source that places it.
        level: ``micro`` (one person's care), ``meso`` (organisations and professionals), ``macro`` (the whole system) or
            ``links all``; ``None`` where the source does not mention the item.
    """

    by: str
    level: str | None

    def __post_init__(self) -> None:
        if self.level not in {"micro", "meso", "macro", "links all", None}:
            raise WrongKindError(f"'{self.level}' is no level of a system: micro, meso, macro or links all")


@dataclass(frozen=True, slots=True)
class Item:
    """One step, level, principle, dimension or definition of a framework.

    Attributes:
        id: names it within its framework.
        name: the published short label, or our own words where ``published_as`` is given.
        published_as: the published short label where ``name`` is in our words.
        also_published_as: the label another publication gives the same item.
        rank: its place from the bottom or the start, counted from 1; ``None`` where there is no order.
        group: the heading it stands under, as published.
        levels: where it stands in a system, by each source that says so.
        description: what it means, in one plain line of our own.
        note: what more there is to know.
        source: where it was published.
        verified: how sure we are of its label and its place.
        read_in: where we read them; empty where we did not.
    """

    id: str
    name: str
    published_as: str
    also_published_as: str
    rank: int | None
    group: str
    levels: tuple[Level, ...]
    description: str
    note: str
    source: Source
    verified: Verified
    read_in: str

    def __post_init__(self) -> None:
        check_said(f"item '{self.id}'", id=self.id, name=self.name, description=self.description)
        check_read(self.verified, self.read_in, f"item '{self.id}'")


@dataclass(frozen=True, slots=True)
class Framework:
    """An instrument of the field.

    Attributes:
        name: as it is asked for, for example ``tlap-ladder``.
        title: what it is called.
        kind: whether and how its items are ordered.
        made_by: who published it.
        year: when; ``None`` where several did, or we do not know.
        version: which of its versions this is; empty where there is one only.
        purpose: what it is for, in our words.
        scoring: what is known about scoring with it; empty: nothing.
        items: in the published order.
        unknown_count: how many more items there are that we could not find out. They are not guessed.
        notes: what to know before using it.
        sources: the first is the main one.
    """

    name: str
    title: str
    kind: Kind
    made_by: str
    year: int | None
    version: str
    purpose: str
    scoring: str
    items: tuple[Item, ...]
    unknown_count: int
    notes: tuple[str, ...]
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        what = f"'{self.name}'"
        check_said(what, name=self.name, title=self.title, made_by=self.made_by, purpose=self.purpose)
        if not self.items or not self.sources or self.unknown_count < 0:
            raise WrongCountError(f"{what} needs items and sources, and not fewer than no unknown items")
        for keys in ([item.id for item in self.items], [source.key for source in self.sources]):
            if len(set(keys)) < len(keys):
                raise DuplicateItemError(f"{what} has two of one key: {', '.join(keys)}")
        self._check_ranks(what)

    def _check_ranks(self, what: str) -> None:
        ranks = [item.rank for item in self.items]
        if not self.kind.ordered:
            if any(rank is not None for rank in ranks):
                raise WrongRankError(f"{what} has no order, but ranks")
            return
        first = ranks[0]
        if first is None or first < 1 or ranks != list(range(first, first + len(ranks))):
            raise WrongRankError(f"{what}: ranks go up one by one, and these are {ranks}")

    def item(self, id: str) -> Item:  # noqa: A002 (the field is called so)
        """The item with this id.

        Raises:
            UnknownNameError: there is none; the message names those there are.
        """
        for item in self.items:
            if item.id == id:
                return item
        raise UnknownNameError(f"'{self.name}' has no item '{id}'; it has {', '.join(item.id for item in self.items)}")

    @property
    def verified(self) -> Verified:
        """How sure we are of the least sure of its items."""
        order = list(Verified)
        return max((item.verified for item in self.items), key=order.index)
