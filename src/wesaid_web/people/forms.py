"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form

NAME_HINT = _("This is how the group sees you. A first name or a nickname is fine.")


def _plain(form: forms.Form) -> None:
    """Make a form of allauth look like ours: no grey example text, no browser pop-ups, our words."""
    form.label_suffix = ""
    form.use_required_attribute = False
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = _("Fill this in.")


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Name, e-mail address, password."""

    field_order = ["name", "email", "password1"]

    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=NAME_HINT,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["name"].error_messages["required"] = _("Say what we should call you.")
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("You sign in with it. Nobody in the group sees it.")
        self.fields["email"].error_messages["required"] = _("Enter your e-mail address.")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _(
            "At least 12 characters. Three words that do not belong together work well."
        )
        self.fields["password1"].error_messages["required"] = _("Choose a password.")


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].error_messages["required"] = _("Enter your e-mail address.")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = _("Enter your password.")
        self.fields["remember"].label = _("Keep me signed in on this device")
        self.fields["remember"].help_text = _("Leave it unticked on a borrowed or shared one.")


class LinkForm(Form):
    """Ask for a sign-in link."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    missing = {"email": _("Enter your e-mail address.")}


class NameForm(Form):
    """What someone is called."""

    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=NAME_HINT,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    missing = {"name": _("Say what we should call you.")}
