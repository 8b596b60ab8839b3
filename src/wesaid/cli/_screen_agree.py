"""``wesaid screen agree``: do the people who screened agree, and on which records do they have to talk."""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wesaid.cli import EXIT_OK, UsageError
from wesaid.cli._agree_file import Decided, read_long, read_wide

if TYPE_CHECKING:
    from wesaid.evidence.screening.agree import Agreement, Alpha
    from wesaid.evidence.screening.panel import Panel
    from wesaid.practice.voice import Interval

MOST_PEOPLE = 100  # of whom everybody is compared with everybody


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``wesaid screen agree``."""
    parser.add_argument("file", metavar="FILE.csv", help="decisions, names of columns in line 1; an empty cell is none")
    parser.add_argument(
        "--columns",
        nargs="+",
        metavar="COLUMN",
        help="the file has a column for each person: these; else a row for each decision",
    )
    parser.add_argument(
        "--record", metavar="COLUMN", help="column that names the record (else record, record_id or id)"
    )
    parser.add_argument("--screener", metavar="COLUMN", help="column that names the person (default screener)")
    parser.add_argument("--decision", metavar="COLUMN", help="column with the decision (default decision)")
    parser.add_argument(
        "--disagreements", metavar="OUT.csv", help="write the records on which people differ, to talk about"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, in full precision")


def run(options: argparse.Namespace) -> int:
    """Compare everybody with everybody, and all together."""
    from wesaid.evidence.screening.agree import NothingInCommon
    from wesaid.evidence.screening.panel import compare_panel

    decided = _decided(options)
    if len(decided.people) > MOST_PEOPLE:
        raise UsageError(f"{options.file} has decisions of {len(decided.people)} people; the most is {MOST_PEOPLE}")
    try:
        panel = compare_panel(decided.people, answers=decided.possible)
    except NothingInCommon:
        raise UsageError(
            f"{options.file}: no record was decided on by two people, so there is nothing to compare"
        ) from None
    if options.disagreements is not None:
        _write(options.disagreements, options.file, panel, decided)
    print(json.dumps(_as_json(panel), indent=1) if options.json else _as_text(panel, options.disagreements))
    return EXIT_OK


def _decided(options: argparse.Namespace) -> Decided:
    if options.columns is None:
        screener, decision = options.screener or "screener", options.decision or "decision"
        try:
            return read_long(options.file, options.record, screener, decision)
        except UsageError as problem:
            hint = (
                "; where each person has a column, name these with --columns" if "has no column" in str(problem) else ""
            )
            raise UsageError(f"{problem}{hint}") from None
    if options.screener or options.decision:
        raise UsageError(
            "--columns is for a column for each person, --screener and --decision for a row for each decision"
        )
    columns = list(dict.fromkeys(options.columns))
    if len(columns) < 2:
        raise UsageError("--columns needs the columns of two people or more")
    return read_wide(options.file, options.record, columns)


def _write(path: str, source: str, panel: Panel, decided: Decided) -> None:
    """A row for each record: who said what. Cells are guarded: names and titles come from elsewhere."""
    from wesaid.evidence.formats.table import guarded, guarded_id
    from wesaid.evidence.formats.writing import put_in_place

    target = Path(path)
    titled = any(decided.titles.values())
    try:
        if target.exists() and target.samefile(source):
            raise UsageError(f"--disagreements {path} is the file the decisions are in")
        stream = target.exists() and not target.is_file() and not target.is_dir()
        beside = target if stream else target.resolve().with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with beside.open("w", encoding="utf-8", errors="replace", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["record", *(["title"] if titled else []), *map(guarded, panel.people)])
                for item in map(str, panel.disagreements):
                    title = [guarded(decided.titles.get(item, ""))] if titled else []
                    said = [guarded(decided.people[name].get(item, "")) for name in panel.people]
                    writer.writerow([guarded_id(item), *title, *said])
            if not stream:
                put_in_place(beside, target.resolve())
        finally:
            if not stream:
                beside.unlink(missing_ok=True)
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path} cannot be written: {getattr(problem, 'strerror', None) or problem}") from None


def _as_json(panel: Panel) -> dict[str, object]:
    return {
        "records": panel.items,
        "screeners": list(panel.people),
        "answers": list(panel.answers),
        "pairs": [_pair(names, found) for names, found in panel.pairs.items()],
        "alpha": _alpha(panel.alpha),
        "disagreements": len(panel.disagreements),
    }


def _pair(names: Sequence[str], found: Agreement | None) -> dict[str, object]:
    if found is None:
        return {"screeners": list(names), "compared": 0}
    return {
        "screeners": list(names),
        "compared": found.items,
        "only_first": found.only_first,
        "only_second": found.only_second,
        "table": [list(row) for row in found.table],
        "agreement": found.observed,
        "agreement_interval": _ends(found.observed_interval),
        "kappa": found.kappa,
        "kappa_interval": _ends(found.kappa_interval),
        "pabak": found.pabak,
        "pabak_interval": _ends(found.pabak_interval),
        "prevalence": found.prevalence,
        "bias": found.bias,
        "cautions": [str(caution) for caution in found.cautions],
    }


def _alpha(found: Alpha) -> dict[str, object]:
    return {
        "compared": found.items,
        "left_out": found.left_out,
        "decisions": found.values,
        "alpha": found.alpha,
        "interval": _ends(found.interval),
        "cautions": [str(caution) for caution in found.cautions],
    }


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def _as_text(panel: Panel, disagreements: str | None) -> str:
    answers = ", ".join(map(str, panel.answers))
    lines = [f"{_count(panel.items, 'record')}, {len(panel.people)} people; answers: {answers}."]
    for names, found in panel.pairs.items():
        lines += ["", f"{names[0]} and {names[1]}", *_pair_lines(names, found)]
    together = panel.alpha
    lines += ["", f"All together, over {_count(together.items, 'record')} that two or more decided on"]
    if together.left_out:
        lines[-1] += f" ({together.left_out:,} left out that one person decided on)"
    lines += [f"  Krippendorff's alpha   {_number(together.alpha, together.interval)}", *_cautions(together.cautions)]
    lines += [
        "",
        f"{_count(len(panel.disagreements), 'record')} on which people differ",
        "Agreeing is not being right: two people can agree on a mistake.",
    ]
    lines[-2] += (
        f", in {disagreements}."
        if disagreements
        else "; --disagreements OUT.csv writes them down."
        if panel.disagreements
        else "."
    )
    return "".join(
        character if character.isprintable() or character == "\n" else "\ufffd" for character in "\n".join(lines)
    )


def _pair_lines(names: Sequence[str], found: Agreement | None) -> list[str]:
    if found is None:
        return ["  decided on no record both"]
    alone = found.only_first + found.only_second
    compared = _count(found.items, "record") + (f" ({alone:,} decided on by one of them alone)" if alone else "")
    return [
        f"  compared               {compared}",
        *_table_lines(names, found),
        f"  agree on               {_share(found.observed, found.observed_interval)}",
        f"  Cohen's kappa          {_number(found.kappa, found.kappa_interval)}",
        f"  PABAK                  {_number(found.pabak, found.pabak_interval)}",
        *_cautions(found.cautions),
    ]


def _table_lines(names: Sequence[str], found: Agreement) -> list[str]:
    """The table in words, where there are two answers."""
    if len(found.table) != 2:
        return []
    (both, first), (second, neither) = found.table
    one, other = found.answers
    return [
        f"  both said              {one} {both:,} times, {other} {neither:,} times",
        f"  one alone said         {one}: {names[0]} {first:,} times, {names[1]} {second:,} times",
    ]


def _cautions(cautions: Sequence[object]) -> list[str]:
    return [f"  Note: {caution}." for caution in cautions]


def _share(value: float, interval: Interval) -> str:
    return f"{value:.1%} (95 % interval {interval.low:.1%} to {interval.high:.1%})"


def _number(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return "cannot be worked out"
    return f"{value:.2f}" + (
        f" (95 % interval {interval.low:.2f} to {interval.high:.2f})" if interval else " (no interval)"
    )


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"
