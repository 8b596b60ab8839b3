"""What two records are to each other, and why: the same, different, linked, or a question for a person.

First the strengths of the evidence are added (Fellegi and Sunter 1969, DOI 10.1080/01621459.1969.10501049). Then rules
speak that hold whatever the sum is: an erratum is not the article, part 1 is not part 2, two DOIs are two
publications. The rules only ever keep records apart; none of them merges what the sum would not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from wesaid.evidence.duplicates import weights
from wesaid.evidence.duplicates.compare import compare, titles
from wesaid.evidence.duplicates.doubts import doubt_about
from wesaid.evidence.duplicates.levels import (
    ALIKE,
    CLOSE,
    DIFFERENT,
    LINKED,
    NEAR,
    PART,
    REVIEW,
    SAME,
    SOME,
    UNKNOWN,
    Levels,
)
from wesaid.evidence.duplicates.marks import ABSTRACT, CORRECTION, PROTOCOL, REPLY, RETRACTION
from wesaid.evidence.duplicates.normalise import Comparable
from wesaid.evidence.duplicates.pair import AGREE, Pair, do_not_overlap
from wesaid.evidence.duplicates.series import numbers_differ

SAME_AT = 1.0
"""Bits from which two records that nothing keeps apart are the same: odds of two to one among pairs worth comparing."""
REVIEW_AT = -2.0
"""Bits from which a person is asked."""
GENERIC_WORDS = 3
"""A title of so many words or fewer ("Editorial") says little."""

SERIES, TRANSLATION, UPDATE, MEETING, REPORT = "series", "translation", "update", "abstract", "report"


class Decision(NamedTuple):
    """What two records are to each other.

    ``verdict`` is ``same``, ``different``, ``linked`` or ``review``; ``kind`` says how they are linked; ``score`` is
    the sum of the strengths in bits; ``rule`` names what decided (see ``RULES``); ``levels`` is what was found.
    """

    verdict: str
    kind: str
    score: float
    rule: str
    levels: Levels

    @property
    def strengths(self) -> dict[str, float]:
        """What each known field weighed, in bits."""
        pairs = zip(self.levels._fields, self.levels, strict=True)
        return {field: weights.WEIGHTS[field].get(level, 0.0) for field, level in pairs if level != UNKNOWN}

    def explain(self) -> str:
        """The decision in words and numbers, for a person.

        For example ``same: the evidence is strong enough. title same +3.1; pages near +1.4; sum 6.2``.
        """
        strengths = self.strengths
        fields = "; ".join(f"{field} {getattr(self.levels, field)} {bits:+.1f}" for field, bits in strengths.items())
        verdict = f"{self.verdict} ({self.kind})" if self.kind else self.verdict
        return f"{verdict}: {RULES[self.rule]}. {fields}; sum {self.score:+.1f}"


IDENTICAL, EVIDENCE, DOUBT, WEAK, RECURRING, SPLIT, THIN = (
    "identical",
    "evidence",
    "doubt",
    "weak",
    "recurring",
    "split",
    "thin",
)

RULES = {
    IDENTICAL: "every field says the same",
    EVIDENCE: "the evidence is strong enough and nothing keeps them apart",
    DOUBT: "nothing keeps them apart, but the evidence is not strong enough",
    WEAK: "too little speaks for it",
    RECURRING: "a heading that comes back in each issue",
    SPLIT: "one of a chain of records whose ends are kept apart",
    THIN: "every field says the same, but too few fields say anything",
    "journal": "they are in two journals, and neither pages nor year and volume speak for one",
    "short": "the title is so short that only the same words on the same pages would do",
    "marks": "one of them corrects, answers, announces or retracts",
    "title": "the titles are not the same words",
    "numbers": "their titles differ in a number or have opposite words, as the parts of a series do",
    "identifier": "they have two DOIs or PubMed numbers",
    "authors": "nobody wrote both",
    "year": "they are two years or more apart",
    "issue": "they are in two issues",
    "volume": "they are in two volumes and on other pages",
    "pages": "they are on other pages, of another journal or another year, or pages that do not overlap",
    "words": "a word of one title is not in the other, and the pages do not agree",
    "elsewhere": "they are on other pages, and it is not to be seen how the one could be a slip for the other",
    "abstracts": "their abstracts are other words, and the pages do not agree",
}

KEEP_APART = frozenset(
    ("marks", "numbers", "identifier", "year", "issue", "volume", "pages", "journal", "words", RECURRING)
)
"""Rules that keep two records out of one group even where a third is the same as both."""


def is_clear(one: Comparable, other: Comparable) -> bool:
    """Whether two records are different at a glance, so that a long comparison would say nothing else.

    Their titles are other words, and neither pages nor identifiers give a reason to look further. Most pairs that share
    a key are like this.
    """
    if (one.first_page and one.first_page == other.first_page) or one.marks != other.marks:
        return False
    if (one.doi and one.doi == other.doi) or (one.pmid and one.pmid == other.pmid):
        return False
    return titles(one, other) == DIFFERENT


def decide(one: Comparable, other: Comparable) -> Decision:
    """What two records are to each other. The order of the two does not matter."""
    if one > other:
        one, other = other, one
    levels = compare(one, other)
    score = total(levels)
    pair = Pair(one, other, levels)
    conflict = conflict_of(pair)
    if not conflict and score >= SAME_AT:
        doubt = doubt_about(pair)
        return Decision(REVIEW if doubt else SAME, "", score, doubt or EVIDENCE, levels)
    if not conflict and score >= REVIEW_AT:
        return Decision(REVIEW, "", score, DOUBT, levels)
    if conflict and conflict != "short" and _is_recurring(pair):
        return Decision(DIFFERENT, "", score, RECURRING, levels)
    if kind := link_between(pair, conflict):
        return Decision(LINKED, kind, score, conflict or WEAK, levels)
    if conflict and score >= SAME_AT:
        return Decision(REVIEW, "", score, conflict, levels)
    return Decision(DIFFERENT, "", score, conflict or WEAK, levels)


def total(levels: Levels) -> float:
    """The sum of the strengths, in bits."""
    bits = weights.BIAS
    for field, level in zip(_FIELDS, levels, strict=True):
        bits += weights.WEIGHTS[field].get(level, 0.0)
    return bits


_FIELDS = Levels._fields


# What keeps two records apart: the first of these that holds.


def _marks(pair: Pair) -> bool:
    odd = pair.one.marks ^ pair.other.marks
    return bool(odd) and (not odd.isdisjoint({CORRECTION, REPLY, PROTOCOL}) or not _in_one_place(pair.levels))


def _title(pair: Pair) -> bool:
    found = pair.levels
    if found.title in (SOME, UNKNOWN):  # a title translated twice, or cut short, needs the same place in print
        return found.identifier != SAME and not (found.title == SOME and found.pages == SAME and found.volume == SAME)
    return found.title == DIFFERENT


def _numbers(pair: Pair) -> bool:
    found = pair.levels
    on_one_page = found.pages == SAME and bool(pair.one.last_page) and found.volume != DIFFERENT
    return (
        found.title != SAME
        and found.identifier != SAME
        and not on_one_page
        and numbers_differ(pair.one.title, pair.other.title)
    )


def _year(pair: Pair) -> bool:
    found = pair.levels
    if found.year in (CLOSE, DIFFERENT) and _is_updated(pair):
        return True
    return found.year == DIFFERENT and not (found.volume == SAME and found.pages in AGREE)


def _issue(pair: Pair) -> bool:
    found = pair.levels
    return found.number == DIFFERENT and found.volume != DIFFERENT and (found.pages != SAME or _is_updated(pair))


def _is_updated(pair: Pair) -> bool:
    """Whether both have the number of a Cochrane review, which stays through its versions: it is no page."""
    return bool(_COCHRANE.fullmatch(pair.one.first_page) and pair.one.first_page == pair.other.first_page)


def _short(pair: Pair) -> bool:
    found = pair.levels
    certain = found.pages in AGREE and found.title == SAME
    return not certain and is_generic(pair.one.title) and is_generic(pair.other.title)


def _volume(pair: Pair) -> bool:
    return pair.levels.volume == DIFFERENT and pair.levels.pages not in AGREE


def _pages(pair: Pair) -> bool:
    found = pair.levels
    if found.pages != DIFFERENT:
        return False
    elsewhere = found.journal in (SOME, DIFFERENT) or (found.year != SAME and found.volume != SAME)
    return elsewhere or do_not_overlap(pair.one, pair.other)


def _journal(pair: Pair) -> bool:
    found = pair.levels
    both_meetings = pair.one.meeting and pair.other.meeting  # the names of proceedings vary more than those of journals
    agree = found.pages in AGREE or (found.year == SAME and (found.volume == SAME or both_meetings))
    return found.journal in (SOME, DIFFERENT) and not agree


_HEADING = re.compile(
    r"(?:(?:letters?|reply|replies|responses?|notes?|messages?|comments?|correspondence|news) )?(?:to|from|by) (?:the )?"
    r"(?:editors?|authors?)(?: in chief)?(?: desk)?"
    r"|(?:scientific |selected |oral |poster )?(?:abstracts|proceedings|posters?|programme?) (?:of|from|presented at) .*"
)
_COCHRANE = re.compile(r"(?:cd|mr)\d{1,6}")
_ALWAYS: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("marks", _marks),
    ("title", _title),
    ("numbers", _numbers),
    ("identifier", lambda pair: pair.levels.identifier == DIFFERENT),
)
# These do not count where the DOI is the same.
_WITHOUT_DOI: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("authors", lambda pair: pair.levels.authors == DIFFERENT),
    ("year", _year),
    ("issue", _issue),
    ("volume", _volume),
    ("pages", _pages),
    ("journal", _journal),
    ("short", _short),
)


def conflict_of(pair: Pair) -> str:
    """The name of the first rule that keeps the two apart, or empty."""
    for name, holds in _ALWAYS:
        if holds(pair):
            return name
    if pair.levels.identifier == SAME:
        return ""
    for name, holds in _WITHOUT_DOI:
        if holds(pair):
            return name
    return ""


def _in_one_place(found: Levels) -> bool:
    """Whether the two stand on the same pages, or have the same DOI."""
    return found.identifier == SAME or (
        found.pages in AGREE
        and found.volume != DIFFERENT
        and found.journal in (SAME, ALIKE)
        and found.year in (SAME, CLOSE)
    )


# What two records that are kept apart may still be to each other.


def _is_recurring(pair: Pair) -> bool:
    """A short heading in one journal, such as an editorial of each issue."""
    return (
        pair.levels.title in _SAME_WORDS
        and pair.levels.journal in (SAME, ALIKE, UNKNOWN)
        and not pair.one.marks ^ pair.other.marks
        and is_generic(pair.one.title)
    )


def says_enough(record: Comparable) -> bool:
    """Whether two records that both say just this may be taken as one without asking."""
    if record.doi or record.pmid:
        return True
    return bool(record.title) and (not is_generic(record.title) or bool(record.first_page or record.number))


def is_generic(title: str) -> bool:
    """Whether a folded title is so short that it says little, or a heading. Scripts without spaces are counted in letters."""
    words = title.split()
    if _HEADING.fullmatch(title):
        return True
    return len(words) <= GENERIC_WORDS and (title.isascii() or len(title) <= GENERIC_WORDS * 3)


_SAME_WORDS = (SAME, NEAR, ALIKE, PART)
_SAME_PEOPLE = (SAME, PART, ALIKE)


def link_between(pair: Pair, conflict: str) -> str:
    """The kind of link between two publications that are not one, or empty where they are not of one study."""
    found = pair.levels
    if conflict == "marks":
        return _marked(pair)
    if found.title == DIFFERENT:
        return TRANSLATION if _other_words_same_pages(pair) else ""
    if found.title not in _SAME_WORDS or found.authors not in _SAME_PEOPLE or is_generic(pair.one.title):
        return ""
    if _is_updated(pair):
        return UPDATE
    if conflict == "issue" and found.journal == SAME:
        return ""
    return SERIES if conflict == "numbers" else _report(pair)


def _marked(pair: Pair) -> str:
    """Comments are written by others, so a reply or a correction is known by the words of its title alone."""
    odd = pair.one.marks ^ pair.other.marks
    kind = next(mark for mark in (CORRECTION, RETRACTION, REPLY, PROTOCOL, ABSTRACT) if mark in odd)
    found = pair.levels
    if found.title in (SAME, NEAR, ALIKE) and not is_generic(pair.one.title):
        return kind if kind != PROTOCOL or found.authors != DIFFERENT else ""
    return kind if found.title in (PART, SOME) and found.authors in _SAME_PEOPLE else ""


def _other_words_same_pages(pair: Pair) -> bool:
    """The same people on the same several pages under a title in other words: most often a title translated twice."""
    found = pair.levels
    return (
        found.authors in _SAME_PEOPLE
        and found.pages == SAME
        and bool(pair.one.last_page)
        and found.volume == SAME
        and found.year in (SAME, CLOSE)
        and found.journal in (SAME, ALIKE, SOME)
        and found.number != DIFFERENT
        and found.identifier != DIFFERENT
    )


def _report(pair: Pair) -> str:
    if pair.one.meeting != pair.other.meeting:
        return MEETING
    if pair.levels.journal in (SAME, ALIKE) and pair.levels.year in (CLOSE, DIFFERENT):
        return UPDATE
    return REPORT
