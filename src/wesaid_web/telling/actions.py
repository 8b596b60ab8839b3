"""Everything that changes who is to hear of what, and how they hear of it by e-mail."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wesaid_web.common import audit
from wesaid_web.common.telling import kinds
from wesaid_web.people.models import User
from wesaid_web.projects.models import Member, Project
from wesaid_web.telling.models import MailChoice, News, Often

KEPT_FOR = timedelta(days=365)
FORGOTTEN_AFTER = timedelta(hours=1)
"""After so long an e-mail that was on its way counts as not sent: whatever sent it has stopped."""


class NoSuchKind(ValueError):
    """Something was to be told that is of no kind of news."""


@dataclass(frozen=True)
class To:
    """Who is to hear of something. Without a member: whoever said the words ``about`` and has no place here."""

    member_id: uuid.UUID | None
    about: uuid.UUID | None = None


def tell(
    *,
    project: Project,
    to: Iterable[To],
    kind: str,
    subject: uuid.UUID,
    what: str = "",
    by: Member | None,
    adds: bool = False,
) -> None:
    """Have people hear of something, inside the transaction in which it happens. Whoever did it is not told.

    What they have not read yet of the same thing gives way to what it is now.

    Args:
        adds: it only adds to what they may not have read yet; then that stands and nothing is put in its place.

    Raises:
        NoSuchKind: no room has news of this kind.
    """
    if kind not in kinds():
        raise NoSuchKind(kind)
    doer = by.pk if by else None
    wanted = {one for one in to if one.member_id is None or one.member_id != doer}
    if not wanted:
        return
    whose = Q(member__in={one.member_id for one in wanted if one.member_id})
    words = {one.about for one in wanted if one.member_id is None}
    before = News.objects.filter(whose | Q(member=None, about__in=words), kind=kind, subject=subject, seen=False)
    unread = {To(row.member_id, row.about): row.pk for row in before.filter(given_on=None)}
    if adds:
        wanted -= unread.keys()
    else:
        News.objects.filter(pk__in=[key for one, key in unread.items() if one in wanted]).delete()
    News.objects.bulk_create(
        News(project=project, member_id=one.member_id, about=one.about, kind=kind, subject=subject, what=what)
        for one in sorted(wanted, key=str)
    )


def everybody(project: Project) -> list[To]:
    """Everybody who is in a project now and can sign in."""
    rows = Member.objects.filter(project=project, left_at=None, user__is_active=True)
    return [To(key) for key in rows.values_list("pk", flat=True)]


def forget(*, subjects: Collection[uuid.UUID] = (), about: Collection[uuid.UUID] = ()) -> None:
    """What is not there any more is no news, inside the transaction in which it goes."""
    News.objects.filter(Q(subject__in=subjects) | Q(about__in=about)).delete()


@transaction.atomic
def mark_seen(*, news: Collection[uuid.UUID], by: Member) -> None:
    """Say that one has read these. Not when: whether somebody reads is nobody else's business, so no record is left."""
    News.objects.filter(pk__in=news, member=by, seen=False).update(seen=True)


@transaction.atomic
def choose_mail(*, user: User, often: Often, off: Collection[str], by: User) -> None:
    """Choose how often one gets an e-mail about news, and about which kinds one gets none."""
    row, _made = MailChoice.objects.select_for_update().get_or_create(user=user)
    wanted = (often, sorted(set(off) & kinds().keys()))
    if (row.often, row.off) == wanted:
        return
    row.often, row.off = wanted
    row.save(update_fields=["often", "off"])
    audit.record(by=by.pk, verb="telling.mail_chosen", subject=user.pk, details={"often": often})


@transaction.atomic
def stop_mail(*, choice_id: uuid.UUID) -> None:
    """Stop e-mails about news, with the link in one of them, without signing in. Twice is once; one that has gone is stopped."""
    row = MailChoice.objects.select_for_update().filter(pk=choice_id).first()
    if row is None or row.often == Often.NEVER:
        return
    row.often = Often.NEVER
    row.save(update_fields=["often"])
    audit.record(by=None, verb="telling.mail_stopped", subject=row.user_id)


@transaction.atomic
def claim(*, user: User) -> MailChoice | None:
    """Say that an e-mail to somebody is on its way; none where another run has said so and may still be sending it."""
    now = timezone.now()
    row, _made = MailChoice.objects.select_for_update().get_or_create(user=user)
    if row.sending_since and row.sending_since > now - FORGOTTEN_AFTER:
        return None
    row.sending_since = now
    row.save(update_fields=["sending_since"])
    return row


@transaction.atomic
def sent(*, choice: MailChoice, news: Collection[uuid.UUID], on: date) -> None:
    """Write down that an e-mail left, and what was in it."""
    News.objects.filter(pk__in=news).update(mailed=True)
    MailChoice.objects.filter(pk=choice.pk).update(sent_on=on, sending_since=None)
    audit.record(by=None, verb="telling.mailed", subject=choice.user_id, details={"news": len(news)})


@transaction.atomic
def not_sent(*, choice: MailChoice) -> None:
    """An e-mail could not be sent, or there was nothing to say: the next run tries again."""
    MailChoice.objects.filter(pk=choice.pk).update(sending_since=None)


@transaction.atomic
def drop_old() -> None:
    """News of more than a year ago goes, read or not."""
    News.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
