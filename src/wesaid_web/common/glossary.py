"""The words of the house in plain English, for whoever asks what a word means. A group adds words of its own to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.languages import SOURCE


@dataclass(frozen=True)
class HouseWord:
    """One word of the program and what it means here."""

    word: str | Promise
    meaning: str | Promise

    @cached_property
    def key(self) -> str:
        """What its entry is called in an address, the same in every language: ``charter``."""
        with translation.override(SOURCE):
            return slugify(str(self.word))


HOUSE: tuple[HouseWord, ...] = (
    HouseWord(
        _("Access need"),
        _(
            "What helps somebody take part: a lift, large print, a break, somebody to come along. Here it is "
            "a promise, and the person says afterwards whether it was kept."
        ),
    ),
    HouseWord(_("Action"), _("What somebody does because of a decision: who, what and by when.")),
    HouseWord(_("Archive"), _("One file with the whole trail, to take along or hand on. Names are not in it.")),
    HouseWord(_("Change"), _("What is different now, and how we know. “Nothing changed” is an answer, too.")),
    HouseWord(
        _("Charter"),
        _(
            "What the group agreed: what we are here to change, for whom, who decides what, and how we keep "
            "each other safe."
        ),
    ),
    HouseWord(
        _("Code"),
        _(
            "Letters and digits that you get when you say something without an account. With them you see "
            "what became of it."
        ),
    ),
    HouseWord(
        _("Contribution"),
        _("One thing that somebody said: in words, as a photograph or as a recording. Each counts as its own voice."),
    ),
    HouseWord(
        _("Co-delivery"),
        _(
            "People who helped to shape something also help to run it, with training, somebody who supports "
            "them, and a limit."
        ),
    ),
    HouseWord(
        _("Co-production"),
        _("People who use services, carers and staff decide together and do the work together, as equals."),
    ),
    HouseWord(
        _("Decision"),
        _("What was decided on something that was said, why, and by whom. “Not done” is a decision, too."),
    ),
    HouseWord(_("Evaluator"), _("Looks at what the group measures. Changes nothing that people said.")),
    HouseWord(
        _("Facilitator"),
        _(
            "Runs the project with the group: invites people, writes decisions down, and sees that everyone "
            "can take part."
        ),
    ),
    HouseWord(_("Framework"), _("A way to think about co-production that others worked out and published.")),
    HouseWord(_("Hat"), _("What somebody speaks as: as a carer, as staff. The same person can have several.")),
    HouseWord(
        _("Impact report"),
        _("A report to hand on: what it was about, what changed, and what we cannot tell."),
    ),
    HouseWord(_("Kept for later"), _("Not now, with the day on which the group looks at it again.")),
    HouseWord(_("Ladder"), _("Steps that tell how much of the power is shared. No step is wrong in itself.")),
    HouseWord(
        _("Lived experience"),
        _("What somebody knows because they use the services, or care unpaid for someone who does."),
    ),
    HouseWord(_("Public page"), _("What anyone may read, without names, once the group has agreed to it.")),
    HouseWord(_("Receipt"), _("A slip of paper with a code, for somebody whose words were written down for them.")),
    HouseWord(
        _("Senior sponsor"),
        _("Somebody with the power to make things happen, who stands behind the group and has promised something."),
    ),
    HouseWord(
        _("Trail"),
        _(
            "From what was said to what was decided, what was done and what changed. It also shows where "
            "something stopped, and why."
        ),
    ),
    HouseWord(
        _("“We did” and “they did”"),
        _("“We did” is said only where whoever said something was there when it was decided, and worked on it."),
    ),
    HouseWord(
        _("Worry"),
        _("Something that may not be safe or right. It goes to a few people by name, and never on the trail."),
    ),
)
"""In the order of the English alphabet; a page puts them in the order of the reader's language."""


def house_words() -> list[tuple[str, str, str]]:
    """Every word with its key and its meaning in the reader's language, in alphabetical order: key, word, meaning."""
    found = ((one.key, str(one.word), str(one.meaning)) for one in HOUSE)
    return sorted(found, key=lambda row: row[1].strip("“").casefold())


def house_word(key: str) -> str:
    """The word of an entry, in the reader's language. Raises ``KeyError`` where there is no such entry."""
    return {one.key: str(one.word) for one in HOUSE}[key]
