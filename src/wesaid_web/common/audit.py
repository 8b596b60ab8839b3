"""The audit trail: who did what, when, to what, in a chain that shows tampering.

Each project has its own chain. A row's digest covers every column and the digest of the row before it, so that a
changed, inserted, reordered or deleted row is found by :func:`problems`. A tail that was cut off leaves a chain that is
whole in itself; it is found by comparing with a head that was printed earlier (``wesaid check --audit --head``).
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction
from django.utils import timezone

from wesaid_web.common.days import this_morning
from wesaid_web.common.models import INSTALLATION, AuditEvent, AuditHead

Value = str | int | bool | None
Details = Mapping[str, Value | Sequence[Value]]

_CODE = re.compile(r"[A-Za-z0-9_.:\-]{1,64}")


class NotACode(ValueError):
    """An audit detail holds free text; only ids, codes and numbers may go there."""


@dataclass(frozen=True)
class Entry:
    """One thing to record: a verb from the app's register, the id of its subject, and codes that say more."""

    verb: str
    subject: uuid.UUID | None = None
    details: Details | None = None
    day_only: bool = False  # of someone without a name: at what time of the day would tell them from others


def record(
    *,
    stream: uuid.UUID = INSTALLATION,
    by: uuid.UUID | None,
    verb: str,
    subject: uuid.UUID | None = None,
    details: Details | None = None,
    day_only: bool = False,
) -> None:
    """Add one row to a chain. Call it inside the transaction that does the thing: both happen or neither."""
    record_all(stream=stream, by=by, entries=[Entry(verb, subject, details, day_only)])


def record_all(*, stream: uuid.UUID, by: uuid.UUID | None, entries: Iterable[Entry]) -> None:
    """Add rows to a chain in order. Must run inside a transaction.

    Raises:
        NotACode: a detail holds free text.
        transaction.TransactionManagementError: no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an audit row is written inside the transaction of what it records"
        )
    head = _locked_head(stream)
    now = timezone.now()
    rows = []
    for entry in entries:
        row = AuditEvent(
            stream=stream,
            seq=head.seq + 1,
            at=this_morning() if entry.day_only else now,
            actor=by,
            verb=entry.verb,
            subject=entry.subject,
            details=_codes_only(entry.details or {}),
            previous=head.digest,
        )
        row.digest = digest_of(row)
        head.seq, head.digest = row.seq, row.digest
        rows.append(row)
    AuditEvent.objects.bulk_create(rows, batch_size=500)
    head.save(update_fields=["seq", "digest"])


def hold(stream: uuid.UUID) -> None:
    """Take one's turn in a chain before anything else is locked: whoever else writes to it waits here until this is saved.

    A step that locked its rows first and its place in the chain last could wait for one that did it the other way round,
    and that one for it.

    Raises:
        transaction.TransactionManagementError: no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a turn is taken inside a transaction, and ends with it")
    _locked_head(stream)


def _locked_head(stream: uuid.UUID) -> AuditHead:
    head = AuditHead.objects.select_for_update().filter(stream=stream).first()
    if head is None:
        AuditHead.objects.get_or_create(stream=stream, defaults={"digest": first_digest(stream)})
        head = AuditHead.objects.select_for_update().get(stream=stream)
    return head


def first_digest(stream: uuid.UUID) -> str:
    """What the first row of a chain points back to: bound to the stream, so that chains cannot be swapped."""
    return hashlib.sha256(f"wesaid audit {stream}".encode()).hexdigest()


