"""Pages of a project with 10,000 contributions, through the real server: queries and times. Aim: p95 below 300 ms.

python benchmarks/scale.py [--contributions 10000] [--rounds 40]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import uuid
from collections.abc import Callable

from harness import Person, Server, fresh_folder, machine, make_project, percentile

MOST_MS = 300

WORDS = [
    "home",
    "ward",
    "letter",
    "phone",
    "night",
    "carer",
    "nurse",
    "lift",
    "key",
    "meal",
    "form",
    "waiting",
    "visit",
    "ramp",
    "chair",
    "morning",
    "taxi",
    "bed",
    "plan",
    "list",
]


def fill(project_id: uuid.UUID, contributions: int) -> None:
    """Contributions with decisions on four in ten, actions on most of those, changes on half of these, and merges."""
    from django.db import transaction
    from django.utils import timezone

    from wesaid_web.projects.models import Member, Project
    from wesaid_web.trail.bridge import refresh_fates
    from wesaid_web.trail.models import Action, Change, Contribution, Decision

    chance = random.Random(7)
    project = Project.objects.get(pk=project_id)
    members = list(Member.objects.filter(project=project))
    hats = list(project.perspectives.all())
    today = timezone.localdate()
    rows = [
        Contribution(
            project=project,
            text=" ".join(chance.choices(WORDS, k=24)),
            author=chance.choice(members),
            perspective=chance.choice(hats),
            said_on=today,
            support=chance.randrange(40),
        )
        for _ in range(contributions)
    ]
    with transaction.atomic():
        Contribution.objects.bulk_create(rows, batch_size=500)
        decided = rows[: contributions * 4 // 10]
        decisions = [
            Decision(
                project=project,
                seq=number + 1,
                result=chance.choice(["go_ahead", "go_ahead", "try_out", "no"]),
                reason="Because",
                reason_code="money",
                decided_by="All of us",
                decided_on=today,
            )
            for number in range(len(decided))
        ]
        Decision.objects.bulk_create(decisions, batch_size=500)
        link = Decision.contributions.through
        link.objects.bulk_create(
            [link(decision=one, contribution=row) for one, row in zip(decisions, decided, strict=True)], batch_size=500
        )
        actions = [
            Action(project=project, what="Work", decision=one, due=today, status="done")
            for one in decisions
            if one.result != "no"
        ]
        Action.objects.bulk_create(actions, batch_size=500)
        about = {str(one.pk): row for one, row in zip(decisions, decided, strict=True)}
        acted = Action.contributions.through
        acted.objects.bulk_create(
            [acted(action=one, contribution=about[str(one.decision_id)]) for one in actions], batch_size=500
        )
        changes = [Change(project=project, what="Better", how_known="observation") for _ in actions[::2]]
        Change.objects.bulk_create(changes, batch_size=500)
        changed = Change.contributions.through
        changed.objects.bulk_create(
            [
                changed(change=one, contribution=about[str(action.decision_id)])
                for one, action in zip(changes, actions[::2], strict=True)
            ],
            batch_size=500,
        )
        refresh_fates(project=project, contributions=rows)


def pages(project_id: uuid.UUID) -> dict[str, str]:
    """The pages that are measured."""
    from wesaid_web.trail.models import Action, Contribution, Decision

    base = f"/projects/{project_id}/"
    one = Contribution.objects.filter(project=project_id, fate="done_changed").first()
    decision, action = Decision.objects.first(), Action.objects.first()
    assert one
    assert decision
    assert action
    return {
        "overview": base,
        "said": f"{base}said/",
        "said, page 300": f"{base}said/?page=300",
        "said, most supported": f"{base}said/?sort=support",
        "said, not done": f"{base}said/?fate=not_done",
        "said, with words": f"{base}said/?q=ramp+chair",
        "one contribution": f"{base}said/{one.pk}/",
        "decided": f"{base}decided/",
        "choose what to decide on": f"{base}decided/new/",
        "one decision": f"{base}decided/{decision.pk}/",
        "did": f"{base}did/",
        "one action": f"{base}did/{action.pk}/",
        "changed": f"{base}changed/",
        "what I said": f"{base}mine/",
        "what happened": f"{base}happened/",
        "together": f"{base}together/",
        "what we deliver": f"{base}deliver/",
        "asked privately": f"{base}askings/",
        "what I get back": f"{base}in-return/",
        "the public page's settings": f"{base}public/",
    }


def count_queries(session: str, path: str) -> int:
    """How many queries a page takes, asked in process."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contributions", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with fresh_folder() as folder:
        project_id, _hat, sessions = make_project(12)
        took = timed(lambda: fill(project_id, options.contributions))
        print(f"{machine()}; {options.contributions:,} contributions, made in {took:.1f} s")
        print(f"{'page':28} {'queries':>8} {'p50 ms':>8} {'p95 ms':>8} {'kB':>6}")
        server = Server(folder)
        person = Person(sessions[0], server.address)
        slow = []
        try:
            for name, path in pages(project_id).items():
                queries = count_queries(sessions[0], path)
                person.request("GET", path)
                times, size = [], 0
                for _ in range(options.rounds):
                    start = time.perf_counter()
                    status, body, _location = person.request("GET", path)
                    times.append((time.perf_counter() - start) * 1000)
                    assert status == 200, (path, status)
                    size = len(body)
                if percentile(times, 0.95) >= MOST_MS:
                    slow.append(name)
                print(
                    f"{name:28} {queries:8} {percentile(times, 0.5):8.0f} {percentile(times, 0.95):8.0f} {size / 1000:6.0f}"
                )
        finally:
            person.close()
            server.stop()
    if slow:
        sys.exit(f"over {MOST_MS} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
