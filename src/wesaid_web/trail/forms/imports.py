"""Forms about bringing in a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form
from wesaid_web.trail.importing.rows import COLUMNS


class UploadForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("Your file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("A table saved as CSV, with headings in the first line. Up to 25 MB."),
    )
    missing = {"file": _("Choose a file.")}


class ColumnsForm(Form):
    """Which column is what."""

    def __init__(self, headings: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in this file")), *((heading, heading) for heading in headings if heading)]
        for name, label in COLUMNS.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name == "text")
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]
        self.fields["text"].error_messages["required"] = _("Choose the column that holds what was said.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = [heading for heading in given.values() if heading]
        for name, heading in list(given.items()):  # an error takes the answer out of what was given
            if heading and chosen.count(heading) > 1:
                self.add_error(name, _("You have chosen this column twice."))
        return given

    def mapping(self) -> dict[str, str]:
        """Field to heading, without those not in the file."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}
