"""Forms about what people get back."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.models import Project
from wesaid_web.support.models import ReturnKind

MOST_POUNDS = 10_000
MOST_HOURS = 500


class PoundsField(forms.CharField):
    """An amount in pounds, as people write it; cleaned to whole pence, or none where it was left empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"})
        super().__init__(widget=widget, max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").replace(",", "").replace("£", "").strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", text, re.ASCII):
            raise forms.ValidationError(_("Enter an amount in pounds, for example 25 or 25.50."))
        pence = int(Decimal(text) * 100)
        if pence > MOST_POUNDS * 100:
            raise forms.ValidationError(
                _("That is more than %(most)s pounds. Is it right? If so, write it in parts.") % {"most": MOST_POUNDS}
            )
        return pence


class HoursField(forms.CharField):
    """Hours, as people write them; cleaned to whole minutes, or none where it was left empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "decimal"})
        super().__init__(widget=widget, max_length=10, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            hours = Decimal(text) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", text) else Decimal(-1)
        except InvalidOperation:  # pragma: no cover -- the pattern lets through numbers only
            hours = Decimal(-1)
        if not 0 <= hours <= MOST_HOURS:
            raise forms.ValidationError(_("Enter hours as a number, for example 2 or 2.5."))
        return int(hours * 60)


class TermsForm(Form):
    """What somebody will do, and what they get for it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    work = WordsField(
        label=_("What will they do?"),
        rows=3,
        max_length=2000,
        help_text=_("In plain words, with how much time it takes."),
    )
    in_return = WordsField(
        label=_("What do they get for it?"),
        rows=3,
        max_length=2000,
        help_text=_("For example: £25 a meeting, the fare paid before, somebody to sit with the person they care for."),
    )
    pay_within = forms.IntegerField(
        label=_("Within how many days is it paid?"),
        min_value=0,
        max_value=90,
        initial=14,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}),
        help_text=_("Counted from the day of the work. Late pay is a reason why people cannot take part."),
    )
    missing = {
        "work": _("Say what they will do."),
        "in_return": _("Say what they get for it. If it is nothing, say so and why."),
        "pay_within": _("Say within how many days it is paid, for example 14."),
    }

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.people = {str(one.pk): one for one in project.members.filter(left_at=None)}
        self.fields["member"] = forms.ChoiceField(
            label=_("For whom?"),
            choices=[("", _("Choose one")), *((key, one.words) for key, one in self.people.items())],
            error_messages={"required": _("Say for whom these are.")},
        )
        self.order_fields(["id", "member", "work", "in_return", "pay_within"])


class PaidForm(Form):
    """On which day something was paid or given."""

    on = DateField(label=_("On which day was it paid or given?"), initial=timezone.localdate)
    missing = {"on": _("Enter the day it was paid.")}


class OfferForm(Form):
    """One thing somebody gets for something they did."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("What do they get?"), choices=ReturnKind.choices, widget=forms.RadioSelect)
    what_for = forms.CharField(label=_("For what?"), max_length=200, help_text=_("For example: the meeting in March."))
    on = DateField(label=_("On which day was it?"))
    pence = PoundsField(label=_("How much, in pounds?"), required=False)
    hours = HoursField(
        label=_("How many hours did it take?"),
        required=False,
        help_text=_("Hours of care, of an assistant or of training are not counted as time that the person gave."),
    )
    missing = {
        "kind": _("Choose what they get."),
        "what_for": _("Say what it is for."),
        "on": _("Say on which day it was."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        if (
            kind in {ReturnKind.PAYMENT, ReturnKind.VOUCHER, ReturnKind.EXPENSES}
            and not given.get("pence")
            and "pence" not in self.errors
        ):
            self.add_error("pence", _("Say how much it is, for example 25 or 25.50."))
        if kind == ReturnKind.TIME_CREDIT and not given.get("hours") and "hours" not in self.errors:
            self.add_error("hours", _("Time credits are hours: say how many."))
        return given
