"""Four activities on paper, in our own words: what each is for, how to use it in the room, what stands on the blank sheet.

What comes of a sheet is typed in row by row and is on the trail like anything that was said; how it reached the group says
on which sheet it stood.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.trail.models import Channel

Words = str | Promise


@dataclass(frozen=True)
class Part:
    """One part of a sheet: what is asked, and whether it has much room."""

    title: Words
    hint: Words = ""
    tall: bool = False


@dataclass(frozen=True)
class Activity:
    """One kind of sheet."""

    channel: Channel
    file: str
    title: Words
    purpose: Words
    minutes: Words
    how: tuple[Words, ...]
    care: Words
    parts: tuple[Part, ...]


ACTIVITIES = (
    Activity(
        Channel.JOURNEY,
        "sheet-journey",
        _("The way I went"),
        _("A journey map: what happened, step by step, and how each step felt."),
        _("About 30 minutes, alone or in twos."),
        (
            _("Each person thinks of one time: from the first moment to the last. It can be short."),
            _("Write or draw one step in each row: what happened, who was there, how it felt."),
            _("Mark the best step and the hardest one. Tell each other about these two only."),
            _("Ask at the end: what one thing would have made the hardest step easier?"),
        ),
        _("Some ways were hard. Nobody has to show their sheet or say more than they like."),
        (
            Part(_("Before: how did it begin?")),
            Part(_("Then: what happened, who was there?")),
            Part(_("And then?")),
            Part(_("The end, or where it is now")),
            Part(_("How did it feel, step by step? Mark the best and the hardest.")),
            Part(_("What one thing would have made the hardest step easier?")),
        ),
    ),
    Activity(
        Channel.PERSONA,
        "sheet-person",
        _("A person we made up"),
        _("A persona: somebody invented, so that we can speak of hard things without speaking of anyone here."),
        _("About 30 minutes, in groups of three or four."),
        (
            _("Make somebody up together. Give them a name that nobody here has."),
            _("Fill the sheet as if you knew them well. Take nothing from the life of somebody in the room."),
            _("Read them out to the others: what did each group see that the others did not?"),
            _("Ask at the end: what would this person need from us?"),
        ),
        _(
            "A made-up person is nobody’s voice. Write down what the group says because of them, and as what they say it."
        ),
        (
            Part(_("Their name, and a drawing if you like")),
            Part(_("Their life: whom they live with, what they like, what they have to do")),
            Part(_("What matters most to them")),
            Part(_("What gets in their way when they need help")),
            Part(_("What would a good day be like?")),
            Part(_("What would they need from us?")),
        ),
    ),
    Activity(
        Channel.IMAGINE,
        "sheet-imagine",
        _("Imagine it"),
        _("An imaginative question: it is easier to say what is missing when anything is allowed."),
        _("About 20 minutes, alone first and then all together."),
        (
            _("Read the question out slowly, twice. Let there be a minute of silence."),
            _("Write, draw or build. There are no wrong answers, and nobody asks yet what it costs."),
            _(
                "Put the sheets on the wall and walk past them. Each person marks two that they would like to see happen."
            ),
            _("Ask at the end: what small part of this could we try next month?"),
        ),
        _("Dreams can hurt, too. Somebody may leave their sheet empty."),
        (
            Part(
                _("You wake up one morning, and overnight everything works as it should. How would you notice?"),
                tall=True,
            ),
            Part(_("What is the first thing that is different?")),
            Part(_("What would other people notice?")),
            Part(_("What small part of this could we try next month?")),
        ),
    ),
    Activity(
        Channel.TOUCHPOINT,
        "sheet-moment",
        _("A moment that matters"),
        _("A touchpoint: one moment at which a person meets a service, and which makes the rest good or bad."),
        _("About 25 minutes, with people who use the service and people who work in it side by side."),
        (
            _("Each person chooses one moment: a letter, a door, a telephone call, a question, a wait."),
            _("Those who use the service tell first, those who work in it listen. Then the other way round."),
            _("Look for the moments that both sides named, and put these in the middle of the table."),
            _("Ask at the end: what do we want people to feel at this moment, and what has to happen for that?"),
        ),
        _("This is not about blame. Speak of what happened, not of who is like what."),
        (
            Part(_("The moment: where is it, what happens?")),
            Part(_("How it feels for people who use the service, and for carers")),
            Part(_("How it feels for those who work there")),
            Part(_("What makes it good?")),
            Part(_("What makes it bad?")),
            Part(_("What do we want people to feel, and what has to happen for that?")),
        ),
    ),
)
