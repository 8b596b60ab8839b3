"""Forms about what people need to take part, and about how they are after a hard meeting."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.models import Member
from wesaid_web.support.care_actions import Needed
from wesaid_web.support.models import Met, ShownTo

SAID_YES = _("They said yes to my writing this down")


class PersonField(forms.ChoiceField):
    """One of several people. Cleaned to the person."""

    def __init__(self, people: list[Member], **kwargs: Any) -> None:
        self.people = {str(one.pk): one for one in people}
        choices = [("", _("Choose one")), *((key, one.words) for key, one in self.people.items())]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> Member | None:
        return self.people.get(super().clean(value))


class NeedForm(Form):
    """What helps somebody take part, and who is shown it. ``theirs``: a facilitator writes it with them."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    helps = WordsField(
        label=_("What helps you take part?"),
        rows=3,
        max_length=2000,
        help_text=_("Say what helps, not why: “A chair with arms, near the door.” Nobody needs to know a diagnosis."),
    )
    shown_to = forms.ChoiceField(
        label=_("Who may see it?"),
        widget=forms.RadioSelect,
        choices=ShownTo.choices,
        initial=ShownTo.PREPARING,
        help_text=_("You can change this at any time."),
    )
    missing = {"helps": _("Say what helps."), "shown_to": _("Choose who may see it.")}

    def __init__(self, people: list[Member], *args: Any, theirs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        if theirs:
            self.fields["helps"].label = _("What helps them take part?")
        if people:
            self.fields["member"] = PersonField(
                people,
                label=_("Who is it for?"),
                error_messages={"required": _("Say who it is for.")},
            )
            self.fields["said_yes"] = forms.BooleanField(
                label=SAID_YES,
                help_text=_("And they chose who may see it. Do it together with them."),
                error_messages={"required": _("Ask them first, and tick this if they said yes.")},
            )
            self.order_fields(["id", "member", "helps", "shown_to", "said_yes"])

    def needed(self) -> Needed:
        given = self.cleaned_data
        return Needed(given["helps"], ShownTo(given["shown_to"]))


class AgreeForm(Form):
    """What was agreed about it."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    agreed = WordsField(
        label=_("What was agreed?"),
        rows=3,
        max_length=2000,
        help_text=_("As a promise: who does what, each time. If it cannot be done, say so, and what happens instead."),
    )
    review_on = DateField(
        label=_("When do you look at it again together?"),
        required=False,
        help_text=_("After that day it counts as overdue until you have."),
    )
    missing = {"agreed": _("Say what was agreed.")}


class MetForm(Form):
    """Whether it was met."""

    met = forms.ChoiceField(label=_("Was it met, the last time?"), widget=forms.RadioSelect, choices=Met.choices)
    words = WordsField(label=_("In your words"), rows=3, max_length=2000, required=False)
    missing = {"met": _("Choose yes, partly or no.")}


class AftercareForm(Form):
    """Somebody to turn to after a hard meeting."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Who?"), max_length=120)
    phone = forms.CharField(
        label=_("How are they reached?"), max_length=120, help_text=_("A phone number, if you can.")
    )
    hours = forms.CharField(label=_("When?"), max_length=120, required=False)
    what_for = forms.CharField(label=_("What for?"), max_length=300, required=False)
    missing = {"name": _("Say who it is."), "phone": _("Say how they are reached.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())


class CheckInForm(Form):
    """How somebody was after a hard meeting."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    on = DateField(label=_("When did you ask?"))
    words = WordsField(label=_("How were they, in their words?"), rows=4, max_length=2000)
    again_on = DateField(label=_("When do you ask again?"), required=False)
    said_yes = forms.BooleanField(
        label=SAID_YES,
        help_text=_("They and you see it, and nobody else. Either of you can remove it."),
        error_messages={"required": _("Ask them first, and tick this if they said yes.")},
    )
    missing = {"on": _("Say on which day you asked."), "words": _("Say how they were. A few words are enough.")}

    def __init__(self, people: list[Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.initial.setdefault("on", timezone.localdate())
        self.fields["member"] = PersonField(
            people, label=_("Whom did you ask?"), error_messages={"required": _("Say whom you asked.")}
        )
        self.order_fields(["id", "member", "on", "words", "again_on", "said_yes"])
