"""The field's frameworks as pages show them, and what something of a project is seen through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid.frameworks import Framework, Item, Kind, UnknownNameError, framework_named


def said(text: str) -> str:
    """Words of a framework in the reader's language; nothing where there are none."""
    return _(text) if text else ""


class SeenThrough(models.Model):
    """What something is seen through: a framework, or one part of it, by the names wesaid.frameworks has for them.

    A base for the models of apps that hold the things.
    """

    framework = models.CharField(max_length=60)
    item = models.CharField(max_length=60, blank=True)  # empty: the whole of it

    class Meta:
        abstract = True
        ordering = ["framework", "item"]


class Named(Protocol):
    @property
    def framework(self) -> str: ...
    @property
    def item(self) -> str: ...


@dataclass(frozen=True)
class Lens:
    """What something is seen through, in words: what it is called, what it means, where more of it is told."""

    framework: str
    item: str
    title: str
    meaning: str
    address: str


def check_known(framework: str, item: str) -> None:
    """Raise unless there is such a framework and, if one is named, such a part of it.

    Raises:
        UnknownNameError: there is none; the message names what may be meant.
    """
    found = framework_named(framework)
    if item:
        found.item(item)


def lenses(rows: Iterable[Named]) -> list[Lens]:
    """What something is seen through, in words. What this version of the program does not know is called by its name."""
    return [_lens(row) for row in rows]


def _lens(row: Named) -> Lens:
    try:
        framework = framework_named(row.framework)
        part = framework.item(row.item) if row.item else None
    except UnknownNameError:
        name = f"{row.framework}: {row.item}" if row.item else row.framework
        return Lens(row.framework, row.item, name, _("This program does not know it."), "")
    address = reverse("framework", args=[framework.name])
    if part is None:
        return Lens(row.framework, "", said(framework.title), said(framework.purpose), address)
    return Lens(row.framework, part.id, title(framework, part), said(part.description), f"{address}#{part.id}")


def title(framework: Framework, part: Item) -> str:
    """A part with what it is a part of, and on a ladder which step it is."""
    values = {"framework": said(framework.title), "number": part.rank, "part": said(part.name)}
    if framework.kind is Kind.LADDER:
        return _("%(framework)s, step %(number)s: %(part)s") % values
    return _("%(framework)s: %(part)s") % values


def in_reading_order(framework: Framework) -> list[Item]:
    """The parts as people read them: a ladder from its highest step, everything else as it was published."""
    return list(reversed(framework.items)) if framework.kind is Kind.LADDER else list(framework.items)
