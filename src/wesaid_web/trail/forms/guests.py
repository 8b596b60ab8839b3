"""Forms of people without an account, and of those who invite them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.codes import NotACode, read
from wesaid_web.common.forms import Form, WordsField
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Hat, Project
from wesaid_web.trail.actions.guest_words import OWN_GROUPS, GuestSaid
from wesaid_web.trail.actions.guests import CODE_GROUPS, LASTS_DAYS, MOST_DAYS, MOST_PEOPLE, PEOPLE
from wesaid_web.trail.forms.fields import RowField, TongueField
from wesaid_web.trail.forms.said import AboutSomeone

_MISTYPED = _(
    "One of the characters is not right, or one is missing or too many. "
    "Codes have the digits 2 to 9 and the letters C D F H J K L M N P R T W X Y. Small letters are fine."
)


class CodeField(forms.CharField):
    """A code as somebody types it; cleaned to how it is kept. A mistake in typing is told at once."""

    def __init__(self, groups: int, *, other: int, other_words: Any, **kwargs: Any) -> None:
        self.groups, self.other, self.other_words = groups, other, other_words
        attrs = {"autocomplete": "off", "spellcheck": False, "class": "nhsuk-input--width-20"}
        super().__init__(max_length=60, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        try:
            return read(typed, self.groups)
        except NotACode as problem:
            raise forms.ValidationError(self.other_words if _is_code(typed, self.other) else _MISTYPED) from problem


def _is_code(typed: str, groups: int) -> bool:
    try:
        read(typed, groups)
    except NotACode:
        return False
    return True


class InvitationCodeForm(Form):
    """The code of an invitation, read from a poster or over the phone."""

    code = CodeField(
        CODE_GROUPS,
        other=OWN_GROUPS,
        other_words=_(
            "This is the code of something that was said. Use it on the page: what happened to what you said."
        ),
        label=_("The code"),
        help_text=_("Three groups of three, for example: H7K-4WM-2PX"),
    )
    missing = {"code": _("Enter the code you were given.")}


class OwnCodeForm(Form):
    """The code somebody got when they said something."""

    code = CodeField(
        OWN_GROUPS,
        other=CODE_GROUPS,
        other_words=_("This is the code of an invitation. Use it on the page: say something with a code."),
        label=_("Your code"),
        help_text=_("Four groups of three, for example: H7K-4WM-2PX-9TC"),
    )
    missing = {"code": _("Enter the code you got when you said it.")}


class GuestForm(AboutSomeone):
    """Say something without an account: the words; everything else is as it is unless somebody changes it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    codes = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    text = WordsField(label=_("What do you want to say?"), rows=5, max_length=5000)
    language = TongueField()
    name = forms.CharField(
        label=_("A name, if you like"),
        required=False,
        max_length=80,
        help_text=_("Any name, or none. The group sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    photo = forms.FileField(
        label=_("A photograph"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "Of a drawing, a note or a place. Say above what it shows. The place and the device are taken out."
        ),
    )
    kept_file = forms.UUIDField(widget=forms.HiddenInput, required=False)
    may_be_public = forms.BooleanField(
        label=_("The words may be shown outside the group"),
        required=False,
        help_text=_("Without your name. Leave it unticked and only the group reads it. You can change it later."),
    )
    missing = {"text": _("Write what you want to say. It can be short.")}

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        hats = list(project.perspectives.all())
        last = next(hat for hat in hats if hat.code == Hat.NOT_STATED)
        self.fields["hat"] = RowField(
            [last, *(hat for hat in hats if hat != last)], label=_("I say it as"), required=False
        )
        self.unsaid = last
        for name in ("name", "hat", "photo"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]

    def said(self) -> GuestSaid:
        """What was entered, for the action that writes it down."""
        given = self.cleaned_data
        return GuestSaid(
            text=given["text"],
            perspective=given["hat"] or self.unsaid,
            name=given["name"],
            may_be_public=given["may_be_public"],
            about_other=given["about_other"],
            language=given["language"],
        )


class CorrectForm(Form):
    """Change one's words, by code."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    text = WordsField(label=_("What you said"), rows=6, max_length=5000)
    language = TongueField()
    missing = {"text": _("Write what you want to say. To take it back, go back one page.")}


class MoreForm(Form):
    """Ask to say more."""

    words = WordsField(
        label=_("How can somebody reach you?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_(
            "For example a telephone number, or: I come to the next meeting. "
            "Only facilitators read it, and it is removed afterwards."
        ),
    )


class OnceForm(Form):
    """A form whose secrets are the same if it is sent twice; see ``actions.guests``."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())


class GuestInvitationForm(OnceForm):
    """An invitation to say something without an account."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=80,
        help_text=_("People see it. For example: Tuesday’s meeting"),
    )
    days = forms.IntegerField(
        label=_("For how many days does it work?"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=LASTS_DAYS,
        error_messages={"invalid": _("Enter a number of days from 1 to 90.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
    )
    most = forms.IntegerField(
        label=_("How many people can use it?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=PEOPLE,
        error_messages={"invalid": _("Enter a number of people from 1 to 200.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
    )
    missing = {"days": _("Enter a number of days from 1 to 90."), "most": _("Enter a number of people from 1 to 200.")}

    def __init__(self, meetings: Iterable[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        rows = list(meetings)
        if rows or self.data.get("meeting"):  # one that was cancelled meanwhile is not passed over in silence
            self.fields["meeting"] = RowField(
                rows,
                empty=_("For none"),
                required=False,
                label=_("Is it for a meeting?"),
                help_text=_("What people say with it then stands on the page of that meeting."),
            )
            self.fields["meeting"].hide_optional = True  # type: ignore[attr-defined]
