"""Forms about what is delivered, and about roles."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.delivery.models import Agreed, HeldRole, Kind, Paid, Per
from wesaid_web.projects.access import Here
from wesaid_web.trail.forms.fields import RowField, people_of


class HoursField(forms.DecimalField):
    """Hours, written with a point or a comma."""

    default_error_messages = {
        "invalid": _("Enter a number of hours, for example 1.5."),
        "max_value": _("Enter fewer hours."),
        "min_value": _("Enter more than 0 hours."),
        "max_decimal_places": _("Enter hours with no more than two places after the point, for example 1.25."),
        "max_digits": _("Enter fewer hours."),
        "max_whole_digits": _("Enter fewer hours."),
    }

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal("0.01"),
            max_value=Decimal(most),
            max_digits=5,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-4"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class PeopleField(forms.IntegerField):
    """How many people."""

    default_error_messages = {
        "invalid": _("Enter a whole number of people."),
        "max_value": _("Enter a smaller number of people."),
        "min_value": _("Enter a number of people, not less than %(limit_value)s."),
    }

    def __init__(self, *, least: int, most: int = 9999, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"})
        super().__init__(min_value=least, max_value=most, widget=widget, **kwargs)


class PieceForm(Form):
    """What the group delivers. Without an edition: a new one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = WordsField(
        label=_("What do we deliver?"), rows=3, help_text=_("For example: first-night bags, packed and brought.")
    )
    for_whom = WordsField(label=_("To whom?"), rows=2, required=False)
    agreed_with = WordsField(
        label=_("With whom is it agreed?"),
        rows=2,
        required=False,
        help_text=_("For example: the ward sister, and the trust's volunteer office."),
    )
    ended_on = DateField(label=_("When did it end?"), required=False, help_text=_("Leave it empty while it goes on."))
    missing = {"what": _("Say what you deliver.")}

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            del self.fields["ended_on"]
            self.initial.setdefault("id", uuid.uuid4())


