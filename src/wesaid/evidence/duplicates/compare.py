"""How alike two records are, field by field: each field gets one of a few levels, from the same to different.

Levels, not numbers, because people have to be able to read why two records were taken as one: "same pages, same
volume, journal alike" is a reason; 0.8731 is not. What each level weighs is decided elsewhere (``decide``).
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, JaroWinkler

from wesaid.evidence.duplicates.levels import (
    ALIKE,
    CLOSE,
    DIFFERENT,
    NEAR,
    PART,
    SAME,
    SOME,
    UNKNOWN,
    Levels,
)
from wesaid.evidence.duplicates.marks import without_mark
from wesaid.evidence.duplicates.normalise import Comparable, Name, is_of_meeting

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def compare(one: Comparable, other: Comparable) -> Levels:
    """The levels of two records. The order of the two does not matter."""
    return Levels(
        title=titles(one, other),
        authors=authors(one.names, other.names),
        year=years(one.year, other.year),
        journal=journals(one.journal, other.journal),
        volume=exactly(one.volume, other.volume),
        number=exactly(one.number, other.number),
        pages=pages(one, other),
        identifier=identifiers(one, other),
        abstract=abstracts(one.abstract, other.abstract),
    )


def exactly(one: str, other: str) -> str:
    """Same, different, or unknown where one of the two is not known."""
    if not one or not other:
        return UNKNOWN
    return SAME if one == other else DIFFERENT


def identifiers(one: Comparable, other: Comparable) -> str:
    """By DOI, and by PubMed number where a DOI is not known. Unknown where the two contradict each other."""
    by_doi, by_pmid = exactly(one.doi, other.doi), exactly(one.pmid, other.pmid)
    if by_doi == DIFFERENT and by_pmid == SAME:
        return UNKNOWN
    return by_pmid if by_doi == UNKNOWN else by_doi


def titles(one: Comparable, other: Comparable) -> str:
    """By the letters that are in both in order (Indel similarity): near from 0.96, alike from 0.88, else part where one
    begins or ends the other, some from 0.7 or with most words in common.
    """
    a, b = one.title, other.title
    if not a or not b:
        return UNKNOWN
    if a == b:
        return SAME
    if one.marks or other.marks:
        a, b = without_mark(a), without_mark(b)
    a, b = a.replace(" ", ""), b.replace(" ", "")
    if a == b:
        return SAME if one.marks == other.marks else NEAR
    likeness = Indel.normalized_similarity(a, b, score_cutoff=0.5)
    if likeness >= 0.96:
        return NEAR
    if likeness >= 0.88:
        return ALIKE
    short, long = sorted((a, b), key=len)
    if len(short) >= 15 and (
        long.startswith(short) or long.endswith(short) or Indel.normalized_similarity(short, long[: len(short)]) >= 0.95
    ):
        return PART
    if likeness >= 0.7 or fuzz.token_set_ratio(one.title, other.title) >= 85:
        return SOME
    return DIFFERENT


def years(one: int, other: int) -> str:
    """Close: one year apart, as between online and print."""
    if not one or not other:
        return UNKNOWN
    apart = abs(one - other)
    return SAME if apart == 0 else CLOSE if apart == 1 else DIFFERENT


def pages(one: Comparable, other: Comparable) -> str:
    """Near: one gives only where it begins or ends, the ends differ, or letters before the number are lost."""
    if not one.first_page or not other.first_page:
        return UNKNOWN
    if one.first_page == other.first_page:
        return SAME if one.last_page == other.last_page else NEAR
    if one.last_page and one.last_page == other.last_page:
        return NEAR
    if _bare(one.first_page) == _bare(other.first_page) and _bare(one.last_page) == _bare(other.last_page):
        return NEAR
    for short, long in ((one, other), (other, one)):
        if not short.last_page and _bare(short.first_page) in (_bare(long.first_page), _bare(long.last_page)):
            return NEAR
    return DIFFERENT


def _bare(page: str) -> str:
    """A page without the letters before its number."""
    return page.lstrip(_LETTERS) or page


def abstracts(one: str, other: str) -> str:
    """By their beginnings, since some databases cut them short; fewer than 40 letters say nothing."""
    if len(one) < 40 or len(other) < 40:
        return UNKNOWN
    length = min(len(one), len(other))
    one, other = one[:length], other[:length]
    if one == other:
        return SAME
    likeness = Indel.normalized_similarity(one, other, score_cutoff=0.5)
    return SAME if likeness >= 0.95 else ALIKE if likeness >= 0.75 else DIFFERENT


@lru_cache(maxsize=100_000)
def journals(one: str, other: str) -> str:
    """Alike: one shortens the other, adds to it, or is spelt a little otherwise."""
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME
    a, b = sorted((one.split(), other.split()), key=len)
    adds = _shortens(a, b) or fuzz.token_set_ratio(one, other) >= 90
    if adds and not _another(a, b):
        return ALIKE
    if len(a) == 1 and a[0] == "".join(word[0] for word in b):
        return ALIKE
    if adds:
        return SOME
    likeness = max(fuzz.token_sort_ratio(one, other), fuzz.ratio(one, other))
    return ALIKE if likeness >= 80 else SOME if likeness >= 60 else DIFFERENT


def _another(short: list[str], long: list[str]) -> bool:
    """Whether the longer name is that of another journal although it has all words of the shorter one.

    *Circulation* is not *Circulation Research*, and the *J Hypertens* not the *Am J Hypertens*. Proceedings of meetings
    are called by all manner of names.
    """
    if len(short) == len(long) or is_of_meeting(" ".join(long)):
        return False
    a, b = short[0], long[0]
    return len(short) == 1 or not (a.startswith(b) or b.startswith(a))


def _shortens(short: list[str], long: list[str]) -> bool:
    """Whether each word of the one begins the next words of the other, as in ``j clin oncol``."""
    at = 0
    for word in short:
        while at < len(long) and not (long[at].startswith(word) or word.startswith(long[at])):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def authors(one: tuple[Name, ...], other: tuple[Name, ...]) -> str:
    """Same: the same people; part: all of the shorter list, with the same first; alike: most; some: somebody."""
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME
    short, long = sorted((one, other), key=len)
    left = list(long)
    met = 0
    for name in short:
        for place, candidate in enumerate(left):
            if same_person(name, candidate):
                met += 1
                del left[place]
                break
    if met == len(short) and (met == len(long) or same_person(one[0], other[0])):
        return SAME if met == len(long) else PART
    if met >= 0.6 * len(short):
        return ALIKE
    return SOME if met else DIFFERENT


@lru_cache(maxsize=200_000)
def same_person(one: Name, other: Name) -> bool:
    """Whether two names can be one person's: alike in family and first initial, or family and given names turned."""
    if one.family == other.family:
        return not one.given or not other.given or one.given[0] == other.given[0]
    if one.given and other.given and one.given[0] == other.given[0]:
        likeness = JaroWinkler.similarity(one.family.replace(" ", ""), other.family.replace(" ", ""))
        if likeness >= 0.87 or set(one.family.split()) & set(other.family.split()):
            return True
    return _turned(one, other)


def _turned(one: Name, other: Name) -> bool:
    """Whether the same words stand in another order: ``Wu, Ching-yi`` and ``Ching-yi, Wu`` and ``C. Y. Wu``."""
    mine, theirs = f"{one.family} {one.given}", f"{other.family} {other.given}"
    if one.family not in theirs and other.family not in mine:
        return False
    a, b = mine.split(), theirs.split()
    if len(a) < 2 or len(b) < 2:
        return False
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    whole = 0
    for word in short:
        match = next((w for w in long if w == word), None) or next(
            (w for w in long if w.startswith(word) or word.startswith(w)), None
        )
        if match is None:
            return False
        long = list(long)
        long.remove(match)
        whole += len(word) > 1 and word == match
    return whole > 0
