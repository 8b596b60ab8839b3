"""Several people at the same moment: threads with connections of their own, started together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


def together(steps: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run every step in a thread of its own, all let go at once. What a step raised stands where its answer would be."""
    answers: list[Any] = [None] * len(steps)
    ready = threading.Barrier(len(steps))

    def run(place: int) -> None:
        try:
            ready.wait(30)
            answers[place] = steps[place]()
        except Exception as problem:  # noqa: BLE001 -- it is the answer, and the test looks at it
            answers[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def problems(answers: Sequence[Any]) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]
