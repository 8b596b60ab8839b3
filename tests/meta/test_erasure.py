"""Somebody is erased as the registers say, column by column; and their name is nowhere afterwards."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from tests.meta.brimful import Brim, columns_of_words, fill
from wesaid_web.common import audit, erasure, registry
from wesaid_web.common.erasure import Done, Person, whose
from wesaid_web.common.registry import Erase, faulty_ways, models_register
from wesaid_web.projects.models import Member
from wesaid_web.trail.bridge import wrong_fates
from wesaid_web.trail.models import Contribution

NAME = "Zeisigfink Canary"
REGISTER = models_register()
LABELS = list(columns_of_words())


def word(label: str) -> str:
    """Words that stand in one column only."""
    place = LABELS.index(label) if label in LABELS else len(LABELS)
    return f"zeisig{chr(97 + place // 26)}{chr(97 + place % 26)}q"


def everybody(brim: Brim, *, take_words: bool, everywhere: bool) -> Person:
    """All who are in the project, as one: so that whatever is left is nobody's."""
    places = Member.objects.filter(project=brim.project)
    return Person(brim.users["member"].pk, frozenset(places.values_list("pk", flat=True)), take_words, everywhere)


def erase(person: Person) -> Done:
    with transaction.atomic():
        return erasure.erase(person)


def in_rows(model: type[models.Model], name: str, keys: set[Any], wanted: str) -> set[Any]:
    """Which of these rows hold some words in a column."""
    found = model._default_manager.filter(pk__in=keys).values_list("pk", name)
    return {key for key, value in found if wanted in (value if isinstance(value, str) else json.dumps(value)).lower()}


def theirs(person: Person) -> Iterator[tuple[str, str, set[Any]]]:
    """Each column of words with the rows that are the person's."""
    for label in LABELS:
        model_label, _dot, name = label.rpartition(".")
        entry, model = REGISTER[model_label], apps.get_model(model_label)
        path = entry.fields[name].of or entry.of
        rows = whose(model, path, person) if path and not entry.apart else None
        if rows is not None:
            yield label, name, set(rows.values_list("pk", flat=True))


GONE = {Erase.ERASE, Erase.REDACT, Erase.ROW}


@pytest.mark.django_db
@pytest.mark.parametrize("take_words", [True, False])
def test_every_column_does_what_its_register_says(take_words: bool) -> None:
    brim = fill(word)
    person = everybody(brim, take_words=take_words, everywhere=False)
    before = {}
    for label, name, keys in theirs(person):
        held = in_rows(apps.get_model(label.rpartition(".")[0]), name, keys, word(label))
        if held:
            before[label] = held
    assert len(before) > 25, "the project holds words of these people in many columns"
    erase(person)
    wrong = {}
    for label, keys in before.items():
        model_label, _dot, name = label.rpartition(".")
        way = REGISTER[model_label].fields[name].erase
        left = in_rows(apps.get_model(model_label), name, keys, word(label))
        goes = way in GONE or (way == Erase.CHOICE and take_words)
        if left != (set() if goes else keys):
            wrong[label] = (way, len(left), len(keys))
    assert wrong == {}


STAYS_APART = {"support.Concern", "support.ConcernNote"}
OUTSIDE = {"people.User"}  # accounts of the others in the project: erased with them, not as one


def standing(wanted: str) -> dict[str, int]:
    """Each table in which these words stand anywhere, with how often."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the names come from the database
            times = sum(wanted in str(row).lower() for row in cursor.fetchall())
            if times:
                found[table] = times
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("take_words", [True, False])
def test_a_name_that_stood_everywhere_stands_nowhere(take_words: bool) -> None:
    """Whoever wrote it, in whatever column. Worries keep it until their own day, and say so.

    Addresses and codes that were made from the name of a project or a hat stay: they are not what anybody is called.
    """
    others = {"people.User.email": "zeisigfink", "support.SafetyContacts.deputy_name": f"Not {NAME}"}
    brim = fill(lambda label: others.get(label, NAME))
    before = standing("zeisigfink")
    assert len(before) > 40
    for who in ("facilitator", "observer"):
        brim.users[who].name = "Somebody else"
        brim.users[who].save()
    erase(everybody(brim, take_words=take_words, everywhere=True))
    left = standing("zeisigfink")
    assert set(left) <= {"support_concern", "support_concernnote", "projects_perspective", "show_publicpage"}, left
    assert left["support_concern"] == 2
    assert [row.pk for row, *_rest in wrong_fates(project=brim.project)] == []
    assert list(audit.problems()) == []


@pytest.mark.django_db
def test_counts_stay_and_files_go(django_capture_on_commit_callbacks: Any) -> None:
    brim = fill(word)
    tables = ("trail.Decision", "trail.Action", "trail.Contribution", "meetings.Attendance", "support.Return")
    kept = ("trail.Decision_present", "trail.Action_workers", "evaluation.Answered", "projects.Signature")
    before = {label: apps.get_model(label).objects.count() for label in (*tables, *kept)}
    fates = dict(Contribution.objects.values_list("pk", "fate")) | dict(Contribution.objects.values_list("pk", "whose"))
    support = dict(Contribution.objects.values_list("pk", "support"))
    (photo,) = (row.file.name for row in brim.project.attachments.exclude(contribution=None))
    assert default_storage.exists(photo)
    with django_capture_on_commit_callbacks(execute=False) as after:
        erase(everybody(brim, take_words=True, everywhere=True))
    for callback in after:
        callback()
    assert not default_storage.exists(photo)
    assert {label: apps.get_model(label).objects.count() for label in before} == before
    now = dict(Contribution.objects.values_list("pk", "fate")) | dict(Contribution.objects.values_list("pk", "whose"))
    assert now == fates
    assert dict(Contribution.objects.values_list("pk", "support")) == support


def test_a_way_that_cannot_be_gone_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself can fail: a reference to a person that is kept, words that are nobody's, a path that leads nowhere."""
    assert list(faulty_ways()) == []
    changed = dict(REGISTER)

    def with_field(label: str, name: str, **ways: Any) -> None:
        entry = changed[label]
        fields = {**entry.fields, name: registry.Field("x", **ways)}
        changed[label] = registry.Model(entry.holds, entry.retention, entry.archive, entry.demo, fields, of=entry.of)

    with_field("trail.Decision", "recorded_by")
    with_field("trail.Decision", "reason", erase=Erase.REDACT)
    with_field("meetings.Meeting", "on", erase=Erase.NAME)
    with_field("support.SafetyContacts", "lead_name", erase=Erase.REDACT, of="project")
    with_field("trail.Support", "member", erase=Erase.ERASE)
    monkeypatch.setattr(registry, "models_register", lambda: changed)
    assert sorted(faulty_ways()) == [
        "meetings.Meeting.on: holds no words to change",
        "support.SafetyContacts.lead_name: project does not lead to a person",
        "trail.Decision.reason: nobody's: the entry does not say how the row leads to a person (of)",
        "trail.Decision.recorded_by: leads to a person, so it says erase, row or (to a place in a project) nameless",
        "trail.Support.member: cannot be emptied",
    ]


def test_nothing_but_worries_stands_apart() -> None:
    assert {label for label, entry in REGISTER.items() if entry.apart} == {*STAYS_APART, "support.Concern_excluded"}


def test_nobody_is_not_erased() -> None:
    with pytest.raises(ValueError, match="somebody"):
        Person(None, frozenset(), take_words=True, everywhere=True)
    assert Person(uuid.uuid4(), frozenset(), take_words=True, everywhere=True).ids("projects.Member") == []
