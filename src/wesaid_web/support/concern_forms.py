"""Forms about worries, and about whom people can tell one."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.models import Member, Project, Role
from wesaid_web.support.concern_actions import Contact, Outside, Told
from wesaid_web.support.models import NoteKind, SafetyContacts
from wesaid_web.support.rules import Readers, reads_here

NUMBER = {"class": "nhsuk-input--width-4", "inputmode": "numeric"}


def _name(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=80, **given)


def _phone(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=40, widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20"}), **given
    )


class ContactsForm(Form):
    """Whom people can tell a worry: somebody, somebody who stands in, somebody outside."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    lead_name = _name(_("Whom can people tell a worry?"))
    lead_phone = _phone(_("Their phone number"))
    deputy_name = _name(_("Who stands in for them?"), help_text=_("Somebody else, in case it is about the first."))
    deputy_phone = _phone(_("The phone number of who stands in"))
    outside_name = forms.CharField(
        label=_("Whom can people turn to outside the group?"),
        max_length=120,
        help_text=_("For example the safeguarding team of your council."),
    )
    outside_phone = _phone(_("Their phone number, outside the group"))
    outside_hours = forms.CharField(label=_("When do they answer?"), max_length=120)
    outside_for = forms.CharField(
        label=_("What are they there for?"),
        max_length=300,
        help_text=_("For example: if somebody is being harmed or neglected, or might be."),
    )
    read_within = forms.IntegerField(
        label=_("Within how many working days is a worry read?"),
        min_value=1,
        max_value=10,
        initial=2,
        widget=forms.NumberInput(attrs=NUMBER),
        help_text=_("If nobody has read it by then, it goes to who stands in, too."),
    )
    keep_months = forms.IntegerField(
        label=_("How many months is it kept after it is closed?"),
        min_value=1,
        max_value=120,
        initial=24,
        widget=forms.NumberInput(attrs=NUMBER),
        help_text=_("Ask who looks after data in your organisation. Another day can be set for each."),
    )
    missing = {
        "lead_name": _("Name somebody whom people can tell a worry."),
        "lead_phone": _("Enter a phone number at which they can be reached."),
        "deputy_name": _("Name somebody who stands in."),
        "deputy_phone": _("Enter a phone number at which who stands in can be reached."),
        "outside_name": _("Name somebody outside the group."),
        "outside_phone": _("Enter their phone number."),
        "outside_hours": _("Say when they answer, for example: Monday to Friday, 9 to 5."),
        "outside_for": _("Say what they are there for."),
        "read_within": _("Say within how many working days, for example 2."),
        "keep_months": _("Say how many months, for example 24."),
    }
    SECTIONS = (
        (_("Somebody in the group, or close to it"), ("lead", "lead_name", "lead_phone")),
        (_("Who stands in"), ("deputy", "deputy_name", "deputy_phone")),
        (_("Somebody outside"), ("outside_name", "outside_phone", "outside_hours", "outside_for")),
        (_("Reading and keeping"), ("read_within", "keep_months")),
    )

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = project.members.filter(left_at=None, user__isnull=False).select_related("user")
        self.people = {str(one.pk): one for one in rows if reads_here(one)}
        choices = [("", _("Somebody without an account here")), *((key, one.words) for key, one in self.people.items())]
        words = _("Only somebody with an account can read here what people write. Otherwise people ring them.")
        for name, label in (
            ("lead", _("Do they have an account here?")),
            ("deputy", _("Does who stands in have one?")),
        ):
            field = forms.ChoiceField(label=label, choices=choices, required=False, help_text=words)
            field.hide_optional = field.empty_is_answer = True  # type: ignore[attr-defined]
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        same = given.get("lead") and given.get("lead") == given.get("deputy")
        names = [str(given.get(name, "")).casefold() for name in ("lead_name", "deputy_name")]
        if same or (names[0] and names[0] == names[1]):
            self.add_error("deputy_name", _("Whoever stands in has to be somebody else."))
        return given

    def contact(self, who: str) -> Contact:
        """The one people can tell, or who stands in, once the form is valid."""
        given = self.cleaned_data
        return Contact(given[f"{who}_name"], given[f"{who}_phone"], self.people.get(given[who]))

    def outside(self) -> Outside:
        names = ("outside_name", "outside_phone", "outside_hours", "outside_for")
        return Outside(*(self.cleaned_data[name] for name in names))

    @classmethod
    def as_opened(cls, row: SafetyContacts | None) -> dict[str, Any]:
        """What the form is opened with."""
        if row is None:
            return {"edition": 0}
        names = [name for name in cls.base_fields if name not in {"lead", "deputy"}]
        people = {"lead": str(row.lead_id or ""), "deputy": str(row.deputy_id or "")}
        return {**{name: getattr(row, name) for name in names}, **people}


def names_now(sent: QueryDict, reads: Readers) -> QueryDict:
    """What was sent with a form for a worry, with those whom its page names now."""
    again = sent.copy()
    again["readers"] = reads.mark
    return again


