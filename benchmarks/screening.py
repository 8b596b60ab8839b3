"""The order of screening beside ASReview's, on reviews that are finished; and when the test for stopping says stop.

python benchmarks/screening.py FOLDER [--seeds N] [--asreview PYTHON] [--keep FILE] [--draw N]   # FOLDER: labelled sets as CSV
python benchmarks/screening.py FOLDER --stopping [--seeds N]
python benchmarks/screening.py FOLDER --held-out [--seeds N]
python benchmarks/screening.py FOLDER --scale

PYTHON is the Python of an environment of its own in which ASReview is installed. Each set has the columns title,
abstract, and label_included (or included). Both programs get the same records and begin with the same two.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from wesaid.cli._screen_file import read_screened
from wesaid.evidence.screening import balance
from wesaid.evidence.screening import features as features_module
from wesaid.evidence.screening.features import Features, Text, features
from wesaid.evidence.screening.learn import Learner
from wesaid.evidence.screening.simulate import Measures, draw_priors, measure, screen
from wesaid.evidence.screening.stop import first_stop

Floats = npt.NDArray[np.float64]
LABELS = ("label_included", "included")
MEASURES = ("recall_at_10", "recall_at_20", "wss_95", "late", "loss", "atd")
# WSS@95 hangs on the place of one record; "late" is the mean of WSS at all these.
LATE = (0.85, 0.875, 0.9, 0.925, 0.95, 0.975)
BETTER = {"loss": -1, "atd": -1}  # where less is better; elsewhere more is
RESAMPLES = 9999


@dataclass(frozen=True)
class Set:
    """One finished review."""

    name: str
    texts: Sequence[Text]
    relevant: Sequence[bool]

    def priors(self, seeds: Iterable[int]) -> list[list[int]]:
        return [list(draw_priors(self.relevant, seed)) for seed in seeds]


@dataclass(frozen=True)
class Run:
    """One simulated review: its measures, work saved late in it, and CPU milliseconds for each decision."""

    measures: Measures
    late: float
    ms: float

    def value(self, name: str) -> float:
        return self.late if name == "late" else float(getattr(self.measures, name))


def run_of(one: Set, order: Sequence[int], priors: Sequence[int], ms: float) -> Run:
    records = len(one.texts) - len(priors)
    places = [place for place, record in enumerate(order, start=1) if one.relevant[record]]
    saved = [0.95 - places[ceil(share * len(places) - 1e-9) - 1] / records for share in LATE]
    return Run(measure(order, one.relevant, priors), float(np.mean(saved)), ms)


def read_sets(folder: Path) -> list[Set]:
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            titles = next(csv.reader(file))
        label = next(name for name in LABELS if name in titles)
        screened = read_screened(str(path), [label])
        found.append(Set(path.stem, screened.texts, screened.labels[label]))
    return found


def ours(one: Set, seeds: Sequence[int]) -> list[Run]:
    made, making = timed_features(one.texts)
    runs = []
    for priors in one.priors(seeds):
        start = time.process_time()
        order = screen(made, one.relevant, priors)
        spent = time.process_time() - start + making
        runs.append(run_of(one, order, priors, 1000 * spent / len(order)))
    return runs


def timed_features(texts: Sequence[Text]) -> tuple[Features, float]:
    start = time.process_time()
    made = features(texts)
    return made, time.process_time() - start


def asreviews(sets: Sequence[Set], seeds: int, python: str | None, keep: Path | None) -> dict[str, dict[int, Run]]:
    """ASReview's runs by set and seed; those that ``keep`` already has are not made again."""
    told = [json.loads(line) for line in keep.read_text().splitlines()] if keep and keep.exists() else []
    if python:
        there = {(run["name"], run["seed"]) for run in told}
        told += asked_of_asreview(wanted(sets, seeds, there), python, keep)
    by_name = {one.name: one for one in sets}
    found: dict[str, dict[int, Run]] = {one.name: {} for one in sets}
    for run in told:
        if run["name"] in by_name and run["seed"] < seeds:
            one = by_name[run["name"]]
            priors = draw_priors(one.relevant, run["seed"])
            found[one.name][run["seed"]] = run_of(one, run["order"], priors, 1000 * run["cpu"] / len(run["order"]))
    return found


def wanted(sets: Sequence[Set], seeds: int, there: Collection[tuple[str, int]]) -> list[dict[str, object]]:
    """The sets with the runs that are not there yet, small sets first: when time is up, most of the runs are there."""
    asked: list[dict[str, object]] = []
    for one in sorted(sets, key=lambda one: len(one.texts)):
        runs = [
            {"seed": seed, "priors": priors}
            for seed, priors in enumerate(one.priors(range(seeds)))
            if (one.name, seed) not in there
        ]
        if runs:
            titles, abstracts = [text.title for text in one.texts], [text.abstract for text in one.texts]
            labels = [int(label) for label in one.relevant]
            asked.append({"name": one.name, "titles": titles, "abstracts": abstracts, "labels": labels, "runs": runs})
    return asked


