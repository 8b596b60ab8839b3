"""Forms about the second step of signing in."""

from __future__ import annotations

import struct
from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form
from wesaid_web.people import step_actions
from wesaid_web.people.models import User

WRONG = _("That code is not right, or it was used before. Look again and enter the one that is shown now.")
TOO_MANY = _("Too many codes were wrong. Wait a while and try again, or use a passkey.")
NOT_OURS = _("That passkey did not work here. Try again, or use another way.")

# What a browser sends is read piece by piece, and somebody else may send anything: whatever does not fit is one answer.
_NOT_A_PASSKEY = (
    *(TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError, RecursionError, struct.error),
    *(InvalidSignature, UnsupportedAlgorithm),
)


def _code_field(hint: Any) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "nhsuk-input--width-10"}
    return forms.CharField(
        label=_("Code"), help_text=hint, max_length=40, widget=forms.TextInput(attrs={**attrs, "spellcheck": "false"})
    )


class AppForm(Form):
    """The first code of an app that was just set up."""

    code = _code_field(_("The six digits that the app shows now."))
    missing = {"code": _("Enter the code that the app shows.")}


class CodeForm(Form):
    """A code of an app or a spare one. Failures are counted, for each person and each address; a right code is not."""

    code = _code_field(_("The six digits that your app shows now. Or one of your spare codes."))
    missing = {"code": _("Enter a code.")}

    def __init__(self, *args: Any, user: User, request: HttpRequest, app: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request
        if not app:
            self.fields["code"].help_text = _("One of your spare codes.")
        self.used: Authenticator | None = None

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        counted = ratelimit.consume(self.request, app="allauth.account", action="code_failed", key=str(self.user.pk))
        if not counted:
            raise forms.ValidationError(TOO_MANY)
        try:
            self.used = step_actions.use_code(user=self.user, code=code)
        except step_actions.WrongCode as problem:
            raise forms.ValidationError(WRONG) from problem
        counted.rollback()
        return code


class PasskeyForm(forms.Form):
    """What a browser answers for a passkey. The question it answers is kept in the session, and works once."""

    credential = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": NOT_OURS, "invalid": NOT_OURS})

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            self.check(credential)
        except (*_NOT_A_PASSKEY, forms.ValidationError) as problem:
            auth.clear_state()
            raise forms.ValidationError(NOT_OURS) from problem
        return credential

    def check(self, credential: dict[str, Any]) -> None:
        """Raise unless the answer is right."""
        raise NotImplementedError


class NewPasskeyForm(PasskeyForm):
    """A passkey to add. It has to ask for a finger, a face or a PIN, so that it is two things at once."""

    def check(self, credential: dict[str, Any]) -> None:
        auth.parse_registration_response(credential)
        if not auth.complete_registration(credential).is_user_verified():
            raise forms.ValidationError(NOT_OURS)


class UsePasskeyForm(PasskeyForm):
    """A passkey of somebody who is known already, or says with it who they are (``user`` none)."""

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.used: Authenticator | None = None

    def check(self, credential: dict[str, Any]) -> None:
        auth.parse_authentication_response(credential)
        user = self.user or auth.extract_user_from_response(credential)
        self.used = auth.complete_authentication(user, credential)
