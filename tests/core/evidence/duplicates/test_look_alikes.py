"""Pairs as literature of animal experiments, heart failure and Cochrane reviews has them: look-alikes, and one written twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wesaid.evidence.duplicates import find_duplicates
from wesaid.evidence.duplicates.decide import Decision, decide
from wesaid.evidence.duplicates.normalise import normalise
from wesaid.evidence.reference import Reference

RATS = Reference(
    "a",
    kind="article",
    title="Effects of amlodipine on left ventricular remodelling after myocardial infarction in Wistar rats",
    authors=("Berg, Anna", "Ito, Kenji", "Moreau, Luc"),
    year="2012",
    journal="Journal of Invented Hearts",
    volume="18",
    number="8",
    pages="331-340",
)
BARE = replace(RATS, volume="", number="", pages="")
ABSTRACT = replace(RATS, pages="S31")
TITLE = RATS.title


def decided(one: Reference, **change: object) -> Decision:
    other = replace(one, id="b", **change)  # type: ignore[arg-type]
    found = decide(normalise(one), normalise(other))
    back = decide(normalise(other), normalise(one))
    assert (found.verdict, found.kind, found.rule) == (back.verdict, back.kind, back.rule)
    return found


@pytest.mark.parametrize(
    ("one", "change", "rule"),
    [
        (BARE, {"title": TITLE.replace("myocardial", "chronic myocardial")}, "words"),
        (BARE, {"title": TITLE.replace("Wistar rats", "Wistar rats and mice")}, "words"),
        (ABSTRACT, {"title": TITLE.replace("after", "long after"), "pages": "S32"}, "words"),
        (ABSTRACT, {"title": TITLE.replace("remodelling", "remodeling"), "pages": "S32"}, "elsewhere"),
        (ABSTRACT, {"pages": "S87"}, "elsewhere"),
        (RATS, {"pages": "S31", "number": ""}, "elsewhere"),
        (RATS, {"pages": "A1234", "number": ""}, "elsewhere"),
        (replace(RATS, pages="31"), {"pages": "87"}, "elsewhere"),
        (
            replace(BARE, abstract="We tied an artery in forty rats and waited for six weeks before we looked."),
            {"abstract": "This report of the meeting has other words than those of the article above it."},
            "abstracts",
        ),
        # one DOI for the whole supplement
        (replace(BARE, doi="10.9999/s"), {"title": TITLE.replace("amlodipine", "nifedipine")}, "words"),
        (replace(ABSTRACT, doi="10.9999/s"), {"title": TITLE.replace("after", "long after"), "pages": "S32"}, "words"),
    ],
)
def test_a_person_looks_at_papers_that_may_be_two(one: Reference, change: dict[str, object], rule: str) -> None:
    found = decided(one, **change)
    assert (found.verdict, found.rule) == ("review", rule), found.explain()


@pytest.mark.parametrize(
    ("one", "change"),
    [
        (BARE, {"title": TITLE.replace("remodelling", "remodeling")}),
        (replace(BARE, doi="10.9999/s"), {"title": f"{TITLE}: a randomised experiment"}),
        (BARE, {"title": TITLE.replace("left ventricular", "leftventricular")}),
        (BARE, {"title": TITLE.replace("infarction", "infraction")}),
        (RATS, {"title": TITLE.replace("myocardial", "chronic myocardial")}),  # on the same pages
        (RATS, {"pages": "40"}),  # what is left of 331-40
        (RATS, {"pages": "335-344"}),
        (RATS, {"pages": "e12724"}),
        (replace(BARE, title="Care &amp; repair in patients&#39; homes: effects of &beta;-blockade on sleep"),
         {"title": "Care & repair in patients' homes: effects of beta-blockade on sleep"}),
        (replace(BARE, title="Role of TNFα and IL-1β in the hearts of rats"),
         {"title": "Role of TNF-alpha and IL-1 beta in the hearts of rats"}),
        (BARE, {"authors": ("Berg, Anna", "others")}),
        (BARE, {"authors": ("Berg A", "et al.")}),
        (replace(RATS, doi="10.9999/S0140-6736(20)30183-5"), {"doi": "https://doi.org/10.9999%2FS0140-6736%2820%2930183-5"}),
        (replace(RATS, doi="10.9999/jih.12"), {"doi": "{10.9999/JIH.12}"}),
        # ahead of print, with the abstract
        (replace(RATS, abstract="We tied an artery in forty rats and waited for six weeks before we looked."),
         {"year": "2011", "volume": "", "number": "", "pages": ""}),
    ],
)  # fmt: skip
def test_one_publication_written_twice(one: Reference, change: dict[str, object]) -> None:
    found = decided(one, **change)
    assert found.verdict == "same", found.explain()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        (f'Letter by Novak Regarding Article, "{TITLE}"', "reply"),
        (f'Letter by Novak and Sandhu Regarding Article, "{TITLE}"', "reply"),
        (f'Response to Letters Regarding Article, "{TITLE}"', "reply"),
        (f"Reply: {TITLE}", "reply"),
        (f"Rejoinder - {TITLE}", "reply"),
        (f"Commentary: {TITLE}", "reply"),
    ],
)
def test_letters_about_an_article_are_linked(title: str, kind: str) -> None:
    found = decided(RATS, title=title, authors=("Novak, Petr",), year="2013", pages="9")
    assert (found.verdict, found.kind) == ("linked", kind), found.explain()


REVIEW = replace(
    RATS,
    title="Respite care for people with dementia and their carers",
    journal="Cochrane Database of Systematic Reviews",
    year="2004",
    volume="",
    number="2",
    pages="CD004396",
)


@pytest.mark.parametrize(
    "change", [{"year": "2014", "number": "1"}, {"year": "2005", "number": "1"}, {"number": "4"}, {"year": "2005"}]
)
def test_versions_of_a_cochrane_review_are_linked_though_the_number_stays(change: dict[str, object]) -> None:
    found = decided(REVIEW, **change)
    assert (found.verdict, found.kind) == ("linked", "update"), found.explain()


def test_one_version_of_a_cochrane_review_is_one() -> None:
    assert (
        decided(REVIEW, journal="Cochrane Database Syst Rev", authors=("Berg A", "Ito K", "Moreau L")).verdict == "same"
    )


@pytest.mark.parametrize(
    ("journal", "other", "level"),
    [
        ("Circulation", "Circulation Research", "some"),
        ("J Hypertens", "American Journal of Hypertension", "some"),
        ("Am J Hypertens", "American Journal of Hypertension", "alike"),
        ("Cancer Res", "Cancer Research", "alike"),
        ("Journal of Clinical Virology", "Journal of clinical virology : the official publication of a society", "alike"),
        ("Conference on Information Systems", "25th Annual Conference on Information Systems", "alike"),
    ],
)  # fmt: skip
def test_a_journal_whose_name_is_in_that_of_another(journal: str, other: str, level: str) -> None:
    assert decided(replace(RATS, journal=journal), journal=other).levels.journal == level


def test_a_paper_without_pages_does_not_glue_two_that_differ_in_a_word() -> None:
    chronic = replace(RATS, id="b", title=TITLE.replace("myocardial", "chronic myocardial"), pages="", number="")
    third = replace(BARE, id="c", authors=("Berg A", "Ito K", "Moreau L"))
    found = find_duplicates([RATS, chronic, third])
    assert found.groups == ((0, 2), (1,))
    assert found.review


@pytest.mark.parametrize(
    "pages", ["No Pagination Specified", "(no pagination)", "N.PAG", "N.PAG-N.PAG", "Article in Press", "n/a"]
)
def test_words_where_pages_should_stand_are_no_pages(pages: str) -> None:
    """As PsycINFO, Embase and EBSCO have them: two abstracts without pages do not stand on one page."""
    record = normalise(replace(RATS, pages=pages))
    assert (record.first_page, record.last_page) == ("", "")
    found = decided(replace(BARE, pages=pages), title=TITLE.replace("amlodipine", "nifedipine"))
    assert found.levels.pages == "unknown"
    assert found.verdict == "review"


def test_roman_pages_are_pages() -> None:
    record = normalise(replace(RATS, pages="XIII--XXIII"))
    assert (record.first_page, record.last_page) == ("xiii", "xxiii")


@pytest.mark.parametrize("word", ["Publish Ahead of Print", "Online First", "in press", "SI", "Special Issue"])
def test_words_where_a_volume_or_an_issue_should_stand_are_none(word: str) -> None:
    record = normalise(replace(RATS, volume=word, number=word))
    assert (record.volume, record.number) == ("", "")
    assert normalise(replace(RATS, number="Suppl")).number == "suppl"


@pytest.mark.parametrize("title", ["[Not Available].", "Untitled", "No title available"])
def test_a_title_that_is_not_there_is_not_known(title: str) -> None:
    assert normalise(replace(RATS, title=title)).title == ""


@pytest.mark.parametrize(
    "title", ["Letter to the Editor", "From the editor's desk", "Abstracts of the 12th Meeting of Invented Hearts"]
)
def test_a_heading_of_more_than_three_words_is_a_heading(title: str) -> None:
    """Where pages are missing nobody can tell which letter it is."""
    assert decided(replace(BARE, title=title), journal="J Invent Hearts").verdict == "review"
    assert decided(replace(RATS, title=title), journal="J Invent Hearts").verdict == "same"
    assert decided(replace(RATS, title=title), pages="401-402", number="9").verdict == "different"
