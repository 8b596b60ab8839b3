"""Codes that are read out and typed: a mistake is told at once. And QR codes that hold what they should."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid_web.common.codes import ALPHABET, NotACode, code_from, new_code, read, spoken
from wesaid_web.common.qr import QUIET, qr
from wesaid_web.common.secrets import keyed_digest

GROUPS = (3, 4)

codes = st.sampled_from(GROUPS).flatmap(
    lambda groups: st.integers(0, 16**64 - 1).map(lambda number: (groups, code_from(f"{number:064x}", groups)))
)


def test_the_alphabet_has_nothing_that_looks_like_something_else_in_it_and_makes_no_words() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 23
    for alike in ("0O", "1I", "5S", "8B", "2Z", "6G", "UV"):
        assert len(set(alike) & set(ALPHABET)) <= 1, alike
    assert not set("AEIOU") & set(ALPHABET)


@given(codes)
def test_a_code_is_read_as_it_is_spoken_whatever_stands_between(found: tuple[int, str]) -> None:
    groups, code = found
    for typed in (code, spoken(code), spoken(code).lower(), f"  {spoken(code).replace('-', ' – ')}. "):
        assert read(typed, groups) == code
    with pytest.raises(NotACode):
        read(code, groups + 1)


@given(codes)
@settings(max_examples=50)
def test_any_character_typed_wrong_is_found(found: tuple[int, str]) -> None:
    groups, code = found
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(NotACode):
                read(code[:place] + wrong + code[place + 1 :], groups)


@given(codes)
@settings(max_examples=50)
def test_any_two_characters_exchanged_are_found(found: tuple[int, str]) -> None:
    groups, code = found
    for one, other in combinations(range(len(code)), 2):
        if code[one] == code[other]:
            continue
        exchanged = list(code)
        exchanged[one], exchanged[other] = exchanged[other], exchanged[one]
        with pytest.raises(NotACode):
            read("".join(exchanged), groups)


@pytest.mark.parametrize("typed", ["", "-", "ABC", "222-222-22", "ÄÖÜ-222-222", "𝟐22-222-222", "2" * 5000, "\x00" * 9])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(NotACode):
        read(typed, 3)


def test_codes_are_drawn_from_all_there_are() -> None:
    drawn = [new_code(3) for _time in range(2000)]
    assert len(set(drawn)) == 2000
    assert {character for code in drawn for character in code[:-1]} == set(ALPHABET)
    assert all(read(code, 3) == code for code in drawn)


def test_a_digest_needs_the_key_and_the_purpose(settings: object) -> None:
    first = keyed_digest("H7K4WM2PX", "guest-code")
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert keyed_digest("H7K4WM2PX", "own-words") != first
    settings.SECRET_KEY = "another key of an installation"  # type: ignore[attr-defined]
    assert keyed_digest("H7K4WM2PX", "guest-code") != first


def drawn(path: str, size: int) -> list[list[bool]]:
    """The squares that a path fills, worked out from its strokes alone."""
    dark = [[False] * size for _row in range(size)]
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path):
        assert width == back
        for place in range(int(x), int(x) + int(width)):
            assert not dark[int(y)][place], "drawn twice"
            dark[int(y)][place] = True
    assert re.sub(r"M\d+ \d+h\d+v1h-\d+z", "", path) == ""
    return dark


@pytest.mark.parametrize("address", ["https://we.example.org/say/" + "x" * 43 + "/", "https://a.example/", "x" * 400])
def test_the_picture_is_the_code_with_its_quiet_edge(address: str) -> None:
    found = qr(address)
    expected = [[bool(dark) for dark in row] for row in segno.make_qr(address, error="m").matrix]
    shown = drawn(found.path, found.size)
    assert len(expected) + 2 * QUIET == found.size
    inside = [row[QUIET:-QUIET] for row in shown[QUIET:-QUIET]]
    assert inside == expected
    assert not any(any(row) for row in shown[:QUIET] + shown[-QUIET:])
    assert not any(any(row[:QUIET]) or any(row[-QUIET:]) for row in shown)
