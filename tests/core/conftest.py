"""For every test of the calculating half: how long one example takes is not asked, since it depends on what else the machine does."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
