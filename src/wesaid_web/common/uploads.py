"""Files people send: size limits that do not lose the rest of the form, photographs made safe, recordings recognised."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wesaid_web.common.room import is_full

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
_ONE_AT_A_TIME = Lock()
"""A picture of so many pixels takes half a gigabyte to read, and can come in a file of a quarter of a megabyte. One after the
other; eight at once, sent by one guest, would take all the memory of a small computer."""
LONGEST_SIDE = 2000  # pixels: enough to read a flip chart, small enough for a phone
PHOTO_FORMATS = {"JPEG", "PNG", "WEBP"}
SMALL_BYTES = 8 * 1024  # of the small copy that stands in a page: the page stays under its 100 KB
SMALL_SIDES = (480, 400, 320, 240, 160, 80)  # pixels: quality is given up before size, and size last
SMALL_QUALITIES = (75, 60, 45, 30)
# Photographs of some phones are packed like recordings (ISO 14496-12); their brand tells them apart.
_PICTURE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"crx "}

_ALSO_VIDEO = {"audio/mp4": ("video/mp4", ".mp4"), "audio/webm": ("video/webm", ".webm")}
"""Kinds of file that hold a recording or a video; which of them, the browser says. Neither can run anything."""
_DOES_MORE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")


class BadFile(ValueError):
    """The file is not what it should be; the message says what to do."""


class SizeLimit(FileUploadHandler):
    """Stops reading a file that is too large and goes on with the form, so that what was typed is kept.

    The names of the fields whose files were too large are left on the request.
    """

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._read += len(raw_data)
        if self._read > MAX_FILE_BYTES:
            too_large: set[str] = getattr(self.request, "too_large", set())
            self.request.too_large = too_large | {self.field_name}  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class WhileThereIsRoom(TemporaryFileUploadHandler):
    """Keeps a file for the time being on the disk; where that is full, goes on with the form, so that what was typed is kept.

    The names of the fields whose files found no room are left on the request.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError as problem:
            self._skip(problem)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            self.file.write(raw_data)
        except OSError as problem:
            self._skip(problem)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        if self.field_name in getattr(self.request, "no_room", set()):
            return None
        try:
            self.file.flush()
        except OSError as problem:
            self._note(problem)
            return None
        return super().file_complete(file_size)

    def _skip(self, problem: OSError) -> None:
        self._note(problem)
        raise SkipFile

    def _note(self, problem: OSError) -> None:
        if not is_full(problem):
            raise problem
        kept = self.__dict__.pop(
            "file", None
        )  # whoever closes it next would find no room for what is still in its buffer
        with suppress(OSError):
            if kept is not None:
                kept.close()
        no_room: set[str] = getattr(self.request, "no_room", set())
        self.request.no_room = no_room | {self.field_name or ""}  # type: ignore[union-attr]


def add_size_errors(form: BaseForm, request: HttpRequest) -> None:
    """Tell people which file was too large or found no room, in the form they sent. Call it once the form has been read."""
    for name in getattr(request, "too_large", set()):
        if name in form.fields:
            form.add_error(name, too_large_words())
    for name in getattr(request, "no_room", set()):
        if name in form.fields:
            form.add_error(name, no_room_words())


def no_room_words() -> str:
    """What is said where a file could not be kept because the disk of the server is full."""
    return _(
        "There is no room left on the computer that runs this site, so the file was not kept. What you typed is still here. "
        "Tell whoever runs the site."
    )


def too_large_words() -> str:
    """What is said about a file that is too large."""
    return _("This file is larger than %(limit)s MB. Send a smaller one. What you typed is still here.") % {
        "limit": MAX_FILE_BYTES // (1024 * 1024)
    }


@dataclass(frozen=True)
class SafeFile:
    """A file that may be kept: its bytes, its type and a name without a path."""

    content: ContentFile[bytes]
    media_type: str
    suffix: str


