"""Sealing a stream: one secret, one file that shows any change, nothing held in memory but one piece.

The form, version 1 (docs/adr/0023):

    8 bytes   ``WESAIDBK``
    1 byte    version
    1 byte    how the secret becomes a key: 0 as it is (a key file), 1 through scrypt (a passphrase)
    3 bytes   log2 n, r and p of scrypt; zero for a key file
    4 bytes   length of a piece, big-endian
    32 bytes  random, new for each file
    32 bytes  HMAC-SHA256 of all the above
    pieces    each AES-256-GCM with its 16 bytes of tag; the last may be shorter, even empty

The keys of a file come from the secret by HKDF-SHA256 with the random bytes as salt, so that no two files share one. A piece's
nonce is its number (11 bytes) and whether it is the last (1 byte): pieces that are left out, doubled, put in another order,
taken from another file, or missing at the end do not open. This is the construction of the STREAM paper (Hoang, Reyhanitabar,
Rogaway, Vizár, CRYPTO 2015, doi:10.1007/978-3-662-47989-6_24); the sealing itself is the library ``cryptography``.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAGIC = b"WESAIDBK"
VERSION = 1
PIECE = 1024 * 1024
SALT = 32
TAG = 16
MAC = 32
_HEAD = struct.Struct(">8sBBBBBI32s")
_KEY_FILE, _PASSPHRASE = 0, 1
# 128 MB and about a third of a second; what is read may ask for at most 1 GB, so that no file makes us run out of memory.
_SCRYPT = (17, 8, 1)
_MOST = (20, 16, 4)
_MOST_BYTES = 1024**3
SHORTEST_PASSPHRASE = 12
SHORTEST_KEY = 32


class SealProblem(Exception):
    """The file cannot be opened; the message says why, and what can be done."""


class WrongKey(SealProblem):
    """The key or passphrase does not fit."""


class Damaged(SealProblem):
    """The file is not as it was when it was made: cut off, changed, or something was added."""


@dataclass(frozen=True, repr=False)
class Secret:
    """What opens a backup: the content of a key file, or a passphrase. Never shown when printed."""

    content: bytes
    is_passphrase: bool

    def __post_init__(self) -> None:
        if self.is_passphrase and len(self.content.decode()) < SHORTEST_PASSPHRASE:
            raise SealProblem(f"a passphrase has at least {SHORTEST_PASSPHRASE} characters")
        if not self.is_passphrase and len(self.content) < SHORTEST_KEY:
            raise SealProblem(f"a key file holds at least {SHORTEST_KEY} characters; make one with --new-key")

    @classmethod
    def passphrase(cls, text: str) -> Secret:
        """A passphrase somebody can remember or keep on paper."""
        return cls(text.encode(), is_passphrase=True)

    @classmethod
    def from_file(cls, path: Path) -> Secret:
        """The content of a key file, without spaces at its ends. Raises SealProblem."""
        try:
            return cls(path.read_bytes()[:4096].strip(), is_passphrase=False)
        except OSError as problem:
            raise SealProblem(f"the key file {path} cannot be read: {problem.strerror}") from problem


@dataclass(frozen=True)
class _Head:
    kind: int
    log_n: int
    r: int
    p: int
    piece: int
    salt: bytes

    def packed(self) -> bytes:
        return _HEAD.pack(MAGIC, VERSION, self.kind, self.log_n, self.r, self.p, self.piece, self.salt)

    def keys(self, secret: Secret) -> tuple[bytes, bytes]:
        """The key of the head and the key of the pieces."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        content = secret.content
        if self.kind == _PASSPHRASE:
            content = Scrypt(salt=self.salt, length=32, n=2**self.log_n, r=self.r, p=self.p).derive(content)
        both = HKDF(algorithm=SHA256(), length=64, salt=self.salt, info=b"wesaid backup 1").derive(content)
        return both[:32], both[32:]


