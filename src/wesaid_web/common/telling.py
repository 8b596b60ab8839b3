"""Kinds of news: what people are told about, and how each room puts it into words.

An app that has something to tell keeps its kinds in its ``news.py``, as ``KINDS``. A piece of news holds ids and codes and no
words (``wesaid_web.telling``); the words are made when somebody reads it, from what is there then and what they may see then.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.utils.functional import Promise

from wesaid_web import APPS

Words = str | Promise


class Piece(Protocol):
    """One piece of news: somebody is to hear that something happened with ``subject``, because of their words ``about``."""

    @property
    def pk(self) -> uuid.UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> uuid.UUID: ...
    @property
    def about(self) -> uuid.UUID | None: ...
    @property
    def what(self) -> str: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Line:
    """One piece of news in words.

    Attributes:
        what: a sentence: what happened.
        address: where to read the whole of it.
        why: the reason, in the words of whoever gave it; empty where there is none to give.
        why_listed: the reason out of a list, if one was chosen.
        thing: what is done, what changed, what was offered: in people's words.
        about: those words of theirs that it is about.
        about_in: the language of these, where it is not the site's.
        bare: the same for an e-mail, which others may see: none of anybody's words, no name, nothing about anybody's life.
        soon: it cannot wait for a weekly e-mail.
        late: it is over, so that nobody needs an e-mail about it.
    """

    what: Words
    address: str
    bare: Words
    why: str = ""
    why_listed: Words = ""
    thing: str = ""
    about: str = ""
    about_in: str = ""
    soon: bool = False
    late: bool = False


Read = Callable[[Any, Sequence[Piece]], Mapping[uuid.UUID, Line]]
"""Puts pieces of the kinds it is given for into words for one member of a project. What they may not see now is left out."""


def asked_for(keys: Iterable[uuid.UUID | None]) -> list[uuid.UUID]:
    """Keys to read by, with one that nothing has: so a page asks the database as often whatever kinds of news are on it."""
    return [*{key for key in keys if key}, uuid.UUID(int=0)]


@dataclass(frozen=True)
class Kind:
    """One kind of news, which people can turn off in e-mails.

    Attributes:
        code: the app and a name, as it is stored.
        title: what it is called where people choose what they get by e-mail.
        of_words: whether it is about what somebody said, so that people on paper are told it, too.
        on_card: how it is told there, where it is no step of the trail that stands there anyway.
    """

    code: str
    title: Words
    read: Read
    of_words: bool = False
    on_card: Words = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of every app, by its code, in the order in which people are shown them: what they said comes first."""
    found = [
        kind
        for app in APPS
        if find_spec(f"wesaid_web.{app}.news")
        for kind in import_module(f"wesaid_web.{app}.news").KINDS
    ]
    return {kind.code: kind for kind in sorted(found, key=lambda kind: not kind.of_words)}
