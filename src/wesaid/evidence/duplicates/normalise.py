"""What two records are compared by: their fields with everything taken away that differs between databases.

Databases write the same publication in many ways: capitals, accents, brackets around a translated title, ``288-97``
for ``288-297``, a journal in full or cut short. What is left here says the same wherever the record came from.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from sys import intern
from typing import NamedTuple
from urllib.parse import unquote

from wesaid.evidence.duplicates.marks import marks_of
from wesaid.evidence.reference import Reference

ABSTRACT_LENGTH = 160
"""Characters of the abstract that are compared: the rest says nothing more, and copyright notices stand at the end."""

TITLE_LENGTH, FIELD_LENGTH, AUTHORS = 1000, 300, 40
"""Characters of a title and of any other field, and authors, that are looked at: a hostile record costs no more."""

_VOWEL_SIGNS = re.compile("[\u0900-\u1cff]")  # scripts of South and South-East Asia write vowels as marks
_APART = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’`ʼ´](?=\w)")
_TAG = re.compile(r"</?[a-zA-Z]{1,8}(?:\s[^<>]{0,80})?/?>")
_TAIL = re.compile(r"\s*\[([^\[\]]*)\][\s.]*$")
_ABOUT_OTHERS = re.compile(r"\b(?:appears?|comment|republished|original|update) in\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile("[ivxlcdm]+")
# What stands where a volume or an issue would: not printed yet, or that it is a special one.
_NO_VOLUME = re.compile(r"\b(?:print|press|ahead|online|publish|early|special|si|ph ?d|thesis)\b")
_PAGE = re.compile(r"([a-z]*)\s*0*(\d+)")
_MEETING = re.compile(r"\b(?:abstracts?|proceedings|conference|congress|meeting|symposium|workshop)\b", re.IGNORECASE)
_SUPPLEMENT_PAGE = re.compile(r"\s*(?:[sS]\d|\d+[aA]\b|[aA]\d{2,})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPREADSHEET_DATE = re.compile(r"(\d{1,2})-(" + "|".join(_MONTHS) + ")")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th", "md", "phd"))
_PARTICLE_WORDS = "de da do dos das del della di du la le van von der den ten ter el al bin ibn"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_STOP_WORDS = "the of and in a an for on und der die das de la le les des del et y e"
_STOP = frozenset(_STOP_WORDS.split())
_UNKNOWN = frozenset(
    (
        "unknown",
        "na",
        "n a",
        "none",
        "null",
        "nan",
        "anonymous",
        "anon",
        "no author",
        "no authors listed",
        "no authorship indicated",
        "no author listed",
        "not available",
        "not specified",
        "no title",
        "no title available",
        "title not available",
        "untitled",
        "others",
        "et al",
        "and others",
    )
)
_LIGATURES = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


class Name(NamedTuple):
    """One author: the words of the family name without particles, and the words of the given names or initials."""

    family: str
    given: str


class Comparable(NamedTuple):
    """One record as it is compared. Empty text and the year 0 mean: not known.

    ``title``, ``journal`` and ``abstract`` are folded words with one space between; pages are digits with the letters
    before them, the last page empty where there is only one.
    """

    title: str
    names: tuple[Name, ...]
    year: int
    journal: str
    volume: str
    number: str
    first_page: str
    last_page: str
    doi: str
    pmid: str
    abstract: str
    marks: frozenset[str]
    meeting: bool


def normalise(reference: Reference) -> Comparable:
    """One record, ready to be compared. Nothing of the reference is changed."""
    title, marks = folded_title(reference.title[:TITLE_LENGTH])
    first, last = page_range(reference.pages[:FIELD_LENGTH])
    return Comparable(
        title=title,
        names=tuple([name for name in map(author_name, reference.authors[:AUTHORS]) if name.family]),
        year=year_of(reference.year[:FIELD_LENGTH]),
        journal=folded_journal(reference.journal[:FIELD_LENGTH]),
        # A million records share a few thousand volumes and pages: one copy of each is enough.
        volume=intern(first_number(reference.volume[:FIELD_LENGTH])),
        number=intern(first_number(reference.number[:FIELD_LENGTH])),
        first_page=intern(first),
        last_page=intern(last),
        doi=bare_doi(reference.doi[:FIELD_LENGTH]),
        pmid=first_number(reference.pmid[:FIELD_LENGTH]),
        abstract=folded(reference.abstract[: ABSTRACT_LENGTH * 2])[:ABSTRACT_LENGTH],
        marks=marks,
        meeting=is_meeting(reference),
    )


def folded(text: str) -> str:
    """Words in small letters without accents or punctuation, one space between; letters of every script stay.

    >>> folded("Straße – l'été (2nd ed.)")
    'strasse lete 2nd ed'
    """
    text = text.lower()
    if _VOWEL_SIGNS.search(text):
        text = unicodedata.normalize("NFKC", text)
        kept = " ".join("".join([_letter(letter) for letter in text]).split())
        return kept if _VOWEL_SIGNS.search(kept) else folded(kept)  # a sign that was punctuation leaves other scripts
    if not text.isascii():
        text = _GREEK.sub(_spelt, unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
        text = "".join([letter for letter in text if not unicodedata.combining(letter)])
        text = unicodedata.normalize("NFC", text).lower()
    if "'" in text or not text.isascii():
        text = _APOSTROPHE.sub("", text)
    return _APART.sub(" ", text).strip()


# A Greek letter among others stands for its name: databases write the letter or the word in one title.
_GREEK = re.compile("(?<![\u0370-\u03ff\u1f00-\u1fff])[\u03b1-\u03c9](?![\u0300-\u03ff\u1f00-\u1fff])")
_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon"
)
_GREEK_NAMES = f"{_LETTERS} phi chi psi omega".split()


def _spelt(found: re.Match[str]) -> str:
    return f" {_GREEK_NAMES[ord(found[0]) - 0x3B1]} "


def _letter(letter: str) -> str:
    """A letter or a vowel sign as it is, and a space for everything else."""
    return letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " "


def folded_title(title: str) -> tuple[str, frozenset[str]]:
    """A title without markup and without what databases add in square brackets, and the marks it bears.

    A translated title stands in brackets as a whole; a language, the number of references or a notice of an erratum
    stands in brackets behind it. A notice that an erratum appears elsewhere does not make the record an erratum.

    >>> folded_title("[Singing for the lungs]. [German]")
    ('singing for the lungs', frozenset())
    """
    if "&" in title:
        title = unescape(title)
    if "<" in title:
        title = _TAG.sub(" ", title)
    marks: frozenset[str] = frozenset()
    if "[" in title:
        while (tail := _TAIL.search(title)) and folded(title[: tail.start()]):
            if not _ABOUT_OTHERS.search(tail[1]):
                marks |= marks_of(folded(tail[1]))
            title = title[: tail.start()]
    words = folded(title)
    if words in _UNKNOWN:
        return "", marks
    own = marks_of(words)
    return words, marks | own if marks else own


_NOBODY = Name("", "")
_CORPORATE = re.compile(
    r"\b(?:group|groups|team|consortium|committee|network|investigators?|collaborat\w+|organi[sz]ation|society|association"
    r"|university|institute|trial|trialists|study|centre|center|ministry|department|agency|force|panel)\b"
)


@lru_cache(maxsize=200_000)
def author_name(author: str) -> Name:
    """The family name and the given names of one author, whichever comes first; empty for a group or nobody.

    >>> author_name("van der Berg, Anna M."), author_name("Anna M. van der Berg"), author_name("Berg AM")
    (Name(family='berg', given='anna m'), Name(family='berg', given='anna m'), Name(family='berg', given='a m'))
    """
    family, comma, given = author[:FIELD_LENGTH].partition(",")
    if comma and family.strip():
        families, others = folded(family).split(), folded(given).split()
    else:
        families, others = _without_comma(author)
    whole = folded(author)
    if whole in _UNKNOWN or " ".join(families) in _UNKNOWN or _CORPORATE.search(whole):
        return _NOBODY
    families = [word for word in families if word not in _SUFFIXES] or families
    families = [word for word in families if word not in _PARTICLES] or families
    others = [word for word in others if word not in _SUFFIXES and word not in _PARTICLES]
    if len(others) == 1 and 1 < len(others[0]) <= 3 and given.strip().isupper():
        others = list(others[0])
    return Name(" ".join(families), " ".join(others))


def _without_comma(author: str) -> tuple[list[str], list[str]]:
    """``Berg AM`` and ``Anna M. Berg``: initials in capitals at the end mean that the family name comes first."""
    raw = author.split()
    if len(raw) > 1:
        end = raw[-1].replace(".", "").replace("-", "")
        if end.isupper() and len(end) <= 3 and not raw[0].isupper():
            return folded(" ".join(raw[:-1])).split(), list(end.lower())
    words = folded(author).split()
    return words[-1:], words[:-1]


@lru_cache(maxsize=10_000)
def year_of(text: str) -> int:
    """The first year in it, or 0."""
    if len(text) == 4 and text.isdecimal():
        return int(text)
    found = _YEAR.search(text)
    return int(found[1]) if found else 0


@lru_cache(maxsize=200_000)
def folded_journal(journal: str) -> str:
    """A journal's words without what databases add in brackets, and without small words.

    >>> folded_journal("The Lancet (London, England)"), folded_journal("Health & Place")
    ('lancet', 'health place')
    """
    if "&" in journal:
        journal = unescape(journal)
    words = folded(_IN_BRACKETS.sub(" ", journal)) or folded(journal)
    if words in _UNKNOWN:
        return ""
    return " ".join([word for word in words.split() if word not in _STOP]) or words


def first_number(text: str) -> str:
    """The first number in a volume, an issue or an identifier, without zeros before it; else its words.

    >>> first_number("Vol. 043"), first_number("5 Suppl 2"), first_number("UNKNOWN")
    ('43', '5', '')
    """
    if text.isdecimal() and text.isascii() and text[0] != "0":
        return text
    found = _NUMBER.search(text)
    if found:
        return found[0].lstrip("0")
    words = folded(text)
    return "" if words in _UNKNOWN or _NO_VOLUME.search(words) else words


def page_range(pages: str) -> tuple[str, str]:
    """First and last page; the last is written out where the source cut it short.

    A spreadsheet program turns ``1-9`` into the first of September; that is turned back. Words are no pages.

    >>> page_range("288-97"), page_range("e12--e15"), page_range("S101"), page_range("01-Sep"), page_range("iii--xi")
    (('288', '297'), ('e12', 'e15'), ('s101', ''), ('1', '9'), ('iii', 'xi'))
    """
    pages = pages.lower()
    if date := _SPREADSHEET_DATE.fullmatch(pages.strip()):
        pages = "{}-{}".format(*sorted((int(date[1]), _MONTHS.index(date[2]) + 1)))
    found = _PAGE.findall(pages)
    if not found:  # Roman numbers, or words such as "No Pagination Specified", which are no pages
        words = folded(pages).split()
        return (words[0], "".join(words[1:2])) if words and all(map(_ROMAN.fullmatch, words)) else ("", "")
    (letters, first), last = found[0], ""
    letters = "" if letters in {"p", "pp", "pages", "page"} else letters
    if len(found) > 1:
        last = found[1][1]
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        last = (found[1][0] or letters) + last
    first = letters + first
    return first, "" if last == first else last


def is_meeting(reference: Reference) -> bool:
    """Whether the record looks like one of a meeting: by its kind, by where it appeared, or by a supplement's pages."""
    return (
        reference.kind.lower() in {"inproceedings", "conference", "proceedings", "cpaper", "conf"}
        or is_of_meeting(reference.journal[:FIELD_LENGTH])
        or bool(_SUPPLEMENT_PAGE.match(reference.pages[:FIELD_LENGTH]))
    )


def is_of_meeting(journal: str) -> bool:
    """Whether a journal is called as proceedings are."""
    return bool(_MEETING.search(journal))


def bare_doi(doi: str) -> str:
    """A DOI in small letters without the address before it, and without a full stop or what encloses it behind it.

    >>> bare_doi("https://doi.org/10.1016%2FS0140-6736%2820%2930183-5"), bare_doi("{10.9999/JIH.12}")
    ('10.1016/s0140-6736(20)30183-5', '10.9999/jih.12')
    """
    found = _DOI.search(unquote(doi).lower() if "%" in doi else doi.lower())
    if not found:
        return ""
    bare = found[0].rstrip(".,;'\"")
    while bare and (opening := _OPENS.get(bare[-1])) and bare.count(bare[-1]) > bare.count(opening):
        bare = bare[:-1].rstrip(".,;'\"")
    return bare


_OPENS = {")": "(", "]": "[", "}": "{", ">": "<"}
