"""``wesaid voice``: compares how often each group in a CSV file was heard, honestly for small groups."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isinf

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid.cli._csv_file import WINDOWS, CsvFile
from wesaid.disclosure import PRESETS, SMALL_GROUP, Preset, UnknownPresetError, preset_named, show_count
from wesaid.practice.voice import (
    FEW_PEOPLE,
    Bootstrap,
    ConfidenceError,
    Estimate,
    GroupVoice,
    Interval,
    Note,
    NotStatedReferenceError,
    Record,
    SeedError,
    TooFewResamplesError,
    UnknownGroupError,
    Voice,
    compare,
    group_name,
)

_WRONG_OPTIONS = (
    ConfidenceError,
    NotStatedReferenceError,
    SeedError,
    TooFewResamplesError,
    UnknownPresetError,
)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.csv", help="one row for each thing said, names in the first line")
    parser.add_argument("--by", required=True, metavar="COLUMN", help="column with the group")
    parser.add_argument("--outcome", required=True, metavar="COLUMN", help="column with what became of it")
    parser.add_argument("--positive", required=True, metavar="VALUE", help="the outcome to count")
    parser.add_argument("--reference", metavar="VALUE", help="the group to compare the others with")
    parser.add_argument("--person", metavar="COLUMN", help="column that tells people apart")
    parser.add_argument(
        "--leave-out-blank",
        action="store_true",
        help="leave out rows whose outcome is blank; otherwise they count as not positive",
    )
    parser.add_argument(
        "--preset",
        default=SMALL_GROUP.name,
        metavar="NAME",
        help=f"rule for small numbers: {', '.join(PRESETS)} (default {SMALL_GROUP.name})",
    )
    parser.add_argument("--confidence", type=float, default=0.95, metavar="P", help="of the intervals (default 0.95)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="for resampling people (default 0)")
    parser.add_argument("--resamples", type=int, default=1999, metavar="N", help="how many (default 1999)")
    parser.add_argument("--json", action="store_true", help="print JSON, in full precision")


def _run(options: argparse.Namespace) -> int:
    try:
        preset = preset_named(options.preset)
        table = _read(options)
        voice = compare(
            table.rows,
            by_person=options.person is not None,
            reference=options.reference,
            preset=preset,
            confidence=options.confidence,
            resamples=options.resamples,
            seed=options.seed,
            also=table.groups,
            left_out=table.left_out,
        )
    except UnknownGroupError as problem:
        names = ", ".join(_printable(name) for name in sorted(table.groups)[:20])
        raise UsageError(f"{problem} in column '{options.by}'; there is {names}") from None
    except _WRONG_OPTIONS as problem:
        raise UsageError(str(problem)) from None
    notes = [*_notes(voice, preset, options), *_notes_on_file(table, voice, preset, options)]
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a group's name must not end the command on an old terminal
    print(_as_json(voice, notes) if options.json else _as_text(voice, notes, options))
    return EXIT_OK


command = Command(
    summary="compare how often each group in a CSV file was heard; groups too small to show are withheld",
    add_arguments=_add_arguments,
    run=_run,
)


@dataclass(frozen=True, slots=True)
class _Table:
    """What was read: how often each record occurs, all groups, and what to tell about the file."""

    rows: Counter[Record]
    left_out: Counter[Record]  # rows without an outcome, where these are not to count
    groups: frozenset[str]
    blank: Counter[str]  # how many rows of each group have no outcome
    windows: bool


def _read(options: argparse.Namespace) -> _Table:
    columns = [options.by, options.outcome]
    if options.person is not None:
        columns.append(options.person)
    file = CsvFile(options.file, columns)
    while True:
        try:
            counts = _count(file, options.positive.strip())
            break
        except UnicodeDecodeError:
            file.try_next_encoding()
    if not counts:
        raise UsageError(f"{options.file} has no rows below its first line")
    rows: Counter[Record] = Counter()
    left_out: Counter[Record] = Counter()
    blank: Counter[str] = Counter()
    for (group, person, positive), times in counts.items():
        name = group_name(group)
        blank[name] += times if positive is None else 0
        kept = left_out if positive is None and options.leave_out_blank else rows
        kept[Record(name, person.strip() or None, bool(positive))] += times
    return _Table(rows, left_out, frozenset(blank), blank, file.encoding == WINDOWS)


def _count(file: CsvFile, positive: str) -> Counter[tuple[str, str, bool | None]]:
    """How often each (group, person, outcome) occurs; the outcome is ``None`` where its cell is blank."""
    counts: Counter[tuple[str, str, bool | None]] = Counter()
    for group, outcome, *person in file.rows():
        outcome = outcome.strip()
        counts[group, person[0] if person else "", outcome == positive if outcome else None] += 1
    return counts


def _notes(voice: Voice, preset: Preset, options: argparse.Namespace) -> Iterable[str]:
    words = {
        Note.ROWS_TAKEN_AS_PEOPLE: "Each row was taken as one person. If people have several rows, name the column "
        "that tells them apart with --person: small groups are then judged by people, and intervals too.",
        Note.ROWS_NOT_INDEPENDENT: "The plain intervals take every row as independent. Rows of one person are not; "
        "the intervals under bootstrap resample people instead.",
        Note.UNNAMED_TAKEN_AS_ONE: "Rows that name no person were taken, within each group, as one person's.",
        Note.GROUPS_WITHHELD: f"Groups of fewer than {preset.fewer_than} people are withheld"
        + (" (a group of nobody is shown)." if preset.fewest else "."),
        Note.ROUNDED: f"Counts are rounded to the nearest {preset.round_to} and all other numbers come from the "
        "rounded counts.",
        Note.POSITIVES_WITHHELD: f"Where the positive count itself is fewer than {preset.fewer_than}, it is "
        "withheld, and all that would come from it.",
        Note.NO_REFERENCE: "Name the group to compare the others with, by --reference, to get ratios and differences.",
        Note.REFERENCE_WITHHELD: "The reference group is withheld, so there are no ratios and no differences.",
        Note.REFERENCE_WITHOUT_RATE: "The reference group has no rate to show, so there are no ratios and no "
        "differences.",
        Note.REFERENCE_AT_ZERO: "Nothing in the reference group is positive: ratios to it have no value or no upper "
        "limit.",
        Note.FEW_PEOPLE: f"A group has fewer than {FEW_PEOPLE} people: intervals from resampling so few are too "
        "narrow to rely on.",
        Note.NOTHING_VARIES: "Where all people of a group are alike, resampling them says nothing, and no interval "
        "is given.",
        Note.NOT_RESAMPLED_WHEN_ROUNDED: "People are not resampled where counts are rounded: that would give away "
        "the numbers behind them.",
    }
    yield from (words[note] for note in voice.notes)
    yield (
        f"Intervals are at {options.confidence * 100:.6g} % confidence: Wilson score for rates, Koopman score for "
        "ratios, Newcombe hybrid score for differences."
    )
    if any(group.bootstrap for group in voice.groups):
        yield f"Bootstrap: {options.resamples} resamples of people, seed {options.seed}, percentile intervals."


def _notes_on_file(table: _Table, voice: Voice, preset: Preset, options: argparse.Namespace) -> Iterable[str]:
    """Only about groups that are shown: what the rows of a withheld group hold must change nothing we print."""
    shown = [group for group in voice.groups if not group.suppressed]
    if blank := sum(table.blank[group.value] for group in shown):
        # Where counts are rounded this one is, too, and where it would be withheld it is "some".
        many = show_count(blank, preset).value if preset.round_to else blank
        which = f"{'Some' if many is None else format(many, ',')} {'row' if many == 1 else 'rows'} of the groups shown"
        done = (
            "left out"
            if options.leave_out_blank
            else "counted as not positive (--leave-out-blank leaves such rows out)"
        )
        yield f"{which} with nothing under '{options.outcome}' {'is' if many == 1 else 'are'} {done}."
    if table.windows:
        yield "The file is not in UTF-8 and was read as Windows-1252."
    if shown and not any(group.positive or (group.n and group.positive is None) for group in shown):
        yield f"In the groups shown no row has '{options.positive}' under '{options.outcome}'. Is it spelt the same?"
    if any(isinf(interval.high) for group in shown for interval in _ratios(group)):
        yield "A ratio without an upper end has no upper limit."


def _ratios(group: GroupVoice) -> list[Interval | Estimate]:
    both = (group.ratio, group.bootstrap.ratio if group.bootstrap else None)
    return [interval for interval in both if interval is not None]


def _as_json(voice: Voice, notes: Sequence[str]) -> str:
    return json.dumps(
        {
            "groups": [_group(group) for group in voice.groups],
            "reference": voice.reference,
            "counted": voice.counted.value,
            "notes": notes,
        },
        indent=2,
        allow_nan=False,
    )


def _group(group: GroupVoice) -> dict[str, object]:
    return {
        "value": group.value,
        "n": group.n,
        "positive": group.positive,
        **_estimate("rate", group.rate),
        **_estimate("ratio", group.ratio),
        **_estimate("difference", group.difference),
        "suppressed": group.suppressed,
        "people": group.people,
        "bootstrap": _bootstrap(group.bootstrap),
    }


def _estimate(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    value = None if estimate is None else estimate.value
    return {name: _finite(value), **_ends(name, estimate)}


def _bootstrap(bootstrap: Bootstrap | None) -> dict[str, float | None] | None:
    if bootstrap is None:
        return None
    named = (("rate", bootstrap.rate), ("ratio", bootstrap.ratio), ("difference", bootstrap.difference))
    return {key: end for name, interval in named for key, end in _ends(name, interval).items()}


def _ends(name: str, interval: Interval | Estimate | None) -> dict[str, float | None]:
    low, high = (None, None) if interval is None else (interval.low, interval.high)
    return {f"{name}_low": _finite(low), f"{name}_high": _finite(high)}


def _finite(number: float | None) -> float | None:
    return None if number is None or isinf(number) else number  # JSON knows no infinity


def _as_text(voice: Voice, notes: Sequence[str], options: argparse.Namespace) -> str:
    first = f"For each group: how much of what it said has '{options.positive}' under '{options.outcome}'."
    titles = ["group", "rows", "positive", "rate (interval)"]
    people = any(group.people is not None for group in voice.groups)
    if people:
        titles[1:1] = ["people"]
    if voice.reference is not None:
        titles += [f"times {voice.reference}", f"points from {voice.reference}"]
    lines = [titles, *(line for group in voice.groups for line in _lines(group, people, voice.reference is not None))]
    widths = [max(len(line[column]) for line in lines if column < len(line)) for column in range(len(titles))]
    table = [
        "  ".join(_printable(cell).ljust(width) for cell, width in zip(line, widths, strict=False)).rstrip()
        for line in lines
    ]
    return "\n".join([_printable(first), "", *table, "", *(f"- {_printable(note)}" for note in notes)])


def _lines(group: GroupVoice, people: bool, compared: bool) -> Iterable[list[str]]:
    if group.suppressed:
        yield [group.value, "withheld"]
        return
    cells = [group.value, *([_whole(group.people)] if people else []), _whole(group.n), _whole(group.positive)]
    yield [*cells, _percent(group.rate), *([_times(group.ratio), _points(group.difference)] if compared else [])]
    if group.bootstrap is not None:
        own = group.bootstrap
        ends = [_range(own.rate, _PERCENT), _range(own.ratio, _TIMES), _range(own.difference, _POINTS)]
        yield ["  people resampled", "", "", "", *(ends if compared else ends[:1])]


_PERCENT, _TIMES, _POINTS = "{:.1%}", "{:.2f}", "{:+.1f}"


def _range(interval: Interval | Estimate | None, style: str) -> str:
    if interval is None:
        return ""
    factor = 100 if style == _POINTS else 1
    low, high = (style.format(end * factor) if not isinf(end) else "no limit" for end in (interval.low, interval.high))
    return f"({low} to {high})"


def _whole(number: int | None) -> str:
    return "-" if number is None else f"{number:,}"


def _percent(estimate: Estimate | None) -> str:
    return "-" if estimate is None else f"{estimate.value:.1%} {_range(estimate, _PERCENT)}"


def _times(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    value = "-" if estimate.value is None or isinf(estimate.value) else _TIMES.format(estimate.value)
    return f"{value} {_range(estimate, _TIMES)}"


def _points(estimate: Estimate | None) -> str:
    if estimate is None or estimate.value is None:
        return "-"
    return f"{_POINTS.format(estimate.value * 100)} {_range(estimate, _POINTS)}"


def _printable(text: str) -> str:
    """Without control characters, which a name in a file could use to write over the screen."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
