"""What is not kept is named, with the line where it starts; what comes after it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_helpers import SUFFIXES, made

from wesaid.evidence import Reference, read, write
from wesaid.evidence.formats import UnknownFormat, read_bytes
from wesaid.evidence.formats.endnote_split import DOCTYPE


def outcome(folder: Path, name: str, content: str | bytes) -> tuple[list[str], list[int]]:
    """The titles that were kept, and the lines of what was not."""
    result = read(made(folder, name, content))
    assert result.found == len(result.references) + len(result.rejected)
    assert sum(file.kept + file.rejected for file in result.files) == result.found
    assert all(one.reason.endswith((".", "?")) and "\n" not in one.reason for one in result.rejected)
    return [one.title for one in result.references], [one.line for one in result.rejected]


RIS = "TY  - JOUR\nTI  - {}\nER  - \n"


@pytest.mark.parametrize(
    ("name", "content", "titles", "lines"),
    [
        ("unclosed.ris", RIS.format("a") + "TY  - JOUR\nTI  - b\n" + RIS.format("c"), ["a", "c"], [4]),
        ("last unclosed.ris", RIS.format("a") + "\nTY  - JOUR\nTI  - b", ["a"], [5]),
        ("stray.ris", "x\n\ny\n" + RIS.format("a") + "\n\nz\nTI  - q\n" + RIS.format("c") + "end", ["a", "c"], [1, 9, 14]),
        ("after the end.ris", "TY  - JOUR\nER  - x\n", [""], [2]),
        ("numbers between.ris", "1.\nTY  - JOUR\nTI  - a\nER  - 2.\n" + RIS.format("b") + "<3>\n", ["a", "b"], []),
        ("only text.ris", "nothing\nhere", [], [1]),
        ("narrow.ris", "TY - JOUR\nTI - a\nAB - b\nER -\n", ["a"], []),
        ("stray.nbib", "hello\n\nPMID- 1\nTI  - a\n\nand this\n\nPMID- 2\nTI  - b\n", ["a", "b"], [1, 6]),
        ("no record.nbib", "OWN - NLM\n\nPMID- 2\nTI  - b\n", ["b"], [1]),
        ("without an empty line.nbib", "PMID- 1\nTI  - a\nPMID- 2\nTI  - b\n", ["a", "b"], []),
        ("unclosed.ciw", "FN x\nVR 1.0\nPT J\nTI a\n\nPT J\nTI b\nER\nEF", ["b"], [3]),
        ("stray.ciw", "PT J\nTI a\nER\nwhat\nPT J\nTI b\nER\n\nEF", ["a", "b"], [4]),
        ("unclosed.bib", "@a{k, title={x}\n@a{l, title={y}}", ["y"], [1]),
        ("unclosed value.bib", "@a{k, title={x\n}\n\n@a{l, title={y}}\n@a{m, title = {z", ["y"], [1, 5]),
        ("on one line.bib", "@a{k, title={x @a{l, title={y}} @a{m, title={z}}", ["y", "z"], [1]),
        ("unclosed quotes.bib", '@a{k, title="x}\n@a{l, title={y}}', ["y"], [1]),
        ("no comma.bib", "@a{k, title={x} year=2019}\n@a{l, title={y}}", ["y"], [1]),
        ("stray.bib", "first\n% comment\n@a{k, title={x}}\n\nbetween\n@a{l, title={y}} end", ["x", "y"], [1, 5, 6]),
        ("odd brace.bib", "@a{k, title={a \\{ b}}\n@a{l, title={C:\\}}\n", ["a { b", "C:\\"], []),
        ("email.bib", "@a{k, title={x@y (Smith, J) and @a {b}}}\n", ["x@y (Smith, J) and @a b"], []),
        ("unclosed.xml", "<records>\n<record><titles><title>x\n<record><titles><title>y</title></titles></record></records>", ["y"], [2]),  # noqa: E501
        ("broken.xml", "<records><record><a></b></record>\n<record><titles><title>y</title></titles></record></records>", ["y"], [1]),  # noqa: E501
        ("entity.xml", "<records>\n<record><titles><title>&x;</title></titles></record></records>", [], [2]),
        ("stray.xml", "<xml>\n<records>\nwords\n<record/>\n<!-- fine --></records>\nmore</xml>", [""], [3, 6]),
        ("doctype.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]>\n<records><record/>\n<record/></records>", [], [1, 2, 3]),
        ("wide.csv", "title,year\na,1\nb,2,3\nc,3\n", ["a", "c"], [3]),
        ("short.csv", "title,year,doi\na,1\nnote\nc,3,\n", ["a", "c"], [3]),
        ("quote.csv", 'title,year\na,1\n"b,2\nc,3\nd,4\n', ["a", "c", "d"], [3]),
        ("quote over lines.csv", 'title,year\n"a\nb",1\n"bad "word" here\nrest of it",2\nc,3\n', ["a b", "c"], [4]),
        ("no names.csv", "1,2\n3,4\n", [], [1, 2]),
        ("blank rows.csv", "\n\ntitle,year\n\n,\na,1\n", ["a"], []),
        ("nul.csv", "title\na\0b\n", ["a b"], []),
        ("not one.xlsx", b"PK\x03\x04 and no more", [], [1]),
        ("old.xlsx", b"\xd0\xcf\x11\xe0 and no more", [], [1]),
        ("text.xlsx", "title\na\n", [], [1]),
    ],
)  # fmt: skip
def test_what_is_kept_and_where_the_rest_starts(
    tmp_path: Path, name: str, content: str | bytes, titles: list[str], lines: list[int]
) -> None:
    assert outcome(tmp_path, name, content) == (titles, lines)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" "])
def test_a_blank_file_holds_nothing(tmp_path: Path, suffix: str, content: bytes) -> None:
    result = read(made(tmp_path, f"a{suffix}", content))
    assert result.references == ()
    assert bool(result.rejected) == (suffix == ".xlsx")  # a workbook is never blank


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_no_references_can_be_read_again(tmp_path: Path, suffix: str) -> None:
    write([], tmp_path / f"a{suffix}")
    assert read(tmp_path / f"a{suffix}").found == 0


def test_a_document_type_is_refused_with_all_its_records() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><records><record><abstract>&b;</abstract></record></records>'
    result = read_bytes(laughs.encode(), "a.xml")
    assert [one.reason for one in result.rejected] == [DOCTYPE, DOCTYPE]
    assert result.references == ()


def test_a_record_of_more_than_a_million_characters_is_rejected_alone(tmp_path: Path) -> None:
    long = "word " * 210_000
    for name, content in (
        ("a.ris", f"TY  - JOUR\nAB  - {long}\nER  -\n" + RIS.format("b")),
        ("a.bib", f"@a{{k, abstract={{{long}}}}}\n@a{{l, title={{b}}}}"),
        ("a.csv", f"title,abstract\na,{long}\nb,c\n"),
        (
            "a.xml",
            f"<records><record><abstract>{long}</abstract></record><record><titles><title>b</title></titles></record></records>",
        ),
    ):
        titles, lines = outcome(tmp_path, name, content)
        assert (titles, len(lines)) == (["b"], 1), name


def test_ids_are_once_each_and_do_not_hang_on_the_order_of_the_files(tmp_path: Path) -> None:
    one = made(tmp_path, "one.csv", "ID,title\n1,a\n1,b\n1~2,c\n,d\n")
    two = made(tmp_path, "two.csv", "ID,title\n,e\n2,f\n")
    both = {reference.title: reference.id for reference in read([one, two]).references}
    assert both == {"a": "1", "b": "1~3", "c": "1~2", "d": "one-4", "e": "two-1", "f": "2"}
    assert {reference.title: reference.id for reference in read([two, one]).references} == both


def test_a_file_that_is_not_there_and_an_ending_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.ris")
    with pytest.raises(UnknownFormat, match=r"'\.doc'"):
        read([tmp_path / "none.ris", tmp_path / "a.doc"])
    with pytest.raises(UnknownFormat, match="without an ending"):
        write([Reference(id="1")], tmp_path / "a")


TITLE = "Zażółć gęślą jaźń: participación de cuidadores"


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8", TITLE),
        ("utf-8-sig", TITLE),
        ("utf-16", TITLE),
        ("utf-16-le", TITLE),
        ("utf-16-be", TITLE),
        ("utf-32", TITLE),
        ("cp1252", "Participación de cuidadores – “über” naïve"),
        ("latin-1", "Participación de cuidadores naïve"),
        ("gb18030", "患者参与的共同决策研究：一项可行性研究"),
        ("shift_jis", "患者と介護者の共同意思決定に関する研究"),
        ("euc_kr", "환자와 보호자의 공동 의사결정에 관한 연구"),
        ("big5", "患者參與的共同決策研究：一項可行性研究"),
        ("cp1251", "Совместное принятие решений пациентами и медиками"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, title: str) -> None:
    text = "".join(f"TY  - JOUR\r\nTI  - {title}\r\nAU  - Smith, J\r\nER  - \r\n" for _ in range(3))
    result = read(made(tmp_path, "a.ris", text.encode(encoding)))
    assert [one.title for one in result.references] == [title] * 3


def test_exports_in_two_encodings_put_together(tmp_path: Path) -> None:
    data = RIS.format("Ünïted carers").encode() * 3 + RIS.format("Café").encode("cp1252")
    assert outcome(tmp_path, "a.ris", data) == (["Ünïted carers"] * 3 + ["Café"], [])


def test_old_line_ends(tmp_path: Path) -> None:
    assert outcome(tmp_path, "a.ris", (RIS.format("a") + "x\n" + RIS.format("b")).replace("\n", "\r")) == (
        ["a", "b"],
        [4],
    )


def test_words_beside_a_carried_id_and_in_no_element_are_kept(tmp_path: Path) -> None:
    """Found by mutating files: each was taken by nobody, and lost."""
    ris = "TY  - GEN\nID  - first words\nTI  - a\nZZ  - @id: second\nER  - \n"
    (one,) = read(made(tmp_path, "two ids.ris", ris)).references
    assert one.id == "second"
    assert "first words" in [value for _tag, value in one.extra]
    xml = "<records><record><titles><title>a</title></titles>between<year>2019</year></record></records>"
    (other,) = read(made(tmp_path, "between.xml", xml)).references
    assert "between" in [value for _tag, value in other.extra]
