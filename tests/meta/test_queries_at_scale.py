"""With 10,000 contributions a page asks the database as often as with three: the pages that hold the whole trail."""

from __future__ import annotations

import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, make_user
from tests.pages import body
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Project
from wesaid_web.show import actions as show
from wesaid_web.show.models import PublicPage
from wesaid_web.trail.bridge import refresh_fates
from wesaid_web.trail.models import Action, Change, Consent, Contribution, Decision

SIZES = (3, 10_000)
MADE = {"batch_size": 500}


def fill(project: Project, by: Member, size: int) -> None:
    """So many contributions: of ten one decided, done and changed, one refused, eight that wait. Written all at once."""
    hats = itertools.cycle(project.perspectives.all())
    rows = [
        Contribution(
            project=project,
            text=f"Words {number}",
            author=by,
            typed_by=by,
            perspective=next(hats),
            said_on=TODAY,
            public=Consent.YES,
            public_words=f"Words {number}",
        )
        for number in range(size)
    ]
    Contribution.objects.bulk_create(rows, **MADE)
    done, refused = rows[::10], rows[1::10]
    decided = [*((row, "go_ahead", "") for row in done), *((row, "no", "money") for row in refused)]
    decisions = [
        Decision(
            project=project,
            seq=seq,
            result=result,
            reason="Because",
            reason_code=code,
            decided_by="All of us",
            decided_on=TODAY,
        )
        for seq, (_row, result, code) in enumerate(decided, start=1)
    ]
    Decision.objects.bulk_create(decisions, **MADE)
    about = Decision.contributions.through
    links = [about(decision=one, contribution=row) for one, (row, *_) in zip(decisions, decided, strict=True)]
    about.objects.bulk_create(links, **MADE)
    actions = [
        Action(project=project, what="Work", decision=one, due=TODAY, status="done") for one in decisions[: len(done)]
    ]
    Action.objects.bulk_create(actions, **MADE)
    acted = Action.contributions.through
    acted.objects.bulk_create(
        [acted(action=one, contribution=row) for one, row in zip(actions, done, strict=True)], **MADE
    )
    changes = [Change(project=project, what="Better", how_known="observation") for _row in done]
    Change.objects.bulk_create(changes, **MADE)
    changed = Change.contributions.through
    changed.objects.bulk_create(
        [changed(change=one, contribution=row) for one, row in zip(changes, done, strict=True)], **MADE
    )
    refresh_fates(project=project, contributions=rows)


PAGES = (
    "show:overview",
    "show:mine",
    "trail:said",
    "trail:decide",
    "trail:decided",
    "trail:did",
    "trail:changed",
    "trail:archive",
    "meetings:list",
    "show:public_settings",
)


def counts(project: Project, by: Member) -> dict[str, int]:
    """How many queries each page takes; and the public page for somebody who only reads."""
    client, found = Client(), {}
    client.force_login(by.user)  # type: ignore[arg-type]
    client.get("/about/")
    asked = [(client.get, reverse(name, args=[project.pk])) for name in PAGES]
    asked.append((Client().get, reverse("public", args=[PublicPage.objects.get(project=project).slug])))
    for call, address in asked:
        with CaptureQueriesContext(connection) as captured:
            answer = call(address)
            assert (answer.status_code, len(body(answer)) > 1000) == (200, True), address
        found[address.replace(str(project.pk), "").replace(project.name.lower(), "")] = len(captured)
    return found


@pytest.mark.django_db
def test_pages_ask_as_often_with_ten_thousand_contributions_as_with_three() -> None:
    found = {}
    for size in SIZES:
        lead = make_user(f"Lead of {size}")
        project = projects.create_project(name=f"of{size}", by=lead)
        me = Member.objects.get(project=project, user=lead)
        fill(project, me, size)
        assert Contribution.objects.filter(project=project, fate="done_changed").count() == len(range(0, size, 10))
        show.publish(release=show.prepare(project=project, by=me), by=me)
        found[size] = counts(project, me)
    assert found[10_000] == found[3]
