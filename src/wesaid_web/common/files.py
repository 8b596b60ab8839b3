"""Sending a kept file to someone who may have it."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

POLICY = "default-src 'none'; sandbox"
POLICY_OF_RECORDINGS = "default-src 'none'; media-src 'self'; sandbox allow-same-origin"
"""The browser's own player fetches the recording anew, from here; nothing runs, and nothing else is fetched."""
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")  # no file is longer than that


def send(
    request: HttpRequest, file: FieldFile, *, media_type: str, name: str, to_keep: bool = False
) -> HttpResponseBase:
    """A file as an answer: never guessed to be a page, never allowed to run anything, in parts if a player asks for parts.

    Args:
        to_keep: the browser saves it and does not open it in itself: a document could hold what a picture cannot.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    response = _part(file, asked, media_type) if asked else FileResponse(file.open("rb"), content_type=media_type)
    response.headers["Content-Disposition"] = f'{"attachment" if to_keep else "inline"}; filename="{name}"'
    response.headers["Content-Security-Policy"] = (
        POLICY_OF_RECORDINGS if media_type.startswith(("audio/", "video/")) else POLICY
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _part(file: FieldFile, asked: re.Match[str], media_type: str) -> HttpResponse:
    first, last = asked.groups()
    if first:
        start, end = int(first), min(int(last or file.size - 1), file.size - 1)
    else:  # the last so many bytes
        start, end = max(file.size - int(last or 0), 0), file.size - 1
    if start > end:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused.headers["Content-Range"] = f"bytes */{file.size}"
        return refused
    with file.open("rb") as source:
        source.seek(start)
        body = source.read(end - start + 1)
    part = HttpResponse(body, content_type=media_type, status=HTTPStatus.PARTIAL_CONTENT)
    part.headers["Content-Range"] = f"bytes {start}-{end}/{file.size}"
    return part
