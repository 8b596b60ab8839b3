"""Forms about roles in the project, and about what a sponsor promised."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.joining.actions.roles import What
from wesaid_web.joining.forms.finding import Once
from wesaid_web.joining.models import HowAgreed, Kept, ProjectRole, RoleKind
from wesaid_web.projects.access import Here
from wesaid_web.projects.fields import RowField, people_of


class RoleForm(Once):
    """A role: whose, what it is, who supports them. With a role: to change it, not whose it is."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Which role?"), choices=RoleKind.choices, widget=forms.RadioSelect)
    called = forms.CharField(
        label=_("What do you call it?"),
        max_length=80,
        required=False,
        help_text=_("If you have a name of your own for it."),
    )
    what = WordsField(
        label=_("What is it?"),
        rows=4,
        max_length=3000,
        help_text=_("What the person does, how long it lasts, and what they need not do."),
    )
    support_outside = forms.CharField(
        label=_("Or somebody from outside the project"),
        max_length=120,
        required=False,
        help_text=_("For example: “Her manager at the voluntary action centre”."),
    )
    missing = {"kind": _("Choose which role."), "what": _("Say what the role is.")}

    def __init__(self, here: Here, *args: Any, role: ProjectRole | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(here, also=[role.support] if role and role.support else [])
        if role is None:
            self.fields["holder"] = RowField(
                people,
                empty=_("Choose one"),
                label=_("Whom do you ask?"),
                error_messages={"required": _("Choose whom you ask.")},
            )
        self.fields["support"] = RowField(
            people.exclude(pk=role.holder_id) if role else people,
            empty=_("Nobody here"),
            label=_("Who supports them in it?"),
            required=False,
        )
        names = ["id", "edition", *(["holder"] if role is None else []), "kind", "called", "what", "support"]
        self.order_fields([*names, "support_outside"])

    @classmethod
    def opened_on(cls, role: ProjectRole) -> dict[str, Any]:
        names = ("kind", "called", "what", "support_outside", "edition")
        return {name: getattr(role, name) for name in names} | {"support": role.support_id or ""}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("support") and given.get("support") == given.get("holder"):
            self.add_error("support", _("Choose somebody else to support this person."))
        supported = given.get("support") or given.get("support_outside")
        if given.get("kind") == RoleKind.FACILITATOR and not supported:
            self.add_error("support", _("Whoever facilitates has somebody who supports them. Say who."))
        return given

    def described(self) -> What:
        given = self.cleaned_data
        return What(RoleKind(given["kind"]), given["what"], given["called"], given["support"], given["support_outside"])


class AgreedForm(Form):
    """How somebody without an account said yes."""

    how = forms.ChoiceField(
        label=_("How did they say yes?"),
        choices=[(one.value, one.label) for one in (HowAgreed.SPOKEN, HowAgreed.PAPER)],
        widget=forms.RadioSelect,
    )
    missing = {"how": _("Choose how they said yes.")}


class TrainingForm(Form):
    """Training that was offered, and had."""

    what = forms.CharField(label=_("Which training?"), max_length=200)
    offered_on = DateField(label=_("When was it offered?"), initial=timezone.localdate)
    had_on = DateField(label=_("When did they have it?"), required=False, help_text=_("Leave it empty if not yet."))
    missing = {"what": _("Say which training."), "offered_on": _("Enter a date, for example 3/11/2026.")}


class SponsorForm(Once):
    """Who senior stands behind the project."""

    name = forms.CharField(label=_("What are they called?"), max_length=120)
    post = forms.CharField(
        label=_("What is their post?"),
        max_length=200,
        required=False,
        help_text=_("For example: director of nursing at the trust."),
    )
    missing = {"name": _("Say who it is.")}

    def __init__(self, here: Here, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = RowField(
            people_of(here),
            empty=_("They are not among the people here"),
            label=_("Do they take part here?"),
            required=False,
            help_text=_("Then they can answer here by themselves."),
        )


class PromiseForm(Once):
    """What a sponsor promised."""

    what = WordsField(label=_("What did they promise?"), rows=3, max_length=2000)
    by_when = DateField(
        label=_("By when?"), required=False, help_text=_("Leave it empty for something that always holds.")
    )
    missing = {"what": _("Say what they promised.")}


class KeptForm(Form):
    """What the group says about a promise."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kept = forms.ChoiceField(label=_("Was it kept?"), choices=Kept.choices, widget=forms.RadioSelect)
    words = WordsField(
        label=_("What happened?"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("If it was not kept, or only in part: what happened instead, and the reason if you know it."),
    )
    said_by = forms.CharField(
        label=_("Who says so?"),
        max_length=200,
        required=False,
        help_text=_("For example: all of us at the meeting in May."),
    )
    missing = {"kept": _("Choose one.")}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kept") in {Kept.PARTLY, Kept.NO} and not given.get("words"):
            self.add_error("words", _("Say what happened instead, and the reason if you know it."))
        return given


class AnswerForm(Form):
    """What the sponsor answers."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    words = WordsField(label=_("The answer"), rows=4, max_length=2000)
    missing = {"words": _("Write the answer.")}
