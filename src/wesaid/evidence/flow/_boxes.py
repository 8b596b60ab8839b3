"""The boxes of a flow: their names, their words, where they stand, and what may be written into one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

MOST = 1_000_000_000  # no review has had more; a greater number is a slip
MOST_PARTS = 500
LONGEST = 200  # characters of the name of a part
# Control characters, halves of characters, and places without a character: none can stand in XML.
_NO_TEXT = {"Cc", "Cs", "Cn", "Zl", "Zp"}


class FlowInputError(ValueError):
    """What a flow is made from follows the rules. The message names the field."""


class UnknownBoxError(FlowInputError):
    """Only boxes of the flow have numbers."""


class NotACountError(FlowInputError):
    """A count is a whole number from 0 to a billion, or unknown."""


class NotALabelError(FlowInputError):
    """A part has a name that can be read in one line."""


class Arm(StrEnum):
    """The columns of the PRISMA 2020 template, in the order they are read."""

    PREVIOUS = "Previous studies"
    DATABASES = "New studies from databases and registers"
    OTHER = "New studies found by other methods"
    INCLUDED = "Included"


class Step(StrEnum):
    """What a review may or may not have done. A step of which no box is written is no part of the flow."""

    ALWAYS = "always"
    PREVIOUS = "previous version"
    SOURCES = "databases and registers apart"
    IMPORT = "only some records imported"
    DISCUSSION = "second look at full texts"
    ELIGIBLE = "eligible counted"
    OTHER = "other methods"
    APPRAISAL = "quality"


@dataclass(frozen=True, slots=True)
class Box:
    """One box. ``aside`` boxes hold what leaves the flow there; ``ours`` are not in the PRISMA 2020 template."""

    name: str
    words: str
    arm: Arm
    step: Step = Step.ALWAYS
    aside: bool = False
    ours: bool = False

    @property
    def running_words(self) -> str:
        """The words as they stand inside a sentence."""
        return self.words[0].lower() + self.words[1:]


_D, _O = Arm.DATABASES, Arm.OTHER
_ALL = (
    Box("previous_studies", "Studies included in previous version of review", Arm.PREVIOUS, Step.PREVIOUS),
    Box("previous_reports", "Reports of studies included in previous version", Arm.PREVIOUS, Step.PREVIOUS),
    Box("databases", "Records identified from databases", _D, Step.SOURCES),
    Box("registers", "Records identified from registers", _D, Step.SOURCES),
    Box("identified", "Records identified", _D),
    Box("not_imported", "Records not imported but sifted in another way", _D, Step.IMPORT, aside=True, ours=True),
    Box("imported", "Records imported into screening software", _D, Step.IMPORT, ours=True),
    Box("duplicates_removed", "Duplicate records removed", _D, aside=True),
    Box("after_duplicates", "Records left without duplicates", _D, ours=True),
    Box("automation_removed", "Records marked as ineligible by automation tools", _D, aside=True),
    Box("other_removed", "Records removed for other reasons", _D, aside=True),
    Box("records_screened", "Records screened", _D),
    Box("records_excluded", "Records excluded", _D, aside=True),
    Box("reports_sought", "Reports sought for retrieval", _D),
    Box("reports_not_retrieved", "Reports not retrieved", _D, aside=True),
    Box("reports_assessed", "Reports assessed for eligibility", _D),
    Box("reports_discussed", "Reports kept for a second look", _D, Step.DISCUSSION, ours=True),
    Box("reports_excluded", "Reports excluded", _D, aside=True),
    Box("reports_eligible", "Reports found eligible", _D, Step.ELIGIBLE, ours=True),
    Box("other_identified", "Records identified by other methods", _O, Step.OTHER),
    Box(
        "other_set_aside",
        "Records from other methods set aside before retrieval",
        _O,
        Step.OTHER,
        aside=True,
        ours=True,
    ),
    Box("other_sought", "Reports from other methods sought for retrieval", _O, Step.OTHER),
    Box("other_not_retrieved", "Reports from other methods not retrieved", _O, Step.OTHER, aside=True),
    Box("other_assessed", "Reports from other methods assessed for eligibility", _O, Step.OTHER),
    Box("other_excluded", "Reports from other methods excluded", _O, Step.OTHER, aside=True),
    Box("other_eligible", "Reports from other methods found eligible", _O, Step.OTHER, ours=True),
    Box("appraised", "Reports appraised for quality", Arm.INCLUDED, Step.APPRAISAL, ours=True),
    Box("excluded_on_quality", "Reports excluded on quality", Arm.INCLUDED, Step.APPRAISAL, aside=True, ours=True),
    Box("studies_included", "New studies included in review", Arm.INCLUDED),
    Box("reports_included", "Reports of new included studies", Arm.INCLUDED),
    Box("total_studies", "Total studies included in review", Arm.INCLUDED, Step.PREVIOUS),
    Box("total_reports", "Reports of total included studies", Arm.INCLUDED, Step.PREVIOUS),
)
BOXES: Mapping[str, Box] = MappingProxyType({box.name: box for box in _ALL})


@dataclass(frozen=True, slots=True)
class Count:
    """What is written in one box: how many, and how many of each part (each database, each reason).

    ``None`` is *unknown*, which is never the same as 0. The parts need not be complete, and need not add up: what
    they miss is said by the flow, not mended.

    Raises:
        NotACountError: a number that is negative, not whole, or above a billion; more than 500 parts.
        NotALabelError: a part whose name is blank, doubled, longer than 200 characters or not one line of text.
    """

    total: int | None
    parts: tuple[tuple[str, int | None], ...] = ()

    def __post_init__(self) -> None:
        check_count(self.total)
        if len(self.parts) > MOST_PARTS:
            raise NotACountError(f"has {len(self.parts)} parts; the most is {MOST_PARTS}")
        for label, number in self.parts:
            check_text(label, "the name of a part", LONGEST)
            try:
                check_count(number)
            except NotACountError as problem:
                raise NotACountError(f"part '{label}' {problem}") from None
        if len({label for label, _number in self.parts}) < len(self.parts):
            raise NotALabelError("two parts have the same name")


def check_count(number: object) -> None:
    """Raises ``NotACountError`` unless this is a count or ``None``. Truth values are not counts."""
    if number is None:
        return
    if isinstance(number, bool) or not isinstance(number, int):
        raise NotACountError(f"is {_shown(number)}; it must be a whole number, or null where it is not known")
    if number < 0:
        raise NotACountError(f"is {_shown(number)}; a count cannot be negative")
    if number > MOST:
        raise NotACountError(f"is above {MOST:,}, which no review has had")


def check_text(text: object, what: str, longest: int) -> None:
    """Raises ``NotALabelError`` unless this is text for people: not blank, one line, not too long."""
    if not isinstance(text, str):
        raise NotALabelError(f"{what} is {_shown(text)}; it must be text")
    if not text.strip():
        raise NotALabelError(f"{what} is blank")
    if len(text) > longest:
        raise NotALabelError(f"{what} is longer than {longest} characters")
    if any(unicodedata.category(character) in _NO_TEXT for character in text):
        raise NotALabelError(f"{what} has characters that cannot be printed, or more than one line")


def _shown(value: object) -> str:
    """A wrong value, short enough and plain enough for a message of one line."""
    if isinstance(value, int) and abs(value) > MOST:
        return "beyond a billion"
    words = {bool: "true or false", list: "a list", dict: "an object", type(None): "null"}.get(type(value))
    return words or ascii(value)[:40]
