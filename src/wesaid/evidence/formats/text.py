"""From bytes to text, in whatever encoding a database or an old program wrote it; and the two shapes of a value."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows-1252 leaves five bytes undefined; they become the control characters of Latin-1, so that every byte is text.
_WINDOWS = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in range(256))
# What no format can hold (XML 1.0, section 2.2): it becomes a space.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEPARATORS = re.compile("[\u2028\u2029]")
_BREAK = re.compile(r"[ \t\u00a0]*\n\s*")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LOOK = 64 * 1024  # bytes that are looked at to guess an encoding
_BLOCK = 1 << 20
# Encodings that files of references come in, when they are neither Unicode nor Western.
_EASTERN = ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"]


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text: line ends are ``\\n``, and nothing in it that a format could not hold.

    UTF-8 stays in bytes until it is asked for: as text a file of a gigabyte may take four, and most formats want a line
    at a time.
    """

    source: str | bytes
    encoding: str

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else _clean(self.source.decode())

    def lines(self) -> Iterator[str]:
        """The lines, without their ends, a block at a time: a file of empty lines must not fill the memory."""
        source, start, end = self.source, 0, len(self.source)
        while start < end:
            look = min(start + _BLOCK, end)
            cut = source.find("\n", look) if isinstance(source, str) else source.find(b"\n", look)
            stop = end if cut < 0 else cut + 1
            piece = source[start:stop]
            block = piece if isinstance(piece, str) else _clean(piece.decode())
            yield from (block if cut < 0 else block[:-1]).split("\n")
            start = stop


def decode(data: bytes) -> Text:
    """The text in the bytes. Never fails: a byte that fits nothing is taken as Windows-1252."""
    encoding, source = _decoded(data.removeprefix(codecs.BOM_UTF8))
    return Text(source if isinstance(source, bytes) else _clean(source), encoding)


def _clean(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_bad(text)


def _decoded(data: bytes) -> tuple[str, str | bytes]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, data[len(mark) :].decode(name, "replace")
    if wide := _wide(data):
        return wide, data.decode(wide, "replace")
    if _is_utf8(data):
        return "utf-8", data
    if (mended := _mostly_utf8(data)) is not None:
        return "utf-8", mended
    guess = _guess(data)
    if guess:
        try:
            return guess, data.decode(guess)
        except UnicodeDecodeError:
            pass
    return "cp1252", codecs.charmap_decode(data, "strict", _WINDOWS)[0]


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of Western text is zero."""
    start = data[:4096]
    if len(start) < 4:
        return ""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with some bytes that are not, as when exports were put together: those are taken as Windows-1252."""
    rough = data.decode("utf-8", "replace")
    wrong = rough.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    right = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", rough)) - wrong
    return data.decode("utf-8", "wesaid-windows") if right > wrong else None


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    wrong = problem.object[problem.start : problem.end]
    return codecs.charmap_decode(wrong, "strict", _WINDOWS)[0], problem.end


codecs.register_error("wesaid-windows", _as_windows)


def _guess(data: bytes) -> str:
    """Another encoding, where Windows-1252 cannot be right: in Western text accents stand alone between plain letters.

    Long runs of bytes above 127 are another alphabet; which one is then guessed by charset-normalizer.
    """
    sample, at = bytearray(), 0
    for match in _HIGH.finditer(data):
        if match.start() < at:
            continue
        at = match.start() + 512
        sample += data[max(0, match.start() - 32) : at]
        if len(sample) > _LOOK:
            break
    runs = [len(match.group()) for match in _HIGH.finditer(bytes(sample))]
    if not runs or sum(run for run in runs if run > 3) < 0.6 * sum(runs):
        return ""
    from charset_normalizer import from_bytes

    whole = data if len(data) <= _LOOK else bytes(sample)
    best = from_bytes(whole, cp_isolation=_EASTERN, threshold=0.4).best()
    return "" if best is None else best.encoding


MARK = "\ufeff"
"""The byte-order mark. Files that were put one behind the other have one wherever the next file begins."""

bad_in = _BAD.search
separators_in = _SEPARATORS.search


def without_bad(value: str) -> str:
    """The text with a space for every character that no format can hold."""
    return _BAD.sub(" ", value) if bad_in(value) else value


def one_line(value: str) -> str:
    """A value that has no lines (a title, a name): a line break in it is a wrapped line, so a space."""
    if not value.isascii():
        value = _SEPARATORS.sub("\n", value)
    if "\n" in value:
        value = _BREAK.sub(" ", value.strip())
    return value.strip()


def many_lines(value: str) -> str:
    """A value that may have lines (an abstract, a note): they are kept, with ``\\n`` between them."""
    if not value.isascii():
        value = _SEPARATORS.sub("\n", value)
    return value.strip()
