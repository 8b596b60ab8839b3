"""The words that pages about accounts need."""

from __future__ import annotations

from wesaid_web.people.devices import words as device_words

TEMPLATE_GLOBALS = {"device_words": device_words}
