"""The record of who did what: ids and codes only, in chains in which whatever is changed is found."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import F

from tests.cast import World
from wesaid.frameworks import all_frameworks, all_ways
from wesaid_web.common import audit
from wesaid_web.common.models import INSTALLATION, AppendOnly, AuditEvent, AuditHead
from wesaid_web.common.registry import audit_words
from wesaid_web.common.telling import kinds


@pytest.fixture
def chain(world: World) -> uuid.UUID:
    stream: uuid.UUID = world.here.project.pk
    assert list(audit.problems()) == []
    assert AuditEvent.objects.filter(stream=stream).count() > 10
    return stream


def rows(stream: uuid.UUID) -> models.QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(stream=stream)


def found() -> list[str]:
    return [re.sub(r"^[0-9a-f-]+: ", "", line) for line in audit.problems()]


# Each column of a row, one at a time

FLIPS: dict[str, Callable[[AuditEvent], object]] = {
    "stream": lambda _row: uuid.uuid4(),
    "seq": lambda row: row.seq + 1000,
    "at": lambda row: row.at + timedelta(microseconds=1),
    "actor": lambda _row: uuid.uuid4(),
    "verb": lambda row: row.verb + "x",
    "subject": lambda _row: uuid.uuid4(),
    "details": lambda row: {**row.details, "x": 1},
    "previous": lambda _row: "0" * 64,
    "digest": lambda _row: "0" * 64,
}


def test_every_column_is_tried() -> None:
    assert {field.name for field in AuditEvent._meta.get_fields()} - {"id"} == set(FLIPS)


@pytest.mark.parametrize("place", ["first", "middle", "last"])
@pytest.mark.parametrize("column", sorted(FLIPS))
def test_a_flipped_column_is_found(chain: uuid.UUID, column: str, place: str) -> None:
    count = rows(chain).count()
    row = rows(chain).get(seq={"first": 1, "middle": count // 2, "last": count}[place])
    AuditEvent.objects.filter(pk=row.pk).update(**{column: FLIPS[column](row)})
    assert found()


@pytest.mark.parametrize("column", ["actor", "subject"])
def test_an_emptied_column_is_found(chain: uuid.UUID, column: str) -> None:
    row = rows(chain).exclude(**{column: None})[0]
    AuditEvent.objects.filter(pk=row.pk).update(**{column: None})
    assert found() == [f"row {row.seq} was changed"]


@pytest.mark.parametrize("column", ["seq", "digest"])
def test_a_changed_head_is_found(chain: uuid.UUID, column: str) -> None:
    change = {"seq": F("seq") + 1} if column == "seq" else {"digest": "0" * 64}
    AuditHead.objects.filter(stream=chain).update(**change)
    assert found() == ["the last row is not the one the chain ended with"]


# Rows taken out, put in, moved


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_deleted_row_is_found(chain: uuid.UUID, place: str) -> None:
    count = rows(chain).count()
    rows(chain).filter(seq={"first": 1, "middle": count // 2, "last": count}[place]).delete()
    assert found()


def test_an_inserted_row_is_found_even_with_a_digest_of_its_own(chain: uuid.UUID) -> None:
    last = rows(chain).order_by("-seq")[0]
    forged = AuditEvent(stream=chain, seq=last.seq + 1, at=last.at, actor=None, verb="trail.said", previous=last.digest)
    forged.digest = audit.digest_of(forged)
    AuditEvent.objects.bulk_create([forged])
    assert found() == ["the last row is not the one the chain ended with"]


def test_a_row_put_in_between_is_found(chain: uuid.UUID) -> None:
    third = rows(chain).get(seq=3)
    for row in rows(chain).filter(seq__gt=3).order_by("-seq"):
        AuditEvent.objects.filter(pk=row.pk).update(seq=row.seq + 1)
    forged = AuditEvent(stream=chain, seq=4, at=third.at, actor=None, verb="trail.said", previous=third.digest)
    forged.digest = audit.digest_of(forged)
    AuditEvent.objects.bulk_create([forged])
    AuditHead.objects.filter(stream=chain).update(seq=F("seq") + 1)
    assert found()


def test_two_rows_that_changed_places_are_found(chain: uuid.UUID) -> None:
    one, two = rows(chain).get(seq=4), rows(chain).get(seq=5)
    AuditEvent.objects.filter(pk=one.pk).update(seq=10_000)
    AuditEvent.objects.filter(pk=two.pk).update(seq=4)
    AuditEvent.objects.filter(pk=one.pk).update(seq=5)
    assert found()


def test_two_rows_that_changed_their_numbers_in_the_store_are_found(chain: uuid.UUID) -> None:
    """Each row as it was, to the letter: only where they are stored has changed."""
    one, two = rows(chain).get(seq=4), rows(chain).get(seq=5)
    free = AuditEvent.objects.order_by("-pk")[0].pk + 1
    for old, new in ((one.pk, free), (two.pk, one.pk), (free, two.pk)):
        AuditEvent.objects.filter(pk=old).update(id=new)
    assert found() == ["row 5 is stored before the row that it follows"]


def test_rows_are_numbered_as_they_are_written(world: World) -> None:
    for stream in AuditEvent.objects.values_list("stream", flat=True).distinct():
        numbers = list(rows(stream).order_by("seq").values_list("pk", flat=True))
        assert numbers == sorted(numbers)


def test_a_project_whose_chain_is_gone_is_named(world: World, chain: uuid.UUID) -> None:
    other = world.there.project.pk
    assert list(audit.without_chain([chain, other])) == []
    rows(chain).delete()
    assert list(audit.without_chain([chain, other])) == []  # the head tells of it
    AuditHead.objects.filter(stream=chain).delete()
    assert list(audit.without_chain([chain, other])) == [f"{chain}: the whole chain of this project is gone"]


def test_chains_that_changed_places_are_found(world: World, chain: uuid.UUID) -> None:
    other = world.there.project.pk
    for model in (AuditEvent, AuditHead):
        model.objects.filter(stream=chain).update(stream=uuid.UUID(int=1))
        model.objects.filter(stream=other).update(stream=chain)
        model.objects.filter(stream=uuid.UUID(int=1)).update(stream=other)
    assert len({line.partition(":")[0] for line in audit.problems()}) == 2


def test_a_chain_without_a_head_is_found(chain: uuid.UUID) -> None:
    AuditHead.objects.filter(stream=chain).delete()
    assert found() == ["the last row is not the one the chain ended with"]


# The end cut off: found only with a head that was printed earlier


def cut(stream: uuid.UUID, rows_left: int) -> None:
    """What somebody does who knows how the chain is made."""
    rows(stream).filter(seq__gt=rows_left).delete()
    last = rows(stream).order_by("-seq").first()
    AuditHead.objects.filter(stream=stream).update(
        seq=rows_left, digest=last.digest if last else audit.first_digest(stream)
    )


def test_an_end_cut_off_is_found_with_an_earlier_head_only(chain: uuid.UUID) -> None:
    (head,) = [head for head in audit.heads() if head.stream == chain]
    cut(chain, head.seq - 2)
    assert found() == []
    assert [line.partition(": ")[2] for line in audit.problems(earlier=[head])] == [
        f"row {head.seq} is gone: the end of the chain was cut off"
    ]


def test_an_end_cut_off_and_written_anew_is_found_with_an_earlier_head(chain: uuid.UUID) -> None:
    (head,) = [head for head in audit.heads() if head.stream == chain]
    cut(chain, head.seq - 1)
    audit.record(stream=chain, by=None, verb="trail.said")
    assert found() == []
    assert [line.partition(": ")[2] for line in audit.problems(earlier=[head])] == [
        f"row {head.seq} is not what it was when the head was printed"
    ]


def test_a_whole_chain_gone_is_found_with_an_earlier_head(chain: uuid.UUID) -> None:
    (head,) = [head for head in audit.heads() if head.stream == chain]
    rows(chain).delete()
    AuditHead.objects.filter(stream=chain).delete()
    assert found() == []
    assert [line.partition(": ")[2] for line in audit.problems(earlier=[head])] == ["the whole chain is gone"]


def test_an_earlier_head_of_a_chain_that_goes_on_is_fine(chain: uuid.UUID) -> None:
    earlier = audit.heads()
    audit.record(stream=chain, by=None, verb="trail.said")
    assert list(audit.problems(earlier=earlier)) == []
    assert [audit.Head.parse(str(head)) for head in earlier] == earlier


@pytest.mark.parametrize("text", ["", "x", "a:1:b", f"{uuid.uuid4()}:1:{'0' * 63}", f"{uuid.uuid4()}:one:{'0' * 64}"])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        audit.Head.parse(text)


# What may be in it


@pytest.mark.parametrize("text", ["two words", "", "é", "a\n", "x" * 65, "<b>", "a,b", "it's", "\u200b"])
def test_text_is_refused(world: World, text: str) -> None:
    before = AuditEvent.objects.count()
    for details in ({"x": text}, {"x": ["ok", text]}, {"x": (text,)}):
        with pytest.raises(audit.NotACode), transaction.atomic():
            audit.record(stream=world.here.project.pk, by=None, verb="trail.said", details=details)
    assert AuditEvent.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_of_a_transaction_is_refused() -> None:
    for step in (lambda: audit.record(by=None, verb="x"), lambda: audit.hold(INSTALLATION)):
        with pytest.raises(transaction.TransactionManagementError):
            step()


def test_the_product_itself_changes_and_removes_no_row(world: World) -> None:
    row = AuditEvent.objects.all()[0]
    for step in (row.save, row.delete):
        with pytest.raises(AppendOnly):
            step()


def test_nothing_anybody_wrote_is_in_it(world: World) -> None:
    """Every text of every other table, looked for in every row of the record."""
    texts: set[str] = set()
    for model in apps.get_models():
        if model in {AuditEvent, AuditHead} or not model.__module__.startswith("wesaid_web"):
            continue
        names = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        for values in model._default_manager.values_list(*names) if names else ():
            texts |= {value for value in values if isinstance(value, str) and len(value) > 2}
    codes = {value for value in texts if re.fullmatch(r"[a-z_]+", value)}  # codes of hats, names of the cast
    codes |= {name for one in all_frameworks() for name in (one.name, *(item.id for item in one.items))}
    codes |= {way.id for way in all_ways()} | set(kinds())  # out of lists that the program brings
    told = "\n".join(f"{row.verb} {row.details}" for row in AuditEvent.objects.all())
    assert {"Words in Here", "It is cheap.", "A flip chart"} <= texts - codes
    assert [value for value in texts - codes if value in told] == []
    assert {row.verb for row in AuditEvent.objects.all()} <= set(audit_words())
