"""The trail in plain sentences, every number with the list it opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.show.report_words import ASKED_FOR, STEPS, kind_of_role
from wesaid_web.trail.models import Fate
from wesaid_web.trail.places import AGREED, DONE, UNDER_WAY
from wesaid_web.trail.queries import Counts

TEMPLATE_GLOBALS: dict[str, Any] = {"asked_for_words": ASKED_FOR, "report_steps": STEPS, "kind_of_role": kind_of_role}


@dataclass(frozen=True)
class Sentence:
    """A sentence with a place ``{}`` for its number, and what the address of its list asks for."""

    words: str
    number: int
    query: str

    def shown(self, address: str) -> SafeString:
        """The sentence as HTML; its number opens the list, where there is a list to open."""
        number = number_format(self.number, use_l10n=True, force_grouping=True)
        if not address:
            return format_html(self.words, number)
        link = format_html('<a href="{}{}">{}</a>', address, f"?{self.query}" if self.query else "", number)
        return format_html(self.words, link)


def in_words(numbers: Counts) -> Iterator[Sentence]:
    """What the picture shows, a sentence for each thing worth saying."""
    done = numbers.of(*DONE)
    under_way, agreed = numbers.of(*UNDER_WAY), numbers.of(AGREED)
    talking = numbers.of(Fate.TALKED_ABOUT)
    kept, stopped, waiting = numbers.of(Fate.LATER), numbers.of(Fate.NOT_DONE), numbers.of(Fate.WAITING)
    we = numbers.we(*DONE)
    found = [
        (numbers.said, "", ngettext("{} thing was said.", "{} things were said.", numbers.said)),
        (done, "fate=done", ngettext("{} is done.", "{} are done.", done)),
        (under_way, "fate=under_way", ngettext("{} is being done or tried.", "{} are being done or tried.", under_way)),
        (
            agreed,
            "fate=agreed",
            ngettext("{} is agreed, and nobody is on it yet.", "{} are agreed, and nobody is on them yet.", agreed),
        ),
        (talking, "fate=talked_about", ngettext("{} is being talked about.", "{} are being talked about.", talking)),
        (kept, "fate=later", ngettext("{} is kept for later.", "{} are kept for later.", kept)),
        (
            stopped,
            "fate=not_done",
            ngettext("{} was not done, and the trail says why.", "{} were not done, and the trail says why.", stopped),
        ),
        (waiting, "fate=waiting", ngettext("{} still waits.", "{} still wait.", waiting)),
        (
            we,
            "fate=done&whose=we",
            ngettext(
                "For {} of those done it is \u201cwe did\u201d: whoever said it was there when it was decided, and worked on it.",
                "For {} of those done it is \u201cwe did\u201d: whoever said it was there when it was decided, and worked on it.",
                we,
            ),
        ),
    ]
    for number, query, words in found:
        if number:
            yield Sentence(words, number, query)
    if done and not we:
        yield Sentence(_("For none of those done is it \u201cwe did\u201d yet."), 0, "")
