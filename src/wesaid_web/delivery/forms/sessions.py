"""Forms about what was delivered, and about what is somebody's own."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.delivery.actions.sessions import held_on
from wesaid_web.delivery.forms.roles import HoursField, PeopleField
from wesaid_web.delivery.models import HeldRole, SessionKind
from wesaid_web.projects.access import Here
from wesaid_web.trail.forms.fields import RowField

MORE = ("kind", "languages", "learned")


class SessionForm(Form):
    """Three answers are enough: when, how long, how many people. The rest can wait."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = DateField(label=_("When?"), initial=timezone.localdate)
    hours = HoursField(
        label=_("How many hours?"),
        most=24,
        help_text=_("With the time to get there and to write it up. For example: 1.5"),
    )
    reached = PeopleField(
        label=_("How many people did you reach?"),
        least=0,
        help_text=_("A number only. Never write here who they were, or anything that would tell."),
    )
    kind = forms.ChoiceField(
        label=_("What was it?"), choices=SessionKind.choices, widget=forms.RadioSelect, initial=SessionKind.ONE_TO_ONE
    )
    languages = forms.CharField(
        label=_("In which languages?"), max_length=200, required=False, help_text=_("With commas between them.")
    )
    learned = WordsField(
        label=_("What did you learn?"),
        rows=3,
        required=False,
        help_text=_(
            "About the work, so that it gets better. Nobody you were there for should recognise themselves. "
            "You decide afterwards whether to tell the group."
        ),
    )
    missing = {
        "on": _("Enter the day."),
        "hours": _("Enter how many hours it took."),
        "reached": _("Enter how many people you reached. It can be 0."),
        "kind": _("Choose what it was."),
    }

    def __init__(self, role: HeldRole, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role
        self.initial.setdefault("id", uuid.uuid4())

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Enter the day it was."))
        if not held_on(self.role, on):
            raise forms.ValidationError(_("The role was not under way on that day. Choose a day on which it was."))
        return on

    def clean_kind(self) -> SessionKind:
        return SessionKind(self.cleaned_data["kind"])

    @property
    def more_is_open(self) -> bool:
        """Whether something that is folded away has something to show."""
        return any(name in self.errors for name in MORE)


class LearnedForm(Form):
    """As what somebody says what was learned."""

    def __init__(self, here: Here, holder_hats: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(holder_hats) == 1:
            self.initial.setdefault("hat", str(holder_hats[0].pk))
        self.fields["hat"] = RowField(
            list(here.project.perspectives.all()),
            label=_("Speaking as"),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose as what you say it. You can choose: not stated.")},
        )


class OwnForm(Form):
    """What taking part has done for somebody, in their own words."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = WordsField(
        label=_("What has taking part done for you?"),
        rows=5,
        help_text=_("Something you can do now, or dare, or know. Something that was hard. In your own words."),
    )
    shared = forms.BooleanField(
        label=_("The group may read this"),
        required=False,
        help_text=_("Otherwise only you read it here. You can change your mind at any time."),
    )
    missing = {"text": _("Write a few words.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())


class ArrivalForm(Form):
    """How somebody came to us."""

    through = forms.ChoiceField(
        label=_("Did somebody who helps deliver this, or who supports others, tell you about us?"),
        choices=[("yes", _("Yes")), ("no", _("No, I came another way")), ("", _("I would rather not say"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Only you can answer this for yourself, and nobody in the group sees your answer. It is counted, from ten answers on. "
            "Whoever looks at the number before and after you answer could guess."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["through"].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Rather not to say is an answer; choosing nothing is none, and nothing would be saved."""
        cleaned = super().clean() or {}
        if "through" not in self.data:
            self.add_error("through", _("Choose one of the three answers."))
        return cleaned


class MayBeToldForm(Form):
    """Whether others may be told how many hold which role."""

    answer = forms.ChoiceField(
        label=_("May others be told?"),
        choices=[("yes", _("Yes")), ("no", _("No, or not yet"))],
        widget=forms.RadioSelect,
        help_text=_("You need no reason, and you can change your mind. A no is not kept: it looks like no answer."),
    )
    missing = {"answer": _("Choose yes or no.")}
