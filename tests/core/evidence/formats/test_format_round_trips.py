"""Any reference comes back from any format as it was, and other programs read what we write."""

from __future__ import annotations

import tempfile
from pathlib import Path

import bibtexparser
import openpyxl
import pytest
import rispy
from format_helpers import SUFFIXES, comparable, made, there_and_back
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.evidence import Reference, read, write
from wesaid.evidence.formats.fields import canonical, join, split
from wesaid.evidence.formats.latex import from_text, to_text

# Letters of many alphabets, right to left and without letters at all, and everything a format gives a meaning to.
PIECES = st.sampled_from(
    [
        *"{}\\&%$#_~^\"'`,;:=@+-|<>[]()!?*/. \t",
        "\n",
        "\r\n",
        " and ",
        "--",
        "``",
        "''",
        "é",
        "Å",
        "ß",
        "ı",
        "患者",
        "共同",
        "الرعاية",
        "בית",
        "Діло",
        "😀",
        "é",
        "\u200f",
        "\xa0",
        "\u2028",
        "\x85",
        "\x00",
        "\x0b",
        "\ufffe",
        "TY  - JOUR",
        "ER  - ",
        "PMID- 1",
        "PT J",
        "EF",
        "@article{a, ",
        "</record>",
        "<!--",
        "]]>",
        "?>",
        "&amp;",
        "%3A;",
        "ZZ",
        "_x000D_",
        "=1+1",
        "'=1",
        "{\\alpha}",
        "$x$",
        "\\'e",
        "extra",
        "a",
        "b",
        "1",
        "2019",
        "\n\n",
        "\n      ",
        "~2",
        "@title: x",
    ]
)
TEXT = st.lists(PIECES, max_size=8).map("".join)
NAMES = st.one_of(
    st.sampled_from(["AU", "T1", "TY", "N1", "note", "titles/short-title", "PT", "ref-type", "ID", "year"]), TEXT
)
REFERENCES = st.lists(
    st.builds(
        Reference,
        id=TEXT,
        kind=st.one_of(st.sampled_from(["article", "book", "misc", "", "phdthesis", "online", "string"]), TEXT),
        title=TEXT,
        authors=st.lists(TEXT, max_size=3).map(tuple),
        year=st.one_of(st.sampled_from(["2019", "in press", "2019/01/02", ""]), TEXT),
        journal=TEXT,
        volume=TEXT,
        number=TEXT,
        pages=st.one_of(st.sampled_from(["1-9", "e5", "1--9", "-9", "1-"]), TEXT),
        doi=TEXT,
        pmid=st.sampled_from(["", "123", "12x"]),
        issn=TEXT,
        abstract=TEXT,
        keywords=st.lists(TEXT, max_size=3).map(tuple),
        language=TEXT,
        url=TEXT,
        source=st.sampled_from(["somewhere.ris", "Scopus"]),
        extra=st.lists(st.tuples(NAMES, TEXT), max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


def settled(references: list[Reference]) -> list[Reference]:
    """The references as readers give them, each with an id of its own."""
    clean = [canonical(one) for one in references]
    return [canonical(Reference(**{**_values(one), "id": f"{number} {one.id}"})) for number, one in enumerate(clean)]


def _values(reference: Reference) -> dict[str, object]:
    return {name: getattr(reference, name) for name in Reference.__dataclass_fields__}


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(references=REFERENCES)
@settings(max_examples=10, deadline=None, derandomize=True)
def test_every_reference_comes_back(suffix: str, references: list[Reference]) -> None:
    wanted = settled(references)
    with tempfile.TemporaryDirectory() as folder:
        again = there_and_back(Path(folder), wanted, suffix)
    assert again.rejected == ()
    assert comparable(again.references) == comparable(wanted)


@given(references=REFERENCES)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_ris_record_has_one_title_tag_one_type_and_one_end(references: list[Reference]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ris"
        write(references, path)
        lines = path.read_text(encoding="utf-8").split("\n")
    count = {tag: sum(line.startswith(f"{tag}  - ") for line in lines) for tag in ("TY", "TI", "T1", "CT", "BT", "ER")}
    assert count["TY"] == count["ER"] == len(references)
    assert count["TI"] == sum(bool(canonical(one).title) for one in references)
    assert count["T1"] == count["CT"] == count["BT"] == 0


@given(text=TEXT)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_text_is_exact_through_latex(text: str) -> None:
    assert to_text(from_text(text)) == text


@given(names=st.lists(TEXT.map(str.strip).filter(bool), max_size=4))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_lists_are_exact_in_a_cell(names: list[str]) -> None:
    assert split(join(names)) == names


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{DNA} methylation", "DNA methylation"),
        (r"\'E\'{e}{\'e}{\'{e}}", "Éééé"),
        (r"\v{S}koda, \c c, \c{c}, {\aa}, \AA ngstr{\"o}m, na{\"\i}ve", "Škoda, ç, ç, å, Ångström, naïve"),
        (r"{\O}stergaard \ss{} \L\'od\'z", "Østergaard ß Łódź"),
        (r"50\% \& \$5 \#1 a\_b", "50% & $5 #1 a_b"),
        (r"TNF-$\alpha$, CO$_2$, 10$^{-3}$", "TNF-α, CO₂, 10⁻³"),
        (r"costs $5 and $10", "costs $5 and $10"),
        (r"\emph{in vivo} and \textbf{bold {inner}}", "in vivo and bold inner"),
        (r"``quoted''", "“quoted”"),
        (r"a \unknown{b {c}} d", r"a \unknown{b c} d"),
        (r"C:\\dir", "C:\ndir"),
        (r"\~{}user", "~user"),
        (r"\textit{\'{\i}}", "í"),
        (r"$x^{y+\frac{1}{2}}$", r"$x^{y+\frac{1}{2}}$"),
        ("a~b", "a b"),
    ],
)
def test_latex_as_people_write_it(latex: str, text: str) -> None:
    assert to_text(latex) == text


HARD = Reference(
    id="k1",
    kind="article",
    title="Über {braces}, 50% & $5: “carers’” α_β ~ #1 C:\\x",
    authors=("Ó Briain, Seán", "Department of Health and Social Care", "王, 芳"),
    year="2020",
    journal="J & K",
    volume="1",
    pages="1-9",
    doi="10.5555/a_b",
    abstract="First.\nSecond.",
    keywords=("a, b", "c"),
    source="made",
)


def test_rispy_reads_what_we_write(tmp_path: Path) -> None:
    write([HARD, HARD], tmp_path / "a.ris")
    with (tmp_path / "a.ris").open(encoding="utf-8") as file:
        first, _second = rispy.load(file)
    assert first["title"] == HARD.title
    assert tuple(first["authors"]) == HARD.authors
    assert (first["year"], first["start_page"], first["end_page"]) == ("2020", "1", "9")
    assert tuple(first["keywords"]) == HARD.keywords


def test_bibtexparser_reads_what_we_write(tmp_path: Path) -> None:
    write([HARD], tmp_path / "a.bib")
    text = (tmp_path / "a.bib").read_text(encoding="utf-8")
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    fields = {field.key: field.value for field in library.entries[0].fields}
    assert (library.entries[0].key, fields["doi"]) == ("k1", "10.5555/a_b")
    assert fields["author"].endswith("{Department of Health and Social Care} and 王, 芳")
    assert to_text(fields["title"]) == HARD.title


def test_openpyxl_reads_what_we_write_and_we_read_what_it_writes(tmp_path: Path) -> None:
    formula = Reference(**{**_values(HARD), "id": "k2", "title": "=1+1", "extra": (("label", "1"),)})
    write([HARD, formula], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:3] == ("ID", "ENTRYTYPE", "title")
    assert (rows[1][2], rows[2][2]) == (HARD.title, "'=1+1")
    book.active.append(["k3", "article", "Added by hand", None, 2021, None, 7])
    book.save(tmp_path / "b.xlsx")  # with shared strings and numbers
    again = read(tmp_path / "b.xlsx")
    assert again.rejected == ()
    assert comparable(again.references[:2]) == comparable([HARD, formula])
    third = again.references[2]
    assert (third.title, third.year, third.volume) == ("Added by hand", "2021", "7")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".tsv"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''+", "'"])
def test_no_cell_is_a_formula_and_the_mark_is_taken_off_again(tmp_path: Path, suffix: str, start: str) -> None:
    wanted = [
        canonical(
            Reference(id=f"{start}i", title=f"{start}HYPERLINK(1)", source="x", extra=((f"{start}n", f"{start}v"),))
        )
    ]
    again = there_and_back(tmp_path, wanted, suffix)
    assert comparable(again.references) == comparable(wanted)
    if suffix == ".csv":
        import csv

        with (tmp_path / "again.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_value_longer_than_a_cell_of_a_workbook_goes_on_beside_it(tmp_path: Path) -> None:
    wanted = [Reference(id="1", title="t", abstract="\U0001f600é " * 30_000, source="x", extra=(("N1", "z" * 50_000),))]
    wanted = [canonical(one) for one in wanted]
    again = there_and_back(tmp_path, wanted, ".xlsx")
    assert comparable(again.references) == comparable(wanted)
    for row in openpyxl.load_workbook(tmp_path / "again.xlsx").active.iter_rows(values_only=True):
        assert all(len(str(cell).encode("utf-16-le")) // 2 <= 32_767 for cell in row if cell)


def test_a_csv_of_labels_keeps_its_columns(tmp_path: Path) -> None:
    first = read(made(tmp_path, "a.csv", "record_id,title,label_included,note\n1,A,1,x\n2,B,0,\n"))
    write(first.references, tmp_path / "b.csv")
    header = (tmp_path / "b.csv").read_text(encoding="utf-8").split("\n")[0]
    assert header.endswith('"label_included","note"')
    assert header.startswith('"ID"')  # in quotes: Excel takes a file that begins with ID for another kind


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    target = made(tmp_path, "a.ris", "as it was")

    def breaks() -> object:
        yield HARD
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        write(breaks(), target)  # type: ignore[arg-type]
    assert target.read_text(encoding="utf-8") == "as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["a.ris"]
