"""The flow counted from what was decided about each record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wesaid.evidence.flow._boxes import LONGEST, MOST_PARTS, Count, FlowInputError, NotACountError, check_text
from wesaid.evidence.flow._value import Flow, Written, from_counts


class ImpossibleHistoryError(FlowInputError):
    """A record goes through a review in one direction: nothing happens to it after it has left."""


class Origin(StrEnum):
    """What kind of source a record was found in."""

    DATABASE = "database"
    REGISTER = "register"
    OTHER = "other"  # a website, an organisation, citation searching, ...


class Removal(StrEnum):
    """Why a record was removed before screening, other than as a duplicate."""

    AUTOMATION = "automation"
    OTHER_REASON = "other reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecisions:
    """What was decided about one record. What is ``None`` or empty is not decided yet.

    Attributes:
        id: tells the records apart.
        source: the database, register, website, organisation or kind of search it was found by.
        origin: what kind of source that is.
        duplicate_of: the id of the record it is a copy of.
        removed: why it was removed before screening, if it was.
        screened: whether title and abstract were let through (``True``) or excluded (``False``).
        retrieved: whether the full text that was sought was found. Records let through are sought.
        excluded_because: the reason the full text was excluded.
        study: the study it is a report of, if it was included.

    Raises:
        ImpossibleHistoryError: something is decided after the record has left, or before it got there.
        NotALabelError: an id, source, reason or study that is not one line of text.
    """

    id: str
    source: str
    origin: Origin = Origin.DATABASE
    duplicate_of: str | None = None
    removed: Removal | None = None
    screened: bool | None = None
    retrieved: bool | None = None
    excluded_because: str | None = None
    study: str | None = None

    def __post_init__(self) -> None:
        check_text(self.id, "an id", LONGEST)
        for what in ("source", "duplicate_of", "excluded_because", "study"):
            text = getattr(self, what)
            if text is not None or what == "source":
                check_text(text, f"record '{self.id}': {what}", LONGEST)
        if self.removed and self.origin is Origin.OTHER:
            raise self._impossible("removed before screening, which is for databases and registers")
        if self.removed and self.duplicate_of:
            raise self._impossible("both a duplicate and removed for another reason")
        if (self.removed or self.duplicate_of) and self.screened is not None:
            raise self._impossible("screened after it was removed")
        if self.retrieved is not None and not self.screened:
            raise self._impossible("sought without having been let through screening")
        if (self.excluded_because or self.study) and not self.retrieved:
            raise self._impossible("assessed without having been retrieved")
        if self.excluded_because and self.study:
            raise self._impossible("both excluded and included")

    def _impossible(self, words: str) -> ImpossibleHistoryError:
        return ImpossibleHistoryError(f"record '{self.id}' is {words}")


def from_decisions(
    decisions: Iterable[RecordDecisions],
    *,
    title: str = "",
    source: str = "",
    previous_studies: int | None = None,
    previous_reports: int | None = None,
) -> Flow:
    """The flow of a review, counted from its records. Those still waiting are unaccounted for, and a note says so.

    Each record that is sought is taken as one report; records of the same ``study`` are reports of it. The order of
    the records does not matter.

    Args:
        decisions: one entry for each record.
        title, source: for people.
        previous_studies, previous_reports: of the previous version of the review. If either is given, this is an
            update.

    Raises:
        ImpossibleHistoryError: an id occurs twice, or a duplicate is of no record, of itself, or of another duplicate
            that leads back to it.
        NotACountError: as for ``from_counts``.
    """
    records = list(decisions)
    _check_duplicates(records)
    main = [record for record in records if record.origin is not Origin.OTHER]
    other = [record for record in records if record.origin is Origin.OTHER]
    boxes = _main_boxes(main) | _included(records)
    notes = _waiting(main, "identified", "records_screened", "reports_sought", "reports_assessed")
    if other:
        boxes |= _other_boxes(other)
        notes |= _waiting(other, "other_identified", "other_identified", "other_sought", "other_assessed")
        if "reports_assessed" in notes or "other_assessed" in notes:
            notes["reports_eligible"] = "those not yet assessed are among them."
    if previous_studies is not None or previous_reports is not None:
        boxes |= {"previous_studies": previous_studies, "previous_reports": previous_reports}
    return from_counts(boxes, title=title, source=source, notes=notes)


def _check_duplicates(records: Sequence[RecordDecisions]) -> None:
    same: dict[str, str | None] = {}
    for record in records:
        if record.id in same:
            raise ImpossibleHistoryError(f"record '{record.id}' is there twice")
        same[record.id] = record.duplicate_of
    ends: set[str] = set()  # records known to lead to one that stays
    for record in records:
        walked: set[str] = set()
        at: str | None = record.id
        while at is not None and at not in ends:
            if at in walked:
                raise ImpossibleHistoryError(f"record '{at}' is a duplicate of itself, by way of others")
            if at not in same:
                raise ImpossibleHistoryError(f"record '{record.id}' is a duplicate of '{at}', which is not there")
            walked.add(at)
            at = same[at]
        ends |= walked


def _main_boxes(records: Sequence[RecordDecisions]) -> dict[str, Written]:
    screened = [record for record in records if record.screened is not None]
    sought = [record for record in screened if record.screened]
    databases = _sources(record for record in records if record.origin is Origin.DATABASE)
    registers = _sources(record for record in records if record.origin is Origin.REGISTER)
    return {
        "databases": databases,
        "registers": registers,
        "identified": len(records),
        "duplicates_removed": sum(record.duplicate_of is not None for record in records),
        "automation_removed": sum(record.removed is Removal.AUTOMATION for record in records),
        "other_removed": sum(record.removed is Removal.OTHER_REASON for record in records),
        "records_screened": len(screened),
        "records_excluded": len(screened) - len(sought),
        "reports_sought": len(sought),
        "reports_not_retrieved": sum(record.retrieved is False for record in sought),
        "reports_assessed": sum(record.retrieved is True for record in sought),
        "reports_excluded": _reasons(sought),
    }


def _other_boxes(records: Sequence[RecordDecisions]) -> dict[str, Written]:
    sought = [record for record in records if record.screened]
    duplicates = sum(record.duplicate_of is not None for record in records)
    excluded = sum(record.screened is False for record in records)
    return {
        "other_identified": _sources(records),
        "other_set_aside": Count(
            duplicates + excluded, (("Duplicates", duplicates), ("Excluded on title or abstract", excluded))
        ),
        "other_sought": len(sought),
        "other_not_retrieved": sum(record.retrieved is False for record in sought),
        "other_assessed": sum(record.retrieved is True for record in sought),
        "other_excluded": _reasons(sought),
    }


def _included(records: Sequence[RecordDecisions]) -> dict[str, Written]:
    studies = [record.study for record in records if record.study]
    return {"studies_included": len(set(studies)), "reports_included": len(studies)}


def _sources(records: Iterable[RecordDecisions]) -> Count:
    return _in_parts("source", Counter(record.source for record in records))


def _reasons(records: Iterable[RecordDecisions]) -> Count:
    return _in_parts(
        "excluded_because", Counter(record.excluded_because for record in records if record.excluded_because)
    )


def _in_parts(what: str, found: Counter[str]) -> Count:
    """The largest part first; equal ones by name, so that the order of the records does not matter."""
    if len(found) > MOST_PARTS:
        raise NotACountError(f"{what}: there are {len(found):,} different ones; the most is {MOST_PARTS}")
    parts = sorted(found.items(), key=lambda part: part[0])
    parts.sort(key=lambda part: part[1], reverse=True)
    return Count(found.total(), tuple(parts))


def _waiting(
    records: Sequence[RecordDecisions], unscreened: str, screened: str, sought: str, assessed: str
) -> dict[str, str]:
    """For each place where records wait, a note that says how many and what for."""
    gone = sum(bool(record.duplicate_of or record.removed) for record in records)
    counts = {
        unscreened: (sum(record.screened is None for record in records) - gone, "not been screened"),
        sought: (sum(bool(record.screened) and record.retrieved is None for record in records), "not been sought"),
        assessed: (
            sum(bool(r.retrieved) and not (r.excluded_because or r.study) for r in records),
            "not been assessed to the end",
        ),
    }
    return {
        box: f"{number:,} {'has' if number == 1 else 'have'} {words} yet."
        for box, (number, words) in counts.items()
        if number
    }
