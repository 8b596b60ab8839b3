"""Every word for people is marked for translation: in templates, in forms and models, in messages and refusals."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.template import engines
from django.utils.functional import Promise
from jinja2 import nodes

import wesaid_web
from wesaid_web.common.languages import written_in

SOURCE = Path(wesaid_web.__file__).parent
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*") if path.is_file())
READ_ALOUD = {"alt", "title", "aria-label", "aria-description", "placeholder", "label"}
GETTEXT = {"_", "gettext", "ngettext", "gettext_lazy", "ngettext_lazy"}


class Text(HTMLParser):
    """What stands in a template as it is: words between elements, and in attributes that are shown or read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        if re.search(r"[^\W\d_]{2,}", data):
            self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            shown = name in READ_ALOUD or (name == "value" and tag == "input" and ("type", "submit") in attrs)
            if shown and value and re.search(r"[^\W\d_]{2,}", value):
                self.found.append(f"{name}={value}")


def environment() -> Any:
    return engines["jinja2"].env if "jinja2" in engines else next(iter(engines.all())).env  # type: ignore[attr-defined]


def literal_words(source: str) -> list[str]:
    """The words outside of every expression, comment and translated block."""
    kept, inside = [], False
    tokens = list(environment().lex(source))
    for place, (_line, kind, value) in enumerate(tokens):
        if kind == "block_begin":
            names = [token[2] for token in tokens[place + 1 : place + 4] if token[1] == "name"]
            inside = (inside or "trans" in names[:1]) and "endtrans" not in names[:1]
        elif kind == "data" and not inside:
            kept.append(value)
    return Text("".join(kept)).found


def looks_like_words(value: object) -> bool:
    """Text in an expression that a person could be meant to read: it starts like a sentence, or has several words."""
    if not isinstance(value, str) or re.search(r"\b(ws|nhsuk)-", value):
        return False
    return bool(re.match(r"\W*[A-Z][a-z]+", value) or re.search(r"[a-z]{2,} [a-z]{2,}", value))


def constants(node: nodes.Node, *, translated: bool = False) -> Iterator[str]:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT:
        translated = True
    if isinstance(node, nodes.Const) and not translated and looks_like_words(node.value):
        yield str(node.value)
    for child in node.iter_child_nodes():
        yield from constants(child, translated=translated)


