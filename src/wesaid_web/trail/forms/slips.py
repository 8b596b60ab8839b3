"""Forms about paper: printing slips, typing one in, typing in what came of an activity sheet, the code on a card."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.access import Here
from wesaid_web.projects.models import Hat, Member, Perspective
from wesaid_web.trail.actions.guest_words import OWN_GROUPS
from wesaid_web.trail.actions.said import Said
from wesaid_web.trail.actions.slips import CODE_GROUPS, MOST_SLIPS
from wesaid_web.trail.cards import CARD_GROUPS
from wesaid_web.trail.forms.fields import RowField, TongueField, ask_meeting, people_of
from wesaid_web.trail.forms.guests import CodeField, OnceForm
from wesaid_web.trail.forms.said import NOBODY, AboutSomeone
from wesaid_web.trail.models import AgreedHow, Channel, Consent, Slip

USUAL_SLIPS = 20
SHEET_ROWS, MOST_ROWS = 6, 60

_OF_OWN_WORDS = _(
    "This is the code on the part that the person keeps. The code for typing in is on the part that came back: two groups of three."
)


def hats_of(here: Here) -> list[Perspective]:
    """The hats of a project, not stated first: what is true where nobody ticked one."""
    hats = list(here.project.perspectives.all())
    last = [hat for hat in hats if hat.code == Hat.NOT_STATED]
    return [*last, *(hat for hat in hats if hat not in last)]


class SlipsForm(OnceForm):
    """A batch of slips to print."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("What are they for?"),
        required=False,
        max_length=80,
        help_text=_("It stands on each slip. For example: Tuesday’s meeting"),
    )
    count = forms.IntegerField(
        label=_("How many slips?"),
        min_value=1,
        max_value=MOST_SLIPS,
        initial=USUAL_SLIPS,
        error_messages={"invalid": _("Enter a number from 1 to 60.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        help_text=_("Two fit on a sheet of A4. In large print each slip is two sheets, and nothing has to be cut."),
    )
    missing = {"count": _("Enter a number from 1 to 60.")}

    def __init__(self, meetings: Iterable[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        rows = list(meetings)
        if rows or self.data.get("meeting"):
            self.fields["meeting"] = RowField(
                rows,
                empty=_("For none"),
                required=False,
                label=_("Are they for a meeting?"),
                help_text=_("What is typed in from them then stands on the page of that meeting."),
            )
            self.fields["meeting"].hide_optional = True  # type: ignore[attr-defined]


class SlipForm(AboutSomeone):
    """One slip: its code and its words; what was not ticked stays as it is."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    code = CodeField(
        CODE_GROUPS,
        other=OWN_GROUPS,
        other_words=_OF_OWN_WORDS,
        label=_("The code on the slip"),
        help_text=_("Two groups of three, for example: H7K-4WF"),
    )
    text = WordsField(label=_("What is written on it"), rows=5, help_text=_("Word for word, mistakes included."))
    language = TongueField()
    public = forms.ChoiceField(
        label=_("May it be shown outside the group?"),
        required=False,
        choices=[(Consent.NOT_ASKED, _("Nothing is ticked")), (Consent.YES, _("Yes")), (Consent.NO, _("No"))],
    )
    guest_name = forms.CharField(
        label=_("A name, if there is one on it"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    missing = {"code": _("Enter the code on the slip."), "text": _("Write what is on the slip.")}

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        self.initial.setdefault("id", uuid.uuid4())
        hats = hats_of(here)
        self.unsaid = hats[0]
        self.fields["hat"] = RowField(hats, label=_("As what was it said?"), required=False)
        others = [(str(person.pk), person.words) for person in people_of(here)]
        self.fields["whose"] = forms.ChoiceField(
            label=_("Did somebody among the people here write it?"),
            required=False,
            choices=[(NOBODY, _("Nobody named here")), *others],
            help_text=_("Only if they said so. Then it counts as their voice, and they find it among what they said."),
        )
        self.fields["about_other"].label = _("It is about someone else")
        for name in ("public", "guest_name", "hat", "whose"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("guest_name", "").strip() and given.get("whose") not in {NOBODY, "", None}:
            self.add_error("guest_name", _("Choose a person, or write a name. Not both."))
        return given

    @property
    def more_is_open(self) -> bool:
        """Whether what is folded away has something to show."""
        values = [self["guest_name"].value(), self["whose"].value()]
        return any(name in self.errors for name in ("guest_name", "whose")) or any(
            value and value != NOBODY for value in values
        )

    def said(self, slip: Slip | None) -> Said:
        """What was entered, for the action that writes it down. The day is that of the meeting, if it has been."""
        given = self.cleaned_data
        meeting = slip.batch.meeting if slip else None
        today = timezone.localdate()
        whose: Member | None = people_of(self.here).filter(pk=given["whose"]).first() if _named(given) else None
        return Said(
            text=given["text"],
            perspective=given["hat"] or self.unsaid,
            author=whose,
            said_on=min(meeting.on, today) if meeting else today,
            channel=Channel.PAPER,
            meeting=meeting,
            about_other=given["about_other"],
            guest_name="" if whose else given["guest_name"],
            agreed_how=None if whose == self.here.member else AgreedHow.ON_PAPER,
            language=given["language"],
        )

    def may_be_public(self) -> Consent:
        return Consent(self.cleaned_data["public"] or Consent.NOT_ASKED)


def _named(given: dict[str, Any]) -> bool:
    return given.get("whose") not in {NOBODY, "", None}


class SheetForm(Form):
    """What came of an activity sheet: at which meeting, and rows of words with as what they were said."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    language = TongueField()

    def __init__(self, here: Here, channel: Channel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here, self.channel = here, channel
        self.initial.setdefault("id", uuid.uuid4())
        ask_meeting(self, here, _("At which meeting was it?"), _("Then the day is known from the meeting."))
        self.fields["said_on"] = DateField(label=_("Or on which day?"), required=False, initial=timezone.localdate)
        self.fields["said_on"].hide_optional = True  # type: ignore[attr-defined]
        self.count = self._rows()
        self.hats = hats_of(here)
        for row in range(1, self.count + 1):
            n = {"n": row}
            self.fields[f"text{row}"] = WordsField(label=_("%(n)s. What is written there") % n, rows=2, required=False)
            self.fields[f"hat{row}"] = RowField(self.hats, label=_("%(n)s. As what was it said") % n, required=False)
            for name in ("text", "hat"):
                self.fields[f"{name}{row}"].hide_optional = True  # type: ignore[attr-defined]

    def _rows(self) -> int:
        sent = str(self.data.get("rows", "")) if self.is_bound else ""
        shown = max(int(sent), SHEET_ROWS) if sent.isdecimal() and len(sent) < 4 else SHEET_ROWS
        more = SHEET_ROWS if self.is_bound and self.data.get("more") else 0
        return min(shown + more, MOST_ROWS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(f"text{row}", "").strip() for row in range(1, self.count + 1)):
            self.add_error("text1", _("Write at least one thing that is on the sheet."))
        said_on = given.get("said_on")
        if said_on and said_on > timezone.localdate():
            self.add_error("said_on", _("This day has not come yet. Enter the day it was said."))
        return given

    def of_rows(self) -> list[Any]:
        return [(self[f"text{row}"], self[f"hat{row}"]) for row in range(1, self.count + 1)]

    def said(self) -> list[tuple[int, Said]]:
        """What was entered, row by row, for the action that writes it down."""
        given = self.cleaned_data
        meeting = given.get("meeting")
        on = meeting.on if meeting else given.get("said_on") or timezone.localdate()
        return [
            (
                row,
                Said(
                    text=given[f"text{row}"],
                    perspective=given[f"hat{row}"] or self.hats[0],
                    author=None,
                    said_on=on,
                    channel=self.channel,
                    meeting=meeting,
                    agreed_how=AgreedHow.ON_PAPER,
                    language=given["language"],
                ),
            )
            for row in range(1, self.count + 1)
            if given[f"text{row}"].strip()
        ]


class CardForm(Form):
    """The code on a card about a decision."""

    code = CodeField(
        CARD_GROUPS,
        other=OWN_GROUPS,
        other_words=_OF_OWN_WORDS,
        label=_("The code on the card"),
        help_text=_("Two groups of three, for example: H7K-4WF"),
    )
    missing = {"code": _("Enter the code on the card.")}
