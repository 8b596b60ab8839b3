"""Fields as databases write them, and the level that two of them get."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wesaid.evidence.duplicates.compare import authors, compare, journals, pages, titles
from wesaid.evidence.duplicates.decide import decide, is_clear
from wesaid.evidence.duplicates.normalise import (
    author_name,
    bare_doi,
    first_number,
    folded,
    folded_journal,
    normalise,
    page_range,
    year_of,
)
from wesaid.evidence.reference import Reference


def titled(title: str) -> Reference:
    return Reference("x", title=title)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Singing for the lungs", "SINGING FOR THE LUNGS.", "same"),
        ("Singing for the lungs", "[Singing for the lungs]", "same"),
        ("Singing for the lungs", "Singing for the lungs. [German]", "same"),
        (
            "Singing for the lungs",
            "Singing for the lungs.[Erratum appears in Made-up Med 2019;3:4] [Review] [31 refs]",
            "same",
        ),
        ("Singing for the <i>lungs</i>", "Singing for the lungs", "same"),
        ("Patients’ choirs", "Patients' choirs", "same"),
        ("Chœur et santé à l’hôpital", "Choeur et sante a l'hopital", "same"),
        ("Singing and the pulmonary ward", "Singing and the pulmonray ward", "near"),
        ("Singing for the lungs in older adults", "Singing for the lung in old adults", "alike"),
        ("Diminished breath in choirs", "Diminished breath in choirs: a study of forty singers in Fife", "part"),
        ("Choirs and breath", "Allotments and pain in veterans of Kent", "different"),
        ("歌唱对肺部健康的影响", "歌唱对肺部健康的影响。", "same"),
        ("歌唱对肺部健康的影响研究", "园艺与老年人的孤独感", "different"),
        ("الغناء من أجل الرئتين", "\u200fالغناء من أجل الرئتين\u200f", "same"),
        ("שירה למען הריאות", "גינון נגד בדידות", "different"),
        ("Пение для лёгких", "ПЕНИЕ ДЛЯ ЛЕГКИХ", "same"),
        ("फेफड़ों के लिए गायन", "फेफड़ों के लिए गायन।", "same"),
        ("किताब", "कातिब", "different"),
        ("การร้องเพลงเพื่อปอด", "การทำสวนกับความเหงา", "different"),
        ("", "Singing", "unknown"),
        ("Erratum: singing for the lungs of farmers", "Singing for the lungs of farmers", "near"),
    ],
)
def test_titles(one: str, other: str, level: str) -> None:
    assert titles(normalise(titled(one)), normalise(titled(other))) == level
    assert titles(normalise(titled(other)), normalise(titled(one))) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Berg, Anna; Ito, Kenji", "Berg A; Ito K", "same"),
        ("Berg, Anna; Ito, Kenji", "Berg, A.; Ito, K.; Moreau, L.", "part"),
        ("van der Berg, Anna", "Berg, A. van der", "same"),
        ("Wu, Ching-yi", "Ching-yi, Wu", "same"),
        ("Ching-yi, Wu", "Wu, C. Y.", "same"),
        ("Müller, Jürgen", "Muller, J", "same"),
        ("Ta?a?aj, J.", "Talalaj, J.", "same"),
        ("Berg, Anna; Ito, K; Moreau, L", "Berg, A; Ito, K; Novak, P", "alike"),
        ("Berg, Anna; Ito, K; Moreau, L", "Berg, A; Sandhu, H; Novak, P", "some"),
        ("Berg, Anna", "Novak, Petr", "different"),
        ("Berg, Anna", "Berg, Karl", "different"),
        ("Berg, Anna", "The Choir Study Group", "unknown"),
        ("Berg, Anna", "", "unknown"),
        ("王, 芳", "王, 芳", "same"),
        ("Anonymous", "Berg, Anna", "unknown"),
    ],
)
def test_authors(one: str, other: str, level: str) -> None:
    a, b = (normalise(Reference("x", authors=tuple(text.split("; ")) if text else ())).names for text in (one, other))
    assert authors(a, b) == authors(b, a) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("The Journal of Invented Health (Online)", "Journal of invented health", "same"),
        ("J Invent Health", "Journal of Invented Health", "alike"),
        ("Health & Place", "Health and place", "same"),
        ("JIH", "Journal of Invented Health", "alike"),
        ("Made-up Medicine", "Made up medicine : the paper of record", "alike"),
        ("Made-up Medicine", "Annals of Fictional Botany", "different"),
        ("", "Made-up Medicine", "unknown"),
    ],
)
def test_journals(one: str, other: str, level: str) -> None:
    a, b = folded_journal(one), folded_journal(other)
    assert journals(a, b) == journals(b, a) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("288-297", "288-97", "same"),
        ("288-297", "pp. 288–297", "same"),
        ("1-9", "01-Sep", "same"),
        ("288-297", "288", "near"),
        ("288-297", "297", "near"),
        ("S78-S89", "78-89", "near"),
        ("e1203", "1203", "near"),
        ("iii-xi", "iii--xi", "same"),
        ("288-297", "31-40", "different"),
        ("288-297", "", "unknown"),
    ],
)
def test_pages(one: str, other: str, level: str) -> None:
    a, b = normalise(Reference("x", pages=one)), normalise(Reference("x", pages=other))
    assert pages(a, b) == pages(b, a) == level


def test_numbers_years_and_identifiers() -> None:
    assert [first_number(text) for text in ("Vol. 012", "12(3)", "(Jul)", "", "UNKNOWN")] == ["12", "12", "jul", "", ""]
    assert [year_of(text) for text in ("2019", "2019 Mar", "in press", "Epub 2018-2019")] == [2019, 2019, 0, 2018]
    assert bare_doi("https://doi.org/10.9999/ABC.1.") == bare_doi("doi:10.9999/abc.1") == "10.9999/abc.1"
    assert bare_doi("not known") == ""
    assert page_range("") == page_range("n/a") == ("", "")
    assert author_name("") == author_name(",") == ("", "")


@given(st.text(max_size=40))
@example("À๚")  # a Thai sign that is punctuation must not keep the accent of a Latin letter
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


_FIELD = st.sampled_from(
    [
        "",
        "Berg",
        "Ito",
        "singing for the lungs",
        "singing",
        "Erratum",
        "12",
        "12-19",
        "3",
        "2019",
        "2020",
        "10.9999/a",
        "部",
    ]
)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_which_of_two_comes_first_does_not_matter(data: st.DataObject) -> None:
    one, other = (
        normalise(
            Reference(
                "x",
                title=data.draw(st.lists(_FIELD, max_size=4).map(" ".join)),
                authors=tuple(data.draw(st.lists(st.tuples(_FIELD, _FIELD).map(", ".join), max_size=3))),
                year=data.draw(_FIELD),
                journal=data.draw(_FIELD),
                volume=data.draw(_FIELD),
                number=data.draw(_FIELD),
                pages=data.draw(_FIELD),
                doi=data.draw(_FIELD),
            )
        )
        for _ in range(2)
    )
    assert decide(one, other) == decide(other, one)
    if is_clear(one, other):
        assert (decide(one, other).verdict, decide(one, other).rule) == ("different", "title")
    levels = compare(one, one)
    assert set(levels) <= {"same", "unknown"}
