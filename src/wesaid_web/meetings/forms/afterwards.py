"""Who was there, as a form: ticked from who was expected, so that most of it is done before anybody begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import Form
from wesaid_web.meetings.actions import Held, Seat
from wesaid_web.meetings.forms.planning import count_field
from wesaid_web.meetings.models import Attendance, Given, Meeting, Stay
from wesaid_web.meetings.queries import seats_of
from wesaid_web.projects.access import Here
from wesaid_web.projects.fields import RowField
from wesaid_web.projects.models import Hat, Member, Perspective
from wesaid_web.projects.queries import members_of

GUESTS = 3


class AttendanceForm(Form):
    """Who was there and as what; guests by name; how many more; who chaired; what was given of what was promised.

    Args:
        stays: whether it is asked who came late or left early.
    """

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, here: Here, meeting: Meeting, *args: Any, stays: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.stays = stays
        self.initial.setdefault("edition", meeting.attendance_edition)
        self.hats = {str(hat.pk): hat for hat in here.project.perspectives.all()}
        self.not_stated = next(hat for hat in self.hats.values() if hat.code == Hat.NOT_STATED)
        rows = list(seats_of(meeting).prefetch_related("member__perspectives"))
        self.kept_stays = {str(row.member_id): row.stay for row in rows}
        self._ask_people(here, rows)
        self._ask_guests([row for row in rows if row.name])
        for key, hat in self.hats.items():
            self.fields[f"more_{key}"] = count_field(hat)
            self.initial[f"more_{key}"] = (
                sum(row.people for row in rows if not row.member_id and not row.name and str(row.perspective_id) == key)
                or None
            )
        self._ask_rest()

    def _ask_people(self, here: Here, rows: list[Attendance]) -> None:
        """One box for each person; and as what, where that is not known."""
        known: dict[str, tuple[Member, Perspective]] = {
            str(row.member_id): (row.member, row.perspective) for row in rows if row.member
        }
        planned = {
            str(row.member_id): (row.member, row.perspective)
            for row in self.meeting.expected.select_related("member", "perspective").prefetch_related(
                "member__perspectives"
            )
            if row.member and row.perspective
        }
        ticked = known if self.meeting.attended_at else planned
        self.people: dict[str, Member] = {str(one.pk): one for one in members_of(here.project)}
        self.people |= {key: person for key, (person, _hat) in ticked.items() if key not in self.people}
        self.worn: dict[str, list[Perspective]] = {}
        for key, person in self.people.items():
            worn = list(person.perspectives.all())
            if key in ticked and ticked[key][1] not in worn:
                worn.append(ticked[key][1])
            self.worn[key] = worn or list(self.hats.values())
            self.fields[f"there_{key}"] = forms.BooleanField(label=self._called(key), required=False)
            self.initial[f"there_{key}"] = key in ticked
            if len(self.worn[key]) > 1:
                self._ask_hat(key, str(ticked[key][1].pk) if key in ticked else "")
            if self.stays:
                self._ask_stay(key)

    def _called(self, key: str) -> str:
        worn = self.worn[key]
        return f"{self.people[key].words} ({worn[0].words})" if len(worn) == 1 else str(self.people[key].words)

    def _ask_hat(self, key: str, chosen: str) -> None:
        self.fields[f"as_{key}"] = RowField(
            self.worn[key],
            empty=_("Choose one"),
            required=False,
            label=_("%(who)s was there as") % {"who": self.people[key].words},
        )
        self.fields[f"as_{key}"].hide_optional = True  # type: ignore[attr-defined]
        self.initial[f"as_{key}"] = chosen

    def _ask_stay(self, key: str) -> None:
        self.fields[f"stay_{key}"] = forms.ChoiceField(
            label=_("Was %(who)s there the whole time?") % {"who": self.people[key].words},
            choices=[("", _("the whole time")), *Stay.choices],
            required=False,
        )
        self.fields[f"stay_{key}"].hide_optional = True  # type: ignore[attr-defined]
        self.initial[f"stay_{key}"] = self.kept_stays.get(key, "")

    def _ask_guests(self, rows: list[Attendance]) -> None:
        self.guests = len(rows) + GUESTS
        for place in range(self.guests):
            number = {"n": place + 1}
            self.fields[f"guest{place}"] = forms.CharField(
                label=_("Guest %(n)s: name") % number, max_length=80, required=False
            )
            self.fields[f"guest{place}_as"] = RowField(
                list(self.hats.values()),
                empty=_("Choose one"),
                required=False,
                label=_("Guest %(n)s: as what?") % number,
            )
            for name in (f"guest{place}", f"guest{place}_as"):
                self.fields[name].hide_optional = True  # type: ignore[attr-defined]
            if place < len(rows):
                self.initial[f"guest{place}"] = rows[place].name
                self.initial[f"guest{place}_as"] = str(rows[place].perspective_id)

    def _ask_rest(self) -> None:
        meeting = self.meeting
        self.fields["chaired"] = RowField(
            list(self.people.values()), empty=_("Not said"), required=False, label=_("Who chaired it in the end?")
        )
        self.fields["chaired"].hide_optional = True  # type: ignore[attr-defined]
        self.initial["chaired"] = str((meeting.chaired_id if meeting.attended_at else meeting.chair_id) or "")
        self.promised = list(meeting.formats.all())
        for row in self.promised:
            self.fields[f"given{row.position}"] = forms.ChoiceField(
                label=row.what, choices=[("", _("Not said")), *Given.choices], required=False
            )
            self.fields[f"given{row.position}"].hide_optional = True  # type: ignore[attr-defined]
            self.initial[f"given{row.position}"] = row.given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key, person in self.people.items():
            if given.get(f"there_{key}") and f"as_{key}" in self.fields and not given.get(f"as_{key}"):
                self.add_error(f"as_{key}", _("Choose as what %(who)s was there.") % {"who": person.words})
        for place in range(self.guests):
            name, hat = given.get(f"guest{place}", "").strip(), given.get(f"guest{place}_as")
            if name and not hat:
                self.add_error(f"guest{place}_as", _("Choose as what guest %(n)s was there.") % {"n": place + 1})
            if hat and not name:
                self.add_error(
                    f"guest{place}",
                    _("Write the name of guest %(n)s, or count them below without a name.") % {"n": place + 1},
                )
        return given

    def hat_of(self, key: str) -> Perspective | None:
        """As what somebody is here: what was chosen, or the one hat they wear."""
        if f"as_{key}" in self.fields:
            chosen: Perspective | None = self.cleaned_data.get(f"as_{key}")
            return chosen
        return self.worn[key][0]

    def held(self) -> Held:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        seats = []
        for key, person in self.people.items():
            hat = self.hat_of(key)
            if given[f"there_{key}"] and hat:
                stay = given[f"stay_{key}"] if self.stays else self.kept_stays.get(key, "")
                seats.append(Seat(hat, member=person, stay=Stay(stay) if stay else None))
        names = [(given[f"guest{place}"].strip(), given[f"guest{place}_as"]) for place in range(self.guests)]
        seats += [Seat(hat, name=name) for name, hat in names if name]
        seats += [Seat(hat, people=given[f"more_{key}"]) for key, hat in self.hats.items() if given[f"more_{key}"]]
        answers = {row.position: given[f"given{row.position}"] for row in self.promised}
        return Held(
            seats=seats,
            chaired=given["chaired"],
            given={place: Given(answer) for place, answer in answers.items() if answer},
        )

    # For the page: fields that belong together

    def of_people(self) -> list[Any]:
        """For each person their box, then what else is asked about them."""
        names = ([f"there_{key}", f"as_{key}", f"stay_{key}"] for key in self.people)
        return [[self[name] for name in three if name in self.fields] for three in names]

    def of_guests(self) -> list[Any]:
        return [[self[f"guest{place}"], self[f"guest{place}_as"]] for place in range(self.guests)]

    def of_hats(self) -> list[Any]:
        return [self[f"more_{key}"] for key in self.hats]

    def of_formats(self) -> list[Any]:
        return [self[f"given{row.position}"] for row in self.promised]

    @property
    def guests_are_open(self) -> bool:
        """Whether what is folded away about guests has something to show."""
        names = [name for name in self.fields if name.startswith(("guest", "more_"))]
        return any(self[name].value() or name in self.errors for name in names)
