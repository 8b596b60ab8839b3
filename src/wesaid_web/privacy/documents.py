"""Documents about privacy, filled in from the registers: a notice, an assessment of risks (DPIA), how long things are kept.

What only the group can say is left as a blank that is clearly marked. Nobody who wrote the program knows why a group may
hold what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wesaid_web.common.registry import Erase, Model, models_register
from wesaid_web.privacy.keeping import TIMES, days_of
from wesaid_web.privacy.words import PARTS
from wesaid_web.projects.models import Project

FOLDER = Path(__file__).parent / "documents"
NAMES = ("privacy-notice.md", "dpia.md", "retention.md")
WAYS: dict[Erase, str | Promise] = {
    Erase.ERASE: lazy("emptied"),
    Erase.KEEP: lazy("stays"),
    Erase.REDACT: lazy("replaced by “Removed.”"),
    Erase.ROW: lazy("goes"),
    Erase.NAME: lazy("the name is taken out"),
    Erase.CHOICE: lazy("as the person chooses"),
    Erase.NAMELESS: lazy("stays, without name or account"),
}
"""What erasure does, in the words of the documents."""


@dataclass(frozen=True)
class Line:
    """One kind of thing that is kept, as the list for everybody tells it."""

    label: str
    holds: str
    kept: str
    seen_by: str
    erased: str


@dataclass(frozen=True)
class Part:
    """Kinds of things that are kept for the same reason."""

    title: str | Promise
    lines: list[Line]


def register_parts() -> list[Part]:
    """Everything that is kept about people, room by room. What is the program's own, and about nobody, is left out."""
    found: dict[str, list[Line]] = {}
    for label, entry in models_register().items():
        if not _about_people(entry):
            continue
        found.setdefault(label.split(".")[0], []).append(_line(label, entry))
    ordered = [Part(title, found.pop(app)) for app, title in PARTS.items() if app in found]
    return ordered + [Part(_("Other"), lines) for lines in found.values()]


def _about_people(entry: Model) -> bool:
    stays = all(one.erase == Erase.KEEP and one.seen_by == "nobody" for one in entry.fields.values())
    return not stays and entry.retention != "empty"


def _line(label: str, entry: Model) -> Line:
    readers = list(dict.fromkeys(one.seen_by for one in entry.fields.values() if one.seen_by != "nobody"))
    erased = _("stands apart: %(why)s") % {"why": _(entry.apart)} if entry.apart else _sentence(entry)
    return Line(label, _(entry.holds), _(entry.retention), "; ".join(map(_, readers)) or _("nobody"), erased)


def _sentence(entry: Model) -> str:
    ways = [one.erase for one in entry.fields.values()]
    if Erase.ROW in ways:
        return str(WAYS[Erase.ROW])
    told = [str(WAYS[way]) for way in Erase if way in ways and way != Erase.KEEP]
    return "; ".join(told) or str(WAYS[Erase.KEEP])


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    heads = list(heads)
    return "\n".join([line(heads), "|" + "---|" * len(heads), *map(line, rows)])


def _register_tables() -> Iterator[str]:
    for part in register_parts():
        rows = ([one.holds, one.seen_by, one.kept, one.erased] for one in part.lines)
        yield f"### {part.title}\n\n" + table(["what", "who sees it", "how long", "when somebody is erased"], rows)


def _fields_table() -> Iterator[str]:
    for label, entry in sorted(models_register().items()):
        if _about_people(entry):
            rows = ([f"`{name}`", one.purpose, one.seen_by, str(WAYS[one.erase])] for name, one in entry.fields.items())
            yield f"### `{label}`\n\n" + table(["column", "what for", "who sees it", "when erased"], rows)


def _times_table(project: Project | None) -> str:
    days = days_of(None) | (days_of(project) if project else {what: one.usual for what, one in TIMES.items()})
    rows = [
        [
            str(TIMES[what].title),
            f"{count} days",
            "" if TIMES[what].of_site else f"{TIMES[what].least} to {TIMES[what].most} days",
        ]
        for what, count in days.items()
    ]
    return table(["what", "kept for", "the group may choose"], rows)


def document(name: str, *, project: Project | None = None, blank: bool = False) -> str:
    """One of the documents, filled in.

    Args:
        name: one of :data:`NAMES`.
        project: the project whose times count; none for the usual ones.
        blank: leave out what is known of this installation, as for the copies in ``docs/privacy``.
    """
    values = {
        "site": "[FILL IN: the address of your site]" if blank else settings.PUBLIC_URL,
        "contact": "[FILL IN: whom people ask, and how]" if blank or not settings.CONTACT else settings.CONTACT,
        "project": project.name if project else "[FILL IN: the name of the group or project]",
        "register": "\n\n".join(_register_tables()),
        "columns": "\n\n".join(_fields_table()),
        "times": _times_table(project),
    }
    return Template((FOLDER / name).read_text("utf-8")).substitute(values)
