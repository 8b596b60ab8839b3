"""Forms about bringing in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wesaid_web.common.forms import Form
from wesaid_web.projects.models import Project
from wesaid_web.trail.importing.hats import NEW, NEW_LIVED, known_hats
from wesaid_web.trail.importing.rows import COLUMNS


class UploadForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("Your file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("A table saved as CSV, with headings in the first line. Up to 25 MB."),
    )
    missing = {"file": _("Choose a file.")}


class HatsForm(Form):
    """Which hat each word in the column of hats is: one question for each word."""

    MOST = 30  # with more words than that it is hardly a column of hats

    def __init__(self, project: Project, words: Mapping[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = known_hats(project)
        hats = [(str(hat.pk), str(hat.words)) for hat in project.perspectives.all()]
        new = [
            (NEW_LIVED, _("A new hat: people with lived experience")),
            (NEW, _("A new hat: people without, or of both kinds")),
        ]
        self.words = list(words) if len(words) <= self.MOST else []
        for number, word in enumerate(self.words):
            found = known.get(word.casefold())
            self.fields[f"hat_{number}"] = forms.ChoiceField(
                label=_("“%(word)s” is:") % {"word": word},
                choices=[*hats, *new] if found else [("", _("Choose one")), *hats, *new],
                initial=str(found.pk) if found else "",
                error_messages={"required": _("Say which hat “%(word)s” is.") % {"word": word}},
                help_text=ngettext_lazy("In %(n)s row.", "In %(n)s rows.", words[word]) % {"n": words[word]},
            )

    def answers(self) -> dict[str, str]:
        """The word to the id of its hat, or to what kind of new hat it is."""
        return {word: self.cleaned_data[f"hat_{number}"] for number, word in enumerate(self.words)}


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
