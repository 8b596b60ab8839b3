"""Pairs a person would know how to take: invented after the kinds that real sets hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wesaid.evidence.duplicates import find_duplicates
from wesaid.evidence.duplicates.decide import RULES, decide
from wesaid.evidence.duplicates.levels import Levels
from wesaid.evidence.duplicates.normalise import normalise
from wesaid.evidence.duplicates.weights import WEIGHTS
from wesaid.evidence.reference import Reference

ARTICLE = Reference(
    "a",
    kind="article",
    title="Choir singing for breathlessness in farmers of Fife: a randomised trial",
    authors=("Berg, Anna", "Ito, Kenji", "Moreau, Luc"),
    year="2019",
    journal="Journal of Invented Health",
    volume="12",
    number="3",
    pages="288-297",
    doi="10.9999/jih.12",
)
BARE = replace(ARTICLE, doi="")


@pytest.mark.parametrize(
    ("change", "verdict", "kind"),
    [
        # one publication, written otherwise
        ({"title": ARTICLE.title.upper(), "authors": ("Berg A", "Ito K", "Moreau L")}, "same", ""),
        ({"title": f"[{ARTICLE.title}]. [German]", "journal": "J Invent Health"}, "same", ""),
        ({"title": "Choir singing for breathlessness in farmers of Fife", "pages": "288"}, "same", ""),
        ({"authors": ()}, "same", ""),
        ({"authors": ("Fife Choir Study Group",)}, "same", ""),
        ({"authors": ("Anna, Berg", "Kenji, Ito", "Luc, Moreau")}, "same", ""),
        ({"volume": "", "number": "", "pages": ""}, "same", ""),
        ({"year": "2020"}, "same", ""),
        ({"pages": "e288"}, "same", ""),
        ({"pages": "290-299"}, "same", ""),
        ({"pages": "c1804", "number": ""}, "same", ""),
        # two publications of one study
        ({"title": f"Erratum: {ARTICLE.title}", "number": "5", "pages": "601"}, "linked", "correction"),
        (
            {"title": f"{ARTICLE.title}: corrigendum", "year": "2020", "volume": "13", "pages": "7"},
            "linked",
            "correction",
        ),
        (
            {"title": f"Retraction notice: {ARTICLE.title}", "year": "2021", "volume": "14", "pages": "9"},
            "linked",
            "retraction",
        ),
        ({"title": f"Re: {ARTICLE.title}", "authors": ("Novak, Petr",), "pages": "399-400"}, "linked", "reply"),
        ({"title": f"{ARTICLE.title}. Authors' reply", "pages": "401"}, "linked", "reply"),
        (
            {
                "title": "Choir singing for breathlessness in farmers of Fife: study protocol for a randomised trial",
                "year": "2016",
                "journal": "Made-up Trials",
                "volume": "4",
                "number": "",
                "pages": "17",
            },
            "linked",
            "protocol",
        ),
        (
            {
                "journal": "Fictional Respiratory Congress",
                "kind": "inproceedings",
                "year": "2018",
                "volume": "",
                "pages": "S12",
                "number": "",
            },
            "linked",
            "abstract",
        ),
        ({"journal": "J Invent Health", "pages": "S33-38", "volume": "12 Suppl 2", "number": ""}, "linked", "abstract"),
        ({"year": "2023", "volume": "16", "pages": "11-40", "number": "1"}, "linked", "update"),
        ({"title": "Chorgesang gegen Atemnot bei Landwirten"}, "linked", "translation"),
        ({"journal": "Annals of Fictional Botany", "volume": "77", "pages": "12-19"}, "linked", "report"),
        # a question for a person
        ({"authors": ("Novak, Petr",)}, "review", ""),
        (
            {
                "volume": "",
                "pages": "",
                "number": "",
                "title": "Choir singing for breathlessness in farmers of Kent: a randomised trial",
            },
            "review",
            "",
        ),
        # nothing to do with each other
        ({"title": "Allotments and appetite in night workers of Kent", "authors": ("Novak, Petr",)}, "different", ""),
    ],
)
def test_against_one_article(change: dict[str, object], verdict: str, kind: str) -> None:
    other = replace(BARE, **change)  # type: ignore[arg-type]
    decision = decide(normalise(BARE), normalise(other))
    assert (decision.verdict, decision.kind) == (verdict, kind), decision.explain()
    assert RULES[decision.rule] in decision.explain()


def test_two_dois_are_never_one_publication() -> None:
    decision = decide(normalise(ARTICLE), normalise(replace(ARTICLE, doi="10.9999/jih.13")))
    assert decision.verdict != "same"


def test_one_pubmed_number_counts_as_one_doi() -> None:
    known = replace(BARE, pmid="31")
    slips = replace(known, year="2021", volume="", pages="1-10", authors=("Berg, Anna",))
    assert decide(normalise(known), normalise(slips)).verdict == "same"
    assert decide(normalise(known), normalise(replace(slips, pmid="32"))).verdict == "linked"
    typing_error = replace(known, doi="10.9999/jih.1")
    assert decide(normalise(replace(known, doi="10.9999/jih.12")), normalise(typing_error)).verdict == "same"


def test_one_doi_outweighs_slips_elsewhere() -> None:
    slips = replace(ARTICLE, year="2021", volume="", pages="1-10", authors=("Berg, Anna",))
    assert decide(normalise(ARTICLE), normalise(slips)).verdict == "same"


def test_a_doi_of_a_whole_book_does_not_join_its_chapters() -> None:
    chapter = replace(
        ARTICLE, title="Allotments and appetite in night workers of Kent", authors=("Novak, P",), pages="5-9"
    )
    assert decide(normalise(ARTICLE), normalise(chapter)).verdict != "same"


def test_parts_of_a_series_are_linked() -> None:
    parts = [
        replace(
            ARTICLE,
            id=str(n),
            doi="",
            title=f"Choir singing for breathlessness, part {roman}: what {n} winters taught",
            pages=f"{n}01-{n}09",
        )
        for n, roman in ((1, "I"), (2, "II"), (3, "III"))
    ]
    found = find_duplicates(parts)
    assert found.removed == 0
    assert {one.kind for one in found.linked} == {"series"}
    assert len(found.linked) == 3


@pytest.mark.parametrize(
    ("one", "other"), [("older men", "older women"), ("type 1", "type 2"), ("with pain", "without pain")]
)
def test_companion_papers_are_not_one(one: str, other: str) -> None:
    """Not even where nothing but the title could tell them apart."""
    bare = replace(BARE, pages="", volume="", number="")
    pair = [
        replace(bare, title=f"Choir singing and breathlessness in farmers of {who} in Fife: a trial")
        for who in (one, other)
    ]
    decision = decide(*map(normalise, pair))
    assert (decision.verdict, decision.kind, decision.rule) == ("linked", "series", "numbers")


def test_editorials_of_each_issue_are_different() -> None:
    editorials = [
        replace(ARTICLE, id=str(n), title="Editorial", number=str(n), pages=f"{n}01-{n}02", doi=f"10.9999/{n}")
        for n in range(1, 5)
    ]
    found = find_duplicates(editorials)
    assert (found.removed, found.linked, found.review) == (0, (), ())


def test_the_same_heading_without_pages_is_asked_about() -> None:
    one = replace(BARE, title="Editorial", pages="")
    other = replace(one, authors=("Berg, A",), id="b", journal="J Invent Health")
    found = find_duplicates([one, other])
    assert (found.removed, len(found.review)) == (0, 1)


def test_a_record_that_fits_two_publications_joins_one_and_is_asked_about() -> None:
    later = replace(BARE, id="later", year="2020", volume="13", pages="31-40", number="1")
    sparse = replace(BARE, id="sparse", volume="", pages="", number="")
    found = find_duplicates([BARE, later, sparse])
    assert all(not {0, 1} <= set(group) for group in found.groups)
    assert len(found.linked) >= 1


def test_accession_numbers_in_the_column_of_issues_do_not_keep_records_apart() -> None:
    """As EndNote exports them: each record its own number, where an issue should stand."""
    titles = [
        f"{word} and mood in farmers of Fife"
        for word in ["Choirs", "Gardens", "Walks", "Drums", "Boats", "Bikes", "Wool", "Clay", "Yoga", "Chess"]
    ]
    titles += [title.replace("mood", aim) for title in titles for aim in ("sleep", "pain", "balance")]
    pairs = [
        replace(
            BARE,
            id=f"{n}{twin}",
            title=title,
            number=str(1000 + 2 * n + twin),
            volume=str(n + 1),
            pages=f"{n}1" if twin else "",
        )
        for n, title in enumerate(titles)
        for twin in (0, 1)
    ]
    assert find_duplicates(pairs).removed == len(titles)


def test_strengths_never_go_the_wrong_way() -> None:
    usual = ("same", "near", "alike", "part", "some", "close", "different")
    of_people = ("same", "part", "alike", "some", "different")
    assert tuple(WEIGHTS) == Levels._fields
    for field, levels in WEIGHTS.items():
        order = of_people if field == "authors" else usual
        weights = [levels[level] for level in order if level in levels]
        assert weights == sorted(weights, reverse=True), field
        assert all(bits >= 0 for level, bits in levels.items() if level in usual[:4])
        assert all(bits <= 0 for level, bits in levels.items() if level in usual[4:])
