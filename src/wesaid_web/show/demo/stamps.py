"""Putting what an action stamps with "now" on the day it is told for.

Only in the worked example, and never the audit trail: that says when the example was really built.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db.models import F, Model
from django.utils import timezone

from wesaid_web.common.models import AnalysisRun
from wesaid_web.delivery.models import CycleSheet, Development, HeldRole, Holding, Piece, RiskNote, Session
from wesaid_web.joining.models import (
    Application,
    InfoSheet,
    MissingTalk,
    ProjectRole,
    Promise,
    PromiseSaid,
    RoleTraining,
    SaidNo,
    Sponsor,
)
from wesaid_web.meetings.models import Attendance, Meeting, Notice
from wesaid_web.people.models import User
from wesaid_web.privacy.models import Complaint
from wesaid_web.projects.models import (
    Charter,
    GlossaryWord,
    Invitation,
    Member,
    Project,
    Reflection,
    Signature,
    VoiceSwitch,
    WordQuestion,
)
from wesaid_web.show.models import Answer, EqualSheet, Release
from wesaid_web.support.models import Advice, Concern, Invested, Need, NeedAnswer, NeedsSheet, Return, Terms
from wesaid_web.telling.models import News
from wesaid_web.trail.models import (
    Action,
    ActionNote,
    Attachment,
    Change,
    Contribution,
    Decision,
    GuestInvitation,
    OtherForm,
    Support,
    TryOut,
    Version,
)

# For each model the way to its project, and the columns that hold a moment.
MOMENTS: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Project: ("pk", ("created_at",)),
    User: ("memberships__project", ("date_joined",)),
    Member: ("project", ("joined_at",)),
    Invitation: ("project", ("made_at", "expires_at")),
    Charter: ("project", ("written_at", "put_at")),
    Signature: ("charter__project", ("signed_at",)),
    VoiceSwitch: ("project", ("asked_at", "on_since", "paused_at")),
    Reflection: ("project", ("written_at",)),
    MissingTalk: ("project", ("written_at",)),
    InfoSheet: ("project", ("written_at",)),
    ProjectRole: ("project", ("made_at",)),
    Meeting: ("project", ("made_at", "cancelled_at", "attended_at")),
    Notice: ("meeting__project", ("recorded_at",)),
    Attendance: ("meeting__project", ("recorded_at", "taken_out_at")),
    Contribution: ("project", ("created_at",)),
    GuestInvitation: ("project", ("made_at",)),
    Version: ("contribution__project", ("replaced_at",)),
    Support: ("contribution__project", ("given_at",)),
    Attachment: ("project", ("uploaded_at",)),
    Decision: ("project", ("recorded_at",)),
    Action: ("project", ("made_at",)),
    ActionNote: ("action__project", ("at",)),
    Change: ("project", ("recorded_at",)),
    Piece: ("project", ("made_at",)),
    HeldRole: ("piece__project", ("made_at",)),
    RiskNote: ("role__piece__project", ("written_at",)),
    Session: ("piece__project", ("logged_at",)),
    Development: ("member__project", ("written_at",)),
    Release: ("project", ("prepared_at", "published_at")),
    EqualSheet: ("project", ("frozen_at",)),
    Answer: ("release__project", ("at",)),
    News: ("project", ("at",)),
}

# The same for columns that hold a day.
DAYS: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Contribution: ("project", ("fate_on", "talked_about_on", "public_on")),
    Action: ("project", ("done_on",)),
    TryOut: ("action__project", ("started_on", "ended_on")),
    Terms: ("project", ("written_on", "agreed_on", "ended_on")),
    Return: ("terms__project", ("accepted_on", "approved_on", "paid_on")),
    Advice: ("member__project", ("offered_on",)),
    Invested: ("project", ("told_on",)),
    CycleSheet: ("project", ("frozen_on",)),
    AnalysisRun: ("stream", ("made_on",)),
    Application: ("project", ("sent_on", "answered_on")),
    SaidNo: ("project", ("on",)),
    ProjectRole: ("project", ("agreed_on", "ended_on")),
    RoleTraining: ("role__project", ("had_on",)),
    Sponsor: ("project", ("since", "ended_on")),
    Promise: ("sponsor__project", ("made_on",)),
    PromiseSaid: ("promise__sponsor__project", ("on",)),
    Concern: ("project", ("told_on", "read_on")),
    Need: ("member__project", ("written_on", "agreed_on")),
    NeedAnswer: ("need__member__project", ("on",)),
    NeedsSheet: ("project", ("frozen_on",)),
    Holding: ("role__piece__project", ("started_on", "ended_on")),
    News: ("project", ("given_on",)),
    GlossaryWord: ("project", ("written_on",)),
    WordQuestion: ("project", ("asked_on",)),
    OtherForm: ("project", ("asked_on", "given_on")),
    Complaint: ("project", ("told_on", "answered_on")),
}


@contextmanager
def on(day: date, project_id: uuid.UUID) -> Iterator[None]:
    """Whatever is stamped inside is moved to ``day`` at the end, in the order in which it happened. ``day`` is past."""
    began = timezone.now()
    yield
    back = began - timezone.make_aware(datetime.combine(day, time(12)))
    for model, (project, columns) in MOMENTS.items():
        for column in columns:
            stamped = {project: project_id, f"{column}__gte": began}
            model._default_manager.filter(**stamped).update(**{column: F(column) - back})
    for model, (project, columns) in DAYS.items():
        for column in columns:
            stamped = {project: project_id, f"{column}__gte": timezone.localdate(began)}
            model._default_manager.filter(**stamped).update(**{column: day})
