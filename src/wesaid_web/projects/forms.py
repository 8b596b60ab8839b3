"""Forms about a project and the people in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid.frameworks import Framework, all_ways
from wesaid_web.common.forms import DateField, Form, ListField, WordsField
from wesaid_web.common.seeing import in_reading_order, said
from wesaid_web.projects.models import Asked, Charter, Hat, Member, Perspective, Project, Reflection, Role
from wesaid_web.projects.questions import OWN_POWER
from wesaid_web.projects.reflection_actions import Thought


def hat_choices(project: Project) -> list[tuple[str, Any]]:
    """The hats of a project, for a form."""
    return [(str(perspective.pk), perspective.words) for perspective in project.perspectives.all()]


class HatsField(forms.MultipleChoiceField):
    """Which hats someone wears. Cleaned to the hats themselves."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, project: Project, **kwargs: Any) -> None:
        self.perspectives = {str(perspective.pk): perspective for perspective in project.perspectives.all()}
        super().__init__(choices=[(key, hat.words) for key, hat in self.perspectives.items()], **kwargs)

    def clean(self, value: Any) -> list[Perspective]:
        worn = [self.perspectives[key] for key in super().clean(value)]
        for hat in worn:
            if hat.code == Hat.NOT_STATED and len(worn) > 1:
                words = _("“%(hat)s” goes with no other hat. Untick it, or untick the others.")
                raise forms.ValidationError(words, params={"hat": hat.words})
        return worn


class ProjectForm(Form):
    """What a project is called."""

    name = forms.CharField(
        label=_("What is the project called?"),
        max_length=200,
        help_text=_("Plain words that everyone in the group would use. You can change it later."),
    )
    missing = {"name": _("Give the project a name.")}


class RoleField(forms.ChoiceField):
    """What someone may do in a project, with what each answer means."""

    widget = forms.RadioSelect
    choice_hints = {
        Role.FACILITATOR: _("Runs the project: invites people, records decisions, publishes the public page."),
        Role.MEMBER: _("Takes part: says things, supports others, works on actions, says what changed."),
        Role.OBSERVER: _("Can read everything the group can, and changes nothing."),
        Role.EVALUATOR: _("Looks at what the group measures; reads what the group can, and changes nothing it says."),
        Role.PAYMENTS: _(
            "Pays what was agreed with people, and sees what each is owed. Never approves a payment of their own."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("What will they do here?"), choices=Role.choices, **kwargs)


class InviteForm(Form):
    """For whom an invitation is."""

    role = RoleField(initial=Role.MEMBER)
    whom = forms.CharField(
        label=_("Who is it for?"),
        required=False,
        max_length=80,
        help_text=_("Only facilitators see this. It helps you know which link is whose."),
    )
    uses = forms.IntegerField(
        label=_("How many people may join with this link?"),
        min_value=1,
        max_value=200,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}),
    )
    missing = {"role": _("Choose what they will do here."), "uses": _("Say how many people, for example 1.")}


class PersonForm(Form):
    """Someone's name and hats in the project."""

    name = forms.CharField(label=_("What does the group call them?"), max_length=80)
    missing = {"name": _("Enter a name. A first name or a nickname is fine.")}

    def __init__(self, project: Project, *args: Any, mine: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hats"] = HatsField(
            project,
            required=False,
            label=_("Which of these are you here?") if mine else _("Which of these are they here?"),
            help_text=_("Choose as many as are true."),
        )
        self.fields["hats"].hide_optional = True  # type: ignore[attr-defined]
        if mine:
            self.fields["name"].label = _("What does the group call you?")


class RoleForm(Form):
    """What someone may do here. Facilitating takes an account."""

    role = RoleField()
    missing = {"role": _("Choose what they will do here.")}

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"role": member.role}, **kwargs)
        if member.user_id is None:
            self.fields["role"].choices = [  # type: ignore[attr-defined]
                choice for choice in Role.choices if choice[0] != Role.FACILITATOR
            ]
            self.fields["role"].help_text = _("They have no account, so they cannot facilitate.")


class LeaveForm(Form):
    """What becomes of somebody's name when they leave. No reason is asked."""

    name = forms.ChoiceField(
        label=_("What you said stays. Shall your name stay with it?"),
        widget=forms.RadioSelect,
        choices=[("with", _("Yes, as it is now")), ("without", _("No, keep my name back from all of it"))],
        initial="with",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].hide_optional = True  # type: ignore[attr-defined]  # the first of the choices is an answer


class HatForm(Form):
    """A hat's name in this project."""

    name = forms.CharField(label=_("What do you call it?"), max_length=80)
    lived_experience = forms.BooleanField(
        label=_("People with this hat have lived experience"),
        required=False,
        help_text=_("They use the services this project is about, or care unpaid for someone who does."),
    )
    missing = {"name": _("Give it a name.")}


