"""Titles and abstracts as numbers: which words a record has, weighed by how telling they are.

TF-IDF (Spärck Jones 1972, doi:10.1108/eb026526) with logarithmic counts, over words without their plural endings, of
length 1 for each record, so that a long abstract does not count for more than a short one; and beside them the themes that
these words form over all records.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wesaid.evidence.reference import Reference

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Whole = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float32]

# Runs of Chinese and Japanese characters have no spaces: they are cut into pairs. Everything else is two letters or more.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]{{2,}}")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_SPACED_WORD = re.compile(r"\w{2,}")
# Most texts have only the characters of ASCII; putting spaces for what is in no word and cutting there is far faster.
_IN_ASCII = str.maketrans(
    {letter: letter.lower() if re.match(r"\w", letter) else " " for letter in map(chr, range(128))}
)
_COMMON = 0.95  # a word in more records than this tells nothing
_COMMON_FROM = 20  # records below which no word is called too common
THEMES = 128  # how many numbers say what a record is about
THEME_WEIGHT = 0.5  # of the themes, beside 1 for all words
THEME_POWER = 2.0  # 1: a theme counts as in latent semantic analysis; 2: common themes count for more
_PASSES = 2
DRAW = 0  # the seed of the draw that finding the themes begins with
_THEMES_FROM = 10_000  # at most so many records, drawn at random, are looked at to find the themes
SILENCE = 20.0  # a record of so many words is taken half by its words and half as the average record
_STAYS = 4  # a word of so many letters keeps them


@dataclass(frozen=True, slots=True)
class Text:
    """What is read of a record: its title and its abstract, either of which may be empty."""

    title: str = ""
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The records as rows of a sparse matrix: what they have of words, or of pairs of words.

    Attributes:
        matrix: one row for each record, one column for each stem, or for each pair of stems.
        words: for each column, the word or the two words as they are mostly written.
        mean: what the columns are on average; what an unread part of a record is taken to be.
        unsaid: for each record, 0 to 1, how much of it is taken to be as the average because it says so little.
        themes: a short row of numbers for each record: what it is about, also where it says so in other words.
        loadings: what each column adds to each theme, before a record's themes are brought to their common length.
        lengths: for each record, what its themes were divided by.
    """

    matrix: csr_array = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    mean: Floats = field(repr=False)
    unsaid: Floats = field(repr=False)
    themes: Floats = field(repr=False)
    loadings: Floats = field(repr=False)
    lengths: Floats = field(repr=False)


@dataclass(frozen=True, slots=True)
class Features:
    """The records seen in two ways: ``words`` with the themes that they form, and ``pairs`` of words without themes."""

    words: View
    pairs: View


