"""Each format as real programs write it: what becomes of its fields, on invented records."""

from __future__ import annotations

from pathlib import Path

import format_samples as samples
import pytest
from format_helpers import SUFFIXES, comparable, made, there_and_back

from wesaid.evidence import Reference, read


def only(folder: Path, name: str, content: str) -> Reference:
    return all_of(folder, name, content)[0]


def all_of(folder: Path, name: str, content: str) -> tuple[Reference, ...]:
    result = read(made(folder, name, content))
    assert result.rejected == ()
    return result.references


def extra(reference: Reference, tag: str) -> list[str]:
    return [value for key, value in reference.extra if key == tag]


def test_ovid_numbers_its_records_and_puts_the_pubmed_number_under_an(tmp_path: Path) -> None:
    first, second = all_of(tmp_path, "a.ris", samples.RIS["ovid"])
    assert first.id == first.pmid == "41000001"
    assert first.title == "Shared decisions in a made-up clinic: a feasibility study."
    assert first.authors == ("Northcott, Ada B", "Okonjo, Ife")
    assert (first.year, first.journal, first.pages) == ("2021", "Journal of Invented Care", "101-109")
    assert first.abstract == "BACKGROUND: Nobody had asked.\nMETHODS: We asked."
    assert first.doi == "https://dx.doi.org/10.5555/inv.0001"
    assert extra(first, "JA") == ["J Invent Care"]
    assert extra(first, "UR") == ["https://example.org/ovid?id=1&full"]
    assert (second.id, second.year, extra(second, "Y1")) == ("a-2", "2020", ["2020/05/11/"])


def test_scopus_has_a_header_and_article_numbers(tmp_path: Path) -> None:
    one = only(tmp_path, "a.ris", samples.RIS["scopus"])
    assert one.title == "Carers and “their” time; a diary study"
    assert one.authors == ("Lindqvist, Å.", "García-Núñez, M.J.")
    assert (one.journal, one.pmid, one.pages) == ("Social Inventions", "", "")
    assert extra(one, "N1") == ["Export Date: 02 March 2024", "Cited By :5"]
    assert extra(one, "C7") == ["104512"]


def test_proquest_keeps_paragraphs_and_whole_page_ranges(tmp_path: Path) -> None:
    one = only(tmp_path, "a.ris", samples.RIS["proquest"])
    assert one.abstract == "Minutes.\n\nA second paragraph after an empty line."
    assert (one.pages, one.language, one.journal) == ("12-19", "English", "Invented Minutes")
    assert one.pmid == ""  # the accession number is not PubMed's alone


def test_endnote_writes_keywords_below_one_tag(tmp_path: Path) -> None:
    one = only(tmp_path, "a.ris", samples.RIS["endnote"])
    assert one.keywords == ("first keyword", "second keyword", "third keyword")
    assert (one.id, one.kind, one.journal) == ("12", "incollection", "A book of chapters")
    assert extra(one, "N1") == ["A note that\ngoes on"]


def test_zotero_in_chinese(tmp_path: Path) -> None:
    one = only(tmp_path, "a.ris", samples.RIS["zotero"])
    assert (one.title, one.kind, one.language) == ("患者参与的研究", "inproceedings", "zh")
    assert (one.authors, one.year, one.abstract) == (("王, 芳", "Ó Briain, Seán"), "2022", "摘要")


def test_web_of_science_as_ris(tmp_path: Path) -> None:
    one = only(tmp_path, "a.ris", samples.RIS["wos"])
    assert (one.issn, extra(one, "SN"), extra(one, "DA")) == ("1234-5679", ["1234-5687"], ["JUN"])


def test_pubmed_as_ris(tmp_path: Path) -> None:
    one = only(tmp_path, "a.ris", samples.RIS["pubmed"])
    assert (one.pmid, one.journal, one.pages) == ("41000010", "J Invent Care", "e5")


def test_nbib(tmp_path: Path) -> None:
    first, second = all_of(tmp_path, "a.nbib", samples.NBIB)
    assert first.id == first.pmid == "41000001"
    assert first.title == "Shared decisions in a made-up clinic: a feasibility study that has a long title."
    assert first.authors == ("Northcott, Ada B", "Okonjo, Ife")
    assert extra(first, "AU") == ["Northcott AB", "Okonjo I"]
    assert (first.year, extra(first, "DP")) == ("2021", ["2021 Sep 18"])
    assert (first.doi, first.kind, first.keywords) == ("10.5555/inv.0001", "article", ("asking",))
    assert first.abstract.endswith("and asked again, until the line was full.")
    assert extra(first, "MH") == ["Humans", "*Decision Making"]
    assert (second.authors, extra(second, "CN")) == (("Solo A",), ["The Asking Group"])
    assert second.doi == "10.5555/inv.0009"


