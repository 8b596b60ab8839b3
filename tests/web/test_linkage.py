"""Whoever has the whole database after the close does no better than chance. The full run is ``benchmarks/linkage.py``."""

from __future__ import annotations

import io
import zipfile

import pytest
from benchmarks.linkage import LOTS, ask, attack, dump, start
from django.db import connection

from wesaid_web.evaluation.models import Box
from wesaid_web.trail.archive.writing import export

ROUNDS, PEOPLE = 40, 8


@pytest.mark.django_db
def test_no_order_of_people_fits_the_answers_better_than_chance() -> None:
    """By place, by each column of each table, and as they were seen to answer: none beats the luckiest of so many draws."""
    report = attack(ROUNDS, PEOPLE)
    lots = report.chance()
    assert len(report.matched) > 20
    assert {"evaluation_answered, as stored", "evaluation_answered by id", "projects_member by joined_at"} <= set(
        report.matched
    )
    middle = sum(lots) / LOTS
    band = (
        lots[-1] - middle
    )  # the luckiest of 4,000 draws: none of the orders should be beyond it by more than a little
    shares = {name: report.matched[name] / (report.tried[name] * PEOPLE) for name in report.matched}
    assert {name: share for name, share in shares.items() if share > middle + 1.5 * band} == {}
    assert report.naive == report.asked  # and yet the attack works where there is a row for each answer
    assert report.mentions == 0


@pytest.mark.django_db
def test_nothing_that_is_stored_or_taken_along_names_an_answer() -> None:
    """After the close: no counts of the open box anywhere, and nothing of the asking in the share archive."""
    project, lead, members = start(6)
    said = {str(member.pk): "6" if number else "2" for number, member in enumerate(members)}
    row = ask(project, lead, members, said)
    assert not Box.objects.filter(round=row).exists()
    hat = str(project.perspectives.get(code="staff").pk)
    holding = {table for table, _columns, rows in dump() if any(hat in str(value) for one in rows for value in one)}
    assert {table for table in holding if table.startswith("evaluation")} == {"evaluation_round"}
    target = io.BytesIO()
    export(project=project, target=target, by=lead)
    with zipfile.ZipFile(target) as archive:
        texts = "".join(archive.read(name).decode() for name in archive.namelist())
    assert str(row.pk) not in texts
    assert "ladder" not in texts


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the file of an embedded database")
def test_the_file_itself_holds_no_counts_of_the_box() -> None:
    """Deleted is not gone in a file: here it is. And while it was open it was there, so the search finds what it looks for."""
    from datetime import date
    from pathlib import Path

    from wesaid_web.evaluation import actions
    from wesaid_web.evaluation.models import About, Question

    def found() -> int:
        path = Path(connection.settings_dict["NAME"])
        files = [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]
        return sum(one.read_bytes().count(mark) for one in files)

    project, lead, members = start(6)
    hat = project.perspectives.get(code="manager")  # withheld at the close, so it must not be in the file after it
    mark = f'"{hat.pk}": {{"ladder"'.encode()
    asking = actions.Asking(about=About.PROJECT, asks=[Question.LADDER], closes_on=date(2999, 12, 31))
    row = actions.open_round(project=project, asking=asking, by=lead)
    actions.answer(round_=row, said=actions.Said(hat, {"ladder": ["1"]}), by=members[0])
    assert found() > 0
    actions.close(round_=row, by=lead)
    assert found() == 0
