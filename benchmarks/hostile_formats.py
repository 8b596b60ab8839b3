"""Hostile files of references, each of 10 MB: what reading them costs, in a process of its own that may not take more.

python benchmarks/hostile_formats.py                  # every file: CPU seconds and memory, beside the limits
python benchmarks/hostile_formats.py --only braces    # those with this in their name
python benchmarks/hostile_formats.py --mb 1           # smaller ones
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CPU, MEMORY = 30, 512 * 1024 * 1024  # seconds, bytes: what no file of 10 MB may take more of


@dataclass(frozen=True)
class Hostile:
    """A file that is made to do harm: its name says the format, and `make` gives at most so many bytes."""

    name: str
    make: Callable[[int], bytes]


def times(text: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """As often as fits."""

    def make(size: int) -> bytes:
        one, start, end = text.encode(), before.encode(), after.encode()
        return start + one * ((size - len(start) - len(end)) // len(one)) + end

    return make


def numbered(text: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """As often as fits, with a number in each."""

    def make(size: int) -> bytes:
        parts, left, number = [before], size - len(before) - len(after), 0
        while (left := left - len(one := text.replace("#", str(number)))) > 0:
            parts.append(one)
            number += 1
        return "".join([*parts, after]).encode()

    return make


def doubling_strings(size: int) -> bytes:
    """Abbreviations of BibTeX, each twice the one before: the billion laughs."""
    start = '@string{a0 = "' + "ha" * 200 + '"}\n'
    start += "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))
    return numbered("@a{k#, title = a9 # a9}\n", start)(size)


_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/>'
    '<Relationship Id="r2" Type="x/sharedStrings" Target="strings.xml"/></Relationships>'
)
_BOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
_TITLES = "<row><c t='str'><v>title</v></c><c t='str'><v>abstract</v></c></row>"


def bomb(
    row: str, string: str = "<si><t>a</t></si>", times_row: int = 0, times_string: int = 1
) -> Callable[[int], bytes]:
    """A workbook that is small packed and large unpacked; rows and strings as often as is asked, or about a gigabyte."""

    def make(size: int) -> bytes:
        out = io.BytesIO()
        unpacked = min(100 * size, 1_000_000_000)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/_rels/workbook.xml.rels", _RELS)
            archive.writestr("xl/workbook.xml", _BOOK)
            for name, start, part, count, end in (
                ("xl/strings.xml", "<sst>", string, times_string, "</sst>"),
                ("xl/sheet.xml", f"<worksheet><sheetData>{_TITLES}", row, times_row, "</sheetData></worksheet>"),
            ):
                block = part * max(1, 1_000_000 // len(part))
                with archive.open(name, "w") as file:
                    file.write(start.encode())
                    for _ in range(count * len(part) // len(block) if count else unpacked // len(block)):
                        file.write(block.encode())
                        if out.tell() > size:
                            break
                    file.write(part.encode() * min(count, 1))
                    file.write(end.encode())
        return out.getvalue()[:size] if out.tell() > size else out.getvalue()

    return make


BEGIN = '<?xml version="1.0"?><xml><records>'
END = "</records></xml>"
FILES = [
    # any format in lines
    *(
        Hostile(f"{name}.{suffix}", make)
        for suffix in ("ris", "nbib", "ciw", "bib", "xml", "csv", "txt")
        for name, make in (
            ("nothing but NUL", times("\0")),
            ("nothing but empty lines", times("\n")),
            ("nothing but carriage returns", times("\r")),
            ("one line", times("a")),
            ("one line of spaces", times(" ")),
            ("bytes of no encoding", lambda size: bytes(range(128, 256)) * (size // 128)),
            ("half UTF-8", lambda size: b"\xc3\xa9\xe9" * (size // 3)),
            ("half UTF-8, shuffled", lambda size: b"\xc3\xa9\xe9 x\n" * (size // 6)),
            ("quotation marks", times('"')),
            ("stray lines", times("x\n")),
        )
    ),
    Hostile("the shortest records.ris", times("TY  -\nER  -\n")),
    Hostile("never closed.ris", times("TY  -\n")),
    Hostile("stray after each.ris", times("TY  -\nER  -\nx\n")),
    Hostile("one record of tags.ris", times("XX  - a\n", "TY  - JOUR\n", "ER  -\n")),
    Hostile("many records of tags.ris", times("TY  - JOUR\n" + "XX  - a\n" * 100 + "ER  -\n")),
    Hostile("keywords.ris", times("KW  - a\n", "TY  - JOUR\n", "ER  -\n")),
    Hostile("one value.ris", times("a", "TY  - JOUR\nAB  - ", "\nER  -\n")),
    Hostile("lines of one value.ris", times("a\n", "TY  - JOUR\nAB  - ", "\nER  -\n")),
    Hostile("the same id.ris", times("TY  - A\nID  - a\nER  -\n")),
    Hostile("ids that were made.ris", numbered("TY  - A\nID  - a~#\nER  -\nTY  - A\nID  - a\nER  -\n")),
    Hostile("carried.ris", times("ZZ  - @title: a\nZZ  - %%%%: b\n", "TY  - A\n", "ER  -\n")),
    Hostile("utf-16.ris", lambda size: ("\ufeff" + "TY  - A\nTI  - \U0001f600\nER  -\n" * (size // 60)).encode("utf-16-le")),
    Hostile("the shortest records.nbib", times("TI  -a\n\n")),
    Hostile("next number.nbib", times("PMID-1\n")),
    Hostile("tags alone.nbib", times("X1  -\n\n")),
    Hostile("the shortest records.ciw", times("PT\nER\n")),
    Hostile("cited.ciw", times("   a\n", "PT J\nCR a\n", "ER\n")),
    Hostile("keywords.ciw", times("a;", "PT J\nDE ", "\nER\n")),
    Hostile("the shortest entries.bib", times("@a{b,}\n")),
    Hostile("nested braces.bib", times("{", "@a{b, title = ")),
    Hostile("nested and closed.bib", lambda size: b"@a{b, title = " + b"{" * (size // 2 - 20) + b"}" * (size // 2 - 20) + b"}"),
    Hostile(
        "nested under a million.bib",
        lambda size: (b"@a{b, title = " + b"{" * 450_000 + b"x" + b"}" * 450_000 + b"}\n") * (size // 900_020),
    ),
    Hostile(
        "accents upon accents.bib",
        lambda size: (b"@a{b, title = {" + b"\\'{a" * 190_000 + b"}" * 190_000 + b"}}\n") * (size // 950_020),
    ),
    Hostile("entries in entries.bib", times("@a{b, c = {")),
    Hostile("entries in brackets.bib", times("@a(b, c = {")),
    Hostile("values not closed.bib", times("a={\\}, ", "@a{b, ")),
    Hostile("at signs.bib", times("@")),
    Hostile("at signs with letters.bib", times("@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")),
    Hostile("keys without end.bib", times("@a{" + "b" * 290)),
    Hostile("quotation marks not closed.bib", times('@a{b, c = "\n')),
    Hostile("fields.bib", times("a=1,", "@a{b,", "}")),
    Hostile("joined.bib", times("1#", "@a{b, c=", "1}")),
    Hostile("authors.bib", times("a and ", "@a{b, author={", "a}}")),
    Hostile("authors under a million.bib", times("@a{b, author={{a}" + " and a" * 160_000 + "}}\n")),
    Hostile("backslashes.bib", times("@a{b, title={" + "\\" * 900_000 + " }}\n")),
    Hostile("dollars.bib", times("@a{b, title={" + "$a_" * 300_000 + " }}\n")),
    Hostile("billion laughs.bib", doubling_strings),
    Hostile("one long abbreviation.bib", times("@a{k, title = a}\n", '@string{a = "' + "ha " * 300_000 + '"}\n')),
    Hostile("elements in elements.xml", times("<a>", f"{BEGIN}<record>")),
    Hostile("elements in elements, closed.xml", lambda size: f"{BEGIN}<record>{'<a>' * (size // 7)}{'</a>' * (size // 7)}</record>{END}".encode()),  # noqa: E501
    Hostile("the shortest records.xml", times("<record/>", BEGIN, END)),
    Hostile("short records.xml", times("<record><a/></record>", BEGIN, END)),
    Hostile("never closed.xml", times("<record>", BEGIN, END)),
    Hostile("stray closings.xml", times("</record>", BEGIN, END)),
    Hostile("comments not closed.xml", times("<!--", BEGIN, END)),
    Hostile("comments.xml", times("<!---->", BEGIN, END)),
    Hostile("stray between comments.xml", times("<!---->a", BEGIN, END)),
    Hostile("sections not closed.xml", times("<![CDATA[", BEGIN, END)),
    Hostile("instructions.xml", times("<?a?>", f"{BEGIN}<record>", f"</record>{END}")),
    Hostile("document types.xml", times("<!DOCTYPE a [")),
    Hostile("frames.xml", times("<xml ", BEGIN, END)),
    Hostile("attributes.xml", numbered(' a#="1"', f"{BEGIN}<record", f"/>{END}")),
    Hostile("entities.xml", times("&#65;", f"{BEGIN}<record><abstract>", f"</abstract></record>{END}")),
    Hostile(
        "billion laughs.xml",
        lambda _size: (
            '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
            f"{BEGIN}{'<record><abstract>&a9;</abstract></record>' * 1000}{END}"
        ).encode(),
    ),
    Hostile("quotation mark not closed.csv", times("a,b\n", 'title,abstract\n"a,b\n')),
    Hostile("marks not closed in each row.csv", times('a,"b\n', "title,abstract\n")),
    Hostile("marks that end wrongly.csv", times('"a"b,c\n', "title,abstract\n")),
    Hostile("double marks.csv", times('""x,c\n', 'title,abstract\n"x,c\n')),
    Hostile("columns.csv", times(",", "title")),
    Hostile("columns, many rows.csv", times("a,b\n", "title" + ",a" * 900 + "\n")),
    Hostile("the shortest rows.csv", times("1\n", "title\n")),
    Hostile("rows of separators.csv", times(",,,,,,,,,,\n", "title,a,b,c,d,e,f,g,h,i,j\n")),
    Hostile("headings continued.csv", times("a\n", "title" + "".join(f",title~{n}" for n in range(2, 900)) + "\n")),
    Hostile("extra.csv", times("a: b\n", 'title,extra\nx,"', '"\n')),
    Hostile("zip bomb of cells.xlsx", bomb("<row><c><v>1</v></c></row>")),
    Hostile("zip bomb of elements.xlsx", bomb("<a/>")),
    Hostile("zip bomb of one value.xlsx", bomb("a")),
    Hostile("zip bomb of depth.xlsx", bomb("<a>")),
    Hostile("zip bomb of strings.xlsx", bomb("<row/>", "<si><t>ab</t></si>", 1, 0)),
    Hostile("zip bomb of one string.xlsx", bomb("<row/>", "<si><t>" + "ab" * 40_000_000 + "</t></si>", 1, 1)),
    Hostile("one string in all cells.xlsx", bomb("<row><c t='s'><v>0</v></c></row>", f"<si><t>{'ab' * 400_000}</t></si>", 300_000, 1)),  # noqa: E501
    Hostile("rows without end.xlsx", bomb('<row r="99999999"><c r="XFD1"><v>1</v></c></row>')),
    Hostile("empty rows.xlsx", bomb("<row/>")),
    Hostile("not a workbook.xlsx", times("PK\x03\x04")),
]  # fmt: skip


def measured(path: Path) -> dict[str, float | str]:
    """Read one file in a process of its own that ends when it takes too much; how much it took."""
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({CPU}, {CPU + 1}))\n"
        "from wesaid.evidence import read\n"
        "result = read(sys.argv[1])\n"
        "use = resource.getrusage(resource.RUSAGE_SELF)\n"
        "import json\n"
        "print(json.dumps({'kept': len(result.references), 'rejected': len(result.rejected),"
        " 'cpu': use.ru_utime + use.ru_stime, 'mb': use.ru_maxrss / 1024}))\n"
    )
    # The address space is limited as well, wider than what is resident: a process that runs wild ends early.
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY)),
    )
    if done.returncode:
        return {"problem": (done.stderr.strip().splitlines() or [f"ended by signal {-done.returncode}"])[-1]}
    found: dict[str, float | str] = json.loads(done.stdout)
    return found


def passed(found: dict[str, float | str]) -> bool:
    return "problem" not in found and float(found["cpu"]) <= CPU and float(found["mb"]) * 1024 * 1024 <= MEMORY


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=10)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    failures, worst_cpu, worst_mb = 0, ("", 0.0), ("", 0.0)
    print(f"{'file':<46} {'size MB':>8} {'CPU s':>7} {'RSS MB':>7} {'kept':>9} {'rejected':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for hostile in FILES:
            if options.only not in hostile.name:
                continue
            path = Path(folder) / hostile.name
            path.write_bytes(hostile.make(int(options.mb * 1_000_000)))
            found = measured(path)
            good = passed(found)
            failures += not good
            size = path.stat().st_size / 1e6
            path.unlink()
            if "problem" in found:
                print(f"{hostile.name:<46} {size:>8.1f} FAILED: {found['problem']}", flush=True)
                continue
            cpu, mb = float(found["cpu"]), float(found["mb"])
            worst_cpu, worst_mb = (
                max(worst_cpu, (hostile.name, cpu), key=lambda p: p[1]),
                max(worst_mb, (hostile.name, mb), key=lambda p: p[1]),
            )
            print(
                f"{hostile.name:<46} {size:>8.1f} {cpu:>7.1f} {mb:>7.0f} {found['kept']:>9} {found['rejected']:>9}"
                + ("" if good else "  TOO MUCH"),
                flush=True,
            )
    print(
        f"\n{len(FILES)} files, {failures} over the limits; most CPU: {worst_cpu[1]:.1f} s ({worst_cpu[0]}); "
        f"most memory: {worst_mb[1]:.0f} MB ({worst_mb[0]})"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
