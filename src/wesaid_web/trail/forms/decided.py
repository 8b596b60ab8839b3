"""Forms about decisions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.access import Here
from wesaid_web.projects.models import Member, Perspective
from wesaid_web.trail.actions.decided import Answers, Incomplete
from wesaid_web.trail.forms.fields import RowField, RowsField, ask_meeting, in_words, people_of
from wesaid_web.trail.models import Decision, How, Reason, Result
from wesaid_web.trail.models.decided import NEEDS_LISTED_REASON


class DecideForm(Form):
    """A decision in three answers; the rest is optional and can come later."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    result = forms.ChoiceField(label=_("What was decided?"), choices=Result.choices, widget=forms.RadioSelect)
    reason = WordsField(label=_("Why?"), rows=3, help_text=_("The people who said it read this first."))
    reason_code = forms.ChoiceField(
        label=_("Which of these comes closest?"),
        choices=[("", _("Choose one")), *Reason.choices],
        required=False,
        help_text=_("Needed for later, not now and no."),
    )
    look_again = DateField(
        label=_("When will you look at it again?"),
        required=False,
        help_text=_("Needed for later."),
    )
    decided_by = forms.CharField(
        label=_("Who decided?"),
        max_length=200,
        help_text=_("For example: all of us at the meeting; the ward manager; the trust's board."),
    )
    decided_on = DateField(label=_("When?"), initial=timezone.localdate)
    missing = {
        "result": _("Choose what was decided."),
        "reason": _("Say why, in a sentence or two."),
        "decided_by": _("Say who decided."),
        "decided_on": _("Enter the day it was decided."),
    }

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.fields["reason_code"].hide_optional = True  # type: ignore[attr-defined]
        self.fields["look_again"].hide_optional = True  # type: ignore[attr-defined]
        ask_meeting(
            self, here, _("At which meeting?"), _("Then the day, and who was there, are known from the meeting.")
        )
        _add_detail_fields(self, here)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        result = given.get("result")
        if result not in NEEDS_LISTED_REASON:
            # These questions are not seen then; what is left in them is from another choice.
            given["reason_code"], given["look_again"] = "", None
        elif not given.get("reason_code"):
            self.add_error("reason_code", _("Choose the reason that comes closest."))
        if result == Result.LATER and not given.get("look_again"):
            self.add_error("look_again", _("Say when you will look at it again."))
        if given.get("decided_on") and given["decided_on"] > timezone.localdate():
            self.add_error("decided_on", _("This day has not come yet. Enter the day it was decided."))
        return given

    def answers(self) -> Answers:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        meeting = given.get("meeting")
        try:
            return Answers(
                result=Result(given["result"]),
                reason=given["reason"],
                reason_code=Reason(given["reason_code"]) if given["reason_code"] else None,
                look_again=given["look_again"],
                decided_by=given["decided_by"],
                decided_on=meeting.on if meeting else given["decided_on"],
                meeting=meeting,
                **details(self),
            )
        except Incomplete as missing:
            raise ValidationError(str(missing)) from missing


class DecisionDetailsForm(Form):
    """Who was there and how it was decided, when there is time. What was said before is shown, and not asked again."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, here: Here, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add_detail_fields(self, here, there=decision.present.all())
        self._said = _said_before(decision)
        self._there = {str(member.pk) for member in decision.present.all()}
        self.initial["asked"] = " ".join(name for name in self.fields if name not in self._said)

    def refuse(self, answers: Mapping[str | Perspective, Any]) -> bool:
        """Tell which answers would overwrite one that stands. Whether all of them were open when the form was opened."""
        open_then = set(str(self.cleaned_data["asked"]).split())
        names = {name if isinstance(name, str) else f"count_{name.pk}": saved for name, saved in answers.items()}
        for name, saved in names.items():
            words = _(
                "This was answered already, and what was said stays: “%(said)s”. To correct it, record a later decision."
            )
            if name in open_then:
                words = _(
                    "Somebody else answered this while you were writing, and what was said stays: “%(said)s”. "
                    "To correct it, record a later decision."
                )
            self.add_error(name, words % {"said": in_words(self.fields[name], saved)})
        return set(names) <= open_then

    def leave_out_what_was_said(self) -> None:
        """Ask only what is open, and what there is something wrong with: call it when the form is about to be shown."""
        for name in self._said - set(self.errors):
            del self.fields[name]
        present: Any = self.fields["present"]
        present.choices = [(key, words) for key, words in present.choices if key not in self._there]
        if not present.choices:
            del self.fields["present"]
        elif self._there:
            present.label = _("Who else was there when it was decided?")


def _said_before(decision: Decision) -> set[str]:
    """The names of the questions that are answered."""
    said = {name for name in ("how", "final_say", "dissent") if getattr(decision, name)}
    return said | {f"count_{count.perspective_id}" for count in decision.present_counts.all()}


def _add_detail_fields(form: Form, here: Here, *, there: Iterable[Member] = ()) -> None:
    hats = list(here.project.perspectives.all())
    form.fields["present"] = RowsField(
        people_of(here, also=there),
        label=_("Who was there when it was decided?"),
        required=False,
        help_text=_('If the person who said it was there, and works on it, then it is "we did".'),
    )
    for hat in hats:
        form.fields[f"count_{hat.pk}"] = forms.IntegerField(
            label=str(hat.words),
            required=False,
            min_value=0,
            max_value=1000,
            widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
        )
        form.fields[f"count_{hat.pk}"].hide_optional = True  # type: ignore[attr-defined]
    form.fields["how"] = forms.ChoiceField(
        label=_("How was it decided?"), choices=[("", _("Not said")), *How.choices], required=False
    )
    form.fields["final_say"] = RowField(hats, empty=_("Not said"), label=_("Who held the final say?"), required=False)
    form.fields["dissent"] = WordsField(label=_("Did anyone see it differently?"), rows=2, required=False)
    for name in ("present", "how", "final_say", "dissent"):
        form.fields[name].hide_optional = True  # type: ignore[attr-defined]


def count_fields(form: Form) -> list[Any]:
    """The fields that count people by hat."""
    return [form[name] for name in form.fields if name.startswith("count_")]


def details(form: Form) -> dict[str, Any]:
    """The optional answers about a decision, as the actions take them."""
    given = form.cleaned_data
    hats: dict[str, Perspective] = form.fields["final_say"].rows  # type: ignore[attr-defined]
    return {
        "how": How(given["how"]) if given.get("how") else None,
        "final_say": given.get("final_say"),
        "dissent": given.get("dissent", ""),
        "present": given.get("present", []),
        "present_counts": {hat: given[f"count_{key}"] for key, hat in hats.items() if given.get(f"count_{key}")},
    }
