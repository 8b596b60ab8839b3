"""Forms about one's own data."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.codes import NotACode, read
from wesaid_web.common.forms import Form, WordsField
from wesaid_web.people.models import User
from wesaid_web.privacy.complaint_actions import CODE_GROUPS
from wesaid_web.privacy.models import About, AskedHow, GoesTo


class _HowForm(Form):
    """How somebody wants to be erased."""

    words = forms.ChoiceField(
        label=_("What is to become of the words?"),
        choices=[
            ("keep", _("Keep the words, without the name")),
            ("take", _("Take the words away, too")),
        ],
        widget=forms.RadioSelect,
    )
    names = forms.BooleanField(
        label=_("Take the name out of what others wrote, too"),
        required=False,
        initial=True,
        help_text=_(
            "Wherever it stands as it is written here. Leave this out if the name is also an everyday word, such as May or Rose."
        ),
    )
    missing = {"words": _("Say what is to become of the words.")}
    words_hints = {
        "keep": _("The group goes on with what was said. Nothing says any more who said it."),
        "take": _("Where they stood it says that they were taken back. What was decided because of them stays."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].choice_hints = self.words_hints  # type: ignore[attr-defined]

    @property
    def take_words(self) -> bool:
        return bool(self.cleaned_data["words"] == "take")


class EraseForm(_HowForm):
    """How I want to be erased, and when."""

    when = forms.ChoiceField(
        label=_("When?"),
        choices=[("week", _("In a week; until then I can take it back")), ("now", _("Now. It cannot be taken back"))],
        initial="week",
        widget=forms.RadioSelect,
    )
    missing = {**_HowForm.missing, "when": _("Say when.")}

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (
            not user.has_usable_password()
        ):  # somebody at a screen that was left open could do it, and nobody take it back
            del self.fields["when"]
        self.order_fields(["words", "names", "when"])

    @property
    def at_once(self) -> bool:
        return bool(self.cleaned_data.get("when") == "now")


class SureForm(EraseForm):
    """The same, sent a second time with what shows who it is: the password; or, without one, the address they sign in with."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.user = user
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
        self.fields["typed"] = (
            forms.CharField(
                label=_("Your password"),
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
                strip=False,
                max_length=4096,
            )
            if user.has_usable_password()
            else forms.EmailField(label=_("Type the e-mail address you sign in with"), max_length=254)
        )
        self.fields["typed"].error_messages["required"] = _("Enter it, so that nobody else can do this for you.")

    def clean_typed(self) -> str:
        """What was typed has to be theirs."""
        typed = str(self.cleaned_data["typed"])
        right = self.user.check_password(typed) if self.user.has_usable_password() else typed.lower() == self.user.email
        if not right:
            raise forms.ValidationError(_("This is not it. Nothing has been erased."))
        return typed


class EraseForForm(_HowForm):
    """That somebody without an account asked to be erased."""

    how = forms.ChoiceField(
        label=_("How did they ask?"),
        choices=[(value, words) for value, words in AskedHow.choices if value != AskedHow.HERE],
        widget=forms.RadioSelect,
    )
    missing = {**_HowForm.missing, "how": _("Say how they asked.")}
    field_order = ["how", "words", "names"]


class ComplainForm(Form):
    """A complaint. Everything but the words and what it is about can be left out."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(label=_("What is it about?"), choices=About.choices, widget=forms.RadioSelect)
    words = WordsField(
        label=_("What happened, and what should be put right?"),
        rows=6,
        max_length=5000,
        help_text=_("Say no more about other people than is needed."),
    )
    goes_to = forms.ChoiceField(label=_("Who should answer it?"), choices=GoesTo.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    reach = forms.CharField(
        label=_("How can you be reached?"),
        max_length=200,
        required=False,
        help_text=_("A telephone number or an address. Without it, you read the answer here."),
    )
    missing = {
        "about": _("Say what it is about."),
        "words": _("Say what happened."),
        "goes_to": _("Say who should answer it."),
    }

    def __init__(self, *args: Any, in_project: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        if not in_project:
            del self.fields["goes_to"]


class AnswerForm(Form):
    """The answer to a complaint."""

    answer = WordsField(
        label=_("Your answer"),
        rows=6,
        max_length=5000,
        help_text=_("What you found, what is done now, and what they can do if they are not content."),
    )
    missing = {"answer": _("Write an answer.")}


class CodeForm(Form):
    """The code somebody got for a complaint."""

    code = forms.CharField(
        label=_("The code"),
        max_length=60,
        help_text=_("Four groups of three, for example: H7K-4WM-2PX-9CD"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "class": "nhsuk-input--width-20"}),
    )
    missing = {"code": _("Enter the code you were given.")}

    def clean_code(self) -> str:
        """A mistake in typing is told at once."""
        try:
            return read(str(self.cleaned_data["code"]), CODE_GROUPS)
        except NotACode as problem:
            raise forms.ValidationError(
                _("One of the characters is not right, or one is missing or too many. Small letters are fine.")
            ) from problem