def test_ciw(tmp_path: Path) -> None:
    first, second = all_of(tmp_path, "a.ciw", samples.CIW)
    assert first.title == "A title that Web of Science wraps onto a second line"
    assert first.authors == ("Smith, Jane", "Doe, Alex")
    assert extra(first, "AU") == ["Smith, J", "Doe, A"]
    assert len(extra(first, "CR")) == len(extra(first, "C1")) == 2
    assert (first.keywords, first.pmid, first.pages) == (("carers", "diaries", "time use"), "41000011", "1-9")
    assert (second.kind, second.id) == ("book", "WOS:000000000000002")


def test_bibtex(tmp_path: Path) -> None:
    first, second, third = all_of(tmp_path, "a.bib", samples.BIBTEX)
    assert first.title == "Shared decisions with DNA & Über-tests in São Paulo: 50% of people"
    assert first.authors == ("Northcott, Ada B.", "Okónjo, Ifé", "Department of Health and Social Care")
    assert (first.id, first.journal, first.year) == ("northcott2021", "Journal of Invented Care", "2021")
    assert (first.pages, first.doi) == ("101--109", "10.5555/inv_0001")
    assert first.keywords == ("asking", "deciding")
    assert first.abstract == "Nobody had asked. We asked."
    assert dict(first.extra) == {"month": "September", "note": "TNF-α and CO₂"}
    assert (second.kind, second.title, second.journal) == ("inproceedings", "A second record", "Proceedings of Nothing")
    assert (second.authors, second.year) == (("Lindqvist, Åsa",), "2023")
    assert second.url == "https://example.org/~a/b_c?d=1%20"
    assert (third.id, third.kind, third.title) == ("empty", "misc", "")


def test_endnote_xml(tmp_path: Path) -> None:
    first, second = all_of(tmp_path, "a.xml", samples.ENDNOTE)
    assert first.title == "Effects of in vivo asking & telling"
    assert (first.id, first.kind, first.pmid) == ("7", "article", "41000001")
    assert first.authors == ("Northcott, Ada B.", "Okonjo, Ife")
    assert extra(first, "contributors/secondary-authors/author") == ["Editor, E."]
    assert first.abstract == "Nobody had asked.\nWe asked."
    assert (first.url, extra(first, "urls/related-urls/url")) == ("https://example.org/1", ["https://example.org/2"])
    assert (second.kind, extra(second, "ref-type")) == ("misc", ["Newspaper Article"])
    assert second.title == "مشاركة المرضى"


def test_csv(tmp_path: Path) -> None:
    first, second, third = all_of(tmp_path, "set.csv", samples.CSV)
    assert (first.id, first.title) == ("x1", "Shared decisions, in a made-up clinic")
    assert first.authors == ("Northcott, Ada B", "Okonjo, Ife")
    assert first.abstract == "Nobody.\nTwo lines."
    assert extra(first, "label_included") == ["1"]
    assert (second.authors, second.year) == (("王芳", "李明"), "2022")
    assert second.journal == "Proceedings of nothing"
    assert (third.id, third.title) == ("set-3", "Only a title")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [("ID,record_id,title", "1"), ("record_id,title,id", "1"), ("id,title,x", "1"), ("title,RECORD,x", "a-1")],
)
def test_ids_come_from_id_else_record_id_else_are_made(tmp_path: Path, header: str, wanted: str) -> None:
    assert only(tmp_path, "a.csv", f"{header}\n1,2,3\n").id == wanted


def test_txt_is_any_of_the_formats_in_lines(tmp_path: Path) -> None:
    for content, form in ((samples.NBIB, "nbib"), (samples.CIW, "ciw"), (samples.RIS["ovid"], "ris")):
        assert read(made(tmp_path, "a.txt", content)).files[0].format == form


FILES = [
    *((f"{name}.ris", content) for name, content in samples.RIS.items()),
    ("a.nbib", samples.NBIB),
    ("a.ciw", samples.CIW),
    ("a.bib", samples.BIBTEX),
    ("a.xml", samples.ENDNOTE),
    ("a.csv", samples.CSV),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("name", "content"), FILES, ids=[name for name, _content in FILES])
def test_every_shape_comes_back_through_every_format(tmp_path: Path, name: str, content: str, suffix: str) -> None:
    first = all_of(tmp_path, name, content)
    again = there_and_back(tmp_path, first, suffix)
    assert again.rejected == ()
    assert comparable(again.references) == comparable(first)
