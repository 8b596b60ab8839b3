"""How long things are kept: what goes, when, in which project; the dry run changes nothing; and the documents."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import World
from tests.pages import Page, text
from tests.web.commands import own_sqlite, wesaid
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.registry import models_register
from wesaid_web.privacy.documents import NAMES, document, register_parts
from wesaid_web.privacy.keeping import TIMES, Time, days_of, shown
from wesaid_web.privacy.keeping_actions import NotThatLong, keep_for, old_copies, remove_due
from wesaid_web.privacy.words import days_in_words
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.support.models import Concern, Return, Terms

DOCUMENTS = Path(__file__).parents[2] / "docs" / "privacy"


def line(world: World, what: str) -> tuple[int, object]:
    (found,) = (one for one in shown(world.here.project, timezone.localdate()) if one.what == what)
    return found.due, found.next_on


def test_every_kind_that_ends_has_its_time_and_every_time_its_kind() -> None:
    assert {entry.ends.what for entry in models_register().values() if entry.ends} == set(TIMES)
    with pytest.raises(ValueError, match="usual"):
        Time("x", usual=5, least=6, most=7)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (90, "90 days"), (364, "1 year"), (370, "370 days"), (730, "2 years"), (2192, "6 years")],
)
def test_days_are_said_as_somebody_would_say_them(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_what_was_kept_long_enough_goes_and_nothing_else(world: World) -> None:
    here, there, today = world.here, world.there, timezone.localdate()
    before, elsewhere = here.project.invitations.count(), there.project.invitations.count()
    assert remove_due(today=today) == {}
    first = here.project.invitations.order_by("pk")[0]
    here.project.invitations.exclude(pk=first.pk).update(expires_at=timezone.now() - timedelta(days=89))
    here.project.invitations.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(days=90))
    assert line(world, "links")[0] == 1
    rows, events = here.project.invitations.count(), AuditEvent.objects.count()
    shown(here.project, today)
    assert (here.project.invitations.count(), AuditEvent.objects.count()) == (rows, events)  # looking changes nothing
    assert remove_due(today=today) == {"links": 1}
    assert here.project.invitations.count() == before - 1
    assert there.project.invitations.count() == elsewhere
    keep_for(project=here.project, days={"links": 30}, by=here.facilitator)
    assert (days_of(here.project)["links"], days_of(there.project)["links"]) == (30, TIMES["links"].usual)
    assert remove_due(today=today) == {"links": before - 1}


def test_money_goes_six_years_after_it_was_paid_and_terms_after_that(world: World) -> None:
    here, today = world.here, timezone.localdate()
    paid = today - timedelta(days=TIMES["money"].usual)
    ours = Return.objects.filter(terms__project=here.project)
    ours.update(accepted_on=paid, approved_on=paid, paid_on=paid + timedelta(days=1))
    Terms.objects.filter(project=here.project).update(ended_on=paid)
    assert remove_due(today=today) == {}
    assert ours.exists()  # and its terms stay as long as it does
    gone = remove_due(today=today + timedelta(days=1))
    assert gone["money"] >= 2
    assert not Terms.objects.filter(project=here.project).exists()


def test_who_left_long_ago_loses_their_name_and_keeps_their_words(world: World, tmp_path: Path) -> None:
    here, today = world.here, timezone.localdate()
    person = here.paper_person
    projects.remove(member=person, by=here.facilitator)
    Member.objects.filter(pk=person.pk).update(left_at=timezone.now() - timedelta(days=TIMES["left"].usual + 1))
    assert line(world, "left")[0] == 1
    words = here.paper_words.text
    assert remove_due(today=today) == {"left": 1}
    person.refresh_from_db()
    here.paper_words.refresh_from_db()
    assert (person.name, here.paper_words.text) == ("", words)
    assert remove_due(today=today) == {}


def test_worries_are_neither_counted_nor_removed_here(world: World) -> None:
    Concern.objects.update(told_on="2000-01-01", closed_on="2000-01-02", remove_on="2000-01-03")
    before = [(one.what, one.due, one.next_on) for one in shown(world.here.project, timezone.localdate())]
    rows = Concern.objects.count()
    remove_due(today=timezone.localdate())
    assert Concern.objects.count() == rows
    Concern.objects.all().delete()
    after = [(one.what, one.due, one.next_on) for one in shown(world.here.project, timezone.localdate())]
    assert before == after


def test_a_group_sets_times_within_bounds_by_its_page(world: World) -> None:
    here, address = world.here, reverse("privacy:keeping_edit", args=[world.here.project.pk])
    client = world.client("facilitator")
    now = {what: str(days) for what, days in days_of(here.project).items()}
    assert client.post(address, {**now, "money": "30"}).status_code == 422
    assert client.post(address, {**now, "left": ""}).status_code == 422
    client.post(address, {**now, "left": "400"})
    assert days_of(here.project) == {what: 400 if what == "left" else int(days) for what, days in now.items()}
    assert (
        "400 days" in Page(text(world.client("member").get(reverse("privacy:keeping", args=[here.project.pk])))).words()
    )
    for wrong in ({"left": 1}, {"complaints": 800}, {"worries": 30}):
        with pytest.raises(NotThatLong):
            keep_for(project=here.project, days=wrong, by=here.facilitator)


def test_copies_set_aside_before_an_update_go_after_35_days(tmp_path: Path) -> None:
    now = datetime(2026, 3, 10, tzinfo=UTC)
    for days in (34, 36):
        path = tmp_path / f"before-update-{days}.sqlite3"
        path.touch()
        then = (now - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    assert [path.name for path in old_copies(tmp_path, now)] == ["before-update-36.sqlite3"]


@pytest.mark.parametrize("name", NAMES)
def test_the_documents_in_the_folder_are_those_the_registers_fill_in(name: str) -> None:
    """They are written by ``wesaid privacy --blank --out docs/privacy``."""
    assert (DOCUMENTS / name).read_text("utf-8") == document(name, blank=True)


@pytest.mark.django_db
def test_documents_say_what_is_known_and_mark_what_is_not(world: World, settings: object) -> None:
    settings.CONTACT = "help@example.org"  # type: ignore[attr-defined]
    keep_for(project=world.here.project, days={"links": 31}, by=world.here.facilitator)
    retention = document("retention.md", project=world.here.project)
    assert "| 31 days |" in retention
    assert world.here.project.name in retention
    notice = document("privacy-notice.md")
    assert "help@example.org" in notice
    assert notice.count("[FILL IN") >= 6
    labels = {one.label for part in register_parts() for one in part.lines}
    assert {"trail.Contribution", "support.Concern", "people.User"} <= labels
    page = Page(text(world.client("anonymous").get(reverse("privacy_register")))).words()
    assert "a worry that somebody told" in page.lower()


@own_sqlite
def test_the_commands_of_every_day_and_the_documents_to_start_from(tmp_path: Path) -> None:
    data, out = tmp_path / "d", tmp_path / "documents"
    assert wesaid("retention", "--dry-run", data=data).returncode == 2  # there is nothing yet
    wesaid("admin", "Ana@Example.org", "--name", "Ana", data=data)
    told = wesaid("retention", "--dry-run", data=data)
    assert "Complaints, after they were answered (730 days)" in told.stdout
    assert "Worries have days of their own and are not counted" in told.stdout
    assert wesaid("retention", data=data).returncode == 2
    assert wesaid("retention", "--apply", data=data).stdout == "done\n"
    (data / "to-be-written-anew").touch()
    assert wesaid("erase", "--due", data=data).stdout == "erased: 0\n"
    assert not (data / "to-be-written-anew").exists()
    assert wesaid("erase", data=data).returncode == 2
    asked = ("privacy", "--out", out, "--public-url", "https://w.example.org")
    assert wesaid(*asked, data=data).returncode == 0
    notice = (out / "privacy-notice.md").read_text("utf-8")
    assert "https://w.example.org/complain/" in notice
    (out / "dpia.md").write_text("What we filled in")
    again = wesaid(*asked, data=data)
    assert (again.returncode, (out / "dpia.md").read_text()) == (2, "What we filled in")
    assert wesaid(*asked, "--project", "none", data=data).returncode == 2
