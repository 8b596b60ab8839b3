"""``wesaid screen``: what an order of screening that learns would have saved, and whether people who screened agree."""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from statistics import fmean

from wesaid.cli import EXIT_OK, Command, UsageError, _screen_agree
from wesaid.cli._screen_file import Screened, read_priors, read_screened

Row = dict[str, float | int | list[str]]
_SHARES = ("recall_at_10", "recall_at_20", "wss_95", "loss", "atd")
_MEASURES = (*_SHARES, "ms_per_label")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="{simulate,agree}")
    _screen_agree.add_arguments(
        actions.add_parser("agree", help="do the people who screened agree, and on which records do they have to talk")
    )
    simulate = actions.add_parser("simulate", help="screen a finished review again, in the order that is learned")
    simulate.add_argument("file", metavar="FILE.csv", help="records: title, abstract, decisions; names in line 1")
    simulate.add_argument("--label", required=True, metavar="COLUMN", help="column with the decisions, 1 or 0")
    simulate.add_argument(
        "--abstract-label",
        metavar="COLUMN",
        help="column with the decisions on title and abstract: learn from these, and report both",
    )
    simulate.add_argument(
        "--seeds", type=int, metavar="N", help="how many runs, each from other records to begin with (default 5)"
    )
    simulate.add_argument(
        "--priors", metavar="FILE", help="the records to begin with: for each run one line with their ids"
    )
    simulate.add_argument("--json", action="store_true", help="print JSON, in full precision")


def _run(options: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a name must not end the command on an old terminal
    if options.action == "agree":
        return _screen_agree.run(options)
    if options.seeds is not None and options.seeds < 1:
        raise UsageError(f"--seeds is {options.seeds}; it is a whole number from 1 up")
    labels = list(dict.fromkeys(filter(None, [options.label, options.abstract_label])))
    found = _simulate(read_screened(options.file, labels), options, labels)
    print(json.dumps(found, indent=1) if options.json else _as_text(found, options))
    return EXIT_OK


command = Command(
    summary="show what an order of screening that learns would have saved, and whether people who screened agree",
    add_arguments=_add_arguments,
    run=_run,
)


def _simulate(screened: Screened, options: argparse.Namespace, labels: Sequence[str]) -> dict[str, object]:
    from wesaid.evidence.screening.features import features
    from wesaid.evidence.screening.simulate import OneKindOnly, PriorsOfOneKind, measure, screen

    learned_from, final = labels[-1], screened.labels[options.label]
    runs = _priors(screened, options, labels)
    begun = time.process_time()
    made = features(screened.texts)
    making = time.process_time() - begun
    rows: dict[str, list[Row]] = {label: [] for label in labels}
    for seed, priors in enumerate(runs):
        begun = time.process_time()
        try:
            order = screen(made, screened.labels[learned_from], priors, until=final)
            spent = time.process_time() - begun + making / len(runs)
            for label in labels:
                measures = asdict(measure(order, screened.labels[label], priors))
                begin: Row = {"seed": seed, "priors": [screened.ids[place] for place in priors]}
                rows[label].append({**begin, **measures, "ms_per_label": 1000 * spent / len(order)})
        except (OneKindOnly, PriorsOfOneKind) as problem:
            where = f"{options.priors}, run {seed + 1}" if options.priors else f"{options.file}, seed {seed}"
            raise UsageError(f"{where}: {problem}") from None
    told: dict[str, object] = {
        "records": len(final),
        "relevant": sum(final),
        "learned_from": learned_from,
        "read_from": list(screened.read_from),
        **_told(rows[options.label]),
    }
    if len(labels) > 1:
        told["by_label"] = {label: _told(rows[label]) for label in labels}
    return told


def _told(rows: Sequence[Row]) -> dict[str, object]:
    return {"seeds": list(rows), "mean": {name: fmean(float(row[name]) for row in rows) for name in _MEASURES}}  # type: ignore[arg-type]


def _priors(screened: Screened, options: argparse.Namespace, labels: Sequence[str]) -> list[list[int]]:
    """Drawn for each seed, or as the file says: relevant by ``--label``, irrelevant at every stage."""
    from wesaid.evidence.screening.simulate import OneKindOnly, draw_priors

    if options.priors:
        runs = read_priors(options.priors, screened.ids)
        if options.seeds is not None and options.seeds > len(runs):
            raise UsageError(f"{options.priors} has {len(runs)} runs, and --seeds is {options.seeds}")
        return runs[: options.seeds]
    try:
        final, early = screened.labels[options.label], screened.labels[labels[-1]]
        return [list(draw_priors(final, seed, early=early)) for seed in range(options.seeds or 5)]
    except OneKindOnly as problem:
        raise UsageError(f"{options.file}, column '{options.label}': {problem}") from None


def _as_text(found: dict[str, object], options: argparse.Namespace) -> str:
    by_label: dict[str, dict[str, dict[str, float]]] = found.get("by_label", {options.label: found})  # type: ignore[assignment]
    runs = len(next(iter(by_label.values()))["seeds"])
    counts = f"{found['records']:,} records, {found['relevant']:,} relevant by '{options.label}'"
    words = " and ".join(f"'{name}'" for name in found["read_from"])  # type: ignore[attr-defined]
    times = "1 run" if runs == 1 else f"{runs} runs"
    lines = [f"{counts}; words of {words}, learned from '{found['learned_from']}', {times}."]
    for label, told in by_label.items():
        mean = told["mean"]
        lines += [
            "",
            f"Relevant by '{label}', mean of the runs:",
            f"  found in the first 10 % of records   {mean['recall_at_10']:.1%}",
            f"  found in the first 20 % of records   {mean['recall_at_20']:.1%}",
            f"  work saved, 95 % of them found       {mean['wss_95']:.1%}",
            f"  loss (0 perfect, about 0.5 chance)   {mean['loss']:.4f}",
            f"  mean place, as a share of records    {mean['atd']:.4f}",
            f"  computing for each decision          {mean['ms_per_label']:.2f} ms",
        ]
    lines += ["", "This is hindsight: when to stop is another question (docs/methods/stopping.md)."]
    return "\n".join(lines)