def _mac(key: bytes, text: bytes) -> bytes:
    import hashlib
    import hmac

    return hmac.digest(key, text, hashlib.sha256)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Seals what is written to it. :meth:`close` writes the last piece; without it the file counts as cut off."""

    def __init__(self, target: BinaryIO, secret: Secret, *, piece: int = PIECE) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        kind, costs = (_PASSPHRASE, _SCRYPT) if secret.is_passphrase else (_KEY_FILE, (0, 0, 0))
        head = _Head(kind, *costs, piece, os.urandom(SALT))
        head_key, key = head.keys(secret)
        self._target, self._piece, self._number = target, piece, 0
        self._head = head.packed()
        self._sealing = AESGCM(key)
        self._waiting = bytearray()
        target.write(self._head + _mac(head_key, self._head))

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > self._piece:  # one piece is kept back: it may be the last
            self._seal(bytes(self._waiting[: self._piece]), last=False)
            del self._waiting[: self._piece]
        return len(content)

    def close(self) -> None:
        """Write the last piece. The target stays open."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, content: bytes, *, last: bool) -> None:
        self._target.write(self._sealing.encrypt(_nonce(self._number, last=last), content, self._head))
        self._number += 1


class Opener:
    """Opens what was sealed. Nothing is handed out that was not checked; the end is known only at the end.

    Raises:
        WrongKey: the secret does not fit.
        Damaged: anything was changed, left out, added or cut off.
        SealProblem: it is no backup, or one of a newer form.
    """

    def __init__(self, source: BinaryIO, secret: Secret) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        packed, mac = source.read(_HEAD.size), source.read(MAC)
        head = _read_head(packed)
        if (head.kind == _PASSPHRASE) != secret.is_passphrase:
            wanted = "a passphrase" if head.kind == _PASSPHRASE else "a key file"
            raise WrongKey(f"this backup was sealed with {wanted}")
        if len(mac) < MAC:
            raise Damaged("the backup is cut off: it ends before its first piece")
        head_key, key = head.keys(secret)
        import hmac

        if not hmac.compare_digest(mac, _mac(head_key, packed)):
            raise WrongKey("the key or passphrase is not the one of this backup (or its first bytes are damaged)")
        self._source, self._piece, self._head = source, head.piece, packed
        self._opening = AESGCM(key)
        self._number, self._ended = 0, False
        self._ready = bytearray()
        self._ahead = source.read(self._piece + TAG)

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._ready += self._next()
        size = len(self._ready) if size < 0 else size
        given = bytes(self._ready[:size])
        del self._ready[:size]
        return given

    def _next(self) -> bytes:
        content, self._ahead = self._ahead, self._source.read(self._piece + TAG)
        opened = self._opened(content, last=not self._ahead)
        if opened is None:
            self._refuse(content)
        self._number += 1
        self._ended = not self._ahead
        return opened or b""

    def _opened(self, content: bytes, *, last: bool) -> bytes | None:
        from cryptography.exceptions import InvalidTag

        if len(content) < TAG:
            return None
        try:
            return self._opening.decrypt(_nonce(self._number, last=last), content, self._head)
        except InvalidTag:
            return None

    def _refuse(self, content: bytes) -> None:
        """Say what is wrong as exactly as can be known."""
        if not self._ahead and (len(content) < TAG or self._opened(content, last=False) is not None):
            raise Damaged("the backup is cut off: its end is missing")
        if self._ahead and self._opened(content, last=True) is not None:
            raise Damaged("there is something after the end of the backup")
        raise Damaged(f"the backup is damaged or cut off in its piece {self._number + 1}")


def _read_head(packed: bytes) -> _Head:
    if packed[: len(MAGIC)] != MAGIC[: len(packed)] or len(packed) < len(MAGIC):
        raise SealProblem("this is not a backup made by wesaid backup")
    if len(packed) < _HEAD.size:
        raise Damaged("the backup is cut off: it ends before its first piece")
    _magic, version, kind, *rest = _HEAD.unpack(packed)
    if version != VERSION:
        raise SealProblem(f"this backup is of form {version}; update the program first (it knows form {VERSION})")
    head = _Head(kind, *rest)
    costs = (head.log_n, head.r, head.p)
    sound = kind in {_KEY_FILE, _PASSPHRASE} and 1 <= head.piece <= 64 * PIECE
    if kind == _PASSPHRASE:
        sound = sound and all(1 <= cost <= most for cost, most in zip(costs, _MOST, strict=True))
        sound = sound and 128 * 2**head.log_n * head.r <= _MOST_BYTES
    if not sound:
        raise Damaged("the backup is damaged in its first bytes")
    return head


def is_backup(path: Path) -> bool:
    """Whether a file begins like a backup. Says nothing about whether it is whole."""
    with path.open("rb") as source:
        return source.read(len(MAGIC)) == MAGIC
