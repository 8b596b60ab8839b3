"""Ways of working, and what the studies in a published review report of them: figures and references.

The review is Conquer et al. (2024), DOI 10.5334/ijic.7603, its Table 2 and text. What it leaves out stays left out: for
eight of ten studies it says only that their points are 9, 10 or 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from wesaid.frameworks._facts import FIGURES, IN_THE_TEXT, SCORES, STUDIES, WAYS
from wesaid.frameworks._loader import Table, data, source_in, unknown
from wesaid.frameworks._values import (
    AmbiguousUnknownError,
    ContradictoryFigureError,
    MissingFieldError,
    Source,
    UnknownSourceError,
    Verified,
    WrongCountError,
    WrongKindError,
    WrongOrderError,
    check_doi,
    check_read,
    check_said,
)


@dataclass(frozen=True, slots=True)
class Score:
    """Points of ladder and spectrum added up, as published: 1 to 7 and 1 to 5, without the step of co-delivery.

    Attributes:
        value: 6 to 12, or ``None`` where it is not published.
        one_of: where it is not published, the points it can be.
    """

    value: int | None
    one_of: tuple[int, ...]

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.one_of):
            raise AmbiguousUnknownError("points are either known, or one of several")

    @property
    def words(self) -> str:
        """As it is written in a table: ``12``, or ``9, 10 or 11``."""
        if self.value is not None:
            return str(self.value)
        *first, last = map(str, self.one_of)
        return f"{', '.join(first)} or {last}" if first else last


@dataclass(frozen=True, slots=True)
class Design:
    """Something a study designed, and whether it came about."""

    what: str
    designed: bool
    implemented: bool
    note: str


@dataclass(frozen=True, slots=True)
class Study:
    """One of the studies in the review.

    Attributes:
        ref: its number in the references of the review.
        first_author, year, country: of the publication.
        conducted_in: the country it was about, where that is another one; otherwise empty.
        provision: what kind of care it was about.
        ways: ids of the ways of working, in the order of Table 2.
        score: points for how far power was shared, given by the review's lead author alone.
        reference: the full reference.
        doi: ``None`` where there is none; then ``no_doi`` says why and ``url`` may say where it is.
        notes: what does not fit together.
        designs: what was designed and what became of it, where the review says so.
    """

    ref: int
    first_author: str
    year: int
    country: str
    conducted_in: str
    provision: str
    ways: tuple[str, ...]
    score: Score
    reference: str
    doi: str | None
    no_doi: str
    url: str | None
    notes: tuple[str, ...]
    designs: tuple[Design, ...]

    def __post_init__(self) -> None:
        what = f"study {self.ref}"
        check_said(what, first_author=self.first_author, country=self.country, provision=self.provision)
        check_said(what, reference=self.reference)
        check_doi(self.doi, self.no_doi, what)

    @property
    def link(self) -> str | None:
        """Its address on the web, or ``None``."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure the review quotes from a study, with what would be needed to judge it.

    Attributes:
        id: names it.
        ref: number of the study.
        page: in the study; empty where the review gives none.
        what: what is reported, in our words.
        numbers: the numbers as published, by name.
        missing: what the review does not give.
        author_reported: whether it is what the study's authors say of their own work.
        controlled: whether it was compared with anything.
        whole, parts: names of numbers, where parts should add up to a whole.
        unaccounted: how much of the whole the parts leave open; ``None`` where there are no parts.
    """

    id: str
    ref: int
    page: str
    what: str
    numbers: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    author_reported: bool
    controlled: bool
    whole: str
    parts: tuple[str, ...]
    unaccounted: int | None

    def __post_init__(self) -> None:
        check_said(f"figure '{self.id}'", what=self.what)
        if bool(self.whole) != bool(self.parts) or bool(self.whole) != (self.unaccounted is not None):
            raise ContradictoryFigureError(f"figure '{self.id}' needs a whole, its parts and what is left, or none")
        if self.whole:
            numbers = dict(self.numbers)
            left = numbers[self.whole] - sum(numbers[part] for part in self.parts)
            if left != self.unaccounted:
                raise ContradictoryFigureError(f"figure '{self.id}' leaves {left} open, not {self.unaccounted}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the review reports of a way of working, in our words, with the studies it names."""

    id: str
    helped: bool
    ways: tuple[str, ...]
    refs: tuple[int, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way of working that a project can say it uses.

    Attributes:
        id: as it is asked for, for example ``co-delivery``.
        title: what it is called.
        description: what it is, in our words.
        note: what to know of the published studies of it.
        source: where it is described.
        verified, read_in: how sure we are of it, and where we read it.
        studies: those of Table 2 of the review that used it.
        in_the_text: those that only the text of the review counts.
    """

    id: str
    title: str
    description: str
    note: str
    source: Source
    verified: Verified
    read_in: str
    studies: tuple[Study, ...]
    in_the_text: tuple[Study, ...]

    def __post_init__(self) -> None:
        check_said(f"way '{self.id}'", title=self.title, description=self.description)
        check_read(self.verified, self.read_in, f"way '{self.id}'")

    @property
    def figures(self) -> tuple[PublishedFigure, ...]:
        """The figures quoted from its studies."""
        refs = {study.ref for study in self.studies}
        return tuple(figure for figure in figures() if figure.ref in refs)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the review reports of it."""
        return tuple(finding for finding in findings() if self.id in finding.ways)


def study_in(table: Table) -> Study:
    """A study as the data file has it."""
    study = Study(
        ref=_whole(table, "ref"),
        first_author=table.words("first_author"),
        year=_whole(table, "year"),
        country=table.words("country"),
        conducted_in=table.maybe_words("conducted_in"),
        provision=table.words("provision"),
        ways=table.list_of("ways", str),
        score=Score(table.number("score"), table.list_of("score_one_of", int)),
        reference=table.words("reference"),
        doi=table.maybe_words("doi") or None,
        no_doi=table.maybe_words("no_doi"),
        url=table.maybe_words("url") or None,
        notes=table.list_of("notes", str),
        designs=tuple(map(_design, table.tables("designs"))),
    )
    table.done()
    return study


def _design(table: Table) -> Design:
    design = Design(
        what=table.words("what"),
        designed=table.yes_or_no("designed"),
        implemented=table.yes_or_no("implemented"),
        note=table.words("note"),
    )
    table.done()
    return design


def figure_in(table: Table) -> PublishedFigure:
    """A figure as the data file has it."""
    numbers = table.table("numbers")
    if not all(type(number) is int for number in numbers.values()):
        raise WrongKindError(f"{table.place}: numbers have to be whole numbers")
    figure = PublishedFigure(
        id=table.words("id"),
        ref=_whole(table, "ref"),
        page=table.maybe_words("page"),
        what=table.words("what"),
        numbers=tuple(numbers.items()),
        missing=table.list_of("missing", str),
        author_reported=table.yes_or_no("author_reported"),
        controlled=table.yes_or_no("controlled"),
        whole=table.maybe_words("whole"),
        parts=table.list_of("parts", str),
        unaccounted=table.number("unaccounted"),
    )
    table.done()
    return figure


def _finding(table: Table) -> Finding:
    kind = table.words("kind")
    if kind not in {"helped", "hard"}:
        raise WrongKindError(f"{table.place}: '{kind}' is neither helped nor hard")
    finding = Finding(
        id=table.words("id"),
        helped=kind == "helped",
        ways=table.list_of("ways", str),
        refs=table.list_of("refs", int),
        what=table.words("what"),
    )
    table.done()
    return finding


def _whole(table: Table, key: str) -> int:
    found = table.number(key)
    if found is None:
        raise MissingFieldError(f"{table.place} has no {key}")
    return found


def check_studies(rows: Sequence[Study]) -> None:
    """Raise unless the studies are those of Table 2, in its order, with its ways of working and points.

    Raises:
        WrongCountError, WrongOrderError, UnknownSourceError, AmbiguousUnknownError: the rule that is broken.
    """
    if len(rows) != len(STUDIES):
        raise WrongCountError(f"the review has {len(STUDIES)} studies, not {len(rows)}")
    if tuple(row.ref for row in rows) != STUDIES:
        raise WrongOrderError(f"the studies are {STUDIES}, in this order")
    for way, refs in WAYS.items():
        found = tuple(sorted(row.ref for row in rows if way in row.ways))
        if found != refs:
            raise WrongCountError(f"'{way}' was used in {refs}, not {found}")
    for row in rows:
        if not WAYS.keys() >= set(row.ways):
            raise UnknownSourceError(f"study {row.ref} names a way of working that is not there")
        if row.score.value != SCORES.get(row.ref):
            raise AmbiguousUnknownError(f"study {row.ref}: its published points are {SCORES.get(row.ref)}")


@cache
def _read() -> dict[str, dict[str, Any]]:
    return dict(data("published"))


@cache
def studies() -> tuple[Study, ...]:
    """The ten studies of the review, in the order of its Table 2.

    Raises:
        FrameworkError: the data breaks a rule.
    """
    rows = tuple(study_in(row) for row in _rows("studies", "studies"))
    check_studies(rows)
    return rows


@cache
def figures() -> tuple[PublishedFigure, ...]:
    """The four figures the review quotes. Not to be pooled or drawn together: each is uncontrolled and of its own kind."""
    rows = tuple(figure_in(row) for row in _rows("studies", "figures"))
    if {row.id: row.ref for row in rows} != FIGURES:
        raise WrongCountError(f"the figures are {FIGURES}")
    return rows


@cache
def findings() -> tuple[Finding, ...]:
    """What the review reports that helped, or that was hard.

    Raises:
        UnknownSourceError: a finding names a study or a way of working that is not there.
    """
    rows = tuple(_finding(row) for row in _rows("studies", "findings"))
    for row in rows:
        if not (set(row.refs) <= set(STUDIES) and set(row.ways) <= WAYS.keys() and row.refs):
            raise UnknownSourceError(f"finding '{row.id}' names a study or a way of working that is not there")
    return rows


@cache
def _sources() -> Mapping[str, Source]:
    return {source.key: source for source in (source_in(row) for row in _rows("ways", "sources"))}


def review() -> Source:
    """The review the studies are from."""
    return _sources()["conquer-2024"]


@cache
def all_ways() -> tuple[Way, ...]:
    """Every way of working, in a fixed order.

    Raises:
        FrameworkError: the data breaks a rule.
    """
    rows = tuple(_way(row) for row in _rows("ways", "ways"))
    if tuple(row.id for row in rows) != tuple(WAYS):
        raise WrongOrderError(f"the ways of working are {', '.join(WAYS)}, in this order")
    return rows


def _way(table: Table) -> Way:
    key = table.words("id")
    source = table.maybe_words("source") or "conquer-2024"
    if source not in _sources():
        raise UnknownSourceError(f"{table.place}: there is no source '{source}'")
    used = {study.ref for study in studies() if key in study.ways}
    counted = set(IN_THE_TEXT.get(key, ())) - used
    way = Way(
        id=key,
        title=table.words("title"),
        description=table.words("description"),
        note=table.maybe_words("note"),
        source=_sources()[source],
        verified=table.verified(),
        read_in=table.maybe_words("read_in"),
        studies=tuple(study for study in studies() if study.ref in used),
        in_the_text=tuple(study for study in studies() if study.ref in counted),
    )
    table.done()
    return way


def _rows(name: str, key: str) -> list[Table]:
    return Table({key: _read()[name][key]}, f"{name}.toml").tables(key)


def way_named(name: str) -> Way:
    """The way of working with this id.

    Raises:
        UnknownNameError: there is none; the message names the nearest.
    """
    for way in all_ways():
        if way.id == name:
            return way
    raise unknown("way of working", name, {way.id: way.title for way in all_ways()})
