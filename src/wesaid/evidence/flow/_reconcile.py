"""Each box against its parts and its neighbours: what follows, what is unaccounted for, what cannot be true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from wesaid.evidence.flow._boxes import BOXES, Count, Step
from wesaid.evidence.flow._levels import (
    ALL_BEFORE_SCREENED,
    APPRAISAL,
    BEFORE_SCREENED,
    FROM_IMPORTED,
    FROM_SCREENED,
    OTHER,
    SILENT,
    TO_DUPLICATES,
    TO_IMPORTED,
    TO_SCREENED,
    Levels,
    levels_between,
    outs_between,
)
from wesaid.evidence.flow._sentences import capital, gap, is_missing, listed


@dataclass(frozen=True, slots=True)
class Derived:
    """A number nobody wrote down, worked out from numbers that are written down.

    Attributes:
        value: the number; ``None`` where it cannot be known.
        computed_from: the boxes it was worked out from, all of them written in the flow; ``name_parts`` stands for
            the parts of box ``name``. Take one of them away and the value is unknown, or comes from others.
        how: the sum, in the names of boxes, for example ``imported - duplicates_removed``.
    """

    value: int | None
    computed_from: tuple[str, ...] = ()
    how: str = ""


class _Known(NamedTuple):
    value: int
    names: tuple[str, ...]  # the written boxes it comes from


class Reconciliation:
    """Works through a flow once, from the top down, and keeps what it finds.

    A number is worked out in the direction of the flow (parts, sources, levels, what is included), or where exactly
    one is missing between two levels that are known.
    """

    def __init__(self, boxes: Mapping[str, Count], steps: frozenset[Step], notes: Mapping[str, str]) -> None:
        self.boxes, self.steps, self.notes = boxes, steps, notes
        self.derived: dict[str, Derived] = {}
        self.unaccounted: dict[str, int | None] = {}
        self.problems: list[str] = []
        self._told: set[str] = set()  # unknown boxes some problem already speaks of
        self._known = {name: _Known(count.total, (name,)) for name, count in boxes.items() if count.total is not None}
        self._run()

    def _run(self) -> None:
        for name, count in self.boxes.items():
            self._parts(name, count)
        if Step.SOURCES in self.steps:
            self._sum("identified", ("databases", "registers"), key="sources")
        self._databases()
        if Step.OTHER in self.steps:
            self._chain(OTHER)
        self._included()
        if Step.DISCUSSION in self.steps:
            self._discussion()
        if Step.PREVIOUS in self.steps:
            self._sum("total_studies", ("previous_studies", "studies_included"), key="total_studies")
            self._sum("total_reports", ("previous_reports", "reports_included"), key="total_reports")
        for studies, reports in (
            ("previous_studies", "previous_reports"),
            ("studies_included", "reports_included"),
            ("total_studies", "total_reports"),
        ):
            self._studies(studies, reports)
        self._unknown()

    # The parts of the flow

    def _databases(self) -> None:
        last = "reports_eligible" if Step.ELIGIBLE in self.steps else "reports_included"
        below = (*FROM_SCREENED, (last, ()))
        if Step.IMPORT in self.steps:
            # Whether what was not imported was screened with the rest is not in any box: the chain is cut there.
            # That the rest was imported is often a reading, so nothing further is built on it.
            self._chain(TO_IMPORTED, build=False)
            if (sum_of_both := self.derived.get("identified")) and sum_of_both.value is not None:
                self._known["identified"] = _Known(sum_of_both.value, sum_of_both.computed_from)
            self._chain(FROM_IMPORTED)
            self._chain(below)
            self._across(below)
        else:
            self._chain((*BEFORE_SCREENED, *below))

    def _included(self) -> None:
        target = "appraised" if Step.APPRAISAL in self.steps else "reports_included"
        summed = target == "appraised" and self._built_back()
        eligible = ["reports_eligible"] if Step.ELIGIBLE in self.steps else []
        if Step.OTHER in self.steps:
            eligible.append("other_eligible")
        if eligible:
            self._sum(target, eligible, key="eligible", total_is_rest=True)
            self._too_many(target, eligible)
            for name in eligible:
                self._back_into(name)
        if Step.APPRAISAL in self.steps and not summed:
            self._chain(APPRAISAL)

    def _built_back(self) -> bool:
        """Where only both that became of them are written, how many were appraised; true if so."""
        both = ("excluded_on_quality", "reports_included")
        if "appraised" in self._known or not set(both) <= set(self._known):
            return False
        self._sum("appraised", both, key="appraised")
        return True

    def _discussion(self) -> None:
        last = "reports_eligible" if Step.ELIGIBLE in self.steps else "reports_included"
        for upper, lower in (("reports_assessed", "reports_discussed"), ("reports_discussed", last)):
            above, below = self._known.get(upper), self._known.get(lower)
            if not above or not below:
                self._derive(f"{upper}_minus_{lower}", None, (), "")
            else:
                self._difference(upper, lower, above, below)
        above_it = [level for level, _out in self._arm("reports_eligible")[:-1] if level in self._known]
        for upper, lower in pairwise([*above_it[-1:], "reports_discussed", last]):
            if {upper, lower} <= set(self._known) and self._known[upper].value < self._known[lower].value:
                self._say(f"{capital(self._n(lower))} cannot be more than {self._n(upper)}.", upper, lower)

    # The sums

    def _parts(self, name: str, count: Count) -> None:
        if not count.parts:
            return
        key = f"{name}_parts"
        there = sum(number for _label, number in count.parts if number is not None)
        complete = all(number is not None for _label, number in count.parts)
        if count.total is None:
            if complete:
                self._derive(name, there, (key,), " + ".join(label for label, _number in count.parts), forward=True)
            return
        self.unaccounted[key] = count.total - there if complete else None
        if there > count.total:
            self._say(f"The parts of {self._n(name)} add up to {there:,}, which is more.", name)
        elif complete and there < count.total:
            self._say(f"The parts of {self._n(name)} add up to {there:,}; {is_missing(count.total - there)}.", name)

    def _sum(self, total: str, addends: Sequence[str], *, key: str, total_is_rest: bool = False) -> None:
        """``total`` is the sum of ``addends``. ``total_is_rest``: the flow runs from the addends into the total."""
        missing = [name for name in addends if name not in self._known]
        there = [self._known[name] for name in addends if name in self._known]
        amount = sum(known.value for known in there)
        names = tuple(dict.fromkeys(name for known in there for name in known.names))
        whole = self._known.get(total)
        self.unaccounted[key] = None
        if whole is None:
            if not missing:
                self._derive(total, amount, names, " + ".join(addends), forward=True)
            return
        if not there:
            return
        words = listed(self._n(name) for name in addends if name in self._known)
        if not missing:
            rest = amount - whole.value if total_is_rest else whole.value - amount
            self.unaccounted[key] = rest
            if rest:
                self._say(f"{capital(words)} make {amount:,}, not {self._n(total)}; {gap(rest)}.", total, *addends)
        elif amount > whole.value:
            self._say(f"{capital(words)} cannot be more than {self._n(total)}.", total, *addends)
        elif len(missing) == 1:
            how = " - ".join([total, *(name for name in addends if name not in missing)])
            self._derive(missing[0], whole.value - amount, (*whole.names, *names), how)

    def _chain(self, chain: Levels, *, build: bool = True) -> None:
        """Levels one below the other. ``build``: what is worked out for the last may be built on."""
        levels = [name for name, _out in chain]
        for level in levels[:-1]:
            if level not in SILENT or level in self._known:
                self.unaccounted[level] = None
        known = [place for place, level in enumerate(levels) if level in self._known]
        for upper, lower in pairwise(known):
            self._between(levels[upper], outs_between(chain, upper, lower), levels[lower])
        if known and known[-1] < len(levels) - 1:
            self._below(levels[known[-1]], outs_between(chain, known[-1], len(levels) - 1))
        for place, level in enumerate(levels):
            if level not in self._known:
                self._level(chain, known, place)
        last = levels[-1]
        if last in SILENT and last not in self._known:
            del self.unaccounted[levels[-2]]  # checked where the arms come together
        if build and (found := self.derived.get(last)) and found.value is not None:
            self._known[last] = _Known(found.value, found.computed_from)

    def _too_many(self, target: str, eligible: Sequence[str]) -> None:
        """More included than can have come through, where one of the arms does not say how many did."""
        whole = self._known.get(target)
        if whole is None or all(name in self._known for name in eligible):
            return
        most = [self._at_most(name) for name in eligible]
        if None not in most and whole.value > (came := sum(number or 0 for number in most)):
            self._say(f"{capital(self._n(target))} cannot be more than came through, at most {came:,}.", target)

    def _back_into(self, name: str) -> None:
        """What an arm must have brought, worked out from what was included, says what left in the arm's last step."""
        found = self.derived.get(name)
        if name in self._known or found is None or found.value is None:
            return
        self._known[name] = _Known(found.value, found.computed_from)
        chain = self._arm(name)
        if chain[0] == ALL_BEFORE_SCREENED:
            chain = chain[1:]
        known = [place for place, (level, _out) in enumerate(chain) if level in self._known]
        for upper, lower in list(pairwise(known))[-1:]:
            self._between(chain[upper][0], outs_between(chain, upper, lower), name)

    def _arm(self, name: str) -> Levels:
        """The levels above what an arm brought; of imported records only what holds for the others too."""
        if name == "other_eligible":
            return OTHER
        before = (ALL_BEFORE_SCREENED,) if Step.IMPORT in self.steps else BEFORE_SCREENED
        return (*before, *FROM_SCREENED, (name, ()))

    def _at_most(self, name: str) -> int | None:
        """How many can have come through an arm: the lowest level that is known, less what is known to leave below."""
        chain = self._arm(name)
        place = max((place for place, (level, _out) in enumerate(chain) if level in self._known), default=None)
        if place is None:
            return None
        gone = sum(self._known[out].value for out in outs_between(chain, place, len(chain)) if out in self._known)
        return self._known[chain[place][0]].value - gone

    def _between(self, upper: str, outs: Sequence[str], lower: str) -> None:
        above, below = self._known[upper], self._known[lower]
        missing = [name for name in outs if name not in self._known]
        told = [name for name in outs if name in self._known]
        amount = sum(self._known[name].value for name in told) + below.value
        rest = above.value - amount
        words = listed(self._n(name) for name in [*told, lower])
        if not missing:
            self.unaccounted[upper] = rest
            if rest:
                made = f"{words} make {amount:,}" if told else words
                self._say(f"{capital(self._n(upper))}: {made}; {gap(rest)}.", upper, *told)
        elif rest < 0:
            more = "is more" if not told else f"make {amount:,}, which is more"
            self._say(f"{capital(self._n(upper))}: {words} {more}; this cannot be.", upper, *told)
            self._told.update(missing)
        elif len(missing) == 1 or rest == 0:  # where nothing is left, each of them is 0
            how = " - ".join([upper, *told, lower])
            for name in missing:
                self._derive(name, rest, self._names([upper, *told, lower]), how)
        else:
            self._merged(upper, told, missing, lower, rest)

    def _merged(
        self, upper: str, told: Sequence[str], missing: Sequence[str], lower: str, rest: int, also: str = ""
    ) -> None:
        """More than one way out is unknown, so that none can be known: only what they come to together."""
        self._difference(upper, lower, self._known[upper], self._known[lower])
        out = self._known[upper].value - self._known[lower].value
        ways = listed(BOXES[name].running_words for name in missing)
        named = f", of them {listed(self._n(name) for name in told)}" if told else ""
        self._say(
            f"From {self._n(upper)} to {self._n(lower)}, {out:,} went out{named}. How many each were {ways} "
            f"cannot be known, only that together{also} they come to {rest:,}.",
            upper,
            *missing,
        )
        self._told.update({*missing, *levels_between(upper, lower)})

    def _across(self, below: Levels) -> None:
        """Over the cut: to the first level known after it, from all that was identified, and from what was left."""
        place = next((place for place, (level, _out) in enumerate(below) if level in self._known), None)
        if place is None:
            return
        if {"after_duplicates", "not_imported"} <= set(self._known):
            self._at_best(
                ["after_duplicates", "not_imported"], [*TO_SCREENED, *outs_between(below, 0, place)], below[place][0]
            )
        if "identified" in self._known:
            self._from_all(below, place)

    def _at_best(self, both: Sequence[str], outs: Sequence[str], lower: str) -> None:
        after = [*(name for name in outs if name in self._known), lower]
        if sum(self._known[name].value for name in after) > sum(self._known[name].value for name in both):
            words, there = (listed(self._n(name) for name in names) for names in (after, both))
            self._say(f"{capital(words)} cannot be more than {there} together.", lower, *both)

    def _from_all(self, below: Levels, place: int) -> None:
        lower = below[place][0]
        outs = [*TO_DUPLICATES, *TO_SCREENED, *outs_between(below, 0, place)]
        told = [name for name in outs if name in self._known]
        missing = [name for name in outs if name not in self._known]
        rest = self._known["identified"].value - sum(self._known[n].value for n in told) - self._known[lower].value
        if rest < 0:
            words = listed(self._n(name) for name in [*told, lower])
            self._say(f"{capital(self._n('identified'))}: {words} make more; this cannot be.", "identified", lower)
        elif missing and rest:
            also = ", with whatever was left out of what was not imported and is unaccounted for,"
            self._merged("identified", told, missing, lower, rest, also)

    def _below(self, upper: str, outs: Sequence[str]) -> None:
        told = [name for name in outs if name in self._known]
        if sum(self._known[name].value for name in told) > self._known[upper].value:
            words = listed(self._n(name) for name in told)
            self._say(f"{capital(words)} cannot be more than {self._n(upper)}.", upper, *told)

    def _level(self, chain: Levels, known: Sequence[int], place: int) -> None:
        """A level nobody wrote down: the one above less what went out, or the one below with what went out."""
        level = chain[place][0]
        above = max((one for one in known if one < place), default=None)
        below = min((one for one in known if one > place), default=None)
        if above is not None and all(name in self._known for name in outs_between(chain, above, place)):
            terms = [chain[above][0], *outs_between(chain, above, place)]
            first, *rest = (self._known[name].value for name in terms)
            value = first - sum(rest)
            self._derive(level, value if value >= 0 else None, self._names(terms), " - ".join(terms))
        elif below is not None and all(name in self._known for name in outs_between(chain, place, below)):
            terms = [chain[below][0], *outs_between(chain, place, below)]
            self._derive(level, sum(self._known[name].value for name in terms), self._names(terms), " + ".join(terms))
        else:
            self._squeezed(
                level, chain[above][0] if above is not None else "", chain[below][0] if below is not None else ""
            )

    def _squeezed(self, level: str, upper: str, lower: str) -> None:
        """Between two equal levels nothing left, so that the level between them is the same."""
        same = {upper, lower} <= set(self._known) and self._known[upper].value == self._known[lower].value
        how = f"{upper}, since nothing left before {lower}"
        self._derive(
            level, self._known[upper].value if same else None, self._names([upper, lower]) if same else (), how
        )

    def _studies(self, studies: str, reports: str) -> None:
        if not {studies, reports} <= set(self._known):
            return
        some, written = self._known[studies].value, self._known[reports].value
        if (some == 0) != (written == 0):
            why = "there are no studies without reports, nor reports without studies"
            self._say(f"{capital(self._n(studies))}, {self._n(reports)}: {why}.", studies, reports)
        elif some > written:
            why = "That is so only if a report is of more than one study"
            self._say(f"{capital(self._n(studies))} are more than {self._n(reports)}. {why}.", studies, reports)

    def _unknown(self) -> None:
        """Every box without a number has an entry among the derived, and is spoken of once."""
        for name in self.boxes:
            if name not in self._known and name not in self.derived:
                self.derived[name] = Derived(None)
        left = [
            BOXES[name].running_words
            for name in self.boxes
            if name in self.derived and self.derived[name].value is None and name not in self._told | SILENT
        ]
        if left:
            self.problems.append(f"Not known: {listed(left)}. Where there were none, write 0.")

    # Words

    def _derive(self, name: str, value: int | None, names: Iterable[str], how: str, *, forward: bool = False) -> None:
        if name in self.derived and self.derived[name].value is not None:
            return
        came = tuple(dict.fromkeys(names)) if value is not None else ()
        self.derived[name] = Derived(value, came, how if value is not None else "")
        if forward and value is not None:
            self._known[name] = _Known(value, came)

    def _difference(self, upper: str, lower: str, above: _Known, below: _Known) -> None:
        rest = above.value - below.value
        if rest >= 0:
            self._derive(f"{upper}_minus_{lower}", rest, (*above.names, *below.names), f"{upper} - {lower}")

    def _names(self, terms: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for term in terms for name in self._known[term].names))

    def _n(self, name: str) -> str:
        return f"{BOXES[name].running_words} ({self._known[name].value:,})"

    def _say(self, sentence: str, *about: str) -> None:
        notes = [
            f"(Note on {BOXES[name].running_words}: {self.notes[name]})"
            for name in dict.fromkeys(about)
            if name in self.notes
        ]
        self.problems.append(" ".join([sentence, *notes]))