class RoleForm(Form):
    """A role: whose, what it is, who supports them, how much it is at most. Without a role: a new one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Which role?"), choices=Kind.choices, widget=forms.RadioSelect)
    called = forms.CharField(
        label=_("What do you call it?"),
        max_length=80,
        required=False,
        help_text=_("If you have a name of your own for it."),
    )
    tasks = WordsField(label=_("What is it about?"), rows=3, required=False)
    per = forms.ChoiceField(
        label=_("Hours and limits are for"), choices=Per.choices, widget=forms.RadioSelect, initial=Per.WEEK
    )
    hours_agreed = HoursField(label=_("How many hours are agreed?"), most=400, required=False)
    limit_hours = HoursField(
        label=_("At most how many hours?"),
        most=400,
        required=False,
        help_text=_("We warn the person and whoever supports them before this is reached."),
    )
    limit_people = PeopleField(
        label=_("At most how many people?"),
        least=1,
        required=False,
        help_text=_("Being passed too many people is what overburdens most. A limit makes it easy to say no."),
    )
    paid = forms.ChoiceField(
        label=_("Is it paid?"), choices=Paid.choices, widget=forms.RadioSelect, initial=Paid.NOT_SETTLED
    )
    terms = WordsField(
        label=_("What does the person get for it?"),
        rows=2,
        required=False,
        help_text=_("Pay, fares, somebody to sit in, a reference. Before it is paid, offer advice on benefits."),
    )
    stepping_back = WordsField(
        label=_("How do they step back?"),
        rows=2,
        required=False,
        help_text=_(
            "Whom they may tell, who takes over. They can always step back here, at once and without a reason."
        ),
    )
    missing = {"kind": _("Choose which role it is."), "per": _("Choose a week or a month.")}

    def __init__(self, here: Here, *args: Any, role: HeldRole | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role
        people = people_of(here, also=[role.support] if role and role.support else ())
        if role is None:
            self.initial.setdefault("id", uuid.uuid4())
            self.fields["holder"] = RowField(
                people,
                label=_("Who is asked to do it?"),
                empty=_("Choose somebody"),
                error_messages={"required": _("Choose who is asked to do it.")},
            )
        self.fields["support"] = RowField(
            people.exclude(pk=role.holder_id) if role else people,
            label=_("Who supports them?"),
            empty=_("Nobody yet"),
            required=False,
            help_text=_("Somebody else in the group. Without a named person the role cannot begin."),
        )
        self.fields["support"].hide_optional = True  # type: ignore[attr-defined]
        order = ["id", "edition", "holder", "kind", "called", "tasks", "support", "per", "hours_agreed", "limit_hours"]
        self.order_fields([*order, "limit_people", "paid", "terms", "stepping_back"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("support") and given["support"] == given.get("holder"):
            self.add_error("support", _("Choose somebody else to support this person."))
        if given.get("kind") == Kind.OTHER and not given.get("called", "").strip():
            self.add_error("called", _("Say what you call this role."))
        agreed, most = given.get("hours_agreed"), given.get("limit_hours")
        if agreed and most and agreed > most:
            self.add_error("limit_hours", _("This is less than the hours that are agreed. Make it at least as much."))
        return given


class RiskForm(Form):
    """What could go wrong, and what we do then."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    giver = WordsField(
        label=_("What could go wrong for the person in the role?"),
        rows=3,
        help_text=_("For example: too many people at once, or a story that brings back their own."),
    )
    giver_then = WordsField(label=_("What do we do then?"), rows=3)
    receiver = WordsField(
        label=_("What could go wrong for the people they reach?"),
        rows=3,
        help_text=_(
            "For example: advice that is wrong for them, or something told in trust that is a danger to somebody."
        ),
    )
    receiver_then = WordsField(label=_("And what do we do then?"), rows=3)
    missing = {
        "giver": _("Say what could go wrong for the person in the role."),
        "giver_then": _("Say what you do when it goes wrong for the person in the role."),
        "receiver": _("Say what could go wrong for the people they reach."),
        "receiver_then": _("Say what you do when it goes wrong for the people they reach."),
    }


class ConsentForm(Form):
    """How somebody without an account agreed; whoever agrees here themselves is not asked."""

    how = forms.ChoiceField(
        label=_("How did they agree?"),
        choices=[(value, words) for value, words in Agreed.choices if value != Agreed.HERE],
        widget=forms.RadioSelect,
    )
    missing = {"how": _("Say how they agreed. Without their own yes the role does not begin.")}


class StepBackForm(Form):
    """Words on stepping back, for whoever wants to leave some."""

    words = WordsField(
        label=_("Is there anything you want to say?"),
        rows=3,
        required=False,
        help_text=_("You do not have to. Whoever supports you and the facilitators can read it."),
    )


class EndForm(Form):
    """Why a role ends that somebody else holds."""

    why = WordsField(
        label=_("Why does it end?"),
        rows=3,
        max_length=2000,
        help_text=_("The person reads this. Say what happened, not what somebody is like."),
    )
    missing = {"why": _("Say why. The person reads it.")}


class StrikeForm(Form):
    """Why something that was written down does not stand."""

    why = WordsField(label=_("What is wrong with it?"), rows=2, max_length=500, help_text=_("For example: wrong day."))
    missing = {"why": _("Say what is wrong with it, so that others know.")}


class TrainingForm(Form):
    """Training that was offered, and had."""

    what = forms.CharField(label=_("Which training?"), max_length=200)
    offered_on = DateField(label=_("When was it offered?"), initial=timezone.localdate)
    had_on = DateField(
        label=_("When did they have it?"), required=False, help_text=_("Leave it empty if it is still to come.")
    )
    missing = {"what": _("Say which training."), "offered_on": _("Enter the day it was offered.")}


class DayForm(Form):
    """A day on which two people sit down together."""

    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    missing = {"on": _("Enter the day.")}
