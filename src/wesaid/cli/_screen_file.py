"""Reads a screened set of records, and what to begin with, for ``wesaid screen``."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wesaid.cli import UsageError
from wesaid.cli._csv_file import CsvFile
from wesaid.evidence.screening.features import Text

# Names of columns, in lower case, the first that is there counts.
_TITLE = ("title", "primary_title", "primary title", "ti", "t1")
_ABSTRACT = ("abstract", "abstract note", "abstract_note", "ab", "n2")
_ID = ("id", "record_id")
YES = frozenset({"1", "1.0", "yes", "y", "true", "include", "included", "relevant"})
NO = frozenset({"0", "0.0", "no", "n", "false", "exclude", "excluded", "irrelevant"})


@dataclass(frozen=True, slots=True)
class Screened:
    """What was read: texts, ids (numbers from 1 where the file has no column of ids), and decisions by column.

    ``read_from`` names the columns of words that were read; one of titles alone says that there is no abstract.
    """

    texts: tuple[Text, ...]
    ids: tuple[str, ...]
    labels: dict[str, tuple[bool, ...]]
    read_from: tuple[str, ...] = ()


def read_screened(path: str, labels: Sequence[str]) -> Screened:
    """Read titles, abstracts and the wanted decisions of every record. What is wrong raises ``UsageError``."""
    file = CsvFile(path, list(labels))
    while True:
        try:
            return _read(file, labels)
        except UnicodeDecodeError:
            file.try_next_encoding()


def _read(file: CsvFile, labels: Sequence[str]) -> Screened:
    present = file.titles()
    title, abstract, id_ = (_named(file.path, present, names) for names in (_TITLE, _ABSTRACT, _ID))
    if title is None:
        raise UsageError(f"{file.path} has no column 'title'; it has {', '.join(filter(None, present))}")
    optional = [name for name in (abstract, id_) if name is not None]
    whole = CsvFile(file.path, [title, *labels, *optional])
    whole.encoding = file.encoding
    texts: list[Text] = []
    ids: list[str] = []
    decisions: list[list[bool]] = []
    for line, (own_title, *cells) in whole.numbered_rows():
        decisions.append([_decision(file.path, line, *pair) for pair in zip(labels, cells, strict=False)])
        rest = dict(zip(optional, cells[len(labels) :], strict=True))
        texts.append(Text(own_title, rest.get(abstract or "", "")))
        ids.append(rest[id_].strip() if id_ else str(len(ids) + 1))
    if not texts:
        raise UsageError(f"{file.path} has no rows below its first line")
    columns = zip(*decisions, strict=True)
    read_from = tuple(name for name in (title, abstract) if name is not None)
    return Screened(tuple(texts), tuple(ids), dict(zip(labels, columns, strict=True)), read_from)


def _named(path: str, present: Sequence[str], names: Sequence[str]) -> str | None:
    """The column that has one of these names, however it is written; two of the same name could be meant either."""
    for name in names:
        found = [title for title in present if title.lower() == name]
        if len(found) > 1:
            raise UsageError(f"{path} has more than one column '{name}'")
        if found:
            return found[0]
    return None


def _decision(path: str, line: int, column: str, cell: str) -> bool:
    value = cell.strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    said = f"'{cell.strip()[:40]}'" if value else "nothing"
    raise UsageError(f"{path}, line {line}: {said} under '{column}', where 1 or 0 is wanted for every record")


def read_priors(path: str, ids: Sequence[str]) -> list[list[int]]:
    """What each run begins with: a line of ids for each run, parted by commas. Returns places of records.

    The first line may name the columns: then none of its cells is the id of a record, and other lines follow.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path} cannot be read: {getattr(problem, 'strerror', problem)}") from None
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(ids):
        places[name].append(place)
    reader = csv.reader(io.StringIO(text))
    lines = [(reader.line_num, [cell.strip() for cell in row if cell.strip()]) for row in reader]
    lines = [(line, cells) for line, cells in lines if cells]
    if len(lines) > 1 and not any(cell in places or cell.isdigit() for cell in lines[0][1]):
        del lines[0]
    if not lines:
        raise UsageError(f"{path} names no records to begin with")
    return [[_place(path, line, cell, places.get(cell, [])) for cell in cells] for line, cells in lines]


def _place(path: str, line: int, id_: str, places: Sequence[int]) -> int:
    if len(places) == 1:
        return places[0]
    problem = "more than one record" if places else "no record"
    raise UsageError(f"{path}, line {line}: there is {problem} '{id_[:40]}'")
