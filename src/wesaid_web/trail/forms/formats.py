"""Forms for things in another form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.common.jinja import day
from wesaid_web.common.languages import TONGUES
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.access import Here
from wesaid_web.trail.actions.formats import Given, Of
from wesaid_web.trail.forms.fields import RowField, people_of
from wesaid_web.trail.models import InForm, PagesOf
from wesaid_web.trail.permissions import REFUSE_FORM

MEETING = "meeting"


class AskForm(Form):
    """Asking for something in another form."""

    kind = forms.ChoiceField(label=_("What would help?"), choices=InForm.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In which language?"), required=False)
    note = forms.CharField(
        label=_("Anything else that helps whoever makes it"),
        max_length=300,
        required=False,
        help_text=_("For example: how large, on paper, or by which day."),
    )
    say_who = forms.BooleanField(label=_("The facilitators may know that it was me"), required=False)
    missing = {"kind": _("Choose what would help.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [("", _("The language it is in")), *((code, name) for code, (name, _side) in TONGUES.items())]
        field.hide_optional = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == InForm.LANGUAGE and not given.get("language"):
            self.add_error("language", _("Choose the language."))
        return given


class WithoutAccountForm(AskForm):
    """The same for somebody without an account: of a page or paper, or of the meeting they were asked to. Never by name."""

    def __init__(self, meeting: Meeting | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["say_who"]
        self.meeting = meeting
        of_meeting = [(MEETING, _("The meeting on %(day)s") % {"day": day(meeting.on)})] if meeting else []
        choices: list[tuple[str, Any]] = [*of_meeting, *PagesOf.choices]
        self.fields["what"] = forms.ChoiceField(label=_("What do you need in another form?"), choices=choices)
        self.fields["what"].error_messages["required"] = _("Choose what you need in another form.")
        self.order_fields(["what", "kind", "language", "note"])

    def of(self) -> Of:
        """What was chosen, for the action that writes it down."""
        chosen = self.cleaned_data["what"]
        return Of(meeting=self.meeting) if chosen == MEETING else Of(page=PagesOf(chosen))


class PromiseForm(Form):
    """Who sees to it, by when."""

    who = RowField([], label=_("Who sees to it?"))
    until = DateField(label=_("By which day?"))
    missing = {"who": _("Choose who sees to it."), "until": _("Say by which day.")}

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = people_of(here) if here.can(REFUSE_FORM) else [here.member]
        self.fields["who"] = RowField(rows, label=self.fields["who"].label, initial=str(here.member.pk))
        self.fields["who"].error_messages["required"] = self.missing["who"]

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("This day has gone by. Choose one that is still to come."))
        return until


class RefuseForm(Form):
    """Why it cannot be given."""

    why = WordsField(label=_("Why can it not be given?"), rows=3, max_length=2_000)
    missing = {"why": _("Say why. Whoever asked has a right to know.")}


class GiveForm(Form):
    """What is given: one of three."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_(
            "A PDF, a recording, or a short video (MP4 or WebM). Up to 25 MB. "
            "What is hidden in a PDF, such as who made it, stays in it."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,audio/*,video/mp4,video/webm"}),
    )
    text = WordsField(label=_("Or the words themselves"), rows=8, required=False)
    link = forms.URLField(
        label=_("Or where it is kept"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_(
            "An address that begins with https://. For a long video, for example. Whoever opens it leaves this site."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True  # type: ignore[attr-defined]  # one of them is needed; the page says so

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("The address has to begin with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            count = sum(bool(given.get(name)) for name in ("file", "text", "link"))
            if count != 1:
                self.add_error("file", _("Give one of the three: a file, the words, or where it is kept."))
        return given

    def given(self) -> Given:
        """What is given, once the form is valid."""
        data = self.cleaned_data
        return Given(upload=data["file"], text=data["text"], link=data["link"])
