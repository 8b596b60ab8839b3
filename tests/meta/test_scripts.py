"""Whatever people write is shown as they wrote it and runs nowhere: every page, for everyone, with something hostile in it."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import World
from tests.crawl import Answer, by_code, crawl
from tests.meta.brimful import MADE_FROM_OTHERS, Brim, columns_of_words, fill
from tests.pages import Page, body, text
from wesaid_web.common.markup import to_html, to_line
from wesaid_web.trail.models import Contribution

BREAKS_OUT = "'\"><zqx onzqx=1>"
"""Ends an attribute in either kind of quotes, ends the tag, starts an element with a handler. Found again by its name."""

RUNS = [
    "{}<script>zqx()</script>",
    "</textarea></title></style></script>{}<svg onload=zqx()>",
    "[{}](javascript:zqx) [b](JaVaScRiPt:zqx) [c](data:text/html,zqx) [d](vbscript:zqx) <javascript:zqx>",
    "![{}](x onerror=zqx) ![b](data:image/svg+xml,zqx) ![c](https://zqx.example/x.png)",
    '[{}](https://zqx.example/"onmouseover="zqx) [b]: javascript:zqx\n\n[b]\n\n<a href="javascript:zqx">b</a>',
    "{}{{{{ 7*191 }}}}{{% raw %}} ${{7*191}} &#106;avascript:zqx <img src=x onerror=zqx>",
]
SHORT = {
    "trail.Tag.name",
    "projects.Member.name",
    "meetings.Attendance.name",
    "projects.Perspective.name",
    "people.User.name",
    "projects.Invitation.whom",
    "trail.Contribution.guest_name",
    "trail.GuestInvitation.label",
    "trail.SlipBatch.label",
    "trail.ImportRun.rejected",
    "trail.ImportRun.file_name",
    "people.User.email",
}
"""Columns for a few words, and a name of a file, which can hold no slash."""


def hostile(label: str) -> str:
    """Words for a column: every attack where there is room, one of them where there is less, with the column's number in it."""
    labels = list(columns_of_words())
    if label == "people.User.email":
        return "x"
    mark = f"{labels.index(label):03}{BREAKS_OUT}"
    if label in SHORT:
        return mark
    model, _dot, name = label.rpartition(".")
    room: int | None = getattr(apps.get_model(model)._meta.get_field(name), "max_length", None)
    if room is None:
        return mark + "\n\n" + "\n\n".join(attack.format(mark) for attack in RUNS)
    return RUNS[labels.index(label) % len(RUNS)].format(mark)[:room]


ADDRESS = {"href", "src", "action", "formaction", "srcset", "poster", "data", "xlink:href", "hx-post", "hx-get"}
NAME = re.compile(r"[a-z][a-zA-Z-]*(:href)?")
ELEMENTS = {
    *("html", "head", "meta", "title", "link", "body", "header", "nav", "main", "footer", "section", "div", "span"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "strong",
        "em",
        "b",
        "s",
        "del",
        "br",
        "hr",
    ),
    *("bdi", "blockquote", "code", "pre", "figure", "figcaption", "img", "audio", "svg", "g", "path", "rect", "text"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "form", "fieldset", "legend", "label", "input"),
    *("textarea", "select", "option", "button", "details", "summary", "script", "tspan", "desc", "circle", "line"),
}


def faults(page: Page) -> list[str]:
    """Anything in a page that is none of the product's own elements, or that would run or fetch something."""
    found = []
    for element in page.elements:
        if element.name not in ELEMENTS:
            found.append(f"<{element.name}>")
        for name, value in element.attrs.items():
            place = f"<{element.name} {name}={value[:60]!r}>"
            if name.startswith("on") or name == "style" or not NAME.fullmatch(name):
                found.append(place)
            address = re.sub(r"[\x00-\x20]", "", unescape(value)).lower()
            own = element.name == "a" and address.startswith(("https://", "http://", "mailto:"))
            if name in ADDRESS and not own and (":" in address.split("/")[0] or address.startswith("//")):
                found.append(place)
        if element.name == "script" and ("src" not in element.attrs or element.text):
            found.append("a script in the page")
    return found


def looked_at(brim: Brim, world: World) -> list[Answer]:
    """Every page of the project, and those about everyone's accounts, as everyone who may open any."""
    found = []
    for who in ("facilitator", "member", "observer", "anonymous"):
        found += crawl(brim.client(who), brim.project)
    for name in ("people:accounts", "projects:list"):
        address = reverse(name)
        found.append(Answer(name, address, 200, text(world.client("administrator").get(address))))
    for name, address in by_code(brim.project):
        answer = brim.client("anonymous").get(address)
        found.append(Answer(name, address, answer.status_code, text(answer)))
    slug = brim.project.public_page.slug
    found.append(Answer("public", "large", 200, text(brim.client("anonymous").get(f"/public/{slug}/?print=large"))))
    return found


OF_WHAT_WAS_SAID = ("trail.Contribution.text", "trail.Contribution.public_words", "trail.Version.text")
NO_VOICE = {"title", "textarea", "option", "tspan", "text"}
"""Elements that hold words alone, or whose words are drawn."""
AS_VALUES = {"yours", "trail:import"}
"""Pages that list whatever is stored, by column; and a file that is not brought in yet."""


