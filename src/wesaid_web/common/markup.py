"""What people write, made safe to show. The words themselves are stored as they came."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString, mark_safe  # noqa: TID251 -- the one place that may say so
from markdown_it import MarkdownIt

# No pictures (they would be fetched from elsewhere), no headings (they would break the order of the page's own), no tables.
_MARKDOWN = MarkdownIt("js-default", {"breaks": True, "linkify": False}).disable(
    ["image", "heading", "lheading", "table", "hr", "html_block", "html_inline"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "s"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}},
    # Each paragraph from the side its own first letter asks for: people write in their own languages.
    set_tag_attribute_values={tag: {"dir": "auto"} for tag in ("p", "ul", "ol", "blockquote")},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener noreferrer",
)
_SPACE = re.compile(r"\s+")


def to_html(text: str) -> SafeString:
    """Simple Markdown as sanitised HTML: paragraphs, lists, emphasis, quotations, links. Nothing that runs or is fetched."""
    return mark_safe(_CLEANER.clean(_MARKDOWN.render(text)))  # noqa: S308 -- cleaned on this line


def to_line(text: str, length: int = 160) -> str:
    """The words on one line, without markup, cut at a word and marked with an ellipsis if longer than ``length``."""
    bare = nh3.clean(_MARKDOWN.render(text), tags=set())
    line = _SPACE.sub(" ", _unescape(bare)).strip()
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def _unescape(text: str) -> str:
    for entity, character in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ):
        text = text.replace(entity, character)
    return text