class ConcernForm(Form):
    """A worry, as somebody tells it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    readers = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    words = WordsField(
        label=_("What worries you?"),
        rows=6,
        help_text=_("In your own words. You need not be sure, and you need not prove anything."),
    )
    whose = forms.ChoiceField(
        label=_("Whose worry is it?"),
        widget=forms.RadioSelect,
        initial="mine",
        choices=[("mine", _("Mine")), ("theirs", _("Somebody else told me or wrote it on paper, and I type it in"))],
    )
    named = forms.ChoiceField(
        label=_("With your name, or without?"), widget=forms.RadioSelect, initial="with", choices=[]
    )
    who = forms.CharField(
        label=_("Who is telling us?"),
        max_length=120,
        required=False,
        help_text=_("If you want to say, or if you type it in for somebody who wants to."),
    )
    missing = {
        "words": _("Write what worries you. A few words are enough."),
        "whose": _("Say whose worry it is."),
        "named": _("Say whether it is with your name or without."),
    }
    NAMED = [
        ("with", _("With my name: I can see here what becomes of it, and add to it")),
        ("without", _("Without: nobody can ask me more, I am not told what happens, and I cannot find it again")),
    ]

    def __init__(self, people: list[Member], member: Member, reads: Readers, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.initial["readers"] = reads.mark
        self.member = member
        says = {one.pk: _("Reads what is told here") for one in (reads.lead, reads.deputy) if one}
        runs = {one.pk: _("Facilitates") for one in people if one.role == Role.FACILITATOR}
        hints = {**runs, **says}
        first = sorted(people, key=lambda one: (one.pk not in says, one.pk not in runs))
        self.people = {str(one.pk): one for one in first}
        self.fields["named"].choices = self.NAMED  # type: ignore[attr-defined]
        excluded = forms.MultipleChoiceField(
            label=_("Is there anybody who should not know of it?"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(key, one.words) for key, one in self.people.items()],
            help_text=_("For example the person it is about. They are not told, and cannot see that it exists."),
        )
        excluded.choice_hints = {str(key): hint for key, hint in hints.items()}  # type: ignore[attr-defined]
        self.fields["excluded"] = excluded

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mine = given.get("whose") == "mine" and given.get("named") == "with"
        if mine and str(self.member.pk) in given.get("excluded", []):
            self.add_error(
                "excluded", _("You know of it yourself: untick your own name, or tell it without your name.")
            )
        return given

    def told(self) -> Told:
        """What was told, once the form is valid."""
        given = self.cleaned_data
        return Told(
            words=given["words"],
            who=given["who"],
            on_behalf=given["whose"] == "theirs",
            named=given["named"] == "with",
            about=given["about"],
            excluded=tuple(self.people[key] for key in given["excluded"]),
        )


class WithoutAccountForm(Form):
    """A worry, as somebody without an account tells it. No name of anybody here is asked for or shown."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    readers = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    words = WordsField(
        label=_("What worries you?"),
        rows=6,
        help_text=_("In your own words. You need not be sure, and you need not prove anything."),
    )
    not_giver = forms.BooleanField(
        label=_("Not to the person who gave me this invitation, or who wrote down what I said"),
        required=False,
        help_text=_("They are not told, and cannot see that it exists."),
    )
    who = forms.CharField(
        label=_("Who is telling us?"),
        max_length=120,
        required=False,
        help_text=_("If you want to say, and how you can be reached. Nobody can write back to you here."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    missing = {"words": _("Write what worries you. A few words are enough.")}

    def __init__(self, givers: tuple[Member, ...], reads: Readers, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.initial["readers"] = reads.mark
        self.givers = givers
        if not givers:  # they are gone, so they read nothing
            del self.fields["not_giver"]

    def told(self) -> Told:
        """What was told, once the form is valid. Which words or which invitation it came with is not kept."""
        given = self.cleaned_data
        excluded = self.givers if given.get("not_giver") else ()
        return Told(words=given["words"], who=given["who"], named=False, excluded=excluded)


class AddForm(Form):
    """Something more about a worry that was told."""

    words = WordsField(label=_("Add something"), rows=4)
    missing = {"words": _("Write what you want to add.")}


class NoteForm(Form):
    """Something written by those who read a worry."""

    words = WordsField(label=_("What do you want to write down?"), rows=4)
    kind = forms.ChoiceField(
        label=_("For whom is it?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (NoteKind.NOTE, NoteKind.DONE)],
    )
    missing = {"words": _("Write something down first."), "kind": _("Say for whom it is.")}


class CloseForm(Form):
    """What came of a worry, and the day on which it is removed."""

    outcome = WordsField(
        label=_("What came of it?"),
        rows=4,
        help_text=_("The person who told it sees this, if it was told with a name."),
    )
    remove_on = DateField(label=_("On which day is it removed?"))
    missing = {"outcome": _("Say what came of it."), "remove_on": _("Say on which day it is removed.")}

    def clean_remove_on(self) -> date:
        day: date = self.cleaned_data["remove_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("That day is past. Choose one that is to come."))
        return day