def text_of(record: Reference | Text | str) -> Text:
    """The words of a reference, or of a text given as it is."""
    if isinstance(record, str):
        return Text(abstract=record)
    return Text(record.title, record.abstract)


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case; runs of Chinese or Japanese characters as overlapping pairs."""
    return [piece for piece in _pieces(text) if _is_word(piece)]


def _pieces(text: str) -> list[str]:
    """The words of a text, and single letters."""
    if text.isascii():
        return text.translate(_IN_ASCII).split()
    lower = text.lower()
    if not _IS_UNSPACED.search(lower):
        return _SPACED_WORD.findall(lower)
    return [part for word in _WORD.findall(lower) for part in _pairs(word)]


def _is_word(piece: str) -> bool:
    """A single letter is no word; a single Chinese character may be one."""
    return len(piece) > 1 or not piece.isascii()


def _pairs(word: str) -> list[str]:
    if not _IS_UNSPACED.match(word) or len(word) < 3:
        return [word]
    return [word[start : start + 2] for start in range(len(word) - 1)]


def stem(word: str) -> str:
    """A word without its plural ending: "carers" and "carer" are one word, "therapies" and "therapy" too.

    After the S-stemmer of Harman 1991, doi:10.1002/(SICI)1097-4571(199101)42:1<7::AID-ASI2>3.0.CO;2-P; made for English.
    It is only ever used to compare words; people see the words as they were written.
    """
    if len(word) <= _STAYS or not word.isascii():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] in "sxz":
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def features(texts: Sequence[Text]) -> Features:
    """The features of all records of a review, read and unread: how common a word is, all of them tell.

    Words, and pairs, that only one record has connect it to no other and get no column; they still count in its length.
    """
    written, used, lengths = _numbered(texts)
    stems, shown = _stems(written, used)
    columns = stems[used]
    left, right, pairs, paired = _pairs_of(columns, lengths, len(shown))
    words = _view(columns, lengths, len(shown), lambda kept: [shown[stem] for stem in kept])
    return Features(
        words, _view(pairs, paired, len(left), lambda kept: [f"{shown[left[p]]} {shown[right[p]]}" for p in kept], 0)
    )


def _view(
    columns: Whole, lengths: Whole, width: int, named: Callable[[list[int]], list[str]], themes: int = THEMES
) -> View:
    """One view, from the columns of one record after the other, and how many of them each record has."""
    import numpy as np

    matrix, kept = _weighed(_counts(columns, lengths, width))
    mean = (np.asarray(matrix.sum(axis=0)).ravel() / max(len(lengths), 1)).astype(np.float32)
    strengths, loadings, norms = _themes(matrix, mean, themes)
    unsaid = (SILENCE / (SILENCE + lengths)).astype(np.float32)
    matrix.data *= np.repeat(1 - unsaid, np.diff(matrix.indptr))
    strengths = strengths * (1 - unsaid)[:, None]
    return View(matrix, tuple(named(kept.tolist())), mean, unsaid, strengths, loadings, norms)


def _pairs_of(columns: Whole, lengths: Whole, width: int) -> tuple[Whole, Whole, Whole, Whole]:
    """Neighbouring stems: the left one and the right one of each different pair; the pairs of all records; how many each has."""
    import numpy as np

    ends = np.cumsum(lengths)
    within = np.ones(max(len(columns) - 1, 0), dtype=bool)
    within[(ends - 1)[(lengths > 0) & (ends < len(columns))]] = False  # the last of a record has no neighbour in it
    pairs = columns[:-1].astype(np.int64)[within] * width + columns[1:][within]
    different, found = np.unique(pairs, return_inverse=True)
    left, right = (part.astype(np.int32) for part in np.divmod(different, max(width, 1)))
    return left, right, found.astype(np.int32), np.maximum(lengths - 1, 0)


def _numbered(texts: Sequence[Text]) -> tuple[list[str], Whole, Whole]:
    """All different words; the number of each word of each text, one text after the other; how many words each has."""
    import numpy as np

    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    number_of = numbers.__getitem__  # a new word gets the next number
    found, lengths = [np.zeros(0, dtype=np.int32)], []
    for text in texts:
        pieces = _pieces(f"{text.title}\n{text.abstract}")
        lengths.append(len(pieces))
        found.append(np.fromiter(map(number_of, pieces), dtype=np.int32, count=len(pieces)))
    used, written = np.concatenate(found), list(numbers)
    wanted = np.array([_is_word(word) for word in written], dtype=bool)
    renumbered = (np.cumsum(wanted) - 1).astype(np.int32)
    among = wanted[used]
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    counts = np.bincount(rows[among], minlength=len(texts)).astype(np.int32)
    return [word for word in written if _is_word(word)], renumbered[used[among]], counts


def _stems(written: Sequence[str], used: Whole) -> tuple[Whole, list[str]]:
    """For each word the number of its stem, and for each stem the word that is written most often."""
    import numpy as np

    numbers: dict[str, int] = {}
    stems = np.array([numbers.setdefault(stem(word), len(numbers)) for word in written], dtype=np.int32)
    often = np.bincount(used, minlength=len(written))
    shown = [""] * len(numbers)
    for word in np.argsort(often, kind="stable").tolist():  # the most frequent comes last and stays
        shown[stems[word]] = written[word]
    return stems, shown


def _counts(columns: Whole, lengths: Whole, width: int) -> csr_array:
    """How often each record (row) has each stem (column), from the stems of one record after the other."""
    import numpy as np
    from scipy.sparse import csr_array

    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    counts = csr_array((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(lengths), width))
    counts.sum_duplicates()
    return counts


def _weighed(counts: csr_array) -> tuple[csr_array, Whole]:
    """TF-IDF, each row of length 1, without the columns that connect nothing; and which columns stay."""
    import numpy as np

    records = counts.shape[0]
    spread = np.bincount(counts.indices, minlength=counts.shape[1])
    telling = np.log((1 + records) / (1 + spread)) + 1
    if records >= _COMMON_FROM:
        telling[spread > _COMMON * records] = 0
    counts.data = (np.log(counts.data) + 1) * telling[counts.indices].astype(np.float32)
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    scale = np.where(lengths > 0, 1 / np.where(lengths > 0, lengths, 1), 0).astype(np.float32)
    counts.data *= np.repeat(scale, np.diff(counts.indptr))
    kept = np.flatnonzero((spread > 1) & (telling > 0)).astype(np.int32)
    return counts[:, kept], kept


def _themes(matrix: csr_array, mean: Floats, most: int) -> tuple[Floats, Floats, Floats]:
    """Themes: the directions in which the records differ most, each counting by how much they differ along it.

    Latent semantic analysis (Deerwester et al. 1990) of the centred matrix, by a randomised singular value decomposition
    (Halko, Martinsson & Tropp 2011, doi:10.1137/090771806). The draw is fixed: the same records have the same themes.
    """
    import numpy as np

    columns = matrix.shape[1]
    size = min(most, matrix.shape[0] - 1, columns)
    if size < 1:
        nothing = np.zeros((matrix.shape[0], 0), dtype=np.float32)
        return nothing, np.zeros((columns, 0), dtype=np.float32), np.ones(matrix.shape[0], dtype=np.float32)
    draw = np.random.default_rng(DRAW)
    looked_at, centre = matrix, mean
    if matrix.shape[0] > _THEMES_FROM:
        looked_at = matrix[np.sort(draw.choice(matrix.shape[0], _THEMES_FROM, replace=False))]
        centre = (np.asarray(looked_at.sum(axis=0)).ravel() / _THEMES_FROM).astype(np.float32)
    across = looked_at.T.tocsr()
    found = draw.standard_normal((columns, min(size + 10, looked_at.shape[0], columns)), dtype=np.float32)
    for _ in range(_PASSES):
        basis = np.linalg.qr(looked_at @ found - centre @ found)[0]
        found = across @ basis - np.outer(centre, basis.sum(axis=0))
    # the directions, from the small matrix of their products: a full decomposition would take most of the time
    squares, mixing = np.linalg.eigh(found.T.astype(np.float64) @ found)
    best = np.argsort(-squares)[:size]
    strengths = np.sqrt(np.maximum(squares[best], 1e-12))
    loadings = (found @ (mixing[:, best] * strengths ** (THEME_POWER - 2))).astype(np.float32)
    themes = matrix @ loadings - mean @ loadings
    lengths = np.linalg.norm(themes, axis=1)
    lengths = np.where(lengths > 0, lengths / np.float32(np.sqrt(THEME_WEIGHT)), 1).astype(np.float32)
    return themes / lengths[:, None], loadings, lengths
