"""What happens here that other parts have to follow up, inside the same transaction."""

from django.dispatch import Signal

no_removed = Signal()
"""Why somebody said no was removed, since they want it back. ``no_id``, ``project_id``."""
