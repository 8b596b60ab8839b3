"""For every test of the calculating half: examples have no deadline, since it would depend on what else the machine does."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
