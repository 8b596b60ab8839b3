"""How somebody wants to hear of news by e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form
from wesaid_web.common.telling import kinds
from wesaid_web.telling.models import MailChoice, Often


class MailForm(Form):
    """How often, and about what. A box that is not ticked turns that kind off."""

    missing = {"often": _("Choose how often you want an e-mail, or never.")}

    often = forms.ChoiceField(
        label=_("How often may we write to you?"), choices=Often.choices, widget=forms.RadioSelect
    )
    about = forms.MultipleChoiceField(label=_("About what?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, choice: MailChoice, *args: Any, **kwargs: Any) -> None:
        on = [code for code in kinds() if code not in choice.off]
        super().__init__(*args, initial={"often": choice.often, "about": on}, **kwargs)
        choices = [(code, kind.title) for code, kind in kinds().items()]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]
        self.fields["about"].hide_optional = True  # type: ignore[attr-defined]  # to tick none is an answer

    @property
    def off(self) -> set[str]:
        """The kinds that are turned off."""
        return set(kinds()) - set(self.cleaned_data["about"])
