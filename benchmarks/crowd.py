"""200 people write at once: everything that was acknowledged is stored, once, and the audit chain holds.

    python benchmarks/crowd.py [--people 200] [--each 5]

Everyone opens the form, waits for the others, and sends what they say, several times, as fast as the server answers.
Everyone also supports the same contribution ten times: it counts once for each.
"""

from __future__ import annotations

import argparse
import threading
import time
import uuid
from dataclasses import dataclass, field

from harness import Person, Server, fresh_folder, machine, make_project, percentile


@dataclass
class Heard:
    """What the server told one person."""

    acknowledged: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def speak(
    person: Person, project: uuid.UUID, hat: uuid.UUID, each: int, shared: str, gate: threading.Barrier, heard: Heard
) -> None:
    """One person's part: wait for everybody, then write."""
    path = f"/projects/{project}/said/new/"
    person.request("GET", path)
    gate.wait()
    for _ in range(each):
        text = f"said {uuid.uuid4()}"
        start = time.perf_counter()
        status, _body, location = person.request("POST", path, {"text": text, "hat": str(hat)})
        heard.seconds.append(time.perf_counter() - start)
        if status == 302 and "/said/" in location:
            heard.acknowledged.append(text)
        else:
            heard.refused.append(status)
    for _ in range(10):
        status, _body, _location = person.request("POST", f"/projects/{project}/said/{shared}/support/", {})
        if status != 302:
            heard.refused.append(status)
    person.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--each", type=int, default=5)
    options = parser.parse_args()
    with fresh_folder() as folder:
        project, hat, sessions = make_project(options.people)
        from django.utils import timezone

        from wesaid_web.common.audit import problems
        from wesaid_web.projects.models import Perspective
        from wesaid_web.trail.models import Contribution

        shared = Contribution.objects.create(
            project_id=project, text="shared", perspective=Perspective.objects.get(pk=hat), said_on=timezone.localdate()
        )
        server = Server(folder)
        heard = [Heard() for _ in sessions]
        gate = threading.Barrier(len(sessions))
        threads = [
            threading.Thread(
                target=speak,
                args=(Person(session, server.address), project, hat, options.each, str(shared.pk), gate, one),
            )
            for session, one in zip(sessions, heard, strict=True)
        ]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - start
        server.stop()
        acknowledged = {text for one in heard for text in one.acknowledged}
        stored = list(Contribution.objects.filter(text__startswith="said ").values_list("text", flat=True))
        refused = [status for one in heard for status in one.refused]
        seconds = [second for one in heard for second in one.seconds]
        shared.refresh_from_db()
        print(f"{machine()}; {options.people} people, {options.each} writes and 10 supports each, in {took:.1f} s")
        print(f"acknowledged {len(acknowledged)}, stored {len(stored)}, refused {len(refused)} {sorted(set(refused))}")
        print(
            f"lost {len(acknowledged - set(stored))}, doubled {len(stored) - len(set(stored))}, support {shared.support}"
        )
        print(
            f"a write: p50 {percentile(seconds, 0.5):.2f} s, p95 {percentile(seconds, 0.95):.2f} s, max {max(seconds):.2f} s"
        )
        broken = list(problems())
        print(f"audit chain: {'holds' if not broken else broken[:3]}")
        assert acknowledged == set(stored)
        assert len(stored) == len(set(stored))
        assert shared.support == options.people
        assert not refused
        assert not broken


if __name__ == "__main__":
    main()
