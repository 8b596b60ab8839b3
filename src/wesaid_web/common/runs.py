"""How frozen numbers were worked out: kept beside them, and checked again later.

A run holds the version of the calculating half, the method, what it was told (its parameters, its seed where chance
was in it), and two digests that only the key of this installation can make: of what was frozen, and of what went in.
A digest of few small numbers can be turned back by whoever holds the key: they try all there could be. So none is kept of
what went in where people answered without their name, or may take their answer back.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from wesaid import __version__
from wesaid_web.common.models import AnalysisRun

NEXT_RELEASE = "disclosure.next_release"
AMOUNTS = "disclosure.amounts"
CYCLE = "practice.cycle.for_outside"
LADDER = "practice.ladder.release"


@dataclass(frozen=True)
class Worked:
    """What a bridge says of something it worked out.

    Attributes:
        method: the function of the calculating half.
        result: what was frozen.
        inputs: what went in, as plain values in a fixed order; none where a digest of it could give somebody away.
    """

    method: str
    result: Any
    parameters: Mapping[str, float | str] = field(default_factory=dict)
    inputs: Any = None
    seed: int | None = None


@dataclass(frozen=True)
class Again:
    """A frozen thing as it is stored now, and what it was worked out from as far as that is there still.

    Attributes:
        inputs: none where they are not kept.
        work: works it out anew from these inputs.
    """

    result: Any
    inputs: Any = None
    work: Callable[[], Any] | None = None


Look = Callable[[AnalysisRun], Again | None]
"""Finds what a run is about; none where it is gone."""


def keep(*, stream: uuid.UUID, subject: uuid.UUID, worked: Worked) -> AnalysisRun:
    """Keep how something was worked out. Call it inside the transaction that freezes it."""
    return AnalysisRun.objects.create(
        stream=stream,
        subject=subject,
        method=worked.method,
        version=__version__,
        parameters=dict(worked.parameters),
        seed=worked.seed,
        inputs="" if worked.inputs is None else digest("inputs", worked.inputs),
        result=digest("result", worked.result),
        key=key_mark(),
        made_on=timezone.localdate(),
    )


def run_of(subject: uuid.UUID | None) -> AnalysisRun | None:
    """How something was worked out; none for what was frozen before this was kept."""
    return AnalysisRun.objects.filter(subject=subject).first() if subject else None


def digest(purpose: str, value: Any) -> str:
    """HMAC-SHA256 over a value as plain JSON, with the key of this installation. Bound to what it is a digest of."""
    plain = json.dumps(json.loads(json.dumps(value)), sort_keys=True, separators=(",", ":"))
    return salted_hmac(f"wesaid.runs.{purpose}", plain, algorithm="sha256").hexdigest()


def key_mark() -> str:
    """Tells keys apart, and nothing about a key."""
    return digest("key", "which")[:16]


def problems(looks: Mapping[str, Look], told: list[str] | None = None) -> Iterator[str]:
    """Say, a sentence each, which frozen numbers are not what was worked out.

    Args:
        looks: for each method, how what it froze is found again.
        told: gets a line that says how far could be looked.
    """
    whole, unchanged, other_key = 0, 0, 0
    for run in AnalysisRun.objects.order_by("pk").iterator(500):
        again = looks[run.method](run) if run.method in looks else None
        if again is None:
            continue
        if run.key != key_mark():
            other_key += 1
            continue
        if not constant_time_compare(run.result, digest("result", again.result)):
            yield f"{run.subject} ({run.method}) was changed after it was frozen"
        elif again.work is None or run.inputs != digest("inputs", again.inputs):
            unchanged += 1
        elif run.version == __version__ and digest("result", again.work()) != run.result:
            yield f"{run.subject} ({run.method}) is worked out differently now, from the same and by the same version"
        else:
            whole += 1
    if told is not None:
        told.append(
            f"{whole} worked out anew, {unchanged} not changed since (what went in is not kept, or has moved on), "
            f"{other_key} made with another key"
        )
