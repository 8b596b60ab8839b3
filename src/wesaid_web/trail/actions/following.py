"""What the trail does when something happens to the people in it, or to who was at a meeting."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.queries import There
from wesaid_web.meetings.signals import attendance_changed
from wesaid_web.projects.models import Member
from wesaid_web.projects.recording import record
from wesaid_web.projects.signals import account_given, removed, unnamed
from wesaid_web.telling.models import News
from wesaid_web.trail.actions.recording import fates_changed, take_turn
from wesaid_web.trail.models import Consent, Contribution, PresentCount


@receiver(removed)
def take_words_off(member: Member, by: Member, **_more: Any) -> None:
    """Who was removed cannot change their mind any more, so what they agreed to show leaves the public page."""
    for row in Contribution.objects.select_for_update().filter(author=member, public=Consent.YES):
        row.public, row.public_words = Consent.NOT_ASKED, ""
        row.save(update_fields=["public", "public_words"])
        record(row.project, by, "trail.consent", row, answer=Consent.NOT_ASKED)


@receiver(account_given)
def keep_names_back(member: Member, **_more: Any) -> None:
    """Words whose name is kept back are not handed over with an account.

    Whoever invites could send the link to themselves and read who said them. They stay with the one who typed them in.
    """
    rows = Contribution.objects.filter(author=member, author_withheld=True)
    News.objects.filter(member=member, about__in=rows.order_by().values("pk")).update(member=None)
    rows.update(author=None)


@receiver(unnamed)
def leave_without_a_name(member: Member, by: Member, **_more: Any) -> None:
    """Somebody leaves and wants their name kept back from all they said. What is on the public page names nobody anyway."""
    take_turn(member.project_id)
    rows = list(Contribution.objects.filter(author=member, author_withheld=False).select_related("project"))
    for row in rows:
        row.author_withheld = True
        row.save(update_fields=["author_withheld"])
        record(row.project, by, "trail.name_withheld", row)
    fates_changed(member.project, rows)


@receiver(attendance_changed)
def follow_attendance(meeting: Meeting, by: Member, before: There, after: There, **_more: Any) -> None:
    """Whoever was at a meeting was there when something was decided at it; corrected there, it is corrected here.

    People who are named at a decision and not in the attendance stay. How many more were there follows as long as it is
    what the meeting said.
    """
    came, gone = after.members - before.members, before.members - after.members
    recount = dict(before.counts) != dict(after.counts)
    if not (came or gone or recount):
        return
    for decision in meeting.decisions.order_by("seq"):
        decision.present.add(*came)
        decision.present.remove(*gone)
        if recount and dict(decision.present_counts.values_list("perspective", "people")) == dict(before.counts):
            decision.present_counts.all().delete()
            PresentCount.objects.bulk_create(
                PresentCount(decision=decision, perspective_id=hat, people=people)
                for hat, people in after.counts.items()
            )
        record(meeting.project, by, "trail.present_followed", decision, meeting=str(meeting.pk))
        fates_changed(meeting.project, list(decision.contributions.all()))
