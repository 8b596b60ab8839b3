"""Days, for what must not say at what time of the day it happened."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def this_morning() -> datetime:
    """The first moment of today, where the group is."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