def asked_of_asreview(asked: list[dict[str, object]], python: str, keep: Path | None) -> list[dict[str, Any]]:
    """Let ASReview make these runs. Each is kept as soon as it is made: interrupted, it goes on there the next time."""
    if not asked:
        return []
    script = Path(__file__).with_name("screening_asreview.py").resolve()
    told = []
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryFile("w+") as ask:  # it leaves files where it is run
        json.dump({"sets": asked}, ask)
        ask.seek(0)
        with subprocess.Popen([python, str(script)], stdin=ask, cwd=work, stdout=subprocess.PIPE, text=True) as made:
            assert made.stdout is not None
            for line in made.stdout:
                told.append(json.loads(line))
                if keep:
                    with keep.open("a") as file:
                        file.write(line)
        if made.returncode:
            raise SystemExit(f"ASReview ended with status {made.returncode} after {len(told)} runs")
    return told


def compare(sets: Sequence[Set], options: argparse.Namespace) -> None:
    """Print the table: each set, then all sets together with intervals."""
    theirs = asreviews(sets, options.seeds, options.asreview, options.keep)
    titles = ("recall@10%", "recall@20%", "WSS@95", "WSS, late", "loss", "ATD", "ms/label")
    print("| set | records/relevant | runs | program | " + " | ".join(titles) + " |")
    print("|---" * (4 + len(titles)) + "|")
    gains: dict[str, list[Floats]] = {name: [] for name in MEASURES}
    telling: list[npt.NDArray[np.bool_]] = []  # by set, which runs begin with two records that say something
    for one in sets:
        both = sorted(theirs[one.name])
        size = f"{one.name} | {len(one.texts):,}/{sum(one.relevant)}"
        paired = ours(one, both or range(options.seeds))
        print(f"| {size} | {len(paired)} | wesaid | {cells(paired)} |", flush=True)
        if both:
            others = [theirs[one.name][seed] for seed in both]
            print(f"| | | {len(both)} | ASReview | {cells(others)} |")
            telling.append(np.array([says_something(one, seed) for seed in both]))
            difference = []
            for name in MEASURES:
                gain = np.array([gained(mine, other, name) for mine, other in zip(paired, others, strict=True)])
                gains[name].append(gain)
                difference.append(f"{gain.mean():+.4f} (sd {gain.std(ddof=1) if len(gain) > 1 else 0:.4f})")
            print(f"| | | | better by | {' | '.join(difference)} | |")
    if any(gains.values()):
        print("\nBetter by, mean over the sets (95 % interval resampling seeds within sets; resampling sets):")
        print_means(gains)
        names = [one.name for one in sets if theirs[one.name]]
        left_out = {name: int((~kept).sum()) for name, kept in zip(names, telling, strict=True) if not kept.all()}
        if left_out:
            print(f"\nWithout runs that begin with a record that says nothing, {left_out}:")
            print_means({name: [g[kept] for g, kept in zip(by, telling, strict=True)] for name, by in gains.items()})
            for name in left_out:
                place = names.index(name)
                kept = {measure: by[place][telling[place]].mean() for measure, by in gains.items()}
                print(f"  {name}: " + ", ".join(f"{measure} {mean:+.4f}" for measure, mean in kept.items()))


def says_something(one: Set, seed: int) -> bool:
    """Whether both records that a run begins with have a title or an abstract."""
    return all(one.texts[place].title.strip() or one.texts[place].abstract.strip() for place in one.priors([seed])[0])


def print_means(gains: Mapping[str, Sequence[Floats]]) -> None:
    """One line for each measure: the mean over the sets with both intervals."""
    for name, by_set in gains.items():
        within, between = intervals(by_set)
        mean = np.mean([gain.mean() for gain in by_set])
        print(f"  {name:13} {mean:+.4f} ({within[0]:+.4f} to {within[1]:+.4f}; {between[0]:+.4f} to {between[1]:+.4f})")


def cells(runs: Sequence[Run]) -> str:
    means = [np.mean([run.value(name) for run in runs]) for name in MEASURES]
    return " | ".join([*(f"{mean:.4f}" for mean in means), f"{np.mean([run.ms for run in runs]):.2f}"])


def gained(mine: Run, other: Run, name: str) -> float:
    """How much better ours is, in the direction that is better."""
    return (mine.value(name) - other.value(name)) * BETTER.get(name, 1)


def intervals(by_set: Sequence[Floats]) -> tuple[list[float], list[float]]:
    """Percentile intervals of the mean over sets: seeds drawn anew within each set, and sets drawn anew."""
    draw = np.random.default_rng(0)
    within = np.mean(
        [gain[draw.integers(len(gain), size=(RESAMPLES, len(gain)))].mean(axis=1) for gain in by_set], axis=0
    )
    means = np.array([gain.mean() for gain in by_set])
    between = means[draw.integers(len(means), size=(RESAMPLES, len(means)))].mean(axis=1)
    return np.quantile(within, [0.025, 0.975]).tolist(), np.quantile(between, [0.025, 0.975]).tolist()


