"""What becomes of news when somebody's place in a project ends, or is given to an account."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from wesaid_web.common.telling import kinds
from wesaid_web.projects.models import Member
from wesaid_web.projects.signals import account_given, gone
from wesaid_web.telling.models import News


@receiver(gone)
def forget_news(member: Member, **_more: Any) -> None:
    """Who leaves has no use for what they were to hear of."""
    News.objects.filter(member=member).delete()


@receiver(account_given)
def hand_over_no_other_news(member: Member, **_more: Any) -> None:
    """Of what was to be told at this place before, only what became of their words goes with an account."""
    of_words = [kind.code for kind in kinds().values() if kind.of_words]
    News.objects.filter(member=member).exclude(kind__in=of_words).delete()
