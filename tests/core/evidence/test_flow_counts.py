"""Flows from counts: both published reviews, each sum by hand, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wesaid.evidence.flow import (
    BOXES,
    Count,
    Flow,
    FlowInputError,
    NotACountError,
    UnknownBoxError,
    from_counts,
    from_json,
)

FLOWS = Path(__file__).parents[3] / "examples" / "flows"
PRISMA: dict[str, Any] = {
    "databases": 960,
    "registers": 14,
    "identified": 974,
    "duplicates_removed": 221,
    "automation_removed": 0,
    "other_removed": 3,
    "records_screened": 750,
    "records_excluded": 670,
    "reports_sought": 80,
    "reports_not_retrieved": 4,
    "reports_assessed": 76,
    "reports_excluded": 60,
    "studies_included": 14,
    "reports_included": 16,
}


def published(name: str) -> dict[str, Any]:
    boxes: dict[str, Any] = json.loads((FLOWS / f"{name}.json").read_text(encoding="utf-8"))["boxes"]
    return boxes


def values(flow: Flow) -> dict[str, int | None]:
    return {name: found.value for name, found in flow.derived.items() if found.value is not None}


def test_conquer_2024() -> None:
    """Two of the 2,097 are unaccounted for if those sifted by hand are those not imported; 1,144 were left."""
    flow = from_counts(published("conquer-2024"))
    assert {name: rest for name, rest in flow.unaccounted.items() if rest is not None} == {
        "identified": 2,
        "eligible": 0,
    }
    assert values(flow) == {
        "after_duplicates": 1144,
        "reports_excluded": 233,
        "reports_included": 10,
        "identified_minus_reports_assessed": 1854,
        "reports_assessed_minus_reports_discussed": 222,
        "reports_discussed_minus_reports_eligible": 11,
    }
    assert flow.derived["after_duplicates"].computed_from == ("imported", "duplicates_removed")
    assert "2 are unaccounted for" in flow.problems[0]


@pytest.mark.parametrize(
    ("box", "by", "unaccounted", "left"),
    [
        ("identified", 3, 5, 1144),
        ("identified", -2, 0, 1144),
        ("identified", -3, -1, 1144),
        ("imported", 1, 1, 1145),
        ("not_imported", -10, 12, 1144),
        ("duplicates_removed", 40, 2, 1104),
    ],
)
def test_other_numbers_in_conquer_2024_give_other_answers(box: str, by: int, unaccounted: int, left: int) -> None:
    boxes = published("conquer-2024")
    boxes[box] += by
    flow = from_counts(boxes)
    assert flow.unaccounted["identified"] == unaccounted
    assert flow.derived["after_duplicates"].value == left


@pytest.mark.parametrize("box", ["identified", "not_imported", "imported"])
def test_without_one_of_its_numbers_the_gap_of_conquer_2024_is_unknown(box: str) -> None:
    flow = from_counts(published("conquer-2024") | {box: None})
    assert flow.unaccounted["identified"] is None
    assert (flow.derived["after_duplicates"].value is None) == (box == "imported")


def test_each_published_number_of_conquer_2024_stands_once_in_its_file() -> None:
    text = (FLOWS / "conquer-2024.json").read_text(encoding="utf-8")
    for number in ("2097", "1904", "191", "243", "21"):
        assert text.count(f": {number}") == 1
        assert text.replace(f": {number}", "").count(number) == 0


def test_marshall_and_bamber_2022() -> None:
    """From 87 to 67 duplicates and exclusions went out together: neither can be known."""
    flow = from_counts(published("marshall-bamber-2022"))
    assert values(flow) == {"reports_excluded": 60, "reports_included": 11, "identified_minus_reports_assessed": 20}
    for name in ("duplicates_removed", "records_excluded", "after_duplicates"):
        assert flow.derived[name].value is None
        assert flow.boxes[name].total is None
    assert set(flow.unaccounted.values()) == {None}
    assert flow.problems[0].startswith(
        "From records identified (87) to reports assessed for eligibility (67), 20 went out. How many each were "
        "duplicate records removed, records marked as ineligible by automation tools, records removed for other "
        "reasons, records excluded and reports not retrieved cannot be known, only that together they come to 20."
    )


def test_a_complete_flow_adds_up() -> None:
    flow = from_counts(PRISMA)
    assert flow.problems == ()
    assert set(flow.unaccounted.values()) == {0}
    assert values(flow) == {"after_duplicates": 753}


@pytest.mark.parametrize(
    ("change", "unaccounted", "problem"),
    [
        ({"records_screened": 745}, {"identified": 5, "records_screened": -5}, "make 969; 5 are unaccounted for."),
        ({"reports_sought": 81}, {"records_screened": -1, "reports_sought": 1}, "make 751; 1 more than went in."),
        ({"registers": 13}, {"sources": 1}, "make 973, not records identified (974); 1 is unaccounted for."),
        ({"reports_included": 15}, {"reports_assessed": 1}, "make 75; 1 is unaccounted for."),
    ],
)
def test_what_does_not_add_up_is_said(change: dict[str, int], unaccounted: dict[str, int], problem: str) -> None:
    flow = from_counts(PRISMA | change)
    assert {name: rest for name, rest in flow.unaccounted.items() if rest} == unaccounted
    assert len(flow.problems) == len(unaccounted)
    assert any(one.endswith(problem) for one in flow.problems)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"records_screened": None, "other_removed": None, "reports_sought": 1000}, "which is more; this cannot be."),
        ({"records_excluded": 900, "reports_sought": None, "reports_not_retrieved": None}, "cannot be"),
        ({"studies_included": 17}, "only if a report is of more than one study."),
        ({"studies_included": 0}, "there are no studies without reports, nor reports without studies."),
        ({"reports_excluded": Count(60, (("too old", 61),))}, "add up to 61, which is more."),
        ({"reports_discussed": 80}, "cannot be more than reports assessed for eligibility (76)."),
        ({"other_assessed": 2, "reports_excluded": None, "reports_included": 90}, "at most 78."),
    ],
)
def test_what_cannot_be_true_is_said(change: dict[str, Any], problem: str) -> None:
    assert any(problem in one for one in from_counts(PRISMA | change).problems)


def test_parts_are_added_up_and_what_they_miss_is_said() -> None:
    flow = from_counts({"reports_excluded": Count(60, (("too old", 20), ("off topic", 38)))})
    assert flow.unaccounted["reports_excluded_parts"] == 2
    assert flow.problems[0] == "The parts of reports excluded (60) add up to 58; 2 are unaccounted for."
    flow = from_counts({"databases": {"parts": {"MEDLINE": 20, "CINAHL": 5}}, "registers": 0, "duplicates_removed": 4})
    assert values(flow) == {"databases": 25, "identified": 25, "after_duplicates": 21}
    assert flow.derived["after_duplicates"].computed_from == ("databases_parts", "registers", "duplicates_removed")
    flow = from_counts({"databases": {"parts": {"MEDLINE": 20, "CINAHL": None}}, "registers": 0})
    assert values(flow) == {}


def test_one_missing_number_is_worked_out_and_two_are_not() -> None:
    one = from_counts(PRISMA | {"records_excluded": None})
    assert values(one) == {"after_duplicates": 753, "records_excluded": 670}
    assert one.derived["records_excluded"].how == "records_screened - reports_sought"
    assert one.unaccounted["records_screened"] is None
    two = from_counts(PRISMA | {"records_excluded": None, "reports_sought": None, "reports_not_retrieved": None})
    assert values(two) == {"after_duplicates": 753, "records_screened_minus_reports_assessed": 674}


def test_what_an_arm_brought_says_what_left_in_it() -> None:
    """Of 16 included 6 came by other methods, so 10 of 76 from databases did, and 66 were excluded."""
    other = {"other_identified": 9, "other_set_aside": 0, "other_sought": 9, "other_not_retrieved": 0}
    flow = from_counts(PRISMA | other | {"other_assessed": 9, "other_excluded": 3, "reports_excluded": None})
    assert values(flow) == {
        "after_duplicates": 753,
        "reports_excluded": 66,
        "reports_eligible": 10,
        "other_eligible": 6,
    }
    assert flow.derived["reports_excluded"].computed_from == (
        "reports_assessed", "reports_included", "other_assessed", "other_excluded",
    )  # fmt: skip


def test_what_was_not_imported_may_have_been_screened() -> None:
    some = {"identified": 100, "imported": 80, "not_imported": 20, "duplicates_removed": 10}
    other = {"other_assessed": 5, "reports_included": 95}
    for more in ({"records_screened": 90}, other):
        problems = from_counts(some | more).problems
        assert not [one for one in problems if "cannot be" in one and "cannot be known" not in one]
    assert any("make more; this cannot be" in one for one in from_counts(some | {"records_screened": 91}).problems)
    assert any("at most 95" in one for one in from_counts(some | other | {"reports_included": 96}).problems)


def test_what_was_discussed_is_compared_with_its_own_arm_only() -> None:
    boxes = published("conquer-2024") | {"reports_eligible": None, "appraised": None, "reports_included": None}
    found = from_counts(boxes).derived
    assert found["reports_discussed_minus_reports_eligible"].value is None
    assert found["reports_assessed_minus_reports_discussed"].value == 222


def test_an_update_adds_the_previous_version() -> None:
    flow = from_counts(PRISMA | {"previous_studies": 12, "previous_reports": 15, "total_studies": 26})
    assert flow.unaccounted["total_studies"] == 0
    assert flow.derived["total_reports"].value == 31
    assert flow.problems == ()
    assert [row.words for row in flow.rows() if row.name == "studies_included"] == ["New studies included in review"]


def test_a_step_nothing_is_written_of_is_no_part_of_the_flow() -> None:
    assert {box.name for box in BOXES.values() if box.name in from_counts(PRISMA).boxes} == {
        *PRISMA, "after_duplicates",
    }  # fmt: skip


def test_a_note_is_told_where_its_box_does_not_add_up() -> None:
    flow = from_counts({"identified": 5, "not_imported": 1, "imported": 3}, notes={"not_imported": "by hand."})
    assert flow.problems[0].endswith(
        "1 is unaccounted for. (Note on records not imported but sifted in another way: by hand.)"
    )


@pytest.mark.parametrize(
    ("boxes", "error", "problem"),
    [
        ({"screened": 5}, UnknownBoxError, "there is no box 'screened'"),
        ({"identified": -1}, NotACountError, "identified: is -1; a count cannot be negative"),
        ({"identified": 1.0}, NotACountError, "identified: is 1.0; it must be a whole number"),
        ({"identified": True}, NotACountError, "identified: is true or false"),
        ({"identified": "5"}, NotACountError, "identified: is '5'"),
        ({"identified": [5]}, NotACountError, "identified: is a list"),
        ({"identified": 10**5000}, NotACountError, "identified: is above 1,000,000,000"),
        ({"identified": -(10**5000)}, NotACountError, "identified: is beyond a billion"),
        ({"identified": {"sum": 5}}, NotACountError, "identified: has 'sum'"),
        ({"identified": {"parts": [5]}}, NotACountError, "identified: parts must be an object"),
        ({"identified": {"parts": {"MEDLINE": -2}}}, NotACountError, "identified: part 'MEDLINE' is -2"),
        ({"identified": {"parts": {" ": 2}}}, FlowInputError, "identified: the name of a part is blank"),
        ({"identified": {"parts": {"a\nb": 2}}}, FlowInputError, "more than one line"),
        ({"identified": {"parts": {"\ud800": 2}}}, FlowInputError, "cannot be printed"),
        ({"identified": {"parts": {"a" * 201: 2}}}, FlowInputError, "longer than 200 characters"),
        ({"identified": {"parts": {str(n): 2 for n in range(501)}}}, NotACountError, "has 501 parts"),
    ],
)
def test_refused(boxes: dict[str, Any], error: type[Exception], problem: str) -> None:
    with pytest.raises(error) as refused:
        from_counts(boxes)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_flow_cannot_be_changed() -> None:
    flow = from_counts(PRISMA)
    with pytest.raises(TypeError):
        flow.boxes["identified"] = Count(5)  # type: ignore[index]
    with pytest.raises(AttributeError):
        flow.title = "another"  # type: ignore[misc]


def test_a_file_says_where_its_numbers_are_from() -> None:
    for name, doi in (("conquer-2024", "10.5334/ijic.7603"), ("marshall-bamber-2022", "10.7748/phc.2022.e1753")):
        assert doi in from_json((FLOWS / f"{name}.json").read_bytes()).source


def test_the_page_on_the_method_names_every_box() -> None:
    page = (FLOWS.parents[1] / "docs" / "methods" / "flow.md").read_text(encoding="utf-8")
    for box in BOXES.values():
        assert f"| `{box.name}` | {box.words} |" in page
