"""What the views of meetings share."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404

from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.access import Here


def find_meeting(here: Here, meeting_id: uuid.UUID) -> Meeting:
    """A meeting of this project; else not found."""
    rows = Meeting.objects.select_related("chair", "chaired", "project")
    return get_object_or_404(rows, pk=meeting_id, project=here.project)
