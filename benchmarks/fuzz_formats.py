"""Mutated files of references: none may stop the reader, and nothing in one may be lost without being named.

python benchmarks/fuzz_formats.py --n 100000               # for each format
python benchmarks/fuzz_formats.py --n 2000 --only bib      # one format

Two oracles, neither of which uses the readers. The first counts: how many records and stretches of stray text there are,
found with plain regular expressions, is how many the reader keeps and rejects (RIS, CIW, NBIB; for the others how many
records begin). The second follows words: each record holds words that occur once in the file; each that is still whole
after the mutation is in a record that was kept, or stands where a rejection begins or after it.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import signal
import sys
import time
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Sequence
from types import FrameType

from wesaid.evidence.formats import ReadResult, read_bytes
from wesaid.evidence.formats.fields import canonical
from wesaid.evidence.formats.registry import load
from wesaid.evidence.formats.text import decode
from wesaid.evidence.reference import Reference

FORMATS = {
    "ris": "ris",
    "nbib": "nbib",
    "ciw": "ciw",
    "bib": "bibtex",
    "xml": "endnote",
    "csv": "csv_table",
    "xlsx": "xlsx",
}
SECONDS = 20  # the longest that reading a file of a few thousand characters may take
MARK = re.compile(r"mk[0-9]{6}x")
WORDS = 'carers асd deciding الرعاية 患者 study É {x} \\alpha & % $5 a;b "q" <i> it\'s = + - @ # ~ ^ 10.5 — \U0001f600'.split()  # noqa: SIM905
TOKENS = [
    "TY  - JOUR\n", "ER  - \n", "TY - JOUR\n", "ER  -x\n", "TI  - ", "\n\n", "\r", "\r\n", "PMID- 1\n", "PT J\n", "ER\n", "EF\n",
    "FN x\n", "AB  - ", "@article{k, ", "@article(", "@string{a = ", "@comment{", "@preamble{", "}", "{", "\\", '"', '""', ",", ";",
    "#", "=", "<record>", "</record>", "<record/>", "</records></xml>", "<!--", "-->", "<![CDATA[", "]]>", "<?a ", "?>", "<!DOCTYPE a>",  # noqa: E501
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "<style>", "<a>", "\0", "\ufeff", "\u2028", "\x85", "ZZ  - @id: 1\n", "ZZ  - a: b\n",  # noqa: E501
    "'=1", "=1", "\t", "      ", "   ", "1.\n", "%", "% ", "~2", "stray words\n",
]  # fmt: skip


def words(chance: random.Random, count: int) -> str:
    return " ".join([f"mk{chance.randrange(10**6):06}x", *(chance.choice(WORDS) for _ in range(count))])


def references(chance: random.Random) -> list[Reference]:
    """Made records, few, with words that occur once."""
    return [
        canonical(
            Reference(
                id=f"id{number}",
                kind=chance.choice(["article", "book", "misc", "", "inproceedings"]),
                title=words(chance, 4),
                authors=tuple(f"Name {words(chance, 1)}" for _ in range(chance.randrange(3))),
                year=chance.choice(["2019", "", "in press"]),
                journal=words(chance, 1),
                pages=chance.choice(["1-9", "e5", ""]),
                abstract=words(chance, 6) + chance.choice(["", "\nsecond line", "\n\nthird"]),
                keywords=tuple(words(chance, 0) for _ in range(chance.randrange(3))),
                extra=(("N1", words(chance, 2)), ("AD", words(chance, 1)))[: chance.randrange(3)],
            )
        )
        for number in range(chance.randrange(1, 5))
    ]


def file_of(name: str, chance: random.Random) -> bytes:
    """A file of made records in a format; a workbook without its packing."""
    out = io.BytesIO()
    load(FORMATS[name]).write(references(chance), out)
    if name != "xlsx":
        return out.getvalue()
    with zipfile.ZipFile(out) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def packed(sheet: bytes, chance: random.Random) -> bytes:
    """A workbook around a sheet; now and then its packing is damaged as well."""
    out = io.BytesIO()
    load("xlsx").write([], out)
    again = io.BytesIO()
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in archive.namelist():
            changed.writestr(entry, sheet if entry.endswith("sheet1.xml") else archive.read(entry))
    data = again.getvalue()
    return mutated(data, chance, data) if chance.random() < 0.3 else data


def mutated(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """The file with some of its bytes changed, moved, doubled, left out or put in."""
    for _ in range(chance.choice([1, 1, 2, 3, 6])):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice([1, 1, 2, 5, 20, 100, 1000]))
        what = chance.randrange(9)
        if what == 0:
            data = data[:at] + data[end:]
        elif what == 1:
            data = data[:at] + data[at:end] * 2 + data[end:]
        elif what == 2:
            data = data[:at] + chance.randbytes(chance.choice([1, 2, 8])) + data[at:]
        elif what in {3, 4}:
            data = data[:at] + chance.choice(TOKENS).encode() + data[at:]
        elif what == 5:
            data = data[:at]
        elif what == 6:
            start = chance.randrange(len(other) + 1)
            data = data[:at] + other[start : start + 300] + data[at:]
        elif what == 7:
            several = data.split(b"\n")
            chance.shuffle(several)
            data = b"\n".join(several)
        else:
            place = chance.randrange(len(data) + 1)
            data = data[:place] + data[at:end] + data[place:]
    if chance.random() < 0.05:
        data = data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-8-sig", "utf-16-le"]))
    return data


# The first oracle: counts.


def framed(text: str, begin: str, end: str, tail: str, harmless: str, header: str) -> tuple[int, int]:
    """Records that are closed, and everything that must be rejected, of a format with a first and a last line."""
    kept = rejected = 0
    starts = [match.start() for match in re.finditer(begin, text, re.MULTILINE)]
    for place, start in enumerate([0, *starts]):
        stop = starts[place] if place < len(starts) else len(text)
        body = text[start:stop]
        if place:
            closing = re.search(end.replace("NARROW", " " if re.match(r"TY -", body) else "  "), body, re.MULTILINE)
            if not closing:
                rejected += 1
                continue
            kept += 1
            body = (closing.group(tail) or "") + body[closing.end() :]
        outside = [line for line in body.split("\n") if line.strip() and not re.fullmatch(harmless, line)]
        if not place:
            outside = [line for line in outside if not re.fullmatch(header, line.strip())]
        rejected += bool(outside)
    return kept, rejected


def count_ris(text: str) -> tuple[int, int]:
    return framed(
        text,
        r"^TY {1,2}-",
        r"^ERNARROW-(?P<tail>.*)$",
        "tail",
        r"\s*<?\d{1,7}\s*[.>]\s*",
        r"Scopus|(?:EXPORT DATE|Provider|Database|Content):.*",
    )


def count_ciw(text: str) -> tuple[int, int]:
    return framed(
        text, r"^PT(?= |$)", r"^ER(?P<tail> .*)?$", "tail", r"(?:FN|VR|EF)(?: .*)?|EF\ufeff(?:FN .*)?", r"(?!)"
    )


def count_nbib(text: str) -> tuple[int, int]:
    """Blocks between empty lines, each cut where a second PubMed number begins."""
    kept = rejected = 0
    stray = False
    tag = r"[A-Z][A-Z0-9]{1,3} {0,2}-"
    for block in re.split(r"\n(?:\s*\n)+", text):
        lines = [line for line in block.split("\n") if line.strip()]
        records: list[list[str]] = []
        for line in lines:
            if re.match(tag, line):
                numbered = records and any(re.match(r"PMID {0,2}-", one) for one in records[-1])
                if not records or (line.startswith("PMID") and re.match(r"PMID {0,2}-", line) and numbered):
                    records.append([])
                    rejected += stray
                    stray = False
                records[-1].append(line)
            elif records:
                records[-1].append(line)
            else:
                stray = True
        good = [
            any(
                re.match(r"(?:PMID|TI|BTI) {0,2}-\s*\S|ZZ {0,2}- ?@(?:source|title|pmid): ?\S", line)
                for line in _values(one)
            )
            for one in records
        ]
        kept += sum(good)
        rejected += len(good) - sum(good)
    return kept, rejected + stray


def _values(lines: Sequence[str]) -> list[str]:
    """Lines with those that go on with them."""
    found: list[str] = []
    for line in lines:
        if re.match(r"[A-Z][A-Z0-9]{1,3} {0,2}-", line):
            found.append(line)
        else:
            found[-1] += " " + line.strip()
    return found


COUNTS: dict[str, Callable[[str], tuple[int, int]]] = {"ris": count_ris, "ciw": count_ciw, "nbib": count_nbib}


def begins(name: str, text: str) -> int:
    """How many records begin, at least, in a format whose records are told apart by what is in them."""
    if name == "xml":
        text = re.sub(
            r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>", "", text, flags=re.DOTALL
        )
        return len(re.findall(r"<record(?=[\s/>])", text, re.IGNORECASE))
    if name == "bib":
        return len(
            re.findall(
                r"@(?!(?:string|comment|preamble)\b)[A-Za-z]{1,40}\{[^\s,{}()\"#%'=\\]{1,300},", text, re.IGNORECASE
            )
        )
    return 0


# The second oracle: words.


def lost(name: str, text: str, result: ReadResult) -> list[str]:
    """Words that are whole in the file, in no record that was kept, and not where a rejection begins or after it."""
    kept = set(MARK.findall(repr(result.references)))
    starts = sorted(one.line for one in result.rejected)
    line_of = [0, *(match.end() for match in re.finditer("\n", text))]
    missing = []
    for match in MARK.finditer(text):
        if match.group() in kept or _aside(name, text, match.start()):
            continue
        line = bisect_right(line_of, match.start())
        if not starts or starts[0] > line:
            missing.append(f"{match.group()} in line {line}")
    return missing


def _aside(name: str, text: str, at: int) -> bool:
    """Whether a word stands where a format has no records: in a comment, or in the name of something."""
    line = text[text.rfind("\n", 0, at) + 1 : at].lstrip()
    before = text[:at]
    if name == "bib":
        if re.search(r"\\[`'^~\"=.uvHrckdb][\s{]*$", before):
            return True  # its first letter gets an accent
        return line.startswith("%") or bool(re.search(r"@[ \t]*(?:comment|preamble|string)\b", before, re.IGNORECASE))
    if name in {"xml", "xlsx"}:
        return (
            before.rfind("<") > before.rfind(">")
            or any(opening in before for opening in ("<!--", "<?", "<!DOCTYPE", "<![CDATA["))
            or name == "xlsx"
        )
    if name == "csv":
        return text[at : at + 9] in _first_row(text)
    if name == "ciw":
        return line[:2] in {"FN", "VR", "EF"}
    return name == "ris" and bool(re.match(r"Provider|Database|Content|EXPORT", line))


def _first_row(text: str) -> str:
    """The headings, as the standard library reads them: they are no record."""
    rows = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=max(",;\t", key=re.sub(r'"[^"]*"', "", text.lstrip("\n").split("\n")[0]).count),
    )
    return repr(next((row for row in rows if "".join(row).strip()), []))


class Hangs(Exception):
    """Reading took longer than it may."""


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise Hangs


def problem(name: str, data: bytes) -> str:
    """What is wrong with what was read from this file, or nothing."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        result = read_bytes(data, f"a.{name}")
    except Hangs:
        return "it hangs"
    except Exception as stopped:  # noqa: BLE001 # any is a crash, and is what this looks for
        return f"it crashes: {stopped!r}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    kept, rejected = len(result.references), len(result.rejected)
    if len({reference.id for reference in result.references}) != kept:
        return "two records have one id"
    if any(one.line < 1 for one in result.rejected):
        return "a rejection has no line"
    if name == "xlsx":
        return ""
    text = decode(data).text
    if name in COUNTS:
        there = COUNTS[name](re.sub("^\ufeff+", "", text, flags=re.MULTILINE))  # where two files were put together
        if there != (kept, rejected):
            return f"{kept} kept and {rejected} rejected, but there are {there}"
    if begins(name, text) > kept + rejected:
        return f"{kept + rejected} kept or rejected, but {begins(name, text)} begin"
    if missing := lost(name, text, result):
        return f"lost: {missing[:3]}"
    return ""


def fuzz(name: str, count: int, seed: int) -> list[tuple[int, str, bytes]]:
    """Read so many mutated files of a format. Returns those that went wrong: their number, what, and the file."""
    signal.signal(signal.SIGALRM, _too_long)
    wrong = []
    for number in range(count):
        chance = random.Random(f"{seed} {name} {number}")
        data = file_of(name, chance)
        if number % 20:  # one in twenty stays as it is
            data = mutated(data, chance, file_of(name, chance))
        if name == "xlsx":
            data = packed(data, chance)
        if what := problem(name, data):
            wrong.append((number, what, data))
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100_000, help="files for each format")
    parser.add_argument("--only", choices=FORMATS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=1, help="how many of the files that went wrong to print")
    options = parser.parse_args()
    failures = 0
    for name in [options.only] if options.only else FORMATS:
        start = time.process_time()
        wrong = fuzz(name, options.n, options.seed)
        failures += len(wrong)
        print(
            f"{name:<5} {options.n:>8,} files  {len(wrong)} wrong  {time.process_time() - start:.0f} CPU s", flush=True
        )
        for number, what, data in wrong[: options.show]:
            print(f"  file {number}: {what}\n{data[:3000]!r}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
