"""Forms about where we looked, who is missing, what taking part means, who would like to, and why people said no."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common import codes
from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.joining.actions.applying import CODE_GROUPS, KEEP_DAYS, MOST_DAYS, MOST_PEOPLE, Applied
from wesaid_web.joining.actions.finding import INFO_WORDS, Looked, No, Talk
from wesaid_web.joining.models import Did, InfoSheet, LookedPlace, SaidNo, ShownTo, Whose
from wesaid_web.projects.forms import HatsField
from wesaid_web.projects.models import Charter, Project


class Once(Form):
    """A form that makes something: it carries the id it will have, so that sending it twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())


class LookedForm(Once):
    """Somewhere we looked. With an edition: to change it."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    where = forms.CharField(
        label=_("Where did we look?"),
        max_length=200,
        help_text=_("A place, a group, a newsletter: “The Tuesday lunch club at St Anne’s”."),
    )
    on = DateField(label=_("When?"), initial=timezone.localdate)
    who_asked = forms.CharField(label=_("Who asked?"), max_length=200, required=False)
    came_of_it = WordsField(
        label=_("What came of it?"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("Also if nobody came, and what people said about why. You can write it later. No names of people."),
    )
    missing = {"where": _("Say where you looked."), "on": _("Enter a date, for example 3/11/2026.")}

    @classmethod
    def opened_on(cls, row: LookedPlace) -> dict[str, Any]:
        """What the form starts with when it changes something."""
        return {name: getattr(row, name) for name in ("where", "on", "who_asked", "came_of_it", "edition")}

    def looked(self) -> Looked:
        return Looked(**{name: self.cleaned_data[name] for name in ("where", "on", "who_asked", "came_of_it")})


class TalkForm(Once):
    """What the group said about who is missing."""

    said = WordsField(
        label=_("Who is missing, and what did we say about it?"),
        rows=5,
        max_length=5000,
        help_text=_(
            "Kinds of people and places, not persons: “Nobody who came home to a flat without family.” No counting."
        ),
    )
    will_do = WordsField(label=_("What will we do about it?"), rows=3, max_length=2000, required=False)
    who = forms.CharField(label=_("Who does it?"), max_length=200, required=False)
    by_when = DateField(label=_("By when?"), required=False)
    missing = {"said": _("Write what you said about it. A line is enough.")}

    def talk(self) -> Talk:
        return Talk(**{name: self.cleaned_data[name] for name in ("said", "will_do", "who", "by_when")})


class InfoForm(Form):
    """What taking part means, in the group's words."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    about = WordsField(label=_("What is it about?"), rows=4, max_length=3000)
    you_do = WordsField(label=_("What would I do?"), rows=3, max_length=3000, required=False)
    time = WordsField(label=_("How much time is it, when and where?"), rows=3, max_length=3000, required=False)
    get_back = WordsField(
        label=_("What do I get for it?"),
        rows=3,
        max_length=3000,
        required=False,
        help_text=_(
            "Money, fares, somebody to sit with the person I look after, a reference. Say it if there is none."
        ),
    )
    hard = WordsField(label=_("What could be hard about it?"), rows=3, max_length=3000, required=False)
    saying_no = WordsField(
        label=_("What if I do not want to, or want to stop?"), rows=3, max_length=3000, required=False
    )
    kept = WordsField(label=_("What is kept about me, and who sees it?"), rows=3, max_length=3000, required=False)
    ask = WordsField(label=_("Whom can I ask?"), rows=2, max_length=1000, help_text=_("A name and a telephone number."))
    missing = {"about": _("Say what it is about."), "ask": _("Say whom people can ask.")}

    @classmethod
    def opened_on(cls, last: InfoSheet | None, charter: Charter | None) -> InfoForm:
        """Starting from the last edition; for the first from what the charter says."""
        if last:
            return cls(initial={name: getattr(last, name) for name in INFO_WORDS} | {"after": last.number})
        start: dict[str, Any] = {"after": 0}
        if charter:
            aims = "\n".join(f"- {aim}" for aim in charter.aims)
            start["about"] = "\n\n".join(part for part in (aims, charter.for_whom) if part)
            start["get_back"], start["ask"] = charter.money_and_time, charter.facilitator
        start["saying_no"] = _(
            "Then you say so, or just stay away. Nobody asks why, and it changes nothing about the care you get."
        )
        return cls(initial=start)


