"""The real command, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wesaid.cli import main
from wesaid.frameworks import all_frameworks, all_ways, framework_named

COMMAND = Path(sys.executable).with_name("wesaid")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "frameworks", *options], capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def shown(*options: str) -> str:
    done = run(*options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def values(*options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shown(*options, "--json"))
    return found


def test_the_list_names_everything_and_says_what_is_not_confirmed() -> None:
    text = shown("list")
    for name in [*(one.name for one in all_frameworks()), *(way.id for way in all_ways())]:
        assert f"\n  {name} " in text
    assert "spectrum of involvement (not confirmed)" in text
    assert "types of co-delivery (3 parts not known)" in text
    assert "Peer support (4 studies)" in text
    listed = values("list")
    assert [one["name"] for one in listed["frameworks"]] == [one.name for one in all_frameworks()]
    assert [one["name"] for one in listed["ways"]] == [way.id for way in all_ways()]


@pytest.mark.parametrize("name", [*(one.name for one in all_frameworks()), *(way.id for way in all_ways())])
def test_each_is_shown_in_both_forms(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "show", name]) == 0
    text = capsys.readouterr().out
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 100
    assert "source: " in text
    assert "None" not in text
    assert main(["frameworks", "show", name, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.get("name", found.get("id")) == name


def test_an_item_carries_its_source_and_how_sure_we_are() -> None:
    found = values("show", "tlap-ladder")
    assert [item["rank"] for item in found["items"]] == list(range(1, 8))
    for item, real in zip(found["items"], framework_named("tlap-ladder").items, strict=True):
        assert item["verified"] == "found"
        assert item["source"]["no_doi"] == "a web page"
        assert item["source"]["doi"] is None
        assert item["description"] == real.description
    assert values("show", "rainbow-model")["items"][4]["levels"][1] == {"by": "marshall-bamber-2022", "level": None}


def test_a_way_brings_what_was_published() -> None:
    found = values("show", "quality-improvement")
    assert [study["ref"] for study in found["studies"]] == [52, 50, 49, 54]
    assert found["studies"][0]["score"] == {"value": None, "one_of": [9, 10, 11]}
    assert found["figures"][0]["unaccounted"] == 8
    assert found["figures"][0]["numbers"] == {"suggested": 38, "implemented": 25, "discussed": 5}
    text = shown("show", "quality-improvement")
    assert "reported by the authors, uncontrolled" in text
    assert "8 are not accounted for" in text


def test_a_ladder_is_read_from_the_top() -> None:
    text = shown("show", "tlap-ladder")
    assert text.index("7. Equals") < text.index("1. Present")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("show", "laddr"), "there is no framework 'laddr'; did you mean tlap-ladder"),
        (("show", "peer support"), "did you mean peer-support"),
        (("show", "zzz"), "`wesaid frameworks list` names them all"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(options: tuple[str, ...], said: str) -> None:
    done = run(*options)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("wesaid frameworks: ")
    assert said in line


def test_nothing_asked_for_tells_how() -> None:
    done = run()
    assert done.returncode == 2
    assert "list|show" in done.stderr
