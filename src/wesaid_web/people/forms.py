"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form

NAME_HINT = _("This is how the group sees you. A first name or a nickname is fine.")


PASSWORD_HINT = _("At least 12 characters. Three words that do not belong together work well.")


def _plain(form: forms.Form) -> None:
    """Make a form of allauth look like ours: no grey example text, no browser pop-ups, our words."""
    form.label_suffix = ""
    form.use_required_attribute = False
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = _("Fill this in.")


def _ask(form: forms.Form, name: str, label: Any, missing: Any, hint: Any = "") -> None:
    """Ask for something in our words instead of allauth's."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing


def _ask_for_new_password(form: forms.Form, label: Any) -> None:
    _ask(form, "password1", label, _("Choose a password."), PASSWORD_HINT)
    _ask(form, "password2", _("The same again"), _("Enter the same password again."))


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
        hint = _("You sign in with it. Nobody in the group sees it.")
        _ask(self, "email", _("E-mail address"), _("Enter your e-mail address."), hint)
        _ask(self, "password1", _("Password"), _("Choose a password."), PASSWORD_HINT)


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        _ask(self, "login", _("E-mail address"), _("Enter your e-mail address."))
        _ask(self, "password", _("Password"), _("Enter your password."))
        self.fields["remember"].label = _("Keep me signed in on this device")
        self.fields["remember"].help_text = _("Leave it unticked on a borrowed or shared one.")


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        _ask(self, "password", _("Password"), _("Enter your password."))


class ChangeForm(ChangePasswordForm):  # type: ignore[misc]
    """Another password, by somebody who knows the one they have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        _ask(self, "oldpassword", _("The password you have now"), _("Enter the password you have now."))
        _ask_for_new_password(self, _("New password"))


class SetForm(SetPasswordForm):  # type: ignore[misc]
    """A first password, by somebody who signed in with a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        _ask_for_new_password(self, _("Password"))


class ForgottenForm(ResetPasswordForm):  # type: ignore[misc]
    """Where the link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        _ask(self, "email", _("E-mail address"), _("Enter your e-mail address."))


class NewForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by somebody who had forgotten theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        _ask_for_new_password(self, _("New password"))


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