NOT_WORDS = {"True", "?fate=#", 'enctype="multipart/form-data"'}
"""Parts of addresses and attributes that stand by themselves in a macro or a block."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_word_in_a_template_is_marked(path: Path) -> None:
    source = path.read_text("utf-8")
    assert [words for words in literal_words(source) if words not in NOT_WORDS] == []
    assert [words for words in constants(environment().parse(source)) if words not in NOT_WORDS] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ _('Hello') }}</p>{# Hello #}", []),
        ("{% trans n=1 %}Hello {{ n }}{% pluralize %}all{% endtrans %}<b>there</b>", ["there"]),
        ('<img alt="A picture"><a title="{{ x }}">1 · 2 –</a>', ["alt=A picture"]),
        ("{% if x %}yes{% endif %}", ["yes"]),
    ],
)
def test_words_that_are_not_marked_are_found(source: str, found: list[str]) -> None:
    assert literal_words(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ button('Save it') }}", ["Save it"]),
        ("{{ button(_('Save it'), 'secondary', 'ws-big nhsuk-big') }}", []),
        ("{{ 'yes please' if x else _('No') }}", ["yes please"]),
    ],
)
def test_words_in_expressions_that_are_not_marked_are_found(source: str, found: list[str]) -> None:
    assert list(constants(environment().parse(source))) == found


# Forms and models

FORMS = sorted(
    {
        thing
        for path in SOURCE.rglob("*.py")
        if "forms" in path.relative_to(SOURCE).as_posix()
        for thing in vars(
            import_module(
                ".".join(("wesaid_web", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
            )
        ).values()
        if inspect.isclass(thing) and issubclass(thing, forms.BaseForm) and thing.__module__.startswith("wesaid_web")
    },
    key=lambda form: f"{form.__module__}.{form.__name__}",
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_asks_in_words_that_are_translated_when_shown(form: Any) -> None:
    for name, one in form.base_fields.items():
        if not one.widget.is_hidden and not form.__module__.startswith("wesaid_web.people"):  # allauth's: asked anew
            assert isinstance(one.label, Promise), name
        assert isinstance(one.help_text, Promise) or not one.help_text, name
        for value, words in getattr(one, "choices", None) or []:
            by_its_own_name = (value, words) in written_in()  # a language
            assert isinstance(words, Promise) or by_its_own_name, f"{name}: {value}"
    for name, words in getattr(form, "missing", {}).items():
        assert isinstance(words, Promise), name
    for title, _names in getattr(form, "SECTIONS", ()):
        assert isinstance(title, Promise)


def test_forms_are_found() -> None:
    assert {"SayForm", "DecideForm", "CharterForm", "SignUpForm", "AnswerForm"} <= {form.__name__ for form in FORMS}


def test_models_name_their_columns_in_words_that_are_translated_when_shown() -> None:
    for model in apps.get_models():
        if not model.__module__.startswith("wesaid_web"):
            continue
        for one in model._meta.get_fields():
            if getattr(one, "auto_created", False):
                continue
            plain = one.name.replace("_", " ")
            words = getattr(one, "verbose_name", plain)
            assert words == plain or isinstance(words, Promise), f"{model._meta.label}.{one.name}"
            assert isinstance(getattr(one, "help_text", ""), Promise) or not getattr(one, "help_text", "")


# The code


def told(node: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that people get to read."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    owner = getattr(node.func.value, "id", "") if isinstance(node.func, ast.Attribute) else ""
    if (owner == "messages" and name in {"success", "info", "warning", "error"}) or name == "add_error":
        yield from node.args[1:2]
    elif name in {
        *("NotAllowed", "BadFile", "BadTable", "BadArchive", "ValidationError", "Incomplete", "NotYourRole"),
        *("NotYourWords", "Hidden", "DecidedAlready", "LastFacilitator", "NothingToPut", "NotReady", "Rejected"),
    }:
        yield from node.args
    for keyword in node.keywords:
        if keyword.arg in {"label", "help_text", "empty", "empty_label"}:
            yield keyword.value


def has_bare_words(node: ast.expr) -> bool:
    """Whether words stand in it that are not handed to the translation."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name not in GETTEXT and any(map(has_bare_words, node.args))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(re.search(r"[A-Za-z]{2,}", node.value))
    if isinstance(node, ast.JoinedStr):
        return any(map(has_bare_words, node.values))
    if isinstance(node, ast.IfExp):
        return has_bare_words(node.body) or has_bare_words(node.orelse)
    if isinstance(node, ast.BinOp):
        return has_bare_words(node.left)
    return False


MODULES = sorted(
    path
    for path in SOURCE.rglob("*.py")
    if not {"migrations", "cli", "demo"} & set(path.relative_to(SOURCE).parts) and path.stem != "__init__"
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_what_people_are_told_is_marked(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    found = [
        f"line {argument.lineno}: {ast.unparse(argument)[:80]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in told(node)
        if has_bare_words(argument)
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_words_made_when_a_module_is_read_are_translated_when_shown(path: Path) -> None:
    """Outside of functions only the lazy kind: the language is that of the reader, not that of the start of the server."""
    tree = ast.parse(path.read_text("utf-8"))
    eager = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext"}
    }

    def calls(node: ast.AST) -> Iterator[int]:
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in eager:
            yield node.lineno
        for child in ast.iter_child_nodes(node):
            yield from calls(child)

    assert list(calls(tree)) == []
    marked_with_values = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in GETTEXT
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:1])
    ]
    assert marked_with_values == []  # values are put in after the translation
