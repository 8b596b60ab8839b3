"""What makes a person look at two records although the sum is high and nothing keeps them apart."""

from __future__ import annotations

import re

from wesaid.evidence.duplicates.levels import ALIKE, DIFFERENT, NEAR, PART, SAME, SOME, UNKNOWN
from wesaid.evidence.duplicates.normalise import Comparable
from wesaid.evidence.duplicates.pair import AGREE, Pair, do_not_overlap
from wesaid.evidence.duplicates.series import other_words

_NOT_QUITE = (NEAR, ALIKE, PART, SOME)
_DIGITS_ONLY = re.compile(r"\d+")
_ONLINE = re.compile(r"[a-z]{1,3}\d{4,}")


def doubt_about(pair: Pair) -> str:
    """The name of the first doubt, or empty. All are about pairs of which no page agrees.

    Groups of researchers give their papers titles that differ in one word (the drug, the animal), and print an abstract
    of a meeting under the title of the article, in one year of one journal.
    """
    found = pair.levels
    if found.pages in AGREE:
        return ""
    # A subtitle may be missing where the DOI is the same; another word in its place is another abstract of a supplement.
    on_both_sides = found.identifier == SAME and found.pages == UNKNOWN
    if found.title in _NOT_QUITE and other_words(pair.one.title, pair.other.title, on_both_sides=on_both_sides):
        return "words"
    if found.identifier == SAME:
        return ""
    if found.pages == DIFFERENT and (found.title != SAME or not _slip(pair.one, pair.other)):
        return "elsewhere"
    return "abstracts" if found.abstract == DIFFERENT else ""


def _slip(one: Comparable, other: Comparable) -> bool:
    """Whether other pages can be those of one publication: ranges that overlap, the digits behind a hyphen that was
    lost (``2665-8`` and ``8``), or the number an article has online beside its pages in print.
    """
    if one.last_page and other.last_page:
        return not do_not_overlap(one, other)
    for cut, whole in ((one, other), (other, one)):
        if cut.last_page:
            continue
        if whole.last_page and _DIGITS_ONLY.fullmatch(cut.first_page) and whole.last_page.endswith(cut.first_page):
            return True
        if _ONLINE.fullmatch(cut.first_page) and not _ONLINE.fullmatch(whole.first_page):
            return not (cut.meeting or whole.meeting)
    return False
