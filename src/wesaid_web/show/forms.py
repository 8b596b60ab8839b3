"""Forms about the public page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form


class AnswerForm(Form):
    """What a member says to the page before it goes out."""

    answer = forms.ChoiceField(
        label=_("Are you happy with this page going out?"),
        widget=forms.RadioSelect,
        choices=[("happy", _("Yes")), ("wait", _("Not yet"))],
    )
    words = forms.CharField(
        label=_("What should change first?"), max_length=1000, required=False, help_text=_("Needed for not yet.")
    )
    missing = {"answer": _("Choose yes or not yet.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "wait" and not given.get("words", "").strip():
            self.add_error("words", _("Say what should change first."))
        return given
