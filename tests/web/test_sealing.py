"""The seal of a backup: whatever is changed, left out, added or cut off, nothing of it is taken for the real thing."""

from __future__ import annotations

import io
import random
import struct

import pytest

from wesaid_web.cli.backups import parcel
from wesaid_web.cli.backups.sealing import (
    MAC,
    MAGIC,
    TAG,
    Damaged,
    Opener,
    Sealer,
    SealProblem,
    Secret,
    WrongKey,
)

KEY = Secret(b"k" * 40, is_passphrase=False)
OTHER = Secret(b"o" * 40, is_passphrase=False)
PIECE = 50
HEAD = 49 + MAC
WHOLE = PIECE + TAG


def sealed(content: bytes, secret: Secret = KEY, *, piece: int = PIECE) -> bytes:
    target = io.BytesIO()
    sealer = Sealer(target, secret, piece=piece)
    sealer.write(content)
    sealer.close()
    return target.getvalue()


def opened(content: bytes, secret: Secret = KEY) -> bytes:
    return Opener(io.BytesIO(content), secret).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 7 * PIECE + 3])
def test_what_is_sealed_opens_again_whatever_its_length(size: int) -> None:
    content = random.Random(size).randbytes(size)
    assert opened(sealed(content)) == content
    assert sealed(content) != sealed(content), "no two files share a key"
    reader = Opener(io.BytesIO(sealed(content)), KEY)
    assert b"".join(iter(lambda: reader.read(7), b"")) == content


def test_cut_off_anywhere_it_does_not_open() -> None:
    whole = sealed(b"x" * (4 * PIECE))
    for length in range(len(whole)):
        with pytest.raises(SealProblem):
            opened(whole[:length])
    for pieces in range(4):
        with pytest.raises(Damaged, match="cut off"):
            opened(whole[: HEAD + pieces * WHOLE])


def test_a_changed_bit_anywhere_is_found() -> None:
    whole = sealed(b"x" * (2 * PIECE + 5))
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(SealProblem):
            opened(bytes(changed))


def test_pieces_in_another_order_doubled_left_out_added_or_of_another_file_are_found() -> None:
    whole, other = sealed(b"a" * (4 * PIECE)), sealed(b"b" * (4 * PIECE))
    head, pieces = whole[:HEAD], [whole[HEAD + n * WHOLE : HEAD + (n + 1) * WHOLE] for n in range(4)]
    strange = [other[HEAD + n * WHOLE : HEAD + (n + 1) * WHOLE] for n in range(4)]
    attacks = {
        "swapped": [pieces[1], pieces[0], *pieces[2:]],
        "doubled": [pieces[0], *pieces],
        "left out": pieces[1:],
        "left out in the middle": [pieces[0], *pieces[2:]],
        "of another file": [pieces[0], strange[1], *pieces[2:]],
        "the end of another file": [*pieces[:3], strange[3]],
        "added": [*pieces, pieces[3]],
        "joined": [*pieces, other],
        "a byte more": [*pieces, b"x"],
    }
    for name, made in attacks.items():
        with pytest.raises(Damaged):
            pytest.fail(f"{name}: {opened(head + b''.join(made))!r}")


@pytest.mark.parametrize("size", [0, 1, 511, 512, 10_239, 10_240, 262_144, 3_000_000])
def test_what_is_packed_comes_out_again_whether_it_can_be_compressed_or_not(size: int) -> None:
    target = io.BytesIO()
    packer = parcel.Packer(target, KEY)
    contents = {"files/zeros": bytes(size), "files/noise": random.Random(size).randbytes(size), "files/last": b"x" * 7}
    for name, content in contents.items():
        packer.add(name, content)
    packer.close()
    read = {name: content.read() for name, _when, content in parcel.unpack(io.BytesIO(target.getvalue()), KEY)}
    assert read == contents
    unfinished = io.BytesIO()
    half = parcel.Packer(unfinished, KEY)
    half.add("files/zeros", bytes(size))
    with pytest.raises(SealProblem):
        list(parcel.unpack(io.BytesIO(unfinished.getvalue()), KEY))


def test_another_key_is_said_to_be_another_key() -> None:
    with pytest.raises(WrongKey, match="is not the one of this backup"):
        opened(sealed(b"words"), OTHER)
    phrase = Secret.passphrase("a phrase to keep on paper")
    made = sealed(b"words", phrase)
    assert opened(made, phrase) == b"words"
    with pytest.raises(WrongKey, match="is not the one of this backup"):
        opened(made, Secret.passphrase("a phrase to keep on Paper"))
    with pytest.raises(WrongKey, match="sealed with a passphrase"):
        opened(made, KEY)


def test_short_secrets_are_refused_and_none_is_shown() -> None:
    with pytest.raises(SealProblem, match="at least 12 characters"):
        Secret.passphrase("too short")
    with pytest.raises(SealProblem, match="at least 32"):
        Secret(b"short", is_passphrase=False)
    assert "kkkk" not in repr(KEY)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (0, b"PK\x03\x04", "not a backup"),
        (8, b"\x02", "update the program first"),
        (10, bytes([63, 8, 1]), "damaged in its first bytes"),  # costs that would take all memory
        (13, struct.pack(">I", 2**31), "damaged in its first bytes"),
    ],
)
def test_what_its_first_bytes_ask_for_is_looked_at_first(place: int, value: bytes, words: str) -> None:
    made = bytearray(sealed(b"words"))
    made[9] = 1 if place == 10 else made[9]
    made[place : place + len(value)] = value
    with pytest.raises(SealProblem, match=words):
        opened(bytes(made), Secret.passphrase("a phrase to keep") if place == 10 else KEY)
    assert MAGIC not in sealed(b"words")[8:]
