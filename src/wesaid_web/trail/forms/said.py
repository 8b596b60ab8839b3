"""Forms about what was said."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.access import Here
from wesaid_web.projects.models import Member
from wesaid_web.trail.forms.fields import RowField, TagsField, TongueField, ask_meeting, people_of
from wesaid_web.trail.models import AgreedHow, Channel, Consent, Contribution
from wesaid_web.trail.permissions import ADD_FOR_OTHERS

MINE, NOBODY = "mine", "nobody"


class AboutSomeone(Form):
    """A form for words that may be about someone else: then it asks to stop and think before it is saved."""

    about_other = forms.BooleanField(
        label=_("This is about someone else"),
        required=False,
        help_text=_("For example someone you care for. It stays within the group and is never made public."),
    )
    thought_about = forms.BooleanField(label=_("I have thought about this. Save it"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("about_other") and not given.get("thought_about"):
            self.add_error(
                "thought_about", _("This is about someone else. Read what is written here first, then save it.")
            )
        return given

    @property
    def thinks_first(self) -> bool:
        """Whether the page asks to stop and think: once it was sent, as long as it is about someone else."""
        return self.is_bound and bool(self["about_other"].value())


class SayForm(AboutSomeone):
    """Say something. The words and the hat; everything else can wait."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = WordsField(
        label=_("What do you want to say?"),
        rows=6,
        help_text=_("In your own words. It can be short."),
    )
    language = TongueField()
    file = forms.FileField(
        label=_("A photograph or a recording"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,audio/*"}),
        help_text=_(
            "A drawing, a flip chart, a voice note. Up to 25 MB. The place and the device are taken out of photographs."
        ),
    )
    kept_file = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kept_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    leave_out = forms.BooleanField(label=_("Leave it out"), required=False)
    description = forms.CharField(
        label=_("What is in it?"),
        required=False,
        max_length=1000,
        help_text=_("Needed if you add a photograph or a recording. In words, for people who cannot see or hear it."),
    )
    tags = TagsField()
    withheld = forms.BooleanField(
        label=_("Keep my name back"),
        required=False,
        help_text=_(
            "Nobody in the group sees who said it or as what, the facilitator included. You can still follow it. "
            "The software keeps it, so those who run this site could look."
        ),
    )
    missing = {"text": _("Write what you want to say.")}

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        self.initial.setdefault("id", uuid.uuid4())
        self.fields["description"].hide_optional = True  # type: ignore[attr-defined]
        hats = list(here.project.perspectives.all())
        self.fields["hat"] = RowField(
            hats,
            label=_("Speaking as"),
            widget=forms.RadioSelect,
            required=True,
            error_messages={"required": _("Choose as what you say it. You can choose: not stated.")},
        )
        worn = list(here.member.perspectives.all())
        if len(worn) == 1:
            self.initial.setdefault("hat", str(worn[0].pk))
        if here.can(ADD_FOR_OTHERS):
            self._for_others()
        order = [
            "id",
            "kept_file",
            "kept_name",
            "text",
            "language",
            "whose",
            "guest_name",
            "hat",
            "channel",
            "said_on",
            "agreed_how",
            "meeting",
            "about_other",
            "thought_about",
            "file",
            "leave_out",
            "description",
            "tags",
            "withheld",
        ]
        self.order_fields(order)

    def _for_others(self) -> None:
        others = [(str(person.pk), person.words) for person in people_of(self.here) if person != self.here.member]
        self.fields["whose"] = forms.ChoiceField(
            label=_("Whose words are these?"),
            required=False,
            initial=MINE,
            choices=[(MINE, _("Mine")), *others, (NOBODY, _("Someone not named here"))],
        )
        self.fields["guest_name"] = forms.CharField(
            label=_("A name for someone not named here"),
            required=False,
            max_length=80,
            help_text=_("Any name they choose. Leave it empty if they want none."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.fields["agreed_how"] = forms.ChoiceField(
            label=_("How did they agree that you write it down?"),
            required=False,
            choices=[("", _("It is my own, or we did not ask")), *AgreedHow.choices],
        )
        self.fields["channel"] = forms.ChoiceField(
            label=_("How did it reach us?"), choices=Channel.choices, required=False, initial=Channel.SITE
        )
        self.fields["said_on"] = DateField(label=_("When was it said?"), required=False, initial=timezone.localdate)
        ask_meeting(
            self,
            self.here,
            _("Was it said at a meeting?"),
            _("Then the day, and how it reached us, are known from the meeting."),
        )
        for name in ("whose", "guest_name", "channel", "said_on", "agreed_how"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        self.fields["hat"].label = _("As what was it said?")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kept = given.get("kept_file") and not given.get("leave_out")
        if (given.get("file") or kept) and not given.get("description", "").strip():
            self.add_error("description", _("Say in a few words what is in the photograph or recording."))
        said_on = given.get("said_on")
        if said_on and said_on > timezone.localdate():
            self.add_error("said_on", _("This day has not come yet. Enter the day it was said."))
        if given.get("guest_name", "").strip() and given.get("whose") not in {NOBODY, None}:
            self.add_error("guest_name", _("Choose: someone not named here. Or leave this empty."))
        return given

    @property
    def extra_is_open(self) -> bool:
        """Whether a field that is folded away has something to show."""
        return any(name in self.errors for name in ("file", "description", "tags", "withheld"))

    def author(self) -> Member | None:
        """Whose words these are."""
        whose = self.cleaned_data.get("whose") or MINE
        if whose == MINE:
            return self.here.member
        return None if whose == NOBODY else people_of(self.here).get(pk=whose)


class EditSaidForm(Form):
    """Change the words, the hat, the tags."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    text = WordsField(label=_("What was said"), rows=6)
    language = TongueField()
    tags = TagsField()
    missing = {"text": _("Write what was said.")}

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hat"] = RowField(
            here.project.perspectives.all(), label=_("As what was it said?"), widget=forms.RadioSelect
        )
        self.order_fields(["edition", "text", "language", "hat", "tags"])


class AttachForm(Form):
    """A photograph or recording for something already said."""

    file = forms.FileField(
        label=_("A photograph or a recording"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,audio/*"}),
        help_text=_("Up to 25 MB. The place and the device are taken out of photographs."),
    )
    description = forms.CharField(
        label=_("What is in it?"), max_length=1000, help_text=_("In words, for people who cannot see or hear it.")
    )
    missing = {"file": _("Choose a file."), "description": _("Say in a few words what is in it.")}


class HideForm(Form):
    """Hide something, with the reason its author is told."""

    reason = WordsField(
        label=_("Why is it hidden?"),
        rows=3,
        help_text=_("The person who said it sees this reason. Be fair and plain."),
    )
    missing = {"reason": _("Say why. The person who said it has a right to know.")}


class SplitForm(Form):
    """Split something into parts: one box each."""

    PARTS = 4

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.PARTS + 1):
            self.fields[f"part{number}"] = WordsField(
                label=_("Part %(number)s") % {"number": number},
                rows=3,
                required=number <= 2,
                error_messages={"required": _("Write at least two parts.")},
            )

    def texts(self) -> list[str]:
        return [self.cleaned_data[f"part{number}"] for number in range(1, self.PARTS + 1)]


class ConsentForm(Form):
    """Whether it may be public, and in which words."""

    answer = forms.ChoiceField(
        label=_("May this stand on the public page?"),
        widget=forms.RadioSelect,
        choices=[(Consent.YES, _("Yes")), (Consent.NO, _("No, keep it in the group"))],
    )
    words = WordsField(
        label=_("The words that may be shown"),
        rows=4,
        required=False,
        help_text=_("Your name is never shown there. Take out what could tell people who you are."),
    )
    missing = {"answer": _("Choose yes or no.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == Consent.YES and not given.get("words", "").strip():
            self.add_error("words", _("Write the words that may be shown, or choose no."))
        return given


class SpeakerForm(Form):
    """Who is there for me."""

    def __init__(self, here: Here, now: Member | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = [now] if now else []
        others = [person for person in people_of(here, also=also) if person != here.member]
        self.fields["speaker"] = RowField(
            others,
            empty=_("Nobody: I speak for myself"),
            required=False,
            label=_("Who speaks for you when this is decided?"),
            help_text=_("If they are there and work on it, it counts as if you were."),
        )
        self.fields["speaker"].hide_optional = True  # type: ignore[attr-defined]


def fill_from_row(row: Contribution, tags: list[str]) -> dict[str, Any]:
    """The start of the edit form."""
    return {
        "edition": row.edition,
        "text": row.text,
        "language": row.language,
        "hat": str(row.perspective_id),
        "tags": ", ".join(tags),
    }
