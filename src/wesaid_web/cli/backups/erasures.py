"""The list of people who asked to be forgotten, and forgetting them again after an older backup was put back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

NAME = "erasures.jsonl"


def join(target: Path, others: Iterable[Path]) -> None:
    """Add the lines of other lists to this one, each line once. The longest list wins: nobody is taken off it.

    Raises:
        OSError: a list that is there cannot be read.
    """
    lists = [target, *others]
    lines = [line for path in lists if path.exists() for line in path.read_bytes().splitlines() if line.strip()]
    if not lines:
        return
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(b"\n".join(dict.fromkeys(lines)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def replay(ledger: Path) -> int:
    """Do again what the list says was erased, in a database that was put back. Says so; returns how many problems there are."""
    from wesaid_web.common.erasure import LedgerDamaged, replay_ledger

    try:
        again = replay_ledger(ledger)
    except LedgerDamaged as problem:
        print(f"PROBLEM  the list of erasures has {problem}")
        return 1
    if again:
        print(f"{again} erasures that are younger than this backup were done again.")
    return 0