def safe_photo(upload: UploadedFile[bytes]) -> SafeFile:
    """Read a photograph and write it anew as JPEG: upright, not too large, without hidden data such as the place.

    Raises:
        BadFile: not a photograph, or one of more than 60 million pixels.
    """
    with _ONE_AT_A_TIME:
        return _safe_photo(upload)


def _safe_photo(upload: UploadedFile[bytes]) -> SafeFile:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(upload, formats=sorted(PHOTO_FORMATS)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise BadFile(_("This photograph is too large. Send a smaller one."))
            picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            ImageOps.exif_transpose(picture, in_place=True)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = Image.new("RGB", picture.size, "white")
            layers = picture.convert("RGBA")
            flat.paste(layers, mask=layers.getchannel("A"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as problem:
        if isinstance(problem, BadFile):
            raise
        raise BadFile(_("This is not a photograph we can read. Send a JPEG, PNG or WebP picture.")) from problem
    out = BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return SafeFile(ContentFile(out.getvalue()), "image/jpeg", ".jpg")


def small_copy(photo: IO[bytes]) -> bytes:
    """A photograph that was made safe, small enough to stand in a page: a JPEG of at most ``SMALL_BYTES``.

    Raises:
        BadFile: what is kept cannot be read as a photograph any more.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(photo, formats=["JPEG"]) as kept:
            kept.draft("RGB", (SMALL_SIDES[0] * 2, SMALL_SIDES[0] * 2))
            picture = kept.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as problem:
        raise BadFile(_("the photograph that is kept cannot be read")) from problem
    for side in SMALL_SIDES:
        picture.thumbnail((side, side))
        for quality in SMALL_QUALITIES:
            out = BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= SMALL_BYTES:
                return out.getvalue()
    raise AssertionError("a picture of 80 pixels takes less than 8 KB whatever is on it")


def safe_audio(upload: UploadedFile[bytes]) -> SafeFile:
    """Recognise a recording by its first bytes, whatever it is called.

    Raises:
        BadFile: not a kind of recording that browsers play.
    """
    upload.seek(0)
    start = upload.read(16)
    found = _audio_type(start)
    if found is None:
        raise BadFile(_("This is not a recording we can play. Send an MP3, M4A, Ogg, WAV or WebM file."))
    upload.seek(0)
    return SafeFile(ContentFile(upload.read()), *found)


def safe_document(upload: UploadedFile[bytes]) -> SafeFile:
    """A PDF, a recording or a short video, recognised by its first bytes, whatever it is called.

    A PDF that can run something, open something or carries other files is refused. That finds what is not packed; browsers
    save it rather than open it (``common/files.py``), and nothing of ours runs it.

    Raises:
        BadFile: none of these, or a PDF that does more than be read.
    """
    upload.seek(0)
    content = upload.read()
    if content.startswith(b"%PDF-"):
        if _DOES_MORE.search(content):
            raise BadFile(_("This PDF holds a program or other files. Save it anew as a plain PDF, and send that."))
        return SafeFile(ContentFile(content), "application/pdf", ".pdf")
    found = _audio_type(content[:16])
    if found is None:
        raise BadFile(_("This is not a file we can keep here. Send a PDF, a recording, or a video as MP4 or WebM."))
    media_type, suffix = found
    if (upload.content_type or "").startswith("video/") and media_type in _ALSO_VIDEO:
        media_type, suffix = _ALSO_VIDEO[media_type]
    return SafeFile(ContentFile(content), media_type, suffix)


def _audio_type(start: bytes) -> tuple[str, str] | None:
    if start.startswith(b"ID3") or (len(start) > 1 and start[0] == 0xFF and start[1] & 0xE6 == 0xE2):
        return "audio/mpeg", ".mp3"
    if start[4:8] == b"ftyp" and start[8:12] not in _PICTURE_BRANDS:
        return "audio/mp4", ".m4a"
    if start.startswith(b"OggS"):
        return "audio/ogg", ".ogg"
    if start.startswith(b"RIFF") and start[8:12] == b"WAVE":
        return "audio/wav", ".wav"
    if start.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm", ".webm"
    return None
