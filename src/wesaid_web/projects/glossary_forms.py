"""Forms of the glossary."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form, WordsField


class WordForm(Form):
    """A word and what it means here."""

    word = forms.CharField(label=_("The word"), max_length=80)
    meaning = WordsField(
        label=_("What does it mean here?"),
        rows=4,
        max_length=2_000,
        help_text=_("As you would say it to a friend. An example helps."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0, min_value=0)
    missing = {"word": _("Write the word."), "meaning": _("Say what it means.")}


class AskWordForm(Form):
    """What does this mean?"""

    word = forms.CharField(
        label=_("Which word, or which sentence?"),
        max_length=160,
        help_text=_("Any word that somebody used, here or in the room."),
    )
    where = forms.CharField(label=_("Where did you meet it?"), max_length=160, required=False)
    missing = {"word": _("Write the word you ask about.")}
