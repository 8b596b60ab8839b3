"""A flow as it is written in a JSON file: read strictly, and told in one line what is wrong."""

from __future__ import annotations

import json

from wesaid.evidence.flow._boxes import FlowInputError, NotALabelError
from wesaid.evidence.flow._value import Flow, from_counts

LARGEST = 1_000_000  # bytes; the largest flow with 500 parts in every box is smaller
_FIELDS = {"title", "source", "boxes", "notes"}


class NotAFlowFileError(FlowInputError):
    """A flow file is one JSON object with ``boxes``, and no name occurs twice in it."""


def from_json(text: str | bytes) -> Flow:
    """The flow in a JSON file: ``{"title": ..., "source": ..., "boxes": {...}, "notes": {...}}``, all but boxes optional.

    Raises:
        FlowInputError: it is not such a file, or not what ``from_counts`` takes. The message names the field.
    """
    if len(text) > LARGEST:
        raise NotAFlowFileError(f"is larger than {LARGEST:,} bytes")
    document = _load(text)
    if not isinstance(document, dict) or not isinstance(document.get("boxes"), dict):
        raise NotAFlowFileError("must be a JSON object with an object 'boxes'")
    if unknown := sorted(set(document) - _FIELDS):
        raise NotAFlowFileError(f"has a field {ascii(unknown[0])[:60]}; the fields are title, source, boxes and notes")
    notes = document.get("notes", {})
    if not isinstance(notes, dict):
        raise NotAFlowFileError("notes must be an object: for a box, a sentence")
    for field in ("title", "source"):
        if not isinstance(document.get(field, ""), str):
            raise NotALabelError(f"{field} must be text")
    return from_counts(
        document["boxes"], title=document.get("title", ""), source=document.get("source", ""), notes=notes
    )


def _load(text: str | bytes) -> object:
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_int=_whole)
    except UnicodeDecodeError:
        raise NotAFlowFileError("is not in UTF-8") from None
    except json.JSONDecodeError as problem:
        raise NotAFlowFileError(f"is not JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}") from None
    except RecursionError:
        raise NotAFlowFileError("is nested too deeply") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Two numbers under one name contradict each other, and JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotAFlowFileError(f"has {ascii(twice)[:60]} twice")
    return found


def _refuse(constant: str) -> object:
    raise NotAFlowFileError(f"has {constant}, which is not a number")


def _whole(digits: str) -> object:
    """Python refuses to read very long numbers. The first digits of such a one are too many already."""
    return int(digits[:30])