def digest_of(row: AuditEvent) -> str:
    """SHA-256 over every column of a row but its own digest, in a fixed form."""
    columns = [
        str(row.stream),
        row.seq,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(row.actor or ""),
        row.verb,
        str(row.subject or ""),
        row.details,
        row.previous,
    ]
    return hashlib.sha256(json.dumps(columns, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _codes_only(details: Details) -> dict[str, Value | list[Value]]:
    def checked(value: Value) -> Value:
        if isinstance(value, str) and not _CODE.fullmatch(value):
            raise NotACode(f"not an id or a code: {value[:20]!r}")
        return value

    return {
        key: [checked(item) for item in value]
        if isinstance(value, Sequence) and not isinstance(value, str)
        else checked(value)
        for key, value in details.items()
    }


@dataclass(frozen=True)
class Head:
    """Where a chain stood at some moment; printed by ``wesaid check --audit`` to be kept elsewhere."""

    stream: uuid.UUID
    seq: int
    digest: str

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read ``STREAM:SEQ:DIGEST``. Raises ValueError if it is not that."""
        stream, seq, digest = text.strip().split(":")
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise ValueError("the digest is 64 hexadecimal digits")
        return cls(uuid.UUID(stream), int(seq), digest)

    def __str__(self) -> str:
        return f"{self.stream}:{self.seq}:{self.digest}"


CONFIDENTIAL = uuid.UUID("6d1f0f4c-5a0e-4a0e-9b52-8f0c6f0a1c01")
"""The stream of concerns, of all projects together. It is checked like every chain, and its length is told to nobody."""


def heads() -> list[Head]:
    """The head of every chain, in a fixed order. Not that of concerns: that it grew would say that there is one."""
    rows = AuditHead.objects.exclude(stream=CONFIDENTIAL).order_by("stream")
    return [Head(head.stream, head.seq, head.digest) for head in rows]


def problems(*, earlier: Iterable[Head] = ()) -> Iterator[str]:
    """Walk every chain and say, a sentence each, where it does not hold. ``earlier`` are heads printed before."""
    try:
        yield from _broken_links(earlier)
    except _UNREADABLE:
        # An embedded database takes any value in any column; what is none of its kind cannot be walked along.
        yield from _unreadable()


_UNREADABLE = (ValueError, TypeError, AttributeError)


def _unreadable() -> Iterator[str]:
    found = False
    for pk in AuditEvent.objects.order_by("pk").values_list("pk", flat=True):
        try:
            row = AuditEvent.objects.get(pk=pk)
            readable = isinstance(row.seq, int) and bool(digest_of(row))
        except _UNREADABLE:
            readable = False
        if not readable:
            found = True
            yield f"the row stored as number {pk} was changed: it holds what no row can hold"
    if not found:
        yield "the last link of a chain was changed: it holds what none can hold"


def _broken_links(earlier: Iterable[Head]) -> Iterator[str]:
    known = {row.stream: Head(row.stream, row.seq, row.digest) for row in AuditHead.objects.all()}
    streams = sorted({*known, *AuditEvent.objects.values_list("stream", flat=True).distinct()}, key=str)
    wanted: dict[uuid.UUID, dict[int, str]] = {}
    for head in earlier:
        if head.stream == CONFIDENTIAL:
            continue  # no such head is ever printed; whether one fits would tell how much there is
        wanted.setdefault(head.stream, {})[head.seq] = head.digest
    for stream in streams:
        yield from _problems_of(stream, known.get(stream), wanted.pop(stream, {}))
    for stream in wanted:
        yield f"{stream}: the whole chain is gone"


def without_chain(streams: Iterable[uuid.UUID]) -> Iterator[str]:
    """Say which of these, each of which left a row when it began, have no chain any more: neither rows nor a head."""
    for stream in streams:  # asked for one by one: what is no chain's name at all is told by problems()
        if not any(rows.objects.filter(stream=stream).exists() for rows in (AuditHead, AuditEvent)):
            yield f"{stream}: the whole chain of this project is gone"


def _problems_of(stream: uuid.UUID, head: Head | None, wanted: dict[int, str]) -> Iterator[str]:
    previous, expected, stored = first_digest(stream), 1, 0
    for row in AuditEvent.objects.filter(stream=stream).order_by("seq", "pk").iterator(2000):
        if row.seq != expected:
            yield f"{stream}: row {expected} is missing or out of order (found {row.seq})"
        elif row.previous != previous:
            yield f"{stream}: row {row.seq} does not follow the row before it"
        if row.digest != digest_of(row):
            yield f"{stream}: row {row.seq} was changed"
        if wanted.pop(row.seq, row.digest) != row.digest:
            yield f"{stream}: row {row.seq} is not what it was when the head was printed"
        if row.pk <= stored:  # rows are numbered as they are written, and a chain is written by one at a time
            yield f"{stream}: row {row.seq} is stored before the row that it follows"
        previous, expected, stored = row.digest, row.seq + 1, row.pk
    if head is None or (head.seq, head.digest) != (expected - 1, previous):
        yield f"{stream}: the last row is not the one the chain ended with"
    for seq in sorted(wanted):
        yield f"{stream}: row {seq} is gone: the end of the chain was cut off"
