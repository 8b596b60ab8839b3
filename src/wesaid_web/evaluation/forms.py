"""Forms about private askings. Those with answers are never kept by the browser's script: they have no ``data-keep``."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form
from wesaid_web.common.markup import to_line
from wesaid_web.evaluation.actions import Asking, Said
from wesaid_web.evaluation.models import About, Heard, Known, Question, Round
from wesaid_web.evaluation.words import LEVELS, STEPS
from wesaid_web.projects.models import Hat, Member, Perspective, Project
from wesaid_web.trail.models import Decision, Result

TWO_WEEKS = timedelta(days=14)
NEWEST = 50  # decisions to choose from; one that is older is asked about from its own page


class NewForm(Form):
    """What to ask everyone, and until when."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.ChoiceField(label=_("What is it about?"), choices=About.choices, widget=forms.RadioSelect)
    period_from = DateField(label=_("From which day?"), required=False, help_text=_("Needed for a time that you name."))
    period_to = DateField(label=_("To which day?"), required=False, help_text=_("Needed for a time that you name."))
    decision = forms.ChoiceField(
        label=_("Which decision?"), required=False, help_text=_("Needed for one decision. The newest are first.")
    )
    asks = forms.MultipleChoiceField(
        label=_("What do you want to ask?"), choices=Question.choices, widget=forms.CheckboxSelectMultiple
    )
    closes_on = DateField(label=_("What is the last day to answer?"))
    missing = {
        "about": _("Choose what it is about."),
        "asks": _("Choose at least one question."),
        "closes_on": _("Enter the last day to answer."),
    }

    def __init__(self, project: Project, *args: Any, about: str = "", **kwargs: Any) -> None:
        """``about`` is the id of a decision, where the form is opened from one."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.initial.setdefault("closes_on", timezone.localdate() + TWO_WEEKS)
        self.initial.setdefault("asks", [Question.LADDER, Question.DELIVERY, Question.HEARD])
        rows = Decision.objects.filter(project=project).order_by("-seq")
        self.decisions = {str(row.pk): row for row in rows[:NEWEST]}
        if about and about not in self.decisions:
            self.decisions |= {str(row.pk): row for row in rows if str(row.pk) == about}
        choices = [
            (key, f"{Result(row.result).label}. {to_line(row.reason, 60)}") for key, row in self.decisions.items()
        ]
        self.fields["decision"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]
        if about in self.decisions:
            self.initial.update(about=About.DECISION, decision=about)
        for name in ("period_from", "period_to", "decision"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("period_from"), given.get("period_to")
        if given.get("about") == About.PERIOD:
            for name in ("period_from", "period_to"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Enter the day."))
            if first and last and first > last:
                self.add_error("period_to", _("This day is before the first one."))
        if given.get("about") == About.DECISION and not given.get("decision") and "decision" not in self.errors:
            self.add_error("decision", _("Choose the decision."))
        if given.get("closes_on") and given["closes_on"] < timezone.localdate():
            self.add_error("closes_on", _("This day has passed. Enter one that is still to come, or today."))
        return given

    def asking(self) -> Asking:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        about = About(given["about"])
        return Asking(
            about=about,
            asks=[Question(ask) for ask in given["asks"]],
            closes_on=given["closes_on"],
            decision=self.decisions[given["decision"]] if about == About.DECISION else None,
            period=(given["period_from"], given["period_to"]) if about == About.PERIOD else None,
        )


def _as_whom(hat: Perspective) -> Any:
    return _("I would rather not say") if hat.code == Hat.NOT_STATED and not hat.name else hat.words


class AnswerForm(Form):
    """One person's answers. Every question can be skipped, but not all of them."""

    hat = forms.ChoiceField(label=_("As whom do you answer?"), widget=forms.RadioSelect)
    ladder = forms.ChoiceField(
        label=_("Where are we on this ladder, as you see it?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("From the lowest step to the highest. “People” are those who use the service, and carers."),
    )
    spectrum = forms.ChoiceField(
        label=_("What did we mostly do with people?"), required=False, widget=forms.RadioSelect
    )
    delivery = forms.ChoiceField(
        label=Question.DELIVERY.label, required=False, widget=forms.RadioSelect, choices=Known.choices
    )
    heard = forms.MultipleChoiceField(
        label=_("How was it for you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Heard.choices,
        help_text=_("Tick all that fit."),
    )
    missing = {"hat": _("Choose as whom you answer. You can choose not to say.")}

    def __init__(
        self, round_: Round, hats: Iterable[Perspective], *args: Any, quick: bool = False, **kwargs: Any
    ) -> None:
        """``quick`` makes lists of what is chosen once, for whoever types in many slips: the number of a step finds it."""
        super().__init__(*args, **kwargs)
        self.hats = {str(hat.pk): hat for hat in hats}
        self._choices("hat", {key: _as_whom(hat) for key, hat in self.hats.items()}, quick=quick)
        for name, steps in (("ladder", STEPS), ("spectrum", LEVELS)):
            words = {value: f"{value} {short}" if quick else short for value, (short, _meaning) in steps.items()}
            self._choices(name, words, quick=quick)
            if not quick:
                self.fields[name].choice_hints = {value: meaning for value, (_short, meaning) in steps.items()}  # type: ignore[attr-defined]
        self._choices("delivery", dict(Known.choices), quick=quick)
        if quick:
            self.fields["ladder"].help_text = ""
        for ask in Question:
            if ask not in round_.asks:
                del self.fields[ask]
            else:
                self.fields[ask].hide_optional = True  # type: ignore[attr-defined]

    def _choices(self, name: str, words: Mapping[str, Any], *, quick: bool) -> None:
        choices = list(words.items())
        if quick:
            self.fields[name].widget = forms.Select()
            choices = [("", _("Choose one") if name == "hat" else _("Left out")), *choices]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        asked = [name for name in self.fields if name != "hat"]
        if not any(given.get(name) for name in asked) and not set(asked) & set(self.errors):
            self.add_error(asked[0], _("Answer at least one question."))
        heard = given.get("heard") or []
        if Heard.NONE in heard and len(heard) > 1:
            self.add_error("heard", _("“Nothing of this fits” does not go with the others. Take one of them out."))
        return given

    def said(self) -> Said:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        answers = {
            name: given[name] if isinstance(given[name], list) else [given[name]]
            for name in self.fields
            if name != "hat" and given.get(name)
        }
        return Said(self.hats[given["hat"]], answers)


class HowManyForm(Form):
    """How many slips are typed in at once."""

    slips = forms.IntegerField(
        label=_("How many slips are there?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3", "autocomplete": "off"}),
    )

    def __init__(self, most: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["slips"]
        field.help_text = _("1 to %(most)s") % {"most": most}
        wrong = _("Enter how many slips there are, 1 to %(most)s.") % {"most": most}
        field.error_messages |= {"required": wrong, "invalid": wrong}
        field.validators = [MinValueValidator(1, wrong), MaxValueValidator(most, wrong)]


class PeopleForm(Form):
    """Whose slips are typed in: that they answered, not which slip is whose."""

    people = forms.MultipleChoiceField(
        label=_("Who handed in these slips?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("So that everyone answers once. Which slip is whose is not asked and not kept."),
    )
    missing = {"people": _("Tick everyone whose slip is among these.")}
    answered_meanwhile = _(
        "There are more slips here than people who have still to answer. Somebody has answered since you began. "
        "Go back, and type in as many as there are people."
    )

    def __init__(self, slips: int, people: Iterable[Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slips = slips
        self.members = {str(member.pk): member for member in people}
        field = self.fields["people"]
        field.choices = [(key, member.words) for key, member in self.members.items()]  # type: ignore[attr-defined]
        if self.too_many:
            field.error_messages["required"] = self.answered_meanwhile

    @property
    def too_many(self) -> bool:
        """Whether there are more slips than people who have still to answer."""
        return self.slips > len(self.members)

    def clean_people(self) -> list[Member]:
        chosen = [self.members[key] for key in dict.fromkeys(self.cleaned_data["people"])]
        if len(chosen) != self.slips:
            wrong = self.answered_meanwhile if self.too_many else _("Tick as many people as there are slips.")
            raise forms.ValidationError(wrong)
        return chosen
