"""What the benchmarks of duplicates share: labelled sets, the record metric, and the fitting of the strengths.

A set is ``NAME.records.csv`` (a record a row, key ``ID``) with ``NAME.gold.csv`` (a heading, then a group of duplicate
ids a row, joined by semicolons), as published with the benchmark of bib-dedupe.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from wesaid.evidence.duplicates import decide as deciding
from wesaid.evidence.duplicates import weights
from wesaid.evidence.duplicates.block import candidate_pairs
from wesaid.evidence.duplicates.compare import compare
from wesaid.evidence.duplicates.find import comparables
from wesaid.evidence.duplicates.levels import Levels
from wesaid.evidence.duplicates.pair import Pair
from wesaid.evidence.formats import read
from wesaid.evidence.reference import Reference

Weights = dict[str, dict[str, float]]
Groups = Iterable[Iterable[str]]

# For each field the levels that speak for and against, each further from "unknown" than the one before.
CHAINS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "title": (("part", "alike", "near", "same"), ("some", "different")),
    "authors": (("alike", "part", "same"), ("some", "different")),
    "year": (("same",), ("close", "different")),
    "journal": (("alike", "same"), ("some", "different")),
    "volume": (("same",), ("different",)),
    "number": ((), ()),
    "pages": (("near", "same"), ("different",)),
    "identifier": (("same",), ("different",)),
    "abstract": (("alike", "same"), ("different",)),
}
ALWAYS_APART = ("marks", "numbers", "identifier")  # pairs that a rule decides whatever the strengths are: not fitted on
# Three of the four sets have no abstracts, and in the fourth nearly all records have a DOI: the fit says nothing about them.
# That both begin alike is taken for odds of two to one.
BY_HAND = {("abstract", "same"): 1.0}
SHRINK = 1.0  # of the ridge: keeps strengths small where few pairs speak


@dataclass(frozen=True)
class LabelledSet:
    """Records, and which of them belong together."""

    name: str
    path: Path
    references: tuple[Reference, ...]
    gold: tuple[tuple[str, ...], ...]


def load(folder: Path, name: str) -> LabelledSet:
    """One set of a folder."""
    path = folder / f"{name}.records.csv"
    lines = (folder / f"{name}.gold.csv").read_text(encoding="utf-8").splitlines()[1:]
    groups = tuple(tuple(line.strip().strip('"').split(";")) for line in lines)
    kept = read(path)
    assert not kept.rejected, f"{name}: {len(kept.rejected)} rows were not read"
    return LabelledSet(name, path, kept.references, tuple(group for group in groups if len(group) > 1))


def names(folder: Path) -> list[str]:
    """The sets of a folder; ``special_cases`` are traps made by hand, not a sample of anything."""
    found = sorted(path.name.removesuffix(".gold.csv") for path in folder.glob("*.gold.csv"))
    return [name for name in found if name != "special_cases"]


@dataclass(frozen=True)
class Score:
    """bib-dedupe's record metric: of each predicted group the first record stays.

    A unique record (in no gold group, or the last of its group) that is removed is a false positive; of each gold
    group all that stay but one are false negatives.
    """

    removed_unique: int
    left: int
    duplicates: int

    @property
    def f1(self) -> float:
        found = self.duplicates - self.left
        return 2 * found / (2 * found + self.removed_unique + self.left)


def score(ids: Sequence[str], gold: Sequence[Sequence[str]], predicted: Groups) -> Score:
    """The record metric of predicted groups."""
    order = {name: place for place, name in enumerate(ids)}
    removed = {name for group in predicted for name in sorted(group, key=order.__getitem__)[1:]}
    grouped = {name for group in gold for name in group}
    unique = sum(name in removed for name in ids if name not in grouped)
    left = 0
    for group in gold:
        stay = sum(name not in removed for name in group)
        unique += stay == 0
        left += max(0, stay - 1)
    return Score(unique, left, sum(len(group) - 1 for group in gold))


def left_after_links(gold: Groups, predicted: Groups, links: Iterable[tuple[str, str]]) -> int:
    """How many duplicates neither a group nor a link brings to light."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parent.get(name, name)) != name:
            name = above
        return name

    for group in predicted:
        first, *others = group
        for other in others:
            parent[root(other)] = root(first)
    for one, other in links:
        parent[root(one)] = root(other)
    return sum(len({root(name) for name in group}) - 1 for group in gold)