class CharterForm(Form):
    """The charter: what a group agrees before, or soon after, it starts."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    aims = ListField(
        label=_("What are we here to change?"),
        rows=3,
        required=False,
        help_text=_("One aim a line. One or two are easier to keep in mind than five."),
    )
    for_whom = WordsField(label=_("For whom?"), rows=2, required=False)
    asked_for = forms.ChoiceField(
        label=_("Did the people it is for ask for this?"),
        choices=Asked.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    asked_for_how = WordsField(label=_("How do we know?"), rows=2, required=False)
    out_of_scope = WordsField(label=_("What is not part of it?"), rows=3, required=False)
    ideas_kept = WordsField(
        label=_("Where do we keep good ideas that are not part of it?"),
        rows=2,
        required=False,
        help_text=_("So that nothing people say is lost because the focus is narrow."),
    )
    ideas_looked_at = WordsField(label=_("Who looks at them, and when?"), rows=2, required=False)
    may_change_focus = forms.ChoiceField(
        label=_("May the group change the focus?"), choices=Asked.choices, required=False, widget=forms.RadioSelect
    )
    cannot_change = WordsField(label=_("What cannot be changed, and why?"), rows=3, required=False)
    who_decides = WordsField(
        label=_("Who decides what?"),
        rows=4,
        required=False,
        help_text=_("What the group decides itself, and what somebody else decides in the end."),
    )
    facilitator = WordsField(label=_("Who facilitates?"), rows=2, required=False)
    sponsor = WordsField(
        label=_("Which senior person stands behind this?"),
        rows=2,
        required=False,
        help_text=_("Someone with the power to make things happen, by name and job."),
    )
    sponsor_promised = WordsField(label=_("What did they promise?"), rows=3, required=False)
    money_and_time = WordsField(
        label=_("What money and time is there?"),
        rows=3,
        required=False,
        help_text=_("Pay, expenses, care cover, hours. What people get back for what they put in."),
    )
    meaning = WordsField(label=_("What does co-production mean to us?"), rows=4, required=False)
    keeping_safe = WordsField(label=_("How do we keep each other safe?"), rows=4, required=False)

    SECTIONS = (
        (_("What this is about"), ("aims", "for_whom", "asked_for", "asked_for_how")),
        (
            _("What it is not about"),
            ("out_of_scope", "ideas_kept", "ideas_looked_at", "may_change_focus", "cannot_change"),
        ),
        (_("Who does what"), ("who_decides", "facilitator", "sponsor", "sponsor_promised")),
        (_("What we promise each other"), ("meaning", "keeping_safe", "money_and_time")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True  # type: ignore[attr-defined]  # every answer is, and the page says so once

    @classmethod
    def opened_on(cls, charter: Charter | None, edition: int) -> CharterForm:
        """The form filled from a version, to be saved as the edition that was opened."""
        names = [name for _title, fields in cls.SECTIONS for name in fields]
        initial = {name: getattr(charter, name) for name in names} if charter else {}
        return cls(initial={**initial, "edition": edition})


class VoiceForm(Form):
    """What somebody says to looking at how equal the group is."""

    answer = forms.ChoiceField(
        label=_("Shall we look at how equal we are?"),
        widget=forms.RadioSelect,
        choices=[("agree", _("Yes, let us look")), ("not_yet", _("Not yet"))],
    )
    missing = {"answer": _("Choose yes or not yet.")}


class ReflectionForm(Form):
    """What a group thinks of one topic, and what it will do next."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    well = WordsField(label=_("What do we do well?"), rows=4, required=False)
    hard = WordsField(label=_("What is hard?"), rows=4, required=False)
    next_step = WordsField(label=_("What will we do next?"), rows=3, required=False)
    who = forms.CharField(label=_("Who does it?"), max_length=200, required=False)
    by_when = DateField(label=_("By when?"), required=False)
    missing = {"after": _("Open the page again, then write.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("well", "hard", "next_step"):
            self.fields[name].hide_optional = True  # type: ignore[attr-defined]  # one of them is needed; the page says so

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name, "").strip() for name in ("well", "hard", "next_step")):
            self.add_error("well", _("Write at least one of the three: what goes well, what is hard, what comes next."))
        return given

    def thought(self) -> Thought:
        """What was written, once the form is valid."""
        names = ("well", "hard", "next_step", "who", "by_when")
        return Thought(**{name: self.cleaned_data[name] for name in names})

    @classmethod
    def opened_on(cls, last: Reflection | None) -> ReflectionForm:
        """The form filled from the last version: people change what they have, and do not start from nothing."""
        if last is None:
            return cls(initial={"after": 0})
        names = ("well", "hard", "next_step", "who", "by_when")
        return cls(initial={"after": last.number, **{name: getattr(last, name) for name in names}})


class PowerForm(Form):
    """Questions to oneself about one's own power. Every answer may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in OWN_POWER:
            field = WordsField(label=question.words, help_text=question.hint, rows=3, required=False)
            field.hide_optional = True  # type: ignore[attr-defined]  # every answer is, and the page says so once
            self.fields[question.code] = field


class WaysForm(Form):
    """Which ways of working the group says it uses."""

    ways = forms.MultipleChoiceField(
        label=_("How does this group work?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose as many as are true. You can change it whenever the group does."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ways"]
        field.choices = [(way.id, said(way.title)) for way in all_ways()]
        field.choice_hints = {way.id: said(way.description) for way in all_ways()}
        field.hide_optional = True


class SeenForm(Form):
    """Which part of a framework something is seen through."""

    item = forms.ChoiceField(label=_("Which part of it?"), required=False, widget=forms.RadioSelect)

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = in_reading_order(framework)
        field: Any = self.fields["item"]
        field.choices = [("", _("The whole of it")), *((item.id, said(item.name)) for item in items)]
        field.choice_hints = {item.id: said(item.description) for item in items}
        field.hide_optional = True
