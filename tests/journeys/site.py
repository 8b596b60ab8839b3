"""Reading the site as a program does: every page that its links lead to, what is in it, and what it weighs."""

from __future__ import annotations

import gzip
import re
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import resolve

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADING = {"script", "img", "audio", "video", "source", "track", "embed", "object", "iframe", "input"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_STYLE_URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")
_FOR_LETTERS = re.compile(r"@font-face\{[^}]*unicode-range:[^}]*\}")
_RANGE = re.compile(r"U\+([0-9A-F]+(?:-[0-9A-F]+)?)")
_MARKUP = re.compile(r"</?[a-z]+[ >]|&[a-z]+;|{[{%]")


@dataclass(frozen=True)
class Answer:
    """What came back, and how many bytes of it went over the wire: its head and its compressed body."""

    status: int
    media_type: str
    location: str
    wire: int
    body: bytes


class Client:
    """A browser's requests, without the browser."""

    def __init__(self, address: str, cookies: Iterable[tuple[str, str]] = ()) -> None:
        self.address = address
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        self._cookies = "; ".join(f"{name}={value}" for name, value in cookies)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        """One page or file, compressed if the server can."""
        headers = {"Accept-Encoding": "gzip", "Accept": "*/*"} | ({"Cookie": self._cookies} if self._cookies else {})
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 17
        zipped = response.getheader("Content-Encoding") == "gzip"
        return Answer(
            status=response.status,
            media_type=response.getheader("Content-Type", "").partition(";")[0],
            location=response.getheader("Location", ""),
            wire=head + len(body),
            body=gzip.decompress(body) if zipped else body,
        )


@dataclass(frozen=True)
class Form:
    """A form of the main part that is sent and asks something: where it goes, as the page says it, and what it asks."""

    action: str
    names: frozenset[str]


class Reader(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.links: list[str] = []
        self.files: list[str] = []
        self.headings: list[str] = []
        self.ids: Counter[str] = Counter()
        self.inline: list[str] = []
        self.forms: list[Form] = []
        self.shape: list[str] = []
        self._open: list[str] = []
        self._form: tuple[str, set[str]] | None = None  # the one that is open, if it is sent
        self.feed(html)

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Which kinds of thing stand in which: what makes a page differ from another of its kind."""
        found, above = set(), [""]
        for line in self.shape:
            depth, _, name = line.partition(" ")
            del above[int(depth) + 1 :]
            found.add((above[-1], name))
            above.append(name)
        return frozenset(found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        self._note_files(tag, given)
        self._note_inline(tag, given)
        classes = ".".join(sorted(given.get("class", "").split()))
        kind = given.get("type", "") + given.get("role", "") + ("!" if "aria-invalid" in given else "")
        self.shape.append(f"{len(self._open)} {tag}.{classes}{kind}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            action, names = self._form
            self.forms += [Form(action, frozenset(names))] if names else []
            self._form = None
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if _MARKUP.search(data):
            self.inline.append(f"markup shown as words: {data.strip()[:60]}")

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag in HEADINGS:
            self.headings.append(tag)
        elif tag == "form" and given.get("method") == "post" and "main" in self._open:
            self._form = given.get("action", ""), set()
        elif tag in {"input", "select", "textarea"} and self._form and given.get("type") != "hidden":
            self._form[1].add(given.get("name", ""))
        if given.get("id"):
            self.ids[given["id"]] += 1

    def _note_files(self, tag: str, given: dict[str, str]) -> None:
        if tag == "link":
            self.files.append(given["href"])
        elif tag in LOADING:
            self.files += [given[name] for name in ("src", "poster", "data") if given.get(name)]
            self.files += [one.split()[0] for one in given.get("srcset", "").split(",") if one.strip()]

    def _note_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(f"<{tag}>")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [value for value in given.values() if value.strip().lower().startswith("javascript:")]


@dataclass
class Seen:
    """A page somebody has been to."""

    who: str
    path: str
    route: str
    answer: Answer
    page: Reader
    milliseconds: float

    def __str__(self) -> str:
        return f"{self.path} ({self.route}, {self.who})"

    def forms(self) -> dict[str, Form]:
        """Its forms that ask something, by the route they go to; one of each is enough."""
        there = {form: urlsplit(urljoin(self.path, form.action)).path for form in reversed(self.page.forms)}
        return {resolve(path).view_name: form for form, path in there.items()}

    def faults(self) -> Iterator[str]:
        """What can be told without a browser."""
        page = self.page
        if page.language != "en-gb":
            yield f"{self}: its language is {page.language!r}"
        if page.headings.count("h1") != 1:
            yield f"{self}: {page.headings.count('h1')} headings of the first level"
        if page.headings[:1] != ["h1"]:
            yield f"{self}: the first heading is {page.headings[:1]}"
        for before, after in zip(page.headings, page.headings[1:], strict=False):
            if int(after[1]) > int(before[1]) + 1:
                yield f"{self}: {after} follows {before}"
        for name in page.inline:
            yield f"{self}: in the page itself stands {name}"
        for name, times in page.ids.items():
            if times > 1:
                yield f"{self}: {name} is the id of {times} things"


@dataclass
class Atlas:
    """Everything that was seen of one installation, by whom."""

    pages: list[Seen] = field(default_factory=list)
    attachments: dict[str, int] = field(
        default_factory=dict
    )  # photographs, small copies and recordings: address to bytes

    def crawl(self, client: Client, who: str, starts: Iterable[str], most: dict[str, int] | int = 6) -> None:
        """Go to every page that links lead to, from these starts; of routes that are many, so many of each kind."""
        waiting = deque(starts)
        been: set[str] = set()
        times: Counter[tuple[str, frozenset[str]]] = Counter()
        while waiting:
            path = waiting.popleft().partition("#")[0]
            if path in been or path.startswith("/static/"):
                continue
            been.add(path)
            parts = urlsplit(path)
            route = resolve(parts.path).view_name
            kind = (route, frozenset(name for name, _value in parse_qsl(parts.query)))
            allowed = most if isinstance(most, int) else most.get(route, most["*"])
            if times[kind] >= allowed:
                continue
            times[kind] += 1
            started = time.perf_counter()
            answer = client.get(path)
            took = (time.perf_counter() - started) * 1000
            if answer.location:
                waiting.append(urljoin(path, answer.location).removeprefix(client.address))
                continue
            if answer.media_type != "text/html":
                self.attachments[path] = answer.wire
                continue
            page = Reader(answer.body.decode())
            self.pages.append(Seen(who, path, route, answer, page, took))
            own = (urljoin(path, link).removeprefix(client.address) for link in [*page.links, *page.files])
            waiting.extend(link for link in own if link.startswith("/"))


def _address(url: str) -> str:
    parts = urlsplit(url)
    assert not parts.netloc, f"{url} is somebody else's"
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Scales:
    """What a first visit weighs: the page and every file that it or its style sheets name, over the wire.

    A font for letters of its own (``unicode-range``) is fetched by browsers only for a page that has one of them.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, int] = {}
        self._for_letters: dict[str, list[tuple[int, int]]] = {}  # fonts, and the letters that they are for

    def weigh(self, seen: Seen) -> int:
        """The page with all its files, whoever made them: a photograph counts as a style sheet does."""
        named = {_address(urljoin(seen.path, name)) for name in seen.page.files}
        weight = seen.answer.wire + sum(self._with_what_it_names(name) for name in named)
        letters = {ord(letter) for letter in seen.answer.body.decode()}
        for font, ranges in self._for_letters.items():
            if any(first <= letter <= last for first, last in ranges for letter in letters):
                weight += self._with_what_it_names(font)
        return weight

    def _with_what_it_names(self, path: str) -> int:
        if path not in self._known:
            answer = self._client.get(path)
            assert answer.status == 200, path
            style = answer.body.decode() if path.endswith(".css") else ""
            for face in _FOR_LETTERS.findall(style):
                font = _address(urljoin(path, _STYLE_URL.findall(face)[0]))
                ends = [part.split("-") for part in _RANGE.findall(face)]
                self._for_letters[font] = [(int(one[0], 16), int(one[-1], 16)) for one in ends]
            names = _STYLE_URL.findall(_FOR_LETTERS.sub("", style))
            files = {_address(urljoin(path, name)) for name in names}
            self._known[path] = answer.wire + sum(self._with_what_it_names(name) for name in files)
        return self._known[path]
