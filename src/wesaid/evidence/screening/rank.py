"""What to read next: records in the order in which they are likely to be relevant, and which words pulled each up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from wesaid.evidence.reference import Reference
from wesaid.evidence.screening.features import Features, Text, features, text_of

if TYPE_CHECKING:
    from wesaid.evidence.screening.learn import Model

Record = Reference | Text | str

# Words that hold English sentences together: they may pull, but naming them explains nothing.
_SMALL_WORDS = (
    "about after all also among an and any are as at be because been before being between both but by can could "
    "did do does during each for from had has have he her his how if in into is it its may might more most no nor "
    "not of on or other our over per she should so some such than that the their them then there these they this "
    "those through to under until up upon us was we were what when where whether which while who whose will with "
    "within without would you your "
)
_SMALL = frozenset(_SMALL_WORDS.split())


class SameIdTwice(ValueError):
    """Each record has an id of its own."""


class UnknownRecord(KeyError):
    """A decision, or a question, is about a record that is there."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Pull:
    """A word of a record and how far it moved the record's score: above 0 towards relevant, below 0 away."""

    word: str
    strength: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A record that is still to be read. ``score`` only says what comes first; ``None`` where the order is random."""

    id: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The records to read, the most promising first.

    Attributes:
        records: every record without a decision, in order.
        learned: whether the order was learned. If not it is random, and ``reason`` says why.
        reason: one sentence on where the order comes from.
    """

    records: tuple[Ranked, ...]
    learned: bool
    reason: str
    _places: Mapping[str, int] = field(repr=False)
    _features: Features = field(repr=False)
    _model: Model | None = field(repr=False)

    @property
    def ids(self) -> list[str]:
        """The ids in order."""
        return [record.id for record in self.records]

    def why(self, id: str, most: int = 5) -> tuple[Pull, ...]:  # noqa: A002 - the name people know it by
        """The words that pulled a record up most, the strongest first, at most so many; nothing while the order is random.

        English words such as "and" and "of", alone or two of them, tell a reader nothing and are left out. The pulls of
        all its words and pairs of words, those that pull it down included, and :meth:`rest` add up to the score.
        Raises :class:`UnknownRecord`.
        """
        telling = (pull for pull in self.pulls(id) if pull.strength > 0 and not _SMALL.issuperset(pull.word.split()))
        return tuple(islice(telling, most))

    def pulls(self, id: str) -> tuple[Pull, ...]:  # noqa: A002
        """The pull of every word of a record, and of every pair of neighbours, the strongest upwards first.

        Raises :class:`UnknownRecord`.
        """
        place = self._place(id)
        if self._model is None:
            return ()
        views = [(self._features.words, self._model.words), (self._features.pairs, self._model.pairs)]
        strengths: defaultdict[str, float] = defaultdict(float)
        for view, weights in views:
            if weights is not None:
                start, end = view.matrix.indptr[place : place + 2]
                columns, values = view.matrix.indices[start:end], view.matrix.data[start:end]
                themes = view.loadings[columns] @ weights.themes / view.lengths[place]
                for column, strength in zip(columns, values * (weights.columns[columns] + themes), strict=True):
                    strengths[view.words[column]] += float(strength)
        return tuple(Pull(*pair) for pair in sorted(strengths.items(), key=lambda pair: (-pair[1], pair[0])))

    def rest(self, id: str) -> float:  # noqa: A002
        """What of a record's score is not due to its words: that it is in part taken as the average of all records.

        Worked out by itself, not as a difference; 0 while the order is random. Raises :class:`UnknownRecord`.
        """
        place = self._place(id)
        if self._model is None:
            return 0.0
        found = 0.0
        for view, weights in [(self._features.words, self._model.words), (self._features.pairs, self._model.pairs)]:
            if weights is not None:
                said = 1 - view.unsaid[place]
                centre = (view.mean @ view.loadings) @ weights.themes / view.lengths[place]
                found += float(view.unsaid[place] * (view.mean @ weights.columns) - said * centre)
        return found

    def _place(self, name: str) -> int:
        if name not in self._places:
            raise UnknownRecord(f"there is no record '{name}'")
        return self._places[name]


