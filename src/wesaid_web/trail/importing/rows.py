"""From the rows of a table to what was said: which column is what, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid_web.trail.importing.table import Cells, Rejected, Table
from wesaid_web.trail.models import Channel

MAX_TEXT = 100_000
POLIS_HEADINGS = {"timestamp", "comment-id", "agrees", "moderated", "comment-body"}
POLIS_HIDDEN = gettext_lazy("It was moderated out in the conversation it came from.")
_LARGEST_NUMBER = 2**31 - 1

COLUMNS = {
    "text": gettext_lazy("What was said"),
    "hat": gettext_lazy("As what it was said"),
    "person": gettext_lazy("Who said it"),
    "date": gettext_lazy("When it was said"),
    "tags": gettext_lazy("Tags"),
    "support": gettext_lazy("How many support it"),
    "channel": gettext_lazy("How it reached you"),
}
"""What a column can be. Only the text is needed."""

_GUESSES = {
    "text": (
        "text",
        "what was said",
        "said",
        "comment",
        "comment-body",
        "comments",
        "contribution",
        "idea",
        "suggestion",
        "words",
    ),
    "hat": ("hat", "as", "perspective", "role", "said as"),
    "person": ("person", "name", "who", "author", "said by"),
    "date": ("date", "when", "said on", "day"),
    "tags": ("tags", "tag", "theme", "themes", "topic"),
    "support": ("support", "agrees", "votes", "likes"),
    "channel": ("channel", "how", "source"),
}


@dataclass(frozen=True)
class Row:
    """One thing that was said, as a file has it."""

    line: int
    text: str
    hat: str = ""
    person: str = ""
    said_on: date | None = None
    tags: tuple[str, ...] = ()
    support: int = 0
    channel: Channel = Channel.OTHER
    hidden_reason: str = ""


def guess_columns(headings: list[str]) -> dict[str, str]:
    """Which heading is probably what: field to heading."""
    by_name = {heading.casefold(): heading for heading in headings}
    found: dict[str, str] = {}
    for field, names in _GUESSES.items():
        for name in names:
            if name in by_name and by_name[name] not in found.values():
                found[field] = by_name[name]
                break
    return found


def is_polis(headings: list[str]) -> bool:
    """Whether the headings are those of a Polis conversation's comments.csv."""
    return set(headings) >= POLIS_HEADINGS


def read_rows(table: Table, mapping: Mapping[str, str]) -> Iterator[Row | Rejected]:
    """Read a table with a heading for each field; every row is kept or rejected with its line and the reason."""
    for cells in table.rows():
        yield cells if isinstance(cells, Rejected) else _row(cells, mapping)


def read_polis(table: Table) -> Iterator[Row | Rejected]:
    """Read a Polis comments.csv: agrees become support as published, moderated -1 is hidden, not dropped."""
    for cells in table.rows():
        yield cells if isinstance(cells, Rejected) else _polis_row(cells)


def _row(cells: Cells, mapping: Mapping[str, str]) -> Row | Rejected:
    def cell(field: str) -> str:
        return cells.values.get(mapping[field], "") if field in mapping else ""

    text = cell("text")
    wrong = _wrong_text(cells.line, text)
    if wrong:
        return wrong
    said_on, support = _date(cell("date").strip()), _whole_number(cell("support").strip())
    if said_on is False:
        return Rejected(cells.line, _("This is not a date: %(value)s") % {"value": cell("date")[:40]})
    if support is None:
        return Rejected(cells.line, _("This is not a number of people: %(value)s") % {"value": cell("support")[:40]})
    return Row(
        line=cells.line,
        text=text,
        hat=" ".join(cell("hat").split())[:80],
        person=" ".join(cell("person").split())[:80],
        said_on=said_on or None,
        tags=tuple(" ".join(name.split()) for name in cell("tags").replace(";", ",").split(",") if name.strip()),
        support=support,
        channel=_channel(cell("channel")),
    )


def _polis_row(cells: Cells) -> Row | Rejected:
    text = cells.values["comment-body"]
    wrong = _wrong_text(cells.line, text)
    if wrong:
        return wrong
    support = _whole_number(cells.values["agrees"].strip())
    if support is None:
        return Rejected(
            cells.line, _("This is not a number of people: %(value)s") % {"value": cells.values["agrees"][:40]}
        )
    return Row(
        line=cells.line,
        text=text,
        said_on=_moment(cells.values["timestamp"]),
        support=support,
        channel=Channel.CONVERSATION,
        hidden_reason=str(POLIS_HIDDEN) if cells.values["moderated"].strip() == "-1" else "",
    )


def _wrong_text(line: int, text: str) -> Rejected | None:
    if not text.strip():
        return Rejected(line, _("There are no words in this row."))
    if len(text) > MAX_TEXT:
        return Rejected(line, _("It is longer than %(limit)s characters.") % {"limit": MAX_TEXT})
    return None


def _date(text: str) -> date | Literal[False] | None:
    """A date; none for an empty cell; False for what is no date."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day, not a moment
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return False


def _whole_number(text: str) -> int | None:
    if not text:
        return 0
    # A number of thousands of digits is not even looked at: Python refuses to read it.
    if not text.isascii() or not text.isdigit() or len(text) > 20 or int(text) > _LARGEST_NUMBER:
        return None
    return int(text)


def _moment(text: str) -> date | None:
    """The day of a Polis timestamp, in seconds or milliseconds since 1970 (UTC); none if it is neither."""
    text = text.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 20:
        return None
    seconds = int(text)
    if seconds > 10**11:
        seconds //= 1000
    try:
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def _channel(text: str) -> Channel:
    wanted = text.strip().casefold()
    for channel in Channel:
        if wanted in {channel.value, str(channel.label).casefold()}:
            return channel
    return Channel.OTHER
