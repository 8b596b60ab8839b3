"""News: who is to hear of what, and how they want to hear of it by e-mail. Ids and codes; the words are made when it is read."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.people.models import User
from wesaid_web.projects.models import Member, Project


class News(models.Model):
    """Something happened that one person is to hear of: a member; or whoever said something without having a place here.

    Whether it was read is kept, and not when: that would be a record of when somebody looks at this site.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="news")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="news")
    kind = models.CharField(max_length=40)  # a code of common.telling
    subject = models.UUIDField()  # with what it happened; it belongs to a room above, so it is named by its id
    about = models.UUIDField(null=True)  # those of their words because of which they hear of it, the same way
    what = models.CharField(max_length=20, blank=True)  # what happened with it, as a code of its kind
    at = models.DateTimeField(default=timezone.now)
    seen = models.BooleanField(default=False)
    mailed = models.BooleanField(default=False)
    given_on = models.DateField(null=True)  # when it was handed to them on paper

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(about__isnull=False), name="news_for_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["member"], condition=Q(seen=False), name="news_unread"),
            models.Index(fields=["member", "-at"], name="news_newest"),
            models.Index(fields=["about"], name="news_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Often(models.TextChoices):
    """How often somebody gets an e-mail about news, at most."""

    WEEKLY = "weekly", _("Once a week at most")
    DAILY = "daily", _("Once a day at most")
    NEVER = "never", _("Never")


class MailChoice(models.Model):
    """How somebody hears of news by e-mail. Its id is what a link to stop them holds, so that it tells nothing of the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_choice")
    often = models.CharField(max_length=10, choices=Often.choices, default=Often.WEEKLY)
    off = models.JSONField(default=list)  # kinds that are left out, by their codes
    sent_on = models.DateField(null=True)  # the last e-mail
    sending_since = models.DateTimeField(null=True)  # an e-mail is on its way, and it is not known yet that it left

    def __str__(self) -> str:
        return f"e-mails for {self.user_id}"
