"""Pieces of the sentences in which a flow says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable


def listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def capital(words: str) -> str:
    return words[0].upper() + words[1:]


def is_missing(number: int) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'} unaccounted for"


def gap(rest: int) -> str:
    return is_missing(rest) if rest > 0 else f"{-rest:,} more than went in"
