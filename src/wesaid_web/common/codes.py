"""Short codes that can be read over the phone and typed by hand, with a character that tells a typing mistake at once.

No Django here: characters in, characters out. What a code opens, and how it is kept, is up to whoever uses it.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "23456789CDFHJKLMNPRTWXY"
"""Digits and capital letters without those that look like others (0 O Q, 1 I, 5 S, 8 B, 2 Z, U V) on either side, and without
vowels, so that no code is a word. There are 23 of them: a prime, which the check character needs."""

GROUP = 3
_WEIGHTED = len(ALPHABET)


class NotACode(ValueError):
    """What was typed cannot be a code; the message of whoever asked says what to look at."""


def new_code(groups: int) -> str:
    """A code of so many groups of three, drawn by lot; its last character checks the others.

    Three groups hold 8 free characters, 36 bits; four hold 11, 49 bits.
    """
    free = "".join(secrets.choice(ALPHABET) for _place in range(groups * GROUP - 1))
    return free + _check(free)


def code_from(digest: str, groups: int) -> str:
    """The code that belongs to a digest in hexadecimal digits, 256 bits of them: the same each time."""
    number = int(digest, 16)
    free = ""
    for _place in range(groups * GROUP - 1):
        number, left = divmod(number, len(ALPHABET))
        free += ALPHABET[left]
    return free + _check(free)


def read(typed: str, groups: int) -> str:
    """A code as it was typed, in small letters, with spaces or strokes between: as it is kept.

    Raises:
        NotACode: too short, too long, a character that no code has, or a mistake that the check character shows.
            Any one character typed wrong, and any two exchanged, are found.
    """
    code = re.sub(r"[\s\-–—._,/]", "", typed).upper()
    if len(code) != groups * GROUP or not set(code) <= set(ALPHABET) or _check(code[:-1]) != code[-1]:
        raise NotACode
    return code


def spoken(code: str) -> str:
    """A code in its groups, as it is shown and read out: ABC-DEF-GHJ."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def _check(free: str) -> str:
    """The character that makes the weighted sum of all a multiple of 23.

    Each place has a weight of its own, from 1 up; the modulus is a prime larger than the number of places. So one wrong
    character changes the sum, and so does exchanging two that differ, wherever they stand.
    """
    weight = len(free) + 1
    total = sum(place * ALPHABET.index(one) for place, one in enumerate(free, start=1))
    return ALPHABET[(-total * pow(weight, -1, _WEIGHTED)) % _WEIGHTED]
