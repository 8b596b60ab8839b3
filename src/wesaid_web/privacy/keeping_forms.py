"""The form of how long things are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form
from wesaid_web.privacy.keeping import TIMES, days_of
from wesaid_web.privacy.words import days_in_words
from wesaid_web.projects.models import Project


class KeepingForm(Form):
    """A number of days for each kind of thing a group can set."""

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for what, days in days_of(project).items():
            time = TIMES[what]
            if time.least == time.most:
                continue
            self.fields[what] = forms.IntegerField(
                label=str(time.title),
                min_value=time.least,
                max_value=time.most,
                initial=days,
                help_text=_("In days, from %(least)s to %(most)s. Usual: %(usual)s.")
                % {"least": time.least, "most": time.most, "usual": f"{time.usual} ({days_in_words(time.usual)})"},
                error_messages={"required": _("Say for how many days.")},
                widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}),
            )
