"""The trail in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.trail.models import Fate
from wesaid_web.trail.queries import DONE, Counts

TEMPLATE_GLOBALS: dict[str, Any] = {}


def in_words(numbers: Counts) -> Iterator[str]:
    """What the picture shows, a sentence for each thing worth saying."""
    done = numbers.of(*DONE)
    talking = numbers.of(Fate.BEING_DONE, Fate.BEING_TRIED, Fate.TALKED_ABOUT)
    we = numbers.we(*DONE)
    yield _count(ngettext("One thing was said.", "%(n)s things were said.", numbers.said), numbers.said)
    if done:
        yield _count(ngettext("One is done.", "%(n)s are done.", done), done)
    if talking:
        words = ngettext(
            "One is being done, tried or talked about.", "%(n)s are being done, tried or talked about.", talking
        )
        yield _count(words, talking)
    if kept := numbers.of(Fate.LATER):
        yield _count(ngettext("One is kept for later.", "%(n)s are kept for later.", kept), kept)
    if stopped := numbers.of(Fate.NOT_DONE):
        words = ngettext(
            "One was not done, and the trail says why.", "%(n)s were not done, and the trail says why.", stopped
        )
        yield _count(words, stopped)
    if waiting := numbers.of(Fate.WAITING):
        yield _count(ngettext("One still waits.", "%(n)s still wait.", waiting), waiting)
    if we:
        words = ngettext(
            "For one of those done it is \u201cwe did\u201d: whoever said it was there when it was decided and worked on it.",
            "For %(n)s of those done it is \u201cwe did\u201d: whoever said it was there when it was decided and worked on it.",
            we,
        )
        yield _count(words, we)
    elif done:
        yield _("For none of those done is it \u201cwe did\u201d yet.")


def _count(words: str, number: int) -> str:
    return words % {"n": number_format(number, use_l10n=True, force_grouping=True)} if "%" in words else words
