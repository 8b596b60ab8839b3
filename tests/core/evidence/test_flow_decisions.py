"""Flows counted from decisions: reviews that are under way, and histories that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from wesaid.evidence.flow import (
    ImpossibleHistoryError,
    NotALabelError,
    Origin,
    RecordDecisions,
    Removal,
    from_decisions,
)


def record(key: str, **come: Any) -> RecordDecisions:
    return RecordDecisions(**({"id": key, "source": "MEDLINE"} | come))


def test_a_review_under_way_says_who_waits() -> None:
    flow = from_decisions(
        [
            record("a"),
            record("b", duplicate_of="a"),
            record("c", screened=False),
            record("d", screened=True),
            record("e", screened=True, retrieved=True),
            record("f", screened=True, retrieved=True, study="One"),
        ]
    )
    assert {name: rest for name, rest in flow.unaccounted.items() if rest} == {
        "identified": 1, "reports_sought": 1, "reports_assessed": 1,
    }  # fmt: skip
    assert [problem.split("(Note on ")[1] for problem in flow.problems] == [
        "records identified: 1 has not been screened yet.)",
        "reports sought for retrieval: 1 has not been sought yet.)",
        "reports assessed for eligibility: 1 has not been assessed to the end yet.)",
    ]


def test_a_review_under_way_with_other_methods_says_who_waits() -> None:
    flow = from_decisions(
        [
            record("a", screened=True, retrieved=True, study="One"),
            record("b", source="Websites", origin=Origin.OTHER),
            record("c", source="Websites", origin=Origin.OTHER, screened=True),
            record("d", source="Websites", origin=Origin.OTHER, screened=True, retrieved=True),
        ]
    )
    assert {name: rest for name, rest in flow.unaccounted.items() if rest} == {
        "other_identified": 1, "other_sought": 1, "eligible": 1,
    }  # fmt: skip
    assert all("(Note on " in problem for problem in flow.problems)


def test_two_reports_of_one_study_are_one_study() -> None:
    flow = from_decisions([record(key, screened=True, retrieved=True, study="One") for key in "ab"])
    assert (flow.boxes["studies_included"].total, flow.boxes["reports_included"].total) == (1, 2)


def test_an_update_knows_the_previous_version() -> None:
    flow = from_decisions(
        [record("a", screened=True, retrieved=True, study="One")], previous_studies=4, previous_reports=5
    )
    assert (flow.derived["total_studies"].value, flow.derived["total_reports"].value) == (5, 6)
    assert flow.problems == ()


def test_no_records_are_a_flow_of_zeros() -> None:
    flow = from_decisions([])
    assert {row.count for row in flow.rows()} == {0}
    assert flow.problems == ()


@pytest.mark.parametrize(
    ("come", "problem"),
    [
        ({"removed": Removal.AUTOMATION, "duplicate_of": "b"}, "both a duplicate and removed"),
        ({"duplicate_of": "b", "screened": True}, "screened after it was removed"),
        ({"removed": Removal.OTHER_REASON, "screened": False}, "screened after it was removed"),
        ({"removed": Removal.AUTOMATION, "origin": Origin.OTHER}, "for databases and registers"),
        ({"retrieved": True}, "sought without having been let through"),
        ({"screened": False, "retrieved": False}, "sought without having been let through"),
        ({"screened": True, "study": "One"}, "assessed without having been retrieved"),
        ({"screened": True, "retrieved": False, "excluded_because": "old"}, "assessed without having been retrieved"),
        (
            {"screened": True, "retrieved": True, "excluded_because": "old", "study": "One"},
            "both excluded and included",
        ),
    ],
)
def test_impossible_histories(come: dict[str, Any], problem: str) -> None:
    with pytest.raises(ImpossibleHistoryError, match=problem):
        record("a", **come)


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        ([("a", None), ("a", None)], "record 'a' is there twice"),
        ([("a", "b")], "record 'a' is a duplicate of 'b', which is not there"),
        ([("a", "a")], "record 'a' is a duplicate of itself"),
        ([("a", "b"), ("b", "c"), ("c", "b")], "is a duplicate of itself, by way of others"),
    ],
)
def test_impossible_duplicates(records: list[tuple[str, str | None]], problem: str) -> None:
    with pytest.raises(ImpossibleHistoryError, match=problem):
        from_decisions([record(key, duplicate_of=same) for key, same in records])


def test_a_duplicate_of_a_duplicate_is_a_duplicate() -> None:
    flow = from_decisions([record("c", duplicate_of="b"), record("b", duplicate_of="a"), record("a", screened=False)])
    assert flow.boxes["duplicates_removed"].total == 2
    assert flow.problems == ()


@pytest.mark.parametrize("come", [{"source": ""}, {"source": "a\nb"}, {"study": " "}, {"id": ""}])
def test_words_that_cannot_be_read(come: dict[str, Any]) -> None:
    with pytest.raises(NotALabelError):
        record("a", **({"screened": True, "retrieved": True} | come))
