"""Words that go, and what goes with them: by code, by somebody who is erased, and again after a backup was restored."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from wesaid_web.common.erasure import REPLAYS, Line, Person, erasing, taken_back_words
from wesaid_web.common.names import Names
from wesaid_web.projects.models import Member
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions import files, formats, imports
from wesaid_web.trail.actions.family import whole_family
from wesaid_web.trail.actions.recording import take_turn
from wesaid_web.trail.models import Attachment, Consent, Contribution
from wesaid_web.trail.signals import withdrawn


def take_away(one: Contribution) -> None:
    """Words, their language, name, earlier wordings, tags, photographs, other forms. Its caller records it."""
    one.text, one.language, one.guest_name, one.withdrawn_on = taken_back_words(), "", "", timezone.localdate()
    one.public, one.public_words = Consent.NO, ""
    one.save(update_fields=["text", "language", "guest_name", "withdrawn_on", "public", "public_words"])
    one.versions.all().delete()
    one.tags.clear()
    files.remove_all(contribution=one)
    formats.remove_forms_of(contribution=one)


@receiver(erasing)
def forget_person(person: Person, by: Member | None, names: Names, **_more: object) -> None:
    """What somebody said, as they chose. Photographs and recordings go either way: they can show a face, a hand or a voice."""
    said = Contribution.objects.filter(author__in=person.places).select_related("project").order_by("project", "pk")
    for project in sorted(set(said.order_by().values_list("project", flat=True))):
        take_turn(project)
    for attachment in Attachment.objects.filter(contribution=None, uploaded_by__in=person.places):
        files.drop(attachment=attachment)
    for row in said:
        files.remove_all(contribution=row)
        if person.take_words:
            _forget(row, by)
    imports.drop_named(names)


def _forget(row: Contribution, by: Member | None) -> None:
    row.refresh_from_db()
    if row.withdrawn:  # with the whole it was split from
        return
    family = whole_family(row)
    for one in family:
        take_away(one)
        record(one.project, by, "trail.withdrawn", one)
    withdrawn.send(Contribution, contributions=family)


@transaction.atomic
def replay(line: Line) -> bool:
    """Words that somebody took back by code, back again with a backup, go again. No more than that is known of whose they were."""
    row = Contribution.objects.select_related("project").filter(pk=line.person).first()
    if row is None or row.withdrawn:
        return False
    take_turn(row.project_id)
    _forget(row, None)
    return True


REPLAYS["words"] = replay
