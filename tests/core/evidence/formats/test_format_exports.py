"""Further exports as programs write them: tables of databases, files put one behind the other, what publishers put in keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_helpers import SUFFIXES, comparable, made, there_and_back

from wesaid.evidence import Reference, read

RIS = "TY  - JOUR\nTI  - {}\nER  - \n"
WOS_BIB = r"""
@article{ WOS:000500000001,
Author = {Berg, Anna and Ito, Kenji},
Title = {{A title that goes on
   over two lines}},
Journal = {{JOURNAL OF INVENTED CARE}},
Year = {{2019}},
Number = {{3, SI}},
DOI = {{10.5555/inv\_0001}},
Unique-ID = {{WOS:000500000001}},
}
"""
PUBLISHERS_KEYS = """\
@article{https://doi.org/10.5555/(SICI)1097-0258(19980815)17:15<1661::AID-INV9>3.0.CO;2-2,
title = {One},
doi = {https://doi.org/10.5555/S0140-6736(20)30183-5}
}
@article{10.5555/S0140-6736(20)30183-5, title={p $<$ 0.05 and \\$5 < $6}}
"""
SCOPUS = (
    '\ufeff"Authors","Author full names","Title","Year","Source title","Volume","Art. No.","Page start","Page end","DOI",'
    '"Link","Abstract","Author Keywords","Document Type","EID","PubMed ID"\n'
    '"Berg A.; Ito K.","Berg, Anna (57); Ito, Kenji (58)","A title","2020","Journal of Invented Care","12","","101","110",'
    '"10.5555/x","https://example.org/x","An abstract.","care; work","Conference Paper","2-s2.0-85","3123456"\n'
)
ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Abstract Note","Pages","Manual Tags"\n'
    '"AB12","bookSection","2020","Berg, Anna; Ito, Kenji","A title","A book","10.5555/x","An abstract","1-9","one; two"\n'
)
WOS_TABS = (
    "PT\tAU\tAF\tTI\tSO\tPY\tVL\tBP\tEP\tDI\tUT\tPM\n"
    "J\tBerg, A; Ito, K\tBerg, Anna; Ito, Kenji\tA title\tJ INVENT CARE\t2020\t1\t3\t4\t10.5555/x\tWOS:1\t123\n"
)
EBSCO = 'Article Title,Author,Journal Title,Volume,First Page,Page Count\n"A title","Berg, Anna; Ito, Kenji",J Invent Care,1,33,5\n'
ALL = [
    ("wos.bib", WOS_BIB),
    ("keys.bib", PUBLISHERS_KEYS),
    ("scopus.csv", SCOPUS),
    ("zotero.csv", ZOTERO),
    ("savedrecs.txt", WOS_TABS),
    ("ebsco.csv", EBSCO),
]


def all_of(folder: Path, name: str, content: str | bytes) -> tuple[Reference, ...]:
    result = read(made(folder, name, content))
    assert result.rejected == ()
    return result.references


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("name", "content"), ALL, ids=[name for name, _content in ALL])
def test_each_comes_back_through_every_format(tmp_path: Path, name: str, content: str, suffix: str) -> None:
    first = all_of(tmp_path, name, content)
    again = there_and_back(tmp_path, first, suffix)
    assert again.rejected == ()
    assert comparable(again.references) == comparable(first)


def test_web_of_science_puts_braces_around_everything_in_bibtex(tmp_path: Path) -> None:
    (one,) = all_of(tmp_path, "a.bib", WOS_BIB)
    assert (one.id, one.title) == ("WOS:000500000001", "A title that goes on over two lines")
    assert (one.doi, one.year, one.number) == ("10.5555/inv_0001", "2019", "3, SI")


def test_a_key_may_have_brackets_as_the_dois_of_publishers_have(tmp_path: Path) -> None:
    one, two = all_of(tmp_path, "a.bib", PUBLISHERS_KEYS)
    assert one.id == "https://doi.org/10.5555/(SICI)1097-0258(19980815)17:15<1661::AID-INV9>3.0.CO;2-2"
    assert one.doi == "https://doi.org/10.5555/S0140-6736(20)30183-5"
    assert (two.id, two.title) == ("10.5555/S0140-6736(20)30183-5", "p < 0.05 and $5 < $6")


@pytest.mark.parametrize(
    "entry", ["@article{year=2020, title={x}}", "@article{title={x}}", "@article(k(1), title={x})"]
)
def test_an_entry_without_a_key_is_none(tmp_path: Path, entry: str) -> None:
    result = read(made(tmp_path, "a.bib", f"{entry}\n@article{{k, title={{y}}}}\n"))
    assert ([one.title for one in result.references], [one.line for one in result.rejected]) == (["y"], [1])


def test_a_table_of_scopus(tmp_path: Path) -> None:
    (one,) = all_of(tmp_path, "a.csv", SCOPUS)
    assert (one.authors, one.pages, one.pmid) == (("Berg A.", "Ito K."), "101-110", "3123456")
    assert (one.kind, dict(one.extra)["Document Type"]) == ("inproceedings", "Conference Paper")
    assert (one.keywords, one.journal) == (("care", "work"), "Journal of Invented Care")


def test_a_table_of_zotero(tmp_path: Path) -> None:
    (one,) = all_of(tmp_path, "a.csv", ZOTERO)
    assert (one.abstract, one.keywords, one.kind) == ("An abstract", ("one", "two"), "incollection")


def test_a_table_of_web_of_science_is_called_text_and_has_tags_for_headings(tmp_path: Path) -> None:
    (one,) = all_of(tmp_path, "savedrecs.txt", WOS_TABS)
    assert (one.id, one.kind, one.title, one.pmid) == ("WOS:1", "article", "A title", "123")
    assert (one.authors, one.pages, one.journal) == (("Berg, A", "Ito, K"), "3-4", "J INVENT CARE")


def test_a_table_of_ebsco_says_only_where_it_begins(tmp_path: Path) -> None:
    (one,) = all_of(tmp_path, "a.csv", EBSCO)
    assert (one.journal, one.pages, dict(one.extra)["Page Count"]) == ("J Invent Care", "33", "5")


def test_pages_of_one_column_leave_the_others_as_they_are(tmp_path: Path) -> None:
    both, end, neither = all_of(tmp_path, "a.csv", "title,pages,page start,page end\na,1-9,1,9\nb,,,9\nc,,,\n")
    assert (both.pages, both.extra) == ("1-9", (("page start", "1"), ("page end", "9")))
    assert (end.pages, end.extra, neither.pages) == ("", (("page end", "9"),), "")


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Berg, A., Ito, K.B.", ("Berg, A.", "Ito, K.B.")),
        ("Berg A., Ito K.B., de la Cruz J.-P.", ("Berg A.", "Ito K.B.", "de la Cruz J.-P.")),
        ("Berg, A.", ("Berg, A.",)),
        ("Berg, Anna, Ito, Kenji", ("Berg, Anna, Ito, Kenji",)),
    ],
)
def test_names_parted_by_commas(tmp_path: Path, cell: str, authors: tuple[str, ...]) -> None:
    (one,) = all_of(tmp_path, "a.csv", f'title,authors\nSinging,"{cell}"\n')
    assert one.authors == authors


@pytest.mark.parametrize("start", ["sep=;\n", '\n"sep=;"\r\n', "\ufeffsep=;\r\n"])
def test_excel_says_what_parts_the_cells(tmp_path: Path, start: str) -> None:
    result = read(made(tmp_path, "a.csv", f"{start}title;doi\na, b, c;10.5555/x\nd;e;f\n"))
    assert [(one.title, one.doi) for one in result.references] == [("a, b, c", "10.5555/x")]
    assert [one.line for one in result.rejected] == [4 if start[0] != "\n" else 5]


NBIB = "PMID- {0}\nTI  - {0}\n"
CIW = "FN x\nVR 1.0\nPT J\nTI {}\nER\n\nEF"
BIB = "@article{{k{0}, title={{{0}}}}}\n"
XML = '<?xml version="1.0"?><xml><records><record><titles><title>{}</title></titles></record></records></xml>'


@pytest.mark.parametrize(
    ("name", "one"),
    [("a.ris", RIS), ("a.nbib", NBIB), ("a.ciw", CIW), ("a.bib", BIB), ("a.xml", XML), ("b.xml", XML + "\n")],
)
def test_files_put_one_behind_the_other_with_their_marks(tmp_path: Path, name: str, one: str) -> None:
    data = b"".join(b"\xef\xbb\xbf" + one.format(number).encode() for number in (1, 2, 3))
    assert [found.title for found in all_of(tmp_path, name, data)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("tag", "value", "suffix"), [("TY", "JOUR", ".ris"), ("PT", "J", ".ciw"), ("ref-type", "Journal Article", ".xml")]
)
def test_a_column_that_says_the_type_as_the_format_does_is_not_lost(
    tmp_path: Path, tag: str, value: str, suffix: str
) -> None:
    one = Reference("1", kind="article", title="t", source="s", extra=((tag, value),))
    assert there_and_back(tmp_path, [one], suffix).references == (one,)


@pytest.mark.parametrize(("suffix", "as_article"), [(".ris", "TY  - JOUR"), (".xml", 'name="Journal Article"')])
def test_a_record_in_a_journal_is_an_article_to_other_programs(tmp_path: Path, suffix: str, as_article: str) -> None:
    """And to us it still does not say what it is."""
    found = all_of(tmp_path, "a.csv", "ID,title,journal\n1,t,J Invent Care\n2,t,\n")
    assert there_and_back(tmp_path, found, suffix).references == found
    assert (tmp_path / f"again{suffix}").read_text(encoding="utf-8").count(as_article) == 1


@pytest.mark.parametrize(
    ("base", "tag", "wanted"),
    [
        ("Scopus", "C2", "31234567"),
        ("Embase", "C5", "31234567"),
        ("PubMed", "AN", "31234567"),
        ("PubMed", "C2", ""),
        ("Scopus", "AN", ""),
    ],
)
def test_each_database_has_its_own_tag_for_the_pubmed_number(tmp_path: Path, base: str, tag: str, wanted: str) -> None:
    (one,) = all_of(tmp_path, "a.ris", f"TY  - JOUR\nTI  - t\n{tag}  - 31234567\nDB  - {base}\nER  - \n")
    assert (one.pmid, dict(one.extra)[tag]) == (wanted, "31234567")
    again = there_and_back(tmp_path, [one], ".ris")
    assert again.references == (one,)
    assert "PMID: " not in (tmp_path / "again.ris").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "content"), ALL, ids=[name for name, _content in ALL])
def test_each_comes_back_from_a_walk_through_all_formats(tmp_path: Path, name: str, content: str) -> None:
    first = here = all_of(tmp_path, name, content)
    for suffix in (*SUFFIXES, *reversed(SUFFIXES)):
        here = there_and_back(tmp_path, here, suffix).references
    assert comparable(here) == comparable(first)
