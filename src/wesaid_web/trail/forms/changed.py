"""Forms about what changed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.access import Here
from wesaid_web.projects.models import Hat
from wesaid_web.trail.forms.fields import RowField
from wesaid_web.trail.models import HowKnown


class ChangeForm(Form):
    """What changed and how we know."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = WordsField(label=_("What is different now?"), rows=3)
    for_whom = forms.CharField(label=_("For whom?"), max_length=200, required=False)
    since = DateField(label=_("Since when?"), required=False)
    how_known = forms.ChoiceField(label=_("How do you know?"), choices=HowKnown.choices, widget=forms.RadioSelect)
    account = WordsField(
        label=_("What was seen or told"),
        rows=3,
        required=False,
        help_text=_("A story belongs to the person who tells it: ask them first."),
    )
    measure = forms.CharField(label=_("What was counted or measured?"), max_length=200, required=False)
    before = forms.CharField(label=_("Before"), max_length=200, required=False)
    after = forms.CharField(label=_("After"), max_length=200, required=False)
    compared_with = forms.CharField(
        label=_("Compared with what?"),
        max_length=200,
        required=False,
        help_text=_("For example the ward next door in the same months. If with nothing, say so."),
    )
    missing = {"what": _("Say what is different."), "how_known": _("Choose how you know.")}

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.fields["chosen_by"] = RowField(
            here.project.perspectives.exclude(code=Hat.NOT_STATED),
            empty=_("Not said"),
            required=False,
            label=_("Who chose to measure this?"),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how_known") == HowKnown.MEASURE:
            for name, words in (
                ("measure", _("Say what was counted or measured.")),
                ("before", _("Say how it was before. If nobody knows, write: not known.")),
                ("after", _("Say how it is now.")),
            ):
                if not given.get(name, "").strip():
                    self.add_error(name, words)
        return given


class NothingChangedForm(Form):
    """Nothing changed, and why."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = WordsField(
        label=_("Why did nothing change, as far as you know?"),
        rows=4,
        help_text=_("This is as useful to others as a success."),
    )
    missing = {"what": _("Say why, as far as you know.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
