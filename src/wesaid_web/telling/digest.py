"""One e-mail with what is new, for each person who wants one: gathered from all their projects, sent one after the other.

Which way it errs: it is written down that an e-mail left after it left. Where the program or the computer stops between the two,
that one e-mail is sent again by a later run (an hour later or more), and no other: each person is written down before the next
one is written to. The other way round somebody would never be told, and nobody would know; and being told is what was promised.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.telling import kinds
from wesaid_web.people.letters import in_language_of, letter, post
from wesaid_web.people.models import User
from wesaid_web.projects.models import Member
from wesaid_web.telling import actions
from wesaid_web.telling.models import MailChoice, News, Often
from wesaid_web.telling.queries import Told, told
from wesaid_web.telling.stopping import seal

logger = logging.getLogger(__name__)

BETWEEN = {Often.DAILY: timedelta(days=1), Often.WEEKLY: timedelta(days=7)}
AT_ONCE = timedelta(days=1)
"""What cannot wait a week is in the next run's e-mail, and nobody gets two on one day."""
MOST_LINES = 30


@dataclass(frozen=True)
class Due:
    """Somebody to be written to now, and what is new for them. Nothing they may not see is in it."""

    user: User
    lines: list[Told]


def due(today: date) -> Iterator[Due]:
    """Whoever has something new that was in no e-mail yet, wants e-mails, and has not had one too lately."""
    waiting = News.objects.filter(seen=False, mailed=False, member__left_at=None, member__user__is_active=True)
    users = User.objects.filter(pk__in=waiting.order_by().values("member__user")).select_related("mail_choice")
    for user in users.order_by("pk").iterator(100):
        choice: MailChoice | None = getattr(user, "mail_choice", None)
        lines = _new_for(user, choice)
        if lines and _long_enough(choice, lines, today):
            yield Due(user, lines)


def _new_for(user: User, choice: MailChoice | None) -> list[Told]:
    """What is new for somebody in all their projects, asked for now: what they may see can have changed since it happened."""
    off = set(choice.off) if choice else set()
    if choice and choice.often == Often.NEVER:
        return []
    found = []
    for member in Member.objects.filter(user=user, left_at=None).select_related("project").order_by("joined_at", "pk"):
        rows = News.objects.filter(member=member, seen=False, mailed=False).exclude(kind__in=off).order_by("at", "id")
        found += [one for one in told(member, list(rows)) if not one.line.late]
    return found


def _long_enough(choice: MailChoice | None, lines: list[Told], today: date) -> bool:
    if choice is None or choice.sent_on is None:
        return True
    wait = AT_ONCE if any(one.line.soon for one in lines) else BETWEEN[Often(choice.often)]
    return today >= choice.sent_on + wait


@dataclass(frozen=True)
class Run:
    """What one run did: how many people were written to, and how many could not be."""

    sent: int
    failed: int


def send_all(today: date) -> Run:
    """Write to everybody who is due. One whose e-mail cannot be sent does not keep it from the others."""
    sent = failed = 0
    connection = get_connection()
    for one in list(due(today)):
        choice = actions.claim(user=one.user)
        if choice is None:
            continue
        try:
            with in_language_of(one.user):
                lines = _new_for(one.user, choice)  # as it is now
                if not lines or not _long_enough(choice, lines, today):
                    actions.not_sent(choice=choice)
                    continue
                left = post(message(one.user, choice, lines, connection))
        except Exception:
            logger.exception("an e-mail about news could not be written")
            left = False
        if not left:
            actions.not_sent(choice=choice)
            failed += 1
            continue
        actions.sent(choice=choice, news=[told.row.pk for told in lines], on=today)
        sent += 1
    return Run(sent, failed)


def message(
    user: User, choice: MailChoice, lines: list[Told], connection: BaseEmailBackend | None = None
) -> EmailMessage:
    """The e-mail: what happened and why out of lists that the program brings.

    No name, no project, and none of anybody's words: telephones and inboxes are shared, and what a group is about can say what
    somebody lives with. The whole of it stands on the site.
    """
    stop = settings.PUBLIC_URL + reverse("news:stop", args=[seal(choice.pk)])
    with in_language_of(user):
        by_kind = list(_by_kind(lines[:MOST_LINES]))
    context = {
        "kinds": by_kind,
        "more": max(0, len(lines) - MOST_LINES),
        "address": settings.PUBLIC_URL + reverse("news:all"),
        "stop": stop,
    }
    # Programs that read e-mail show a button of their own for these (RFC 2369, RFC 8058): it sends a form and opens no page.
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return letter(user, _("News for you"), "telling/email/digest.txt", context, headers=headers, connection=connection)


def _by_kind(lines: list[Told]) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """Under the title of each kind its sentences, each once, with why and how often it happened."""
    for code, kind in kinds().items():
        counted: dict[tuple[str, str], int] = {}
        for one in lines:
            if one.row.kind == code:
                key = (str(one.line.bare), str(one.line.why_listed))
                counted[key] = counted.get(key, 0) + 1
        if counted:
            yield str(kind.title), [(what, why, times) for (what, why), times in counted.items()]
