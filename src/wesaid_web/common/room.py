"""When the disk is full: how it is recognised, whatever noticed it first."""

from __future__ import annotations

import errno
import sqlite3

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_POSTGRES_DISK_FULL = "53100"


def is_full(problem: BaseException | None) -> bool:
    """Whether something went wrong because there was no room left: a file, an embedded database, or PostgreSQL."""
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        if isinstance(problem, OSError) and problem.errno in _FULL:
            return True
        if isinstance(problem, sqlite3.Error) and "disk is full" in str(problem):
            return True
        if getattr(problem, "sqlstate", None) == _POSTGRES_DISK_FULL:
            return True
        problem = problem.__cause__ or problem.__context__
    return False
