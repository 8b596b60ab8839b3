"""Reading what the product answers: whole bodies, and pages as elements and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect"}
NOT_WORDS = {"script", "style", "template"}


def body(answer: Any) -> bytes:
    """Everything an answer holds. A streamed answer is read to its end, which closes its file."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def text(answer: Any) -> str:
    return body(answer).decode()


@dataclass
class Element:
    """One element as it stands in the page: its name, its attributes, what it is in."""

    name: str
    attrs: dict[str, str]
    inside: tuple[str, ...]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class Page(HTMLParser):
    """A page taken apart by the parser of the standard library."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._words: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(one.name for one in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and self._open[-1].name == tag and tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)
        self._words.append((data, tuple(one.name for one in self._open)))

    def all(self, name: str) -> list[Element]:
        return [element for element in self.elements if element.name == name]

    def one(self, name: str) -> Element:
        found = self.all(name)
        assert len(found) == 1, f"{len(found)} elements <{name}>"
        return found[0]

    def with_class(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.attrs.get("class", "").split()]

    def words(self, *, without: frozenset[str] = frozenset()) -> str:
        """What a person reads, optionally without what stands in some elements (forms, for example)."""
        left_out = NOT_WORDS | without
        kept = [data for data, inside in self._words if not left_out.intersection(inside)]
        return " ".join(" ".join(kept).split())

    def value_of(self, name: str) -> str:
        """What a form field of this name holds."""
        for element in self.elements:
            if element.attrs.get("name") == name:
                if element.name == "textarea":
                    return "".join(element.words).removeprefix("\n")
                return element.attrs.get("value", "")
        raise AssertionError(f"no field called {name}")
