"""Switching on, together, that a group looks at how equal it is; and pausing it, alone, with one press.

The rule and its reasons: docs/adr/0012-voice-switch.md.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed
from wesaid_web.projects.models import Member, Project, VoiceAnswer, VoiceSwitch
from wesaid_web.projects.permissions import ASK_FOR_VOICE, VOICE, check_can
from wesaid_web.projects.queries import voice_of


class NotAsked(NotAllowed):
    """Nobody has asked the group, or it is on already: there is nothing to answer."""


@transaction.atomic
def ask_for_voice(*, project: Project, by: Member) -> None:
    """Ask the group whether to switch it on. Whoever asks agrees. Asking again while people answer changes nothing."""
    check_can(by, ASK_FOR_VOICE)
    switch = _held(project)
    if switch.asked_at is not None:
        return
    switch.asked_at = timezone.now()
    switch.save()
    VoiceAnswer.objects.create(switch=switch, member=by, agrees=True)
    _record(by, "projects.voice_asked")
    _switch_on_if_agreed(switch, by)


@transaction.atomic
def answer_voice(*, project: Project, agrees: bool, by: Member) -> None:
    """Agree, or say "not yet". The last answer counts. The record holds that somebody answered, not what.

    Raises:
        NotAsked: see there.
    """
    check_can(by, VOICE)
    switch = _held(project)
    if switch.asked_at is None or switch.on_since is not None:
        raise NotAsked(_("There is nothing to answer now. Open the page again to see how things stand."))
    VoiceAnswer.objects.update_or_create(switch=switch, member=by, defaults={"agrees": agrees})
    _record(by, "projects.voice_answered")
    _switch_on_if_agreed(switch, by)


@transaction.atomic
def pause_voice(*, project: Project, by: Member) -> None:
    """Hide it for everyone, at once, until the group has been asked and has agreed anew. Nobody is told who did."""
    check_can(by, VOICE)
    switch = _held(project)
    if switch.on_since is None:
        return
    switch.asked_at, switch.on_since, switch.paused_at = None, None, timezone.now()
    switch.save()
    switch.answers.all().delete()
    _record(by, "projects.voice_paused")


def _held(project: Project) -> VoiceSwitch:
    """The project's switch, made at first use. The project is locked: two answers at once are one after the other."""
    Project.objects.select_for_update().get(pk=project.pk)
    return VoiceSwitch.objects.filter(project=project).first() or VoiceSwitch(project=project)


def _switch_on_if_agreed(switch: VoiceSwitch, by: Member) -> None:
    if voice_of(switch.project, by).agreed_by_group:
        switch.on_since = timezone.now()
        switch.save(update_fields=["on_since"])
        _record(by, "projects.voice_on")


def _record(by: Member, verb: str) -> None:
    audit.record(stream=by.project_id, by=by.user_id, verb=verb, subject=by.project_id)
