"""Forms about what is planned: when, where, what for, the agenda, who is expected, what changed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, ListField, WordsField
from wesaid_web.meetings.actions import Coming, Plan, Point, ShortNotice
from wesaid_web.meetings.models import Expected, Meeting
from wesaid_web.meetings.queries import PAID
from wesaid_web.projects.access import Here
from wesaid_web.projects.fields import RowField, people_of
from wesaid_web.projects.models import Member, Perspective
from wesaid_web.projects.queries import members_of

AWAY = "away"
MOST_MINUTES = 600


class TimeInput(forms.TimeInput):
    """The browser's own field for a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "nhsuk-input--width-5"}, format="%H:%M")


class TimeField(forms.TimeField):
    """A time of day, typed or picked."""

    widget = TimeInput
    default_error_messages = {"invalid": _("Enter a time, for example 14:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M"], **kwargs)


def minutes_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """A number of minutes; may stay empty."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
        **kwargs,
    )


class PlanForm(Form):
    """A meeting: the day and what it is for; everything else can come later."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = DateField(label=_("On which day?"))
    starts = TimeField(label=_("From when?"), required=False)
    ends = TimeField(label=_("Until when?"), required=False)
    purpose = forms.CharField(
        label=_("What is it for?"),
        max_length=200,
        help_text=_("In one plain sentence, so that people can tell whether it is for them."),
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=300,
        required=False,
        help_text=_("With how to get in: stairs, the lift, whom to ring. Only people in this project see it."),
    )
    link = forms.CharField(
        label=_("How can people join from elsewhere?"),
        max_length=500,
        required=False,
        help_text=_("A link or a telephone number. Only people in this project see it."),
    )
    know_each_other = minutes_field(
        _("How many minutes are set aside to get to know each other?"),
        help_text=_("People who know each other say more. For example: 20, with something to eat."),
    )
    formats = ListField(
        label=_("Which formats and languages do we promise?"),
        rows=3,
        required=False,
        help_text=_("One a line. For example: large print; a sign language interpreter; papers a week before."),
    )
    missing = {"on": _("Enter the day."), "purpose": _("Say what it is for.")}

    def __init__(self, here: Here, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.initial.setdefault("id", uuid.uuid4())
        also = [meeting.chair] if meeting and meeting.chair else []
        self.fields["chair"] = RowField(
            people_of(here, also=also), empty=_("Not said yet"), required=False, label=_("Who chairs?")
        )
        self.fields["chair"].hide_optional = True  # type: ignore[attr-defined]
        self.order_fields(
            ["id", "edition", "on", "starts", "ends", "purpose", "place", "link", "chair", "know_each_other", "formats"]
        )

    def clean_formats(self) -> list[str]:
        wanted: list[str] = self.cleaned_data["formats"]
        if any(len(one) > 200 for one in wanted):
            raise forms.ValidationError(_("Keep each to one short line."))
        return wanted

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", _("It has to end after it starts."))
        was = self.meeting is not None and self.meeting.attended_at is not None
        if was and given.get("on") and given["on"] > timezone.localdate():
            self.add_error("on", _("It is written down who was there, so it cannot be on a day that has not come yet."))
        return given

    def plan(self) -> Plan:
        """What was entered, as the actions take it."""
        given = self.cleaned_data
        names = ("on", "purpose", "starts", "ends", "place", "link", "chair", "know_each_other", "formats")
        return Plan(**{name: given[name] for name in names})


def as_planned(meeting: Meeting) -> dict[str, Any]:
    """What the form to change a plan is opened with."""
    names = ("edition", "on", "starts", "ends", "purpose", "place", "link", "know_each_other")
    return {name: getattr(meeting, name) for name in names} | {
        "chair": str(meeting.chair_id or ""),
        "formats": "\n".join(row.what for row in meeting.formats.all()),
    }


class AgendaForm(Form):
    """The agenda: so many rows, those left empty are left out."""

    MORE, MOST = 4, 40
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, points: list[Point], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = str(self.data.get("rows", "")) if self.is_bound else ""
        self.count = min(int(wanted) if wanted.isdecimal() else len(points) + self.MORE, self.MOST)
        if self.is_bound and self.data.get("more"):
            self.count = min(self.count + self.MORE, self.MOST)
        for place in range(self.count):
            number = {"n": place + 1}
            self.fields[f"what{place}"] = forms.CharField(
                label=_("%(n)s. What?") % number, max_length=300, required=False
            )
            self.fields[f"leads{place}"] = forms.CharField(
                label=_("%(n)s. Who leads it?") % number, max_length=120, required=False
            )
            self.fields[f"minutes{place}"] = minutes_field(_("%(n)s. Minutes") % number)
            for name in ("what", "leads", "minutes"):
                self.fields[f"{name}{place}"].hide_optional = True  # type: ignore[attr-defined]
            if place < len(points):
                for name in ("what", "leads", "minutes"):
                    self.initial[f"{name}{place}"] = getattr(points[place], name)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(self.count):
            rest = given.get(f"leads{place}") or given.get(f"minutes{place}") is not None
            if rest and not given.get(f"what{place}", "").strip():
                self.add_error(f"what{place}", _("Say what point %(n)s is about.") % {"n": place + 1})
        return given

    def lines(self) -> list[Any]:
        """The rows, each as its three fields."""
        return [[self[f"{name}{place}"] for name in ("what", "leads", "minutes")] for place in range(self.count)]

    def points(self) -> list[Point]:
        given = self.cleaned_data
        rows = [
            Point(given[f"what{place}"].strip(), given[f"leads{place}"], given[f"minutes{place}"])
            for place in range(self.count)
        ]
        return [row for row in rows if row.what]


def count_field(hat: Perspective) -> forms.IntegerField:
    """How many people with a hat."""
    found = forms.IntegerField(
        label=str(hat.words),
        required=False,
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )
    found.hide_optional = True  # type: ignore[attr-defined]
    return found


class MixForm(Form):
    """Who is expected: one answer for each person, and how many more by hat."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, here: Here, rows: list[Expected], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hats = list(here.project.perspectives.all())
        self.hats = {str(hat.pk): hat for hat in hats}
        self.people: dict[str, Member] = {str(one.pk): one for one in members_of(here.project)}
        earlier = {str(row.member_id): row.member for row in rows if row.member}
        self.people |= {key: person for key, person in earlier.items() if key not in self.people}
        for key, person in self.people.items():
            worn = list(person.perspectives.all()) or hats
            choices: list[tuple[str, Any]] = [("", _("Not expected")), *self._comes(worn)]
            if any(hat.code in PAID for hat in worn):
                choices.append((AWAY, _("Stays away this time")))
            label = f"{person.words} ({worn[0].words})" if len(worn) == 1 else str(person.words)
            self.fields[f"come_{key}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.fields[f"come_{key}"].hide_optional = True  # type: ignore[attr-defined]
        for key, hat in self.hats.items():
            self.fields[f"more_{key}"] = count_field(hat)
        for row in rows:
            chosen = AWAY if row.stays_away else str(row.perspective_id)
            if row.member_id is None:
                self.initial[f"more_{chosen}"] = row.people
                continue
            field: Any = self.fields[f"come_{row.member_id}"]
            if row.perspective and chosen not in dict(field.choices):  # they have another hat on since
                field.choices = [
                    *field.choices,
                    (chosen, _("Comes as: %(hat)s") % {"hat": row.perspective.words}),
                ]
            self.initial[f"come_{row.member_id}"] = chosen

    @staticmethod
    def _comes(worn: list[Perspective]) -> list[tuple[str, Any]]:
        if len(worn) == 1:
            return [(str(worn[0].pk), _("Comes"))]
        return [(str(hat.pk), _("Comes as: %(hat)s") % {"hat": hat.words}) for hat in worn]

    def of_people(self) -> list[Any]:
        return [self[f"come_{key}"] for key in self.people]

    def of_hats(self) -> list[Any]:
        return [self[f"more_{key}"] for key in self.hats]

    def coming(self) -> list[Coming]:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        chosen = [(person, given[f"come_{key}"]) for key, person in self.people.items()]
        found = [Coming(person, self.hats.get(answer)) for person, answer in chosen if answer]
        counted = [(hat, given[f"more_{key}"]) for key, hat in self.hats.items()]
        return found + [Coming(None, hat, people) for hat, people in counted if people]


class NoticeForm(Form):
    """A change at short notice."""

    what = WordsField(label=_("What has changed?"), rows=2, max_length=2000)
    why = WordsField(label=_("Why?"), rows=2, max_length=2000)
    told_on = DateField(label=_("On which day were people told?"), initial=timezone.localdate)
    another_way = WordsField(
        label=_("How else can people take part?"),
        rows=2,
        max_length=2000,
        required=False,
        help_text=_(
            "For those who cannot come now: by telephone, in writing, through somebody they choose, another day."
        ),
    )
    missing = {
        "what": _("Say what has changed."),
        "why": _("Say why. People may have arranged care, or time off, to come."),
        "told_on": _("Say when people were told."),
    }

    def clean_told_on(self) -> Any:
        day = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Enter the day people were told."))
        return day

    def notice(self) -> ShortNotice:
        return ShortNotice(**self.cleaned_data)


class CancelForm(NoticeForm):
    """It does not take place."""

    what = None  # type: ignore[assignment]  # that is what has changed
    missing = {name: words for name, words in NoticeForm.missing.items() if name != "what"}
