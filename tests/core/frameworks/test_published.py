"""What the published review reports, as it reports it: what it leaves out stays out, what does not add up says so."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from wesaid.frameworks import (
    AmbiguousUnknownError,
    ContradictoryFigureError,
    DoiError,
    FrameworkError,
    MissingFieldError,
    Score,
    UnknownFieldError,
    UnknownNameError,
    UnknownSourceError,
    WrongCountError,
    WrongKindError,
    WrongOrderError,
    all_frameworks,
    all_ways,
    figures,
    findings,
    review,
    studies,
    way_named,
)
from wesaid.frameworks._loader import Table
from wesaid.frameworks._published import check_studies, figure_in, study_in

TABLE_2 = """
55 Kamvura 2021 theory-of-change co-delivery
22 Bruns 2021 co-design peer-support co-delivery
52 Sarkadi 2021 co-design co-delivery quality-improvement
53 Yadav 2021 co-design
51 Wolstenholme 2020 co-design peer-support
50 O’Donnell 2019 co-design quality-improvement
47 Eriksson 2019 representative-co-production peer-support co-delivery
48 Lalani 2019 public-committee
49 Van_Deventer 2016 experience-based-co-design quality-improvement
54 Flora 2015 continuous-improvement-committee peer-support quality-improvement co-delivery
"""
"""Conquer et al. (2024), Table 2, with the years of its list of references."""


def test_table_2() -> None:
    told = [line.split() for line in TABLE_2.split("\n") if line]
    assert [
        [str(study.ref), study.first_author.replace(" ", "_"), str(study.year), *study.ways] for study in studies()
    ] == told


def test_points_that_are_not_published_are_not_guessed() -> None:
    points = {study.ref: study.score for study in studies()}
    assert {ref: score.value for ref, score in points.items() if score.value is not None} == {47: 12, 48: 6}
    assert {score.one_of for score in points.values() if score.value is None} == {(9, 10, 11)}
    assert (points[47].words, points[55].words) == ("12", "9, 10 or 11")
    for value, one_of in [(None, ()), (9, (9, 10))]:
        with pytest.raises(AmbiguousUnknownError):
            Score(value, one_of)


def test_the_sets_named_in_the_text() -> None:
    def refs(name: str) -> set[int]:
        way = way_named(name)
        return {study.ref for study in (*way.studies, *way.in_the_text)}

    assert refs("co-design") == {22, 49, 50, 51, 52, 53}
    assert refs("co-delivery") == {22, 47, 52, 54, 55}
    assert refs("peer-support") == {22, 47, 51, 54}
    assert refs("quality-improvement") == {49, 50, 52, 54}
    assert refs("participatory-action-research") == set()


def test_only_the_report_has_no_doi_and_every_study_can_be_found() -> None:
    assert [study.ref for study in studies() if study.doi is None] == [48]
    assert all(study.link for study in studies())
    assert review().link == "https://doi.org/10.5334/ijic.7603"


def test_where_it_was_conducted_and_what_was_not_put_into_practice() -> None:
    by_ref = {study.ref: study for study in studies()}
    assert (by_ref[53].country, by_ref[53].conducted_in) == ("Australia", "Nepal")
    (van,) = by_ref[51].designs
    assert (van.designed, van.implemented) == (True, False)
    assert "co-delivery" not in by_ref[51].ways
    assert any("no co-delivery" in note for note in by_ref[51].notes)


def test_figures_say_what_is_missing_and_that_they_are_uncontrolled() -> None:
    by_id = {figure.id: figure for figure in figures()}
    assert all(figure.author_reported and not figure.controlled and figure.missing for figure in by_id.values())
    interventions = by_id["interventions"]
    assert (interventions.ref, interventions.page) == (49, "10")
    assert dict(interventions.numbers) == {"suggested": 38, "implemented": 25, "discussed": 5}
    assert interventions.unaccounted == 8
    assert by_id["screening"].numbers == (("increase_percent", 42),)
    assert by_id["out-of-bed"].numbers == ()


def test_a_way_brings_its_figures_and_findings() -> None:
    assert [figure.id for figure in way_named("quality-improvement").figures] == [
        *("interventions", "deaths", "out-of-bed"),
    ]
    assert {finding.id for finding in way_named("co-delivery").findings} == {
        *("users-deliver", "trust", "training", "overload"),
    }
    for finding in findings():
        for way in finding.ways:
            used = {study.ref for study in (*way_named(way).studies, *way_named(way).in_the_text)}
            assert used & set(finding.refs), f"{finding.id}: no study of {way}"


def test_names_of_ways_and_of_frameworks_do_not_collide() -> None:
    assert not {way.id for way in all_ways()} & {framework.name for framework in all_frameworks()}
    with pytest.raises(UnknownNameError, match=r"did you mean .*co-delivery"):
        way_named("codelivery")


def rows() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((files("wesaid.frameworks") / "published" / "studies.toml").read_text("utf-8"))


def swap(found: list[dict[str, Any]]) -> None:
    found[0], found[1] = found[1], found[0]


WRONG: list[tuple[Callable[[list[dict[str, Any]]], Any], type[FrameworkError]]] = [
    (lambda found: found.pop(), WrongCountError),
    (swap, WrongOrderError),
    (lambda found: found[4]["ways"].append("co-delivery"), WrongCountError),
    (lambda found: found[4]["ways"].append("hope"), UnknownSourceError),
    (lambda found: found[0].update(score=11), AmbiguousUnknownError),
    (lambda found: (found[0].pop("score_one_of"), found[0].update(score=11)), AmbiguousUnknownError),
    (lambda found: found[0].pop("doi"), DoiError),
    (lambda found: found[0].pop("year"), MissingFieldError),
    (lambda found: found[0].update(country=" "), MissingFieldError),
    (lambda found: found[0].update(countri="Zimbabwe"), UnknownFieldError),
    (lambda found: found[0].update(ways=[1]), WrongKindError),
    (lambda found: found[4]["designs"][0].update(implemented="no"), WrongKindError),
]


@pytest.mark.parametrize(("change", "error"), WRONG, ids=range(len(WRONG)))
def test_studies_that_break_a_rule_are_refused_by_its_name(change: Any, error: type[FrameworkError]) -> None:
    found = copy.deepcopy(rows()["studies"])
    check_studies([study_in(Table(row, "a study")) for row in found])
    change(found)
    with pytest.raises(error) as refused:
        check_studies([study_in(Table(row, "a study")) for row in found])
    assert type(refused.value) is error


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"unaccounted": 0}, ContradictoryFigureError),
        ({"numbers": {"suggested": 30, "implemented": 25, "discussed": 5}}, ContradictoryFigureError),
        ({"parts": []}, ContradictoryFigureError),
        ({"numbers": {"suggested": 38.0}}, WrongKindError),
        ({"what": ""}, MissingFieldError),
        ({"controled": False}, UnknownFieldError),
    ],
)
def test_a_figure_is_never_made_to_add_up(change: dict[str, Any], error: type[FrameworkError]) -> None:
    (row,) = (row for row in rows()["figures"] if row["id"] == "interventions")
    assert figure_in(Table(row, "a figure")).unaccounted == 8
    with pytest.raises(error):
        figure_in(Table(row | change, "a figure"))
