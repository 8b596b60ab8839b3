"""The registers say something true about every model, column and verb, and the choices of both halves are the same."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import models
from django.utils.functional import Promise

import wesaid_web
from tests.cast import World
from tests.pages import Page, text
from wesaid.practice import fate as core
from wesaid_web.common import audit, registry
from wesaid_web.common.registry import APPS, Erase, audit_words, missing_entries, models_register
from wesaid_web.people.models import User
from wesaid_web.projects.models import Asked, Hat, Role
from wesaid_web.show.queries import SHOWN_WITH_WHO
from wesaid_web.trail import models as trail
from wesaid_web.trail import places, words

SOURCE = Path(wesaid_web.__file__).parent
REGISTER = models_register()
COLUMNS = [(label, name, field) for label, model in REGISTER.items() for name, field in model.fields.items()]


def test_every_model_and_column_has_its_entry_and_every_entry_its_column() -> None:
    assert list(missing_entries()) == []
    assert [message for message in run_checks() if message.id == "wesaid.E001"] == []


def test_a_column_or_model_that_is_not_described_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself can fail: with an entry taken out, put in for nothing, or a whole model forgotten."""
    whole = dict(REGISTER)
    tag = whole.pop("trail.Tag")
    fields = {name: field for name, field in tag.fields.items() if name != "name"}
    changed = registry.Model(tag.holds, tag.retention, tag.archive, tag.demo, {**fields, "colour": registry.Field("x")})
    monkeypatch.setattr(registry, "models_register", lambda: {**whole, "trail.Tag": changed})
    assert list(missing_entries()) == [
        "trail.Tag.name: no entry for this column",
        "trail.Tag.colour: an entry without a column",
    ]
    assert [message.id for message in run_checks()].count("wesaid.E001") == 2
    monkeypatch.setattr(registry, "models_register", lambda: {**whole, "trail.Gone": changed})
    assert list(missing_entries()) == [
        "trail.Tag: no entry in its app's registers.py",
        "trail.Gone: an entry without a model",
    ]
    assert [message.id for message in run_checks()].count("wesaid.E001") == 2


@pytest.mark.parametrize("label", sorted(REGISTER))
def test_an_entry_says_why_how_long_and_how_it_leaves(label: str) -> None:
    entry = REGISTER[label]
    for words_ in (entry.holds, entry.retention):
        assert len(words_) > 3
        assert words_ == words_.strip()
    assert entry.archive == "share" or re.match(r"left out: \w", entry.archive)
    assert entry.demo == "shown" or re.match(r"not shown: \w", entry.demo)
    for name, field in entry.fields.items():
        assert len(field.purpose) >= 3, name
        assert field.seen_by, name
        assert field.erase in Erase, name


def test_what_leads_to_an_account_goes_when_its_person_asks_to_be_forgotten() -> None:
    """Every reference to an account, and every column of the account that tells who it is."""
    known = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    to_account = {
        (label, name)
        for label, name, _field in COLUMNS
        if known[label]._meta.get_field(name).related_model is User and label != "people.User"
    }
    assert ("projects.Member", "user") in to_account
    told = {("people.User", name) for name in ("email", "name", "password")} | {("projects.Member", "name")}
    kept = {
        f"{label}.{name}"
        for label, name, field in COLUMNS
        if (label, name) in to_account | told and field.erase == Erase.KEEP
    }
    assert kept == set()


def test_no_model_of_an_app_is_described_by_another_app() -> None:
    for app in APPS:
        entries = import_module(f"wesaid_web.{app}.registers").MODELS
        ours = {label for label in entries if label.split(".")[0] in APPS}
        assert {label.split(".")[0] for label in ours} <= {app}
    assert sum(len(import_module(f"wesaid_web.{app}.registers").MODELS) for app in APPS) == len(REGISTER)


# Verbs of the record

VERB = re.compile(rf"({'|'.join(APPS)})\.[a-z_]+")


