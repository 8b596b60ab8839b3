"""What happens to people in a project that other parts have to follow up, inside the same transaction."""

from django.dispatch import Signal

removed = Signal()
"""A facilitator ended somebody's place. ``member``, ``by``."""

gone = Signal()
"""Somebody's place ended, whether they left or were removed. ``member``, ``by``."""

account_given = Signal()
"""Someone who was here without an account has one now. ``member``."""

inviting = Signal()
"""Somebody is about to invite people. ``project``, ``by``. Whoever has something that comes first raises ``NotYet``."""

unnamed = Signal()
"""Somebody leaves and does not want their name to stay on what they said. ``member``, ``by``."""
