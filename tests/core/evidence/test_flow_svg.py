"""The picture: well-formed, alone, the same numbers as the table, all its words inside its boxes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from wesaid.evidence.flow import Flow, as_svg, from_counts, from_json

FLOWS = sorted((Path(__file__).parents[3] / "examples" / "flows").glob("*.json"))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = from_counts(
    {
        "databases": {"parts": {'<script>alert("1")</script>': 3, "]]>&amp;'\"": 4, "W" * 200: 5}},
        "reports_excluded": {"total": 9, "parts": {"服务使用者没有参与" * 8: 4, "לא רלוונטי": 5}},
        "other_identified": None,
        "previous_studies": 1,
        "appraised": 12,
        "total_studies": 5,
    },
    title='A "title" with <b> & more',
)


def all_flows() -> list[Flow]:
    return [*(from_json(path.read_bytes()) for path in FLOWS), HOSTILE, from_counts({})]


flows = pytest.mark.parametrize("flow", all_flows(), ids=["conquer", "marshall", "hostile", "empty"])
layouts = pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])


def tree(flow: Flow, wide: bool) -> ET.Element:
    return ET.fromstring(as_svg(flow, wide=wide))  # noqa: S314  # our own words


@flows
@layouts
def test_it_says_what_it_is_to_who_cannot_see_it(flow: Flow, wide: bool) -> None:
    root = tree(flow, wide)
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == (flow.title or "Flow of a review")
    for row in flow.rows():
        said = "not known" if row.count is None else f"{row.count:,}"
        assert f"{row.words}: {said}" in (description.text or "")
    assert all(problem in (description.text or "") for problem in flow.problems)


@flows
@layouts
def test_nothing_comes_from_elsewhere_and_nothing_runs(flow: Flow, wide: bool) -> None:
    root = tree(flow, wide)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "path", "polygon",
    }  # fmt: skip
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if "style" in name or "href" in name or name.startswith("on") or name == "class"}
    assert "url(" not in as_svg(flow, wide=wide)


@flows
@layouts
def test_it_has_the_numbers_of_the_table(flow: Flow, wide: bool) -> None:
    """Every number in the table is in the picture, as often; the picture has others only where it says what is amiss."""
    words = _words(tree(flow, wide))
    for row in flow.rows():
        if row.name in {"after_duplicates", "reports_eligible", "other_eligible"} and (
            row.derived or row.count is None
        ):
            continue
        shown = "n not known" if row.count is None else f"n = {row.count:,}{', worked out' if row.derived else ''}"
        assert f"{row.words}({shown})".replace(" ", "") in words
        for label, number in row.parts:
            assert label.replace(" ", "") in words
            assert number is None or f"{label}(n = {number:,})".replace(" ", "") in words
    for rest in filter(None, flow.unaccounted.values()):
        assert (f"{rest:,}unaccountedfor" if rest > 0 else f"{-rest:,}morethanwentin") in words


def _words(root: ET.Element) -> str:
    return "".join(element.text or "" for element in root.iter(f"{SVG}text")).replace(" ", "")


@flows
@layouts
def test_every_box_is_on_the_sheet_and_none_covers_another(flow: Flow, wide: bool) -> None:
    root = tree(flow, wide)
    _left, _top, width, height = map(float, (root.get("viewBox") or "").split())
    boxes = [[float(one.get(name, "0")) for name in ("x", "y", "width", "height")] for one in root.iter(f"{SVG}rect")][
        1:
    ]
    for x, y, wide_, tall in boxes:
        assert x >= 0
        assert y >= 0
        assert x + wide_ <= width
        assert y + tall <= height
    for place, (x, y, wide_, tall) in enumerate(boxes):
        for u, v, other_wide, other_tall in boxes[place + 1 :]:
            assert x + wide_ <= u or u + other_wide <= x or y + tall <= v or v + other_tall <= y
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("y", "")) <= height


def test_upright_it_is_as_wide_as_a_telephone() -> None:
    """14 units of 360 are 12.4 pixels where the picture is 320 pixels wide."""
    root = tree(HOSTILE, wide=False)
    assert re.match(r"0 0 360 \d+$", root.get("viewBox") or "")
    assert root.get("font-size") == "14"
    assert root.get("width") is None


def test_two_pictures_on_a_page_have_names_of_their_own() -> None:
    first, second = (tree(from_counts({"identified": number}), wide=False) for number in (1, 2))
    assert first.get("aria-labelledby") != second.get("aria-labelledby")
