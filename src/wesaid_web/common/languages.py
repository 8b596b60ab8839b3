"""The languages of the interface: which there are, which of them a request is answered in, how far each is translated.

What people write is never translated by a program. It keeps its own direction (common/markup.py), whatever the page is in, and
says which language it is in (:func:`tongue`), so that a screen reader reads it in the right voice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "wesaid_language"
LASTS = 60 * 60 * 24 * 365
"""Seconds. It says which language, and nothing about who."""

SOURCE = "en-gb"
"""The language the words in the code are in."""
STARTED = frozenset({"ar"})
"""Begun so that pages from right to left are proven: never given to anybody who did not ask for it by its name."""

TONGUES: dict[str, tuple[str, str]] = {
    "cy": ("Cymraeg", "ltr"),
    "ar": ("العربية", "rtl"),
    "bn": ("বাংলা", "ltr"),
    "bfi": ("BSL", "ltr"),
    "zh": ("中文", "ltr"),
    "en": ("English", "ltr"),
    "fr": ("Français", "ltr"),
    "gu": ("ગુજરાતી", "ltr"),
    "it": ("Italiano", "ltr"),
    "ku": ("Kurdî", "ltr"),
    "ne": ("नेपाली", "ltr"),
    "fa": ("فارسی", "rtl"),
    "pl": ("Polski", "ltr"),
    "pt": ("Português", "ltr"),
    "pa": ("ਪੰਜਾਬੀ", "ltr"),
    "ro": ("Română", "ltr"),
    "so": ("Soomaali", "ltr"),
    "es": ("Español", "ltr"),
    "ta": ("தமிழ்", "ltr"),
    "tr": ("Türkçe", "ltr"),
    "uk": ("Українська", "ltr"),
    "ur": ("اردو", "rtl"),
}
"""Languages people speak, write and ask for, each by its own name and with the side it begins on."""
NOT_WRITTEN = frozenset({"bfi"})
"""Signed: words that are written are in another one."""

_FIRST_STRONG, _POP = "\u2068", "\u2069"  # what stands between is laid out by itself, whatever is around it


@dataclass(frozen=True)
class Language:
    """One language of the interface.

    Args:
        code: as in the address of its catalogue, for example ``cy``.
        name: what it is called by those who speak it.
        written: how many of the words and sentences are translated.
        of: how many there are.
        reviewed: by how many of them somebody who speaks it has looked at; none until somebody tells us.
    """

    code: str
    name: str
    written: int
    of: int
    reviewed: int

    @property
    def is_source(self) -> bool:
        return self.code == SOURCE

    @property
    def is_started(self) -> bool:
        return self.code in STARTED

    @property
    def is_whole(self) -> bool:
        return self.is_source or self.written == self.of

    @property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.code)["bidi"] else "ltr"


@cache
def languages() -> tuple[Language, ...]:
    """Every language there is, English first; how far each is comes from the file ``make words`` writes."""
    found = json.loads((settings.LOCALE_PATHS[0] / "progress.json").read_text(encoding="utf-8"))
    return tuple(
        Language(
            code,
            str(name),
            found["languages"].get(code, {}).get("written", found["all"]),
            found["all"],
            found["languages"].get(code, {}).get("reviewed", 0),
        )
        for code, name in settings.LANGUAGES
    )


def known(code: str | None) -> str | None:
    """The code itself if it is one of ours."""
    return code if code in dict(settings.LANGUAGES) else None


def language_of(request: HttpRequest) -> str:
    """What was chosen with the button, else what the browser asks for among the languages that are more than started."""
    chosen = known(request.COOKIES.get(COOKIE))
    if chosen:
        return chosen
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for code, _name in settings.LANGUAGES:
            if code not in STARTED and asked.split("-")[0] == code.split("-")[0]:
                return str(code)
    return SOURCE


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer each request in its language, and leave none behind for the next one on the same thread."""

    def in_language(request: HttpRequest) -> HttpResponse:
        code = language_of(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", code)
        return response

    return in_language


def remember(response: HttpResponseBase, code: str) -> None:
    """Keep the choice in this browser."""
    response.set_cookie(
        COOKIE, code, max_age=LASTS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def way_back(request: HttpRequest) -> str:
    """Where the button leads back to: this page, if it is one that can be opened; else the start."""
    if getattr(request, "went_wrong", False):
        return "/"
    match: ResolverMatch | None = request.resolver_match
    if match is None or "GET" not in getattr(getattr(match.func, "access", None), "methods", ()):
        return "/"
    return request.get_full_path() if request.method == "GET" else request.path


def switch(current: str | None) -> list[Language]:
    """The languages that stand at the top of each page as one press: those that are more than started."""
    return [one for one in languages() if not one.is_started and one.code != current]


def apart(text: str, source: str) -> str:
    """Words that are not translated yet, kept apart from the right-to-left page around them, so that their stops stay right."""
    if text == source and translation.get_language_bidi() and text.strip():
        return f"{_FIRST_STRONG}{text}{_POP}"
    return text


def tongue(code: str | None) -> SafeString:
    """The attributes of whatever holds words of somebody: their language, and the side it begins on.

    Args:
        code: of :data:`TONGUES`, as it is kept with the words; empty: the language of the site. Then it is said only on
            pages in another one.
    """
    if code and code in TONGUES:
        return format_html(' lang="{}" dir="{}"', code, TONGUES[code][1])
    here = translation.get_language() or SOURCE
    return (
        format_html(' lang="{}"', settings.LANGUAGE_CODE) if here != settings.LANGUAGE_CODE else format_html("{}", "")
    )


def in_tongue(words: str, code: str | None) -> SafeString:
    """Words of somebody within a sentence of ours."""
    return format_html("<span{}>{}</span>", tongue(code), words)


def written_in() -> list[tuple[str, str]]:
    """The languages words can be in, the site's own first: for a choice, each by its own name."""
    own = settings.LANGUAGE_CODE.split("-")[0]
    others = [(code, name) for code, (name, _side) in TONGUES.items() if code not in {own, *NOT_WRITTEN}]
    return [("", TONGUES[own][0]), *others]


def check_written(code: str) -> None:
    """Raise ``ValueError`` for what is no language that words are written in here."""
    if code not in dict(written_in()):
        raise ValueError("a language that is not known here")


def probably_in() -> str:
    """The language in which somebody probably writes who reads this page, as it is kept with their words."""
    code = (translation.get_language() or SOURCE).split("-")[0]
    return code if code in dict(written_in()) else ""
