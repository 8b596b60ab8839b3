"""Forms about actions and trying things out."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.forms import DateField, Form, WordsField
from wesaid_web.projects.access import Here
from wesaid_web.trail.forms.fields import RowsField, people_of
from wesaid_web.trail.models import Act, Action, Status


class ActionForm(Form):
    """What somebody does, who is on it, by when. Without an action: a new one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = WordsField(label=_("What will be done?"), rows=3)
    others = forms.CharField(
        label=_("Anyone outside the group?"),
        max_length=200,
        required=False,
        help_text=_("For example: the estates team."),
    )
    due = DateField(label=_("By when?"), required=False)
    missing = {"what": _("Say what will be done.")}

    def __init__(self, here: Here, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workers"] = RowsField(
            people_of(here, also=action.workers.all() if action else ()),
            label=_("Who works on it?"),
            required=False,
            help_text=_(
                'If the person who said it was there when it was decided and works on it, then it is "we did".'
            ),
        )
        self.fields["workers"].hide_optional = True  # type: ignore[attr-defined]
        if action is None:
            self.initial.setdefault("id", uuid.uuid4())
            self.fields["status"] = forms.ChoiceField(
                label=_("How far is it?"),
                choices=[c for c in Status.choices if c[0] != Status.STOPPED],
                initial=Status.NOT_STARTED,
                widget=forms.RadioSelect,
            )
        self.order_fields(["id", "edition", "what", "workers", "others", "due", "status"])


class StatusForm(Form):
    """How far an action is, with a note."""

    status = forms.ChoiceField(label=_("How far is it?"), choices=Status.choices, widget=forms.RadioSelect)
    note = WordsField(
        label=_("A note"),
        rows=2,
        required=False,
        help_text=_("Needed if it was stopped: say why. People will ask."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].hide_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("status") == Status.STOPPED and not given.get("note", "").strip():
            self.add_error("note", _("Say why it was stopped."))
        return given


class NoteForm(Form):
    """A line on how it is going."""

    text = WordsField(label=_("How is it going?"), rows=2)
    missing = {"text": _("Write a few words.")}


class PlanTryForm(Form):
    """Plan a round of trying something out."""

    plan = WordsField(
        label=_("What will you try?"), rows=3, help_text=_("Small and soon: for one week, with three people.")
    )
    prediction = WordsField(
        label=_("What do you think will happen?"),
        rows=2,
        help_text=_("Write it down before you start, so that you can compare."),
    )
    missing = {"plan": _("Say what you will try."), "prediction": _("Say what you think will happen.")}


class WriteTryForm(Form):
    """What was done, what was learned, what follows."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    did = WordsField(label=_("What did you do?"), rows=3, required=False)
    studied = WordsField(label=_("What happened, compared with what you thought?"), rows=3, required=False)
    act = forms.ChoiceField(
        label=_("What now?"),
        choices=[("", _("Not yet: we are still trying")), *Act.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("act") and not given.get("studied", "").strip():
            self.add_error("studied", _("Say what happened, compared with what you thought."))
        return given
