"""What happens on the trail that rooms above it have to follow up, inside the same transaction."""

from django.dispatch import Signal

withdrawn = Signal()
"""Words were taken back by whoever said them. ``contributions``: they, and what was split from them."""