class InTongue(Page):
    """A page that knows which language each of these marks is in, as a screen reader does: that of the nearest around it."""

    def __init__(self, html: str, marks: list[str]) -> None:
        self.marks, self.languages = marks, Counter[str]()
        super().__init__(html)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if any(mark in data for mark in self.marks) and not NO_VOICE.intersection(one.name for one in self._open):
            self.languages[next(one.attrs["lang"] for one in reversed(self._open) if "lang" in one.attrs)] += 1


def test_nothing_that_is_written_runs_on_any_page(world: World) -> None:
    """Whatever was said is read out in its own language there, too."""
    brim = fill(hostile)
    Contribution.objects.filter(project=brim.project).update(language="ur")
    marks = [hostile(label)[: len("000'\"><zqx")] for label in OF_WHAT_WAS_SAID]
    spoken: dict[str, Counter[str]] = {}
    answers = looked_at(brim, world)
    wrong = {}
    for answer in answers:
        if answer.is_page:
            page = InTongue(answer.text, marks)
            found = faults(page)
            spoken.setdefault(answer.route, Counter()).update(page.languages)
            if "<zqx" in answer.text.lower():
                found.append("an element of the attack")
            if "1337" in answer.text:
                found.append("a template in the words was worked out")
            if found:
                wrong[f"{answer.route} {answer.address}"] = found
    assert wrong == {}
    assert {route: found for route, found in spoken.items() if set(found) - {"ur"} and route not in AS_VALUES} == {}
    assert {route for route, found in spoken.items() if found} >= {
        *("trail:said", "trail:one", "trail:decide", "show:overview", "show:mine", "show:wall", "public"),
        *("guests:words", "telling:news", "trail:receipts", "trail:format", "trail:seen"),
    }
    assert {"zqx" in answer.text for answer in answers if answer.route == "public" and answer.is_page} == {True}
    # It was looked at: what was written in each column stands on some page, made safe.
    shown = {
        label
        for place, label in enumerate(columns_of_words())
        if any(
            f"{place:03}&#39;&#34;&gt;&lt;zqx" in one.text or f"{place:03}'\"&gt;&lt;zqx" in one.text for one in answers
        )
    }
    assert set(columns_of_words()) - shown - set(MADE_FROM_OTHERS) == NEVER_SHOWN


NEVER_SHOWN = {"people.User.email"}


def test_every_column_of_words_is_filled(world: World) -> None:
    """A column that is new stands empty here, until it is filled: then it is looked at, too."""

    def found(label: str) -> str:
        return f"found-{label.lower().replace('.', '-').replace('_', '-')}"[:39]

    brim = fill(found)
    empty = []
    for label in columns_of_words():
        model, _dot, name = label.rpartition(".")
        rows = apps.get_model(model)._default_manager.all()
        source = MADE_FROM_OTHERS.get(label, label)
        wanted = found(source)[:30] if source else "found-"
        held = " ".join(str(value) for value in rows.values_list(name, flat=True))
        if wanted not in held:
            empty.append(label)
    assert empty == []
    assert brim.project.contributions.get(pk=brim.shared.pk).fate == "being_tried"


ATTACKS = [
    *[attack.format(BREAKS_OUT) for attack in RUNS],
    "<a href=javascript&colon;zqx>x</a>",
    "[x](java\tscript:zqx)",
    "[x](&#x6A;avascript&#58;zqx)",
    "[x](\x01javascript:zqx)",
    "<https://zqx.example/\"onclick='zqx'>",
    "`<script>zqx</script>`",
    "    <script>zqx</script>",
    "<!--><img src=x onerror=zqx>-->",
    "<math><mtext></p><style><img src=x onerror=zqx></style>",
    "&lt;script&gt;zqx&lt;/script&gt;",
    "<iframe srcdoc='<script>zqx</script>'>",
    "# Heading\n\n<form action=https://zqx.example><button>x",
    "<meta http-equiv=refresh content='0;url=https://zqx.example'>",
    "\ufeff<script\x00>zqx</script>",
    "[x](//zqx.example)",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_is_made_safe(attack: str) -> None:
    shown = str(to_html(attack))
    page = Page(shown)
    assert {element.name for element in page.elements} <= {
        *("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "s")
    }
    for element in page.elements:
        assert set(element.attrs) <= ({"href", "rel"} if element.name == "a" else {"start", "dir"})
        if element.name == "a":
            assert element.attrs["rel"] == "nofollow noopener noreferrer"
            assert re.match(r"(https?:|mailto:|//)", element.attrs.get("href", "https:"))
    assert not hasattr(to_line(attack), "__html__")  # a line is text, and escaped where it is shown


def test_a_file_with_a_hostile_name_is_sent_under_the_products_own(world: World) -> None:
    from tests.cast import picture

    here = world.here
    client = world.client("member")
    content = picture().read()
    upload = SimpleUploadedFile('"\r\nSet-Cookie: x=1; <zqx>.html', content, content_type="image/jpeg")
    address = reverse("trail:attach", args=[here.project.pk, here.contribution.pk])
    client.post(address, {"file": upload, "description": "x"})
    kept = here.contribution.attachments.latest("uploaded_at")
    answer = client.get(reverse("trail:file", args=[here.project.pk, here.contribution.pk, kept.pk]))
    assert body(answer)
    assert re.fullmatch(rf'inline; filename="{kept.pk}(_\w+)?\.jpg"', answer["Content-Disposition"])