def modules() -> list[tuple[str, ast.Module]]:
    """Every module of the web half but migrations and what only invents the example."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).with_suffix("").as_posix()
        if "migrations" not in name:
            found.append((name, ast.parse(path.read_text("utf-8"))))
    return found


def recorded() -> set[str]:
    """Every verb in the code of actions: text that has the form of a verb, and is neither a right nor a route."""
    found = set()
    for name, tree in modules():
        if "actions" not in name and name != "trail/archive/reading" and name != "trail/archive/writing":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
                found.add(node.value)
    return found - {model._meta.label_lower for model in apps.get_models()} - {"trail.ImportRun"}


def test_every_verb_is_described_once_and_every_description_is_of_a_verb() -> None:
    assert recorded() == set(audit_words())
    everywhere = Counter(verb for app in APPS for verb in import_module(f"wesaid_web.{app}.registers").AUDIT)
    assert max(everywhere.values()) == 1
    said = Counter(str(words_) for words_ in audit_words().values())
    assert [words_ for words_, times in said.items() if times > 1] == []


def test_a_verb_belongs_to_its_app_and_its_words_can_be_translated() -> None:
    for app in APPS:
        for verb, words_ in import_module(f"wesaid_web.{app}.registers").AUDIT.items():
            assert VERB.fullmatch(verb), verb
            assert verb.startswith(f"{app}."), verb
            assert isinstance(words_, Promise), verb


def test_what_happened_tells_its_verbs_in_words(world: World) -> None:
    assert set(audit_words()) >= SHOWN_WITH_WHO
    project, by = world.here.project.pk, world.here.facilitator.user_id
    for verb in sorted(SHOWN_WITH_WHO):
        audit.record(stream=project, by=by, verb=verb, subject=project)
    from django.urls import reverse

    page = Page(text(world.client("member").get(reverse("show:happened", args=[project])))).words()
    for verb in SHOWN_WITH_WHO:
        assert f"facilitator {audit_words()[verb]}" in page, verb
        assert verb not in page


# Choices

BOTH_HALVES: dict[type[models.TextChoices], Any] = {
    trail.Result: core.Result,
    trail.Reason: core.Reason,
    trail.Status: core.ActionState,
    trail.Act: core.Act,
    trail.Fate: core.Outcome,
    trail.Whose: core.Whose,
}


@pytest.mark.parametrize("ours", BOTH_HALVES, ids=lambda choices: choices.__name__)
def test_choices_of_both_halves_are_the_same(ours: type[models.TextChoices]) -> None:
    assert {(one.name, one.value) for one in ours} == {(one.name, one.value) for one in BOTH_HALVES[ours]}


def choices() -> list[type[models.TextChoices]]:
    found: set[type[models.TextChoices]] = set()
    for app in APPS:
        found |= {
            thing
            for name in ("models", "trail.models")
            for thing in vars(import_module(f"wesaid_web.{name if '.' in name else f'{app}.{name}'}")).values()
            if inspect.isclass(thing) and issubclass(thing, models.TextChoices) and thing is not models.TextChoices
        }
    return sorted(found, key=lambda one: one.__name__)


@pytest.mark.parametrize("one", choices(), ids=lambda choices: choices.__name__)
def test_every_choice_has_words_of_its_own_that_can_be_translated(one: type[models.TextChoices]) -> None:
    for choice in one:
        assert isinstance(choice.label, Promise), choice
        assert len(str(choice.label)) > 1, choice
        assert "_" not in str(choice.label), choice
    assert len({str(choice.label) for choice in one}) == len(one)


def test_all_choices_are_looked_at() -> None:
    assert {Asked, Hat, Role, trail.Channel, trail.ImportState, *BOTH_HALVES} <= set(choices())


def test_a_column_takes_what_its_choices_hold() -> None:
    """Every column with choices is as wide as the longest of them, and has one of the listed sets."""
    known = {tuple(one.values) for one in choices()}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not isinstance(field, models.CharField) or not field.choices or not field.max_length:
                continue
            if not model.__module__.startswith("wesaid_web"):  # allauth has choices of its own
                continue
            values = tuple(value for value, _words in field.flatchoices if value)
            assert values in known, f"{model._meta.label}.{field.name}"
            assert max(map(len, values)) <= field.max_length


def test_every_why_has_words() -> None:
    assert set(words.WHY) == {one.value for one in core.Why}
    assert tuple(words.PLACE) == places.PLACES
    assert set(places.PLACES) == {*trail.Fate.values, places.AGREED, places.NOT_TOLD}
    assert {*words._STAGE, *places.OPEN} == set(places.PLACES)
    assert set(words._WHOSE) == {(whose, stage) for whose in trail.Whose.values for stage in words._STAGE.values()}
    for one in (*words.WHY.values(), *words.PLACE.values(), *words._WHOSE.values()):
        assert isinstance(one, Promise)


# Migrations


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
