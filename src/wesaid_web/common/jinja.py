"""The template engine: Jinja, with the NHS components, our own filters, and the words of each app."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.messages import get_messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from wesaid_web import APPS
from wesaid_web.common import markup
from wesaid_web.common.glossary import house_word
from wesaid_web.common.languages import apart, in_tongue, switch, tongue, way_back
from wesaid_web.common.same_room import came_over_the_network
from wesaid_web.common.seeing import said

# The first that fits is taken, so a kind comes before the kind it is made from: several boxes are made from radios.
_KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.ClearableFileInput, "file"),
    (forms.FileInput, "file"),
    (forms.HiddenInput, "hidden"),
]


# A telephone number as people write it, and nothing else: +44 (0)1632 960-101.
_NUMBER = re.compile(r"\+?[0-9(][0-9 ().-]{2,20}")


class InEachLanguage(Template):
    """A template whose parts are kept once for each language.

    Jinja reads what a template brings along to others (words it sets at its top) once and keeps it for good: those would stay
    in the language of whoever asked first.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if ctx is not None and (keys := ctx.globals_keys - self.globals.keys()):
            return self.make_module({key: ctx.parent[key] for key in keys})
        kept: dict[str | None, TemplateModule] = self.__dict__.setdefault("_kept", {})
        language = get_language()
        if language not in kept:
            kept[language] = self.make_module()
        return kept[language]


def environment(**options: Any) -> Environment:
    """The Jinja environment named in the settings."""
    # The NHS macros read attributes of things that are not there.
    options["undefined"] = ChainableUndefined
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 -- Django's backend sets autoescape in options
    env.template_class = InEachLanguage
    env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(
        begins=begins,
        dial=dial,
        day=day,
        isoday=isoday,
        number=number,
        md=markup.to_html,
        line=markup.to_line,
        moment=moment,
        said=said,
        widget_kind=widget_kind,
    )
    env.globals.update(
        static=static,
        url=url,
        paper_address=paper_address,
        settings_demo=settings.DEMO,
        rtl=get_language_bidi,
        tongue=tongue,
        in_tongue=in_tongue,
        house_word=house_word,
    )
    for app in APPS:
        if find_spec(f"wesaid_web.{app}.words"):
            env.globals.update(import_module(f"wesaid_web.{app}.words").TEMPLATE_GLOBALS)
    return env


def _gettext(text: str) -> str:
    return apart(gettext(text), text)


def _ngettext(one: str, many: str, count: int) -> str:
    found = ngettext(one, many, count)
    return apart(found, one if found == one else many)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page knows."""
    return {
        "messages": get_messages(request),
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "other_languages": switch(get_language()),
        "way_back": way_back(request),
        "large_print": request.GET.get("print") == "large",
        "demo": settings.DEMO,
        "only_this_computer": settings.ONLY_THIS_COMPUTER,
        "over_the_network": came_over_the_network(request),
        "contact": settings.CONTACT,
        "mail_configured": settings.MAIL_CONFIGURED,
        "signup_open": settings.SIGNUP_OPEN,
        "today": timezone.localdate(),
    }


def url(name: str, *args: Any, **query: Any) -> str:
    """An address by the name of its route; keyword arguments become its query, empty ones left out."""
    return reverse(
        name, args=args, query={key: value for key, value in query.items() if value not in {None, ""}} or None
    )


def paper_address(address: str, query: Mapping[str, Any], **ways: str) -> str:
    """The address of a paper with what it is about in its query, in one of its ways; empty ones are left out."""
    found = urlencode({**query, **{name: way for name, way in ways.items() if way}}, doseq=True)
    return f"{address}?{found}" if found else address


def day(value: date | datetime | None) -> str:
    """A date in words, without the time: 3 November 2026."""
    if value is None:
        return ""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "j F Y")


def moment(value: datetime) -> str:
    """A day and a time in words: 3 November 2026, 14:05."""
    return date_format(timezone.localtime(value), "j F Y, H:i")


def isoday(value: str) -> str:
    """A date kept as text (2026-11-03), in words."""
    return day(date.fromisoformat(value))


def begins(text: str) -> str:
    """A sentence begins with a capital letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def dial(text: str) -> str:
    """What a telephone dials for a written number: 01632960101. Nothing where more than a number is written."""
    if not _NUMBER.fullmatch(text.strip()):
        return ""
    return "".join(sign for sign in text.replace("(0)", "") if sign in "+0123456789")


def number(value: int) -> str:
    """A whole number with separators: 10,000."""
    return number_format(value, use_l10n=True, force_grouping=True)


def widget_kind(field: BoundField) -> str:
    """Which component shows a form field."""
    widget = field.field.widget
    for kind, name in _KINDS:
        if isinstance(widget, kind):
            return name
    return str(getattr(widget, "input_type", "text"))
