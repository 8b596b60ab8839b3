"""The trail for a wall: sheets that hang side by side, one step on each; or the same on one large sheet.

What hangs on a wall is read by whoever walks past. So there are two kinds, and each says on itself which it is: one for the
group's own room, and one for anybody, which tells what the published page tells and nothing else. On neither is a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wesaid_web.common.markup import to_line
from wesaid_web.projects.models import Project
from wesaid_web.show.picture import COLUMN, Drawing
from wesaid_web.show.releases import content_of, less_hidden
from wesaid_web.trail.models import Fate, Result, Status
from wesaid_web.trail.permissions import kept_from_the_group
from wesaid_web.trail.places import AGREED, place
from wesaid_web.trail.queries import counted
from wesaid_web.trail.words import PLACE

COLUMNS = 4
EDGE = 4.0  # of the picture, above its band
SAID, WHY, DONE = 300, 250, 130
"""How many characters of what was said, of a reason and of one action fit on a sheet at a size that is read from two metres."""

ORDER = (
    {Fate.DONE_CHANGED},
    {Fate.NOT_DONE},
    {Fate.BEING_DONE, Fate.BEING_TRIED},
    {Fate.DONE_NO_CHANGE},
    {Fate.LATER},
    {Fate.WAITING, Fate.TALKED_ABOUT},
)
"""Stories are taken in turn from each of these, so that what was not done hangs beside what was."""


@dataclass(frozen=True)
class Tile:
    """One sheet: its place on the wall, its step, its words, and what hangs to the right of it."""

    place: str
    step: str
    words: tuple[str, ...] = ()
    why: str = ""
    right: str = ""
    stops: tuple[tuple[str, int, str | Promise], ...] = ()
    box: str = ""  # the part of the picture that is on it
    tongue: str | None = None  # the language of the words, where they are somebody's own


def stories_within(project: Project) -> list[dict[str, Any]]:
    """What the group's own wall may tell: nothing hidden or taken back, and nothing about somebody else."""
    rows = counted(project).filter(about_other=False, withdrawn_on=None)
    content = content_of(project, rows, within=True)
    hidden = set(map(str, kept_from_the_group(project.pk)))
    items = [less_hidden(item, hidden) for item in content["items"]]
    shown = [one for one in content["changes"] if hidden.isdisjoint(one["rests_on"])]
    return _with_changes(items, shown)


def stories_outside(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a wall for anybody tells: what the published page shows now, as :func:`page_context` has it."""
    return _with_changes(shown["items"], [change for change, _words in shown["changed"]])


def _with_changes(items: Iterable[dict[str, Any]], changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    of: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        for key in change["about"]:
            of.setdefault(key, []).append(change)
    return [item | {"changes": of.get(item["id"], [])} for item in items]


def chosen(stories: Sequence[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """So many of them, taken in turn from what changed, what was not done, what is under way and what waits."""
    heaps = [[story for story in stories if story["fate"] in fates] for fates in ORDER]
    in_turn = [story for story in chain.from_iterable(zip_longest(*heaps)) if story]
    taken = in_turn[:most]
    return [story for heap in heaps for story in heap if story in taken]


def heading(drawing: Drawing) -> list[Tile]:
    """The first row: the picture, cut into four sheets that hang side by side."""
    top = drawing.steps[0].bar[1] - EDGE
    names = {"said": _("Said"), "decided": _("Decided"), "did": _("Did"), "changed": _("Changed")}
    return [
        Tile(
            place=f"A{number + 1}",
            step=f"{names[step.name]} {step.count}",
            stops=tuple((stop.place, stop.count, PLACE[stop.place]) for stop in step.stops),
            right=f"A{number + 2}" if number + 1 < COLUMNS else "",
            box=f"{number * COLUMN:.1f} {top:.1f} {COLUMN:.1f} {drawing.height - top:.1f}",
        )
        for number, step in enumerate(drawing.steps)
    ]


def rows(stories: Sequence[dict[str, Any]]) -> list[list[Tile | None]]:
    """A row for each story, with a sheet for each step it got to; the last says where it stopped, if it did."""
    return [_row(chr(ord("B") + number), story) for number, story in enumerate(stories)]


def _row(letter: str, story: dict[str, Any]) -> list[Tile | None]:
    steps = [_said(story), _decided(story), _did(story), _changed(story)]
    there = [number for number, step in enumerate(steps) if step]
    found: list[Tile | None] = []
    for number, step in enumerate(steps):
        right = f"{letter}{number + 2}" if number + 1 in there else ""
        tongue = story["language"] if number == 0 else None  # the first step is what somebody said
        found.append(Tile(f"{letter}{number + 1}", *step, right, tongue=tongue) if step else None)
    return found


Step = tuple[str, tuple[str, ...], str]


def _said(story: dict[str, Any]) -> Step:
    return _("Said"), (to_line(story["words"], SAID),), ""


def _decided(story: dict[str, Any]) -> Step | None:
    if story["fate"] in {Fate.WAITING, Fate.TALKED_ABOUT}:
        return _("Decided"), (str(PLACE[story["fate"]]),), ""
    if not story["result"]:
        return None
    why = _("Why: %(reason)s") % {"reason": to_line(story["reason"], WHY)} if story["reason"] else ""
    return _("Decided"), (str(Result(story["result"]).label),), why


def _did(story: dict[str, Any]) -> Step | None:
    if story["fate"] in {Fate.WAITING, Fate.TALKED_ABOUT, Fate.NOT_DONE, Fate.LATER} and not story["actions"]:
        return None
    words = tuple(f"{Status(one['status']).label}: {to_line(one['what'], DONE)}" for one in story["actions"][:2])
    whose = {"we": _("We did it."), "they": _("They did it.")}.get(story["whose"], "")
    return _("Did"), words or (str(PLACE[AGREED]),), whose if story["fate"] in _DONE else ""


_DONE = {Fate.DONE_CHANGED, Fate.DONE_NO_CHANGE}


def _changed(story: dict[str, Any]) -> Step | None:
    if not story["changes"]:
        words = PLACE[place(story["fate"], story["fate_why"])]
        return (_("Changed"), (str(words),), "") if story["fate"] == Fate.DONE_NO_CHANGE else None
    first = story["changes"][0]
    begin = _("Nothing changed:") + " " if first["nothing"] else ""
    return _("Changed"), (begin + to_line(first["what"], SAID - 100),), ""
