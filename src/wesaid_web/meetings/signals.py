"""What happens to meetings that other parts have to follow up, inside the same transaction."""

from django.dispatch import Signal

attendance_changed = Signal()
"""Who was there was written down or corrected. ``meeting``, ``by``, ``before`` and ``after`` (:class:`queries.There`)."""
