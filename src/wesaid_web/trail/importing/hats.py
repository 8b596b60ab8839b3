"""Which hat each word in an imported file is: one the project has, one that was answered for, or a new one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wesaid_web.projects.actions import place_hat
from wesaid_web.projects.models import Hat, Perspective, Project
from wesaid_web.trail.importing.rows import Row
from wesaid_web.trail.importing.table import Rejected
from wesaid_web.trail.models import ImportRun

MAX_NEW_HATS = 20
NEW, NEW_LIVED = "new", "new_lived"  # a word in a file is a new hat: of anyone; of people with lived experience


def known_hats(project: Project) -> dict[str, Perspective]:
    """The hats of a project by every name they go by, in small letters."""
    found = {}
    for perspective in project.perspectives.all():
        for name in (perspective.code, perspective.code.replace("_", " "), str(perspective.words), perspective.name):
            if name:
                found[name.casefold()] = perspective
    return found


def hats_for(run: ImportRun, rows: Iterable[Row]) -> dict[str, Perspective]:
    """The hat for each word in a slice: as was answered, else the hat of that name, else a new one, up to a limit.

    What each word turned out to be is kept with the import, so that the next slice, and whoever asks, finds the same.
    """
    known = known_hats(run.project)
    by_id = {str(hat.pk): hat for hat in known.values()}
    not_stated = known[Hat.NOT_STATED]
    spelled = {word.casefold(): word for word in run.hats}
    for word, answer in run.hats.items():
        if answer in by_id:
            known[word.casefold()] = by_id[answer]
        elif answer in {NEW, NEW_LIVED}:
            known.pop(word.casefold(), None)
    known[""] = not_stated
    room = room_for_hats(run.project)
    for row in rows:
        key = row.hat.casefold()
        word = spelled.setdefault(key, row.hat)
        if key not in known:
            if not room:
                continue
            room -= 1
            lived = run.hats.get(word) == NEW_LIVED
            known[key] = place_hat(project=run.project, name=row.hat, lived_experience=lived, by=run.started_by)
            run.hats_added.append(str(known[key].pk))
        if key:
            run.hats[word] = str(known[key].pk)
    return known


def with_known_hat(row: Row | Rejected, hats: dict[str, Perspective]) -> Row | Rejected:
    return row if isinstance(row, Rejected) or row.hat.casefold() in hats else too_many_hats(row)


def room_for_hats(project: Project) -> int:
    """How many more hats of its own a project may get from a file."""
    return max(MAX_NEW_HATS - (project.perspectives.count() - len(Hat)), 0)


def too_many_hats(row: Row) -> Rejected:
    reason = _("There are more than %(limit)s kinds of hat. Is this the right column?") % {"limit": MAX_NEW_HATS}
    return Rejected(row.line, reason)