def stopping(sets: Sequence[Set], seeds: int) -> None:
    """Print how often the promise of the test was kept, and what it saved, beside stopping by hindsight."""
    print("| set | target recall | runs | kept | lowest recall | left unread | could have been left |")
    print("|---" * 7 + "|")
    for one in sets:
        made = features(one.texts)
        curves = []
        for priors in one.priors(range(seeds)):
            order = screen(made, one.relevant, priors, to_the_end=True)
            curves.append([one.relevant[place] for place in order])
        for recall in (0.8, 0.9, 0.95):
            reached, left, possible = [], [], []
            for curve in curves:
                read = first_stop(curve, len(curve), recall=recall, every=max(len(curve) // 200, 1))
                reached.append(sum(curve[:read]) / sum(curve))
                left.append(1 - read / len(curve))
                needed = np.flatnonzero(np.cumsum(curve) >= recall * sum(curve) - 1e-9)[0] + 1
                possible.append(1 - needed / len(curve))
            kept = sum(share >= recall - 1e-9 for share in reached)
            shares = f"{min(reached):.3f} | {np.mean(left):.1%} | {np.mean(possible):.1%}"
            print(f"| {one.name} | {recall:.0%} | {len(curves)} | {kept} | {shares} |", flush=True)


# What was chosen by looking at these sets, and what else could have been: themes, records that say little, balance, pairs.
SETTINGS = [
    {"THEME_WEIGHT": themes, "SILENCE": silence, "LAST": last, "HALFWAY": halfway, "PAIRS": pairs}
    for themes in (1e-6, 0.5)
    for silence in (1e-3, 20.0)
    for last, halfway in ((9.8, 5), (25.0, 15))
    for pairs in (0.0, 2.0)
]


def held_out(sets: Sequence[Set], seeds: int) -> None:
    """Print, for each set, the loss with the settings that are best on the other sets, beside the settings in use."""
    in_use = {name: getattr(where(name), name) for name in SETTINGS[0]}
    losses = np.zeros((len(SETTINGS), len(sets)))
    for row, settings in enumerate(SETTINGS):
        use(settings)
        for column, one in enumerate(sets):
            losses[row, column] = np.mean([run.measures.loss for run in ours(one, range(seeds))])
        print(f"{settings}: mean loss {losses[row].mean():.4f}", flush=True)
    use(in_use)
    kept = losses[SETTINGS.index(in_use)]
    print("\n| set held out | loss, chosen on the others | loss, in use |\n|---|---|---|")
    chosen = []
    for column, one in enumerate(sets):
        best = int(np.argmin(np.delete(losses, column, axis=1).mean(axis=1)))
        chosen.append(losses[best, column])
        print(f"| {one.name} | {chosen[-1]:.4f} | {kept[column]:.4f} |")
    print(f"| mean | {np.mean(chosen):.4f} | {kept.mean():.4f} |")


def where(name: str) -> ModuleType:
    return features_module if hasattr(features_module, name) else balance


def use(settings: dict[str, float]) -> None:
    for name, value in settings.items():
        setattr(where(name), name, value)


def scale(sets: Sequence[Set], records: int = 50_000, decisions: int = 200) -> None:
    """Print what 50,000 records cost: those of the sets again and again, one word in five exchanged for another."""
    draw = np.random.default_rng(0)
    texts = [text for one in sets for text in one.texts]
    words = [word for text in texts for word in text.abstract.split()]
    made = []
    for place in range(records):
        text = texts[place % len(texts)]
        kept = [word if draw.random() < 0.8 else words[draw.integers(len(words))] for word in text.abstract.split()]
        made.append(Text(text.title, " ".join(kept)))
    found, making = timed_features(made)
    columns = f"{found.words.matrix.shape[1]:,} words, {found.pairs.matrix.shape[1]:,} pairs"
    print(f"{records:,} records: features {making:.1f} CPU s, {columns}", flush=True)
    learner, rows = Learner(found), draw.permutation(records)[:decisions]
    relevant = np.arange(decisions) % 10 == 0
    learner.learn(rows[:-1], relevant[:-1])
    times = []
    for _ in range(10):
        start = time.process_time()
        scores = learner.learn(rows, relevant).scores
        np.argsort(-scores)
        times.append(1000 * (time.process_time() - start))
    print(f"retrain and rank at {decisions} decisions: {np.median(times):.0f} ms CPU (median of {len(times)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--asreview", metavar="PYTHON")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keeps ASReview's runs, and takes those that it has")
    parser.add_argument("--draw", type=int, default=0, metavar="N", help="find the themes from another random draw")
    parser.add_argument("--stopping", action="store_true")
    parser.add_argument("--held-out", action="store_true", help="settings chosen without the set they are tried on")
    parser.add_argument("--scale", action="store_true")
    options = parser.parse_args()
    features_module.DRAW = options.draw
    sets = read_sets(options.folder)
    print(f"Python {platform.python_version()}, {sys.platform}; CPU times, features included for wesaid\n")
    if options.stopping:
        stopping(sets, options.seeds)
    elif options.held_out:
        held_out(sets, options.seeds)
    elif options.scale:
        scale(sets)
    else:
        compare(sets, options)


if __name__ == "__main__":
    main()