class Ranker:
    """The records of a review, made ready once, ranked after each decision.

    :param records: references, texts, or plain strings.
    :param ids: their ids in the same order; for references it may be left out.
    :raises SameIdTwice: two records have the same id.
    :raises ValueError: strings or texts without ids, or not as many ids as records.
    """

    def __init__(self, records: Iterable[Record], ids: Sequence[str] | None = None) -> None:
        from wesaid.evidence.screening.learn import Learner

        listed = list(records)
        if ids is None:
            if not all(isinstance(record, Reference) for record in listed):
                raise ValueError("texts need ids")
            ids = [record.id for record in listed if isinstance(record, Reference)]
        if len(ids) != len(listed):
            raise ValueError(f"{len(listed)} records and {len(ids)} ids")
        self._ids = tuple(ids)
        self._places = {name: place for place, name in enumerate(self._ids)}
        if len(self._places) != len(listed):
            twice = next(name for place, name in enumerate(ids) if self._places[name] != place)
            raise SameIdTwice(f"there is more than one record '{twice}'")
        self._features = features([text_of(record) for record in listed])
        self._learner = Learner(self._features)

    def rank(self, decisions: Mapping[str, bool], *, seed: int = 0) -> Ranking:
        """Rank the records without a decision.

        :param decisions: for records read so far, whether each is relevant.
        :param seed: for the random order that holds until there is one relevant and one irrelevant record.
        :raises UnknownRecord: a decision on a record that is not there.
        """
        import numpy as np

        unknown = next((name for name in decisions if name not in self._places), None)
        if unknown is not None:
            raise UnknownRecord(f"there is no record '{unknown}'")
        read = sorted((self._places[name], bool(relevant)) for name, relevant in decisions.items())
        known = np.zeros(len(self._ids), dtype=bool)
        known[[place for place, _relevant in read]] = True
        left = np.flatnonzero(~known)
        found = sum(relevant for _place, relevant in read)
        if not 0 < found < len(read):
            missing = "relevant" if not found else "irrelevant"
            order = np.random.default_rng(seed).permutation(len(self._ids))
            records = tuple(Ranked(self._ids[place], None) for place in order if not known[place])
            reason = f"In random order: no {missing} record has been read yet, and it takes one of each to learn from."
            return Ranking(records, False, reason, self._places, self._features, None)
        model = self._learner.learn(
            np.array([place for place, _relevant in read]), np.array([relevant for _place, relevant in read])
        )
        scores = model.scores
        order = left[np.argsort(-scores[left], kind="stable")]
        records = tuple(map(Ranked, [self._ids[place] for place in order], scores[order].tolist()))
        reason = f"Learned from {len(read):,} decisions, {found:,} of them relevant."
        return Ranking(records, True, reason, self._places, self._features, model)


def rank(records: Iterable[Record] | Mapping[str, Record], decisions: Mapping[str, bool], *, seed: int = 0) -> Ranking:
    """Put the records that are still to be read in order, the most promising first.

    :param records: references; or texts by id.
    :param decisions: for records read so far, by id, whether each is relevant.
    :param seed: for the random order that holds until one relevant and one irrelevant record have been read.
    :returns: the order, and ``why(id)``: the words that pulled a record up.
    :raises SameIdTwice, UnknownRecord, ValueError: as their names say.

    To rank again after each decision, keep a :class:`Ranker`: it prepares the records once. Methods and their sources:
    docs/methods/screening.md.

    >>> rank({"a": "carers and respite", "b": "steel", "c": "respite for carers"}, {"a": True, "b": False}).ids
    ['c']
    """
    if isinstance(records, Mapping):
        return Ranker(records.values(), list(records)).rank(decisions, seed=seed)
    return Ranker(records).rank(decisions, seed=seed)
