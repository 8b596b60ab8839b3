"""Which hat a word in a file is: asked for each word, kept through slices and stops, taken back with the file."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from tests.cast import World, table
from tests.pages import Page, text
from tests.web.test_import_runs import Breaks
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Perspective
from wesaid_web.trail.actions import imports, said
from wesaid_web.trail.importing import hats as import_hats
from wesaid_web.trail.models import ImportRun, ImportState

DATA = "text,hat\nOne,Carer\nTwo,Patient\nThree,patient\nFour,Porter\nFive,\n"


def prepare(world: World, data: str = DATA) -> ImportRun:
    return imports.prepare(project=world.here.project, upload=table(data), by=world.here.facilitator)


def answers(world: World, run: ImportRun, **hats: str) -> dict[str, str]:
    """What is sent for words: the number of each question is found in the page."""
    page = Page(text(world.client("facilitator").get(address(world, run))))
    asked = [e.text for e in page.all("label") if e.attrs.get("for", "").startswith("id_hat_")]
    names = [e.attrs["for"].removeprefix("id_") for e in page.all("label") if e.attrs["for"].startswith("id_hat_")]
    return {name: hats[label.split("“")[1].split("”")[0]] for name, label in zip(names, asked, strict=True)}


def address(world: World, run: ImportRun, step: str = "import") -> str:
    return reverse(f"trail:{step}", args=[world.here.project.pk, run.pk])


def as_what(run: ImportRun) -> dict[str, str]:
    return {row.text: str(row.perspective.words) for row in run.contributions.select_related("perspective")}


def hat_called(world: World, name: str) -> Perspective:
    return world.here.project.perspectives.get(name=name)


def test_one_question_for_each_word_with_what_it_is_taken_for(world: World) -> None:
    run = prepare(world)
    page = Page(text(world.client("facilitator").get(address(world, run))))
    labels = [e.text for e in page.all("label") if e.attrs["for"].startswith("id_hat_")]
    assert labels == ["“Carer” is:", "“Patient” is:", "“Porter” is:"]
    chosen = [e.text for e in page.all("option") if "selected" in e.attrs]
    assert chosen == ["An unpaid carer", "Choose one", "Choose one"]
    assert "In 2 rows." in page.words()
    assert "Carer → An unpaid carer" in page.words()


def test_a_word_nobody_knows_is_not_guessed(world: World) -> None:
    run = prepare(world)
    answer = world.client("facilitator").post(address(world, run, "import_start"), {"hat_0": str(world.here.carer.pk)})
    assert answer.status_code == 422
    assert "Say which hat “Patient” is." in text(answer)
    run.refresh_from_db()
    assert run.state == ImportState.CHOOSING


def test_it_becomes_what_was_answered(world: World) -> None:
    here, run = world.here, prepare(world)
    sent = answers(world, run, Carer=str(here.carer.pk), Patient=str(here.hat.pk), Porter=import_hats.NEW)
    assert world.client("facilitator").post(address(world, run, "import_start"), sent).status_code == 302
    run.refresh_from_db()
    assert as_what(run) == {
        "One": "An unpaid carer",
        "Two": "Someone who uses services",
        "Three": "Someone who uses services",
        "Four": "Porter",
        "Five": "Not stated",
    }
    assert not hat_called(world, "Porter").lived_experience
    assert run.hats_added == [str(hat_called(world, "Porter").pk)]


def test_a_new_hat_can_be_one_of_lived_experience_and_stand_beside_one_of_that_name(world: World) -> None:
    here, run = world.here, prepare(world)
    sent = answers(world, run, Carer=import_hats.NEW_LIVED, Patient=import_hats.NEW_LIVED, Porter=str(here.hat.pk))
    world.client("facilitator").post(address(world, run, "import_start"), sent)
    assert hat_called(world, "Patient").lived_experience
    assert run.contributions.get(text="One").perspective == hat_called(world, "Carer") != here.carer


def test_a_hat_of_another_project_is_no_answer(world: World) -> None:
    run = prepare(world)
    sent = dict.fromkeys(("hat_0", "hat_1", "hat_2"), str(world.there.hat.pk))
    assert world.client("facilitator").post(address(world, run, "import_start"), sent).status_code == 422
    run.hats = {"Patient": str(world.there.hat.pk)}
    imports.bring_in(run, io.BytesIO(DATA.encode()))
    assert not run.contributions.filter(perspective__project=world.there.project).exists()


def test_a_new_hat_is_made_once_however_often_the_import_is_interrupted(world: World) -> None:
    data = "text,hat\n" + "".join(f'"Words {n},\nsecond line",Carer\n' for n in range(1800))
    run = prepare(world, data)
    run.hats = {"Carer": import_hats.NEW}
    run.save()
    with pytest.raises(OSError, match="the disk is gone"):
        imports.bring_in(run, Breaks(data.encode(), len(data) * 3 // 4))
    run = ImportRun.objects.get(pk=run.pk)
    assert 0 < run.rows_in < 1800
    imports.bring_in(run, io.BytesIO(data.encode()))
    hat = hat_called(world, "Carer")  # there is one
    assert run.contributions.filter(perspective=hat).count() == 1800
    assert (run.hats, run.hats_added) == ({"Carer": str(hat.pk)}, [str(hat.pk)])


def test_hats_the_file_added_go_with_it_unless_somebody_wears_them(world: World) -> None:
    here = world.here
    run = prepare(world, "text,hat\nOne,Porter\nTwo,Nurse\nThree,Cook\nFour,Driver\n")
    run.hats = dict.fromkeys(("Porter", "Nurse", "Cook", "Driver"), import_hats.NEW)
    with run.file.open("rb") as source:
        imports.bring_in(run, source)
    driver = str(hat_called(world, "Driver").pk)
    projects.set_hats(member=here.member, name="M", perspectives=[hat_called(world, "Porter")], by=here.member)
    said.support(contribution=run.contributions.get(text="Two"), by=here.member)
    here.decision.final_say = hat_called(world, "Cook")
    here.decision.save()
    assert imports.undo(run=run, by=here.facilitator) == imports.Undone(gone=3, stayed=1)
    left = set(here.project.perspectives.exclude(name="").values_list("name", flat=True))
    assert left == {"Porter", "Nurse", "Cook"}
    assert not Perspective.objects.filter(pk=driver).exists()


def test_hats_that_were_there_before_stay(world: World) -> None:
    here = world.here
    old = projects.add_perspective(project=here.project, name="Porter", lived_experience=False, by=here.facilitator)
    run = prepare(world, "text,hat\nOne,Porter\n")
    with run.file.open("rb") as source:
        imports.bring_in(run, source)
    imports.undo(run=run, by=here.facilitator)
    assert Perspective.objects.filter(pk=old.pk).exists()


def test_with_very_many_words_it_is_not_asked_which_hat_they_are(world: World) -> None:
    data = "text,hat\n" + "".join(f"Words {n},Ward {n}\n" for n in range(40))
    page = Page(text(world.client("facilitator").get(address(world, prepare(world, data)))))
    assert not [e for e in page.all("label") if e.attrs.get("for", "").startswith("id_hat_")]
    assert "Is this the right column?" in page.words()