class OpeningForm(Once):
    """A link with which people say that they would like to take part."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        required=False,
        help_text=_("People see it: “Lunch club, November”."),
    )
    days = forms.IntegerField(
        label=_("How many days does it work?"), min_value=1, max_value=MOST_DAYS, initial=30, widget=forms.NumberInput
    )
    most = forms.IntegerField(
        label=_("For how many people at most?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=30,
        widget=forms.NumberInput,
    )
    keep_days = forms.TypedChoiceField(
        label=_("If nothing comes of it, after how long is what they write deleted?"),
        coerce=int,
        choices=[(30, _("After 30 days")), (KEEP_DAYS, _("After 90 days")), (180, _("After 180 days"))],
        initial=KEEP_DAYS,
        widget=forms.RadioSelect,
    )
    missing = {
        "days": _("Say how many days, for example 30."),
        "most": _("Say how many people, for example 30."),
        "keep_days": _("Choose after how long."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        for name in ("days", "most"):
            self.fields[name].widget.attrs.update({"class": "nhsuk-input--width-4", "inputmode": "numeric"})


class ApplyForm(Once):
    """Somebody would like to take part. ``theirs``: a facilitator types it in from paper or what they said."""

    name = forms.CharField(
        label=_("What shall we call you?"), max_length=80, help_text=_("A first name or a nickname is fine.")
    )
    reach = forms.CharField(
        label=_("How can we reach you?"),
        max_length=200,
        required=False,
        help_text=_(
            "A telephone number, an address, or where we meet you. With the code you get you can look for yourself, too."
        ),
    )
    background = WordsField(
        label=_("What would you like us to know about you?"),
        rows=4,
        max_length=3000,
        required=False,
        help_text=_("As much as you want. You need not tell us about illness or care."),
    )
    would_help = WordsField(
        label=_("What would help you to take part?"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("A lift, large print, a break, somebody to come with you, another time of the day."),
    )
    keep_help = forms.BooleanField(
        label=_("If I join, keep what would help me, so that somebody sees to it"),
        required=False,
        help_text=_("Whoever facilitates sees it. You can change or remove it at any time."),
    )
    missing = {"name": _("Write what we shall call you.")}

    def __init__(self, *args: Any, theirs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if theirs:
            self.fields["name"].label = _("What do they want to be called?")
            self.fields["reach"].label = _("How can we reach them?")
            self.fields["background"].label = _("What would they like us to know?")
            self.fields["would_help"].label = _("What would help them to take part?")
            self.fields["keep_help"].label = _("They agree that what would help is kept if they join")
            self.fields["said_yes"] = forms.BooleanField(
                label=_("They said yes to my typing this in"),
                error_messages={"required": _("Ask them first. It is typed in only if they say yes.")},
            )

    def applied(self) -> Applied:
        names = ("name", "reach", "background", "would_help", "keep_help")
        return Applied(**{name: self.cleaned_data[name] for name in names})


class WelcomeForm(Form):
    """Which hats somebody wears who is welcomed: as they said, or none so far."""

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hats"] = HatsField(
            project,
            required=False,
            label=_("Which of these are they here?"),
            help_text=_("Choose what they told you. They can choose for themselves later."),
        )


class NotNowForm(Form):
    """Why it cannot be now."""

    reason = WordsField(
        label=_("Why not now?"),
        rows=4,
        max_length=2000,
        help_text=_("In plain words, as you would say it to them. They can read it with their code."),
    )
    missing = {"reason": _("Say why. They are told.")}


class NoForm(Once):
    """Why somebody said no. Nobody has to say why."""

    whose = forms.ChoiceField(
        label=_("Who said it?"), choices=Whose.choices, initial=Whose.PERSON, widget=forms.RadioSelect
    )
    did = forms.ChoiceField(
        label=_("What did they do?"), choices=Did.choices, initial=Did.DECLINED, widget=forms.RadioSelect
    )
    words = WordsField(label=_("Why, in their words?"), rows=4, max_length=3000)
    who = forms.CharField(
        label=_("Do they want to be named?"),
        max_length=120,
        required=False,
        help_text=_("Then write how. Leave it empty and nobody is named."),
    )
    shown_to = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=ShownTo.choices,
        initial=ShownTo.FACILITATORS,
        widget=forms.RadioSelect,
        help_text=_("They choose. Ask them."),
    )
    said_yes = forms.BooleanField(
        label=_("They said yes to my writing this down"),
        error_messages={"required": _("Ask them first. It is written down only if they say yes.")},
    )
    missing = {
        "words": _("Write what they said."),
        "shown_to": _("Choose who may see it."),
        "whose": _("Choose who said it."),
        "did": _("Choose what they did."),
    }

    def no(self) -> No:
        given = self.cleaned_data
        return No(given["words"], Whose(given["whose"]), Did(given["did"]), given["who"], ShownTo(given["shown_to"]))


class WhyForm(Once):
    """Why I do not go on, if I want to say it."""

    words = WordsField(label=_("Why, in your words?"), rows=4, max_length=3000)
    shown_to = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=ShownTo.choices,
        initial=ShownTo.FACILITATORS,
        widget=forms.RadioSelect,
        help_text=_("Your name is not with it. In a small group people may guess all the same."),
    )
    missing = {
        "words": _("Write what you want to say, or go back: nobody has to."),
        "shown_to": _("Choose who may see it."),
    }

    def no(self, did: Did) -> No:
        given = self.cleaned_data
        return No(given["words"], did=did, shown_to=ShownTo(given["shown_to"]))


class TakeBackForm(Form):
    """I do not want to take part any more. Why may stay empty."""

    words = WordsField(
        label=_("Do you want to say why?"),
        rows=3,
        max_length=3000,
        required=False,
        help_text=_("You need not. If you do, it is kept without your name."),
    )
    shown_to = forms.ChoiceField(
        label=_("If you say why: who may see it?"),
        choices=ShownTo.choices,
        initial=ShownTo.FACILITATORS,
        widget=forms.RadioSelect,
    )
    missing = {"shown_to": _("Choose who may see it.")}

    def no(self) -> No | None:
        given = self.cleaned_data
        return No(given["words"], shown_to=ShownTo(given["shown_to"])) if given["words"] else None


class ShowForm(Form):
    """Who may see why somebody said no, as they want it now."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    shown_to = forms.ChoiceField(label=_("Who may see it?"), choices=ShownTo.choices, widget=forms.RadioSelect)
    missing = {"shown_to": _("Choose who may see it.")}

    @classmethod
    def opened_on(cls, row: SaidNo) -> dict[str, Any]:
        return {"shown_to": row.shown_to, "edition": row.edition}


class CodeForm(Form):
    """The code somebody got when they said that they would like to take part, or with a role they are asked to take on."""

    code = forms.CharField(
        label=_("Your code"), max_length=40, help_text=_("Four groups of three, for example: H7K-4WM-2PX-9TC")
    )
    missing = {"code": _("Enter the code you were given.")}

    def clean_code(self) -> str:
        try:
            return codes.read(self.cleaned_data["code"], CODE_GROUPS)
        except codes.NotACode:
            raise forms.ValidationError(_("This is not a code. Compare it with what you have, sign by sign.")) from None