def _row(levels: Levels, rows: dict[tuple[str, str], list[float]], width: int) -> list[float]:
    row = [0.0] * width
    row[-1] = 1.0
    for field, level in zip(levels._fields, levels, strict=True):
        for place, value in enumerate(rows.get((field, level), ())):
            row[place] += value
    return row


def _steps() -> tuple[list[tuple[str, int, int]], dict[tuple[str, str], list[float]]]:
    """Each level as the steps that lead to it from "unknown": so a better level never weighs less than a worse one."""
    steps = [
        (field, sign, place)
        for field, chains in CHAINS.items()
        for sign, chain in zip((1, -1), chains, strict=True)
        for place in range(len(chain))
    ]
    rows = {}
    for field, chains in CHAINS.items():
        for sign, chain in zip((1, -1), chains, strict=True):
            for place, level in enumerate(chain):
                leads = [(of, way) == (field, sign) and at <= place for of, way, at in steps]
                rows[field, level] = [*(float(sign) * led for led in leads), 0.0]
    return steps, rows


def examples(labelled: LabelledSet) -> tuple[list[Levels], list[bool]]:
    """Levels and truth of the pairs worth comparing that no rule keeps apart anyway."""
    records = comparables(labelled.references)
    number = {name: place for place, group in enumerate(labelled.gold) for name in group}
    found, truth = [], []
    for one, other in candidate_pairs(records):
        levels = compare(records[one], records[other])
        if deciding.conflict_of(Pair(records[one], records[other], levels)) in ALWAYS_APART:
            continue
        a, b = labelled.references[one].id, labelled.references[other].id
        found.append(levels)
        truth.append(a in number and number[a] == number.get(b))
    return found, truth


def fit(sets: Iterable[LabelledSet]) -> tuple[float, Weights]:
    """Bias and strengths in bits: ridge logistic regression in which no step may go the wrong way."""
    import numpy as np

    minimize = import_module("scipy.optimize").minimize  # comes without types

    steps, rows = _steps()
    width = len(steps) + 1
    given = [examples(one) for one in sets]
    x = np.array([_row(levels, rows, width) for found, _truth in given for levels in found])
    y = np.array([float(true) for _found, truth in given for true in truth])

    def loss(bits: Any) -> tuple[float, Any]:
        z = x @ bits
        ridge = np.append(bits[:-1], 0.0)
        value = (np.logaddexp(0.0, z) - y * z).sum() + SHRINK / 2 * (ridge**2).sum()
        return float(value), x.T @ (1 / (1 + np.exp(-z)) - y) + SHRINK * ridge

    bounds = [(0.0, None)] * len(steps) + [(None, None)]
    best = minimize(loss, np.zeros(width), jac=True, bounds=bounds, method="L-BFGS-B").x / math.log(2)
    strengths: Weights = {field: {} for field in CHAINS}
    for (field, level), row in rows.items():
        strengths[field][level] = max(round(float(np.dot(row, best)), 2) + 0.0, BY_HAND.get((field, level), -math.inf))
    return round(float(best[-1]), 2), strengths


@contextmanager
def using(bias: float, strengths: Weights) -> Iterator[None]:
    """Decides with other strengths for a while."""
    before = weights.BIAS, weights.WEIGHTS
    weights.BIAS, weights.WEIGHTS = bias, strengths
    try:
        yield
    finally:
        weights.BIAS, weights.WEIGHTS = before


def as_source(bias: float, strengths: Weights) -> str:
    """Strengths as they stand in ``weights.py``."""
    lines = [f"BIAS = {bias}", "WEIGHTS: dict[str, dict[str, float]] = {"]
    for field, (pro, contra) in CHAINS.items():
        ordered = ", ".join(f'"{level}": {strengths[field][level]}' for level in (*reversed(pro), *contra))
        lines.append(f'    "{field}": {{{ordered}}},')
    return "\n".join([*lines, "}"])
