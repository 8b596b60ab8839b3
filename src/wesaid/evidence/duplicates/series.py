"""Titles that differ in what tells the parts of a series apart: a number, a letter, or one of two opposites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import JaroWinkler

_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_SPELT = {"one": "1", "two": "2", "three": "3", "four": "4", "first": "1", "second": "2", "third": "3", "fourth": "4"}
_OPPOSITES = (
    "men women man woman male female males females boys girls mothers fathers",
    "children adults adolescents infants older younger young old",
    "before after early late during pre post short long",
    "with without",
    "high low increased decreased increase decrease positive negative",
    "left right upper lower vitro vivo",
)
_SIDE_OF = {word: number for number, words in enumerate(_OPPOSITES) for word in words.split()}
_DIGITS = re.compile(r"\d+")


def numbers_differ(one: str, other: str) -> bool:
    """Whether each of two folded titles has a number (or a letter as in "part a", or an opposite) that the other lacks.

    >>> numbers_differ("singing part 1", "singing part ii"), numbers_differ("p16 ink4a", "p16ink4a")
    (True, False)
    >>> numbers_differ("singing in older men", "singing in older women")
    True
    """
    a, b = Counter(one.split()), Counter(other.split())
    only_a, only_b = a - b, b - a
    mine, theirs = _numbers_in(only_a), _numbers_in(only_b)
    if mine - theirs and theirs - mine:
        return True
    sides = {_SIDE_OF[word] for word in only_a if word in _SIDE_OF}
    return any(_SIDE_OF.get(word) in sides for word in only_b)


def other_words(one: str, other: str, *, on_both_sides: bool = False) -> bool:
    """Whether a word of one folded title is in the other neither as it is, nor spelt otherwise, nor as part of a word.

    ``on_both_sides``: only where each has such a word.

    >>> other_words("singing in rats", "singing in mice"), other_words("labour at a clinic", "labor at clinics")
    (True, False)
    """
    a, b = Counter(one.split()), Counter(other.split())
    mine, theirs = _lacking(a - b, other), _lacking(b - a, one)
    return (mine and theirs) if on_both_sides else (mine or theirs)


def _lacking(words: Iterable[str], title: str) -> bool:
    """Whether one of these words is nowhere in a title. Small words do not count, nor does where words are parted."""
    together = title.replace(" ", "")
    return any(
        word not in _SMALL
        and word not in together
        and not any(JaroWinkler.similarity(word, there) >= _SPELT_ALIKE for there in title.split())
        for word in words
    )


_SMALL_WORDS = "a an and by for from in of on the to with die der das und von le la les de du et el y"
_SMALL = frozenset(_SMALL_WORDS.split())
_SPELT_ALIKE = 0.9


def _numbers_in(words: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for word in words:
        if word in _ROMAN or word in _SPELT:
            found.add(_ROMAN.get(word) or _SPELT[word])
        elif len(word) == 1 and word.isalpha() and word.isascii():
            found.add(word)
        else:
            found.update(number.lstrip("0") for number in _DIGITS.findall(word))
    return found
