"""Taking a copy of everything that is held about oneself."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from wesaid_web.common import audit
from wesaid_web.people.models import User
from wesaid_web.privacy.held import Entry, Held, held, person_of

IN_MEMORY = 5 * 1024 * 1024  # bytes; what is larger waits in a file without a name, that goes when it is sent


@transaction.atomic
def take_copy(*, user: User) -> IO[bytes]:
    """A file with everything that is held about somebody: to be read (HTML), for programs (JSON), and what they sent.

    It is made when it is asked for, by whoever is signed in then, and is kept nowhere.
    """
    audit.record(by=user.pk, verb="privacy.data_taken", subject=user.pk)
    found = held(person_of(user))
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- whoever sends it closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("your-data.json", json.dumps(as_document(found), ensure_ascii=False, indent=1) + "\n")
        archive.writestr(
            "your-data.html", render_to_string("privacy/copy.jinja", {"held": found, "on": timezone.localdate()})
        )
        for entry in _entries(found):
            for file in entry.files:
                if file.storage.exists(str(file.name)):
                    with file.storage.open(str(file.name)) as content:
                        archive.writestr(f"files/{PurePosixPath(str(file.name)).name}", content.read())
    target.seek(0)
    return target


def _entries(found: Held) -> Iterator[Entry]:
    for part in found.parts:
        for kind in part.kinds:
            yield from kind.entries


def as_document(found: Held) -> dict[str, Any]:
    """The same as values: for each kind of thing why, who sees it, how long, and each of them by its columns."""
    kinds = [kind for part in found.parts for kind in part.kinds]
    return {
        "made_on": timezone.localdate().isoformat(),
        "left_out": "worries, which stand apart; what is other people's",
        "held": [
            {
                "what": kind.label,
                "holds": kind.holds,
                "seen_by": kind.seen_by,
                "kept": kind.kept,
                "rows": [
                    {
                        **entry.raw,
                        **({"files": [PurePosixPath(str(f.name)).name for f in entry.files]} if entry.files else {}),
                    }
                    for entry in kind.entries
                ],
            }
            for kind in kinds
        ],
        "named_in": [{"holds": one.holds, "as": one.purpose, "times": one.times} for one in found.mentions],
    }
