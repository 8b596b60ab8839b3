"""From rows to what was said: Polis exports, columns of any table, dates, numbers, hats, people, tags."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import World, table
from wesaid_web.projects.models import Member
from wesaid_web.trail.actions import imports
from wesaid_web.trail.importing.rows import Row, guess_columns, is_polis, read_polis, read_rows
from wesaid_web.trail.importing.table import Rejected, Table
from wesaid_web.trail.models import Channel, Contribution, ImportFormat

OLD = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1658934589213,Wed Jul 27 22:09:49 WIB 2022,35,23,2,1,1,A bench by the door
1658934633363,Wed Jul 27 22:10:33 WIB 2022,38,23,3,0,0,"Two lines,
with a ""quotation"" in it"
1658934633363,Wed Jul 27 22:10:33 WIB 2022,39,24,0,9,-1,Something rude
"""
NEW = """timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body
1726860676783,2,0,57,0,1,false,true,0.6839080459770114,I hope it can keep its hospitality
1726860685220,3,0,56,1,-1,false,true,0.49707602339181284,"I want it to be welcoming, now"
"""


def rows(text: str, mapping: dict[str, str] | None = None) -> list[Row | Rejected]:
    opened = Table(io.BytesIO(text.encode()))
    return list(read_polis(opened) if mapping is None else read_rows(opened, mapping))


def one(text: str, mapping: dict[str, str]) -> Row | Rejected:
    (row,) = rows(text, mapping)
    return row


# Polis


@pytest.mark.parametrize("text", [OLD, NEW], ids=["until 2022", "since 2023"])
def test_both_forms_of_a_polis_export_are_known(text: str) -> None:
    assert is_polis(Table(io.BytesIO(text.encode())).headings)


def test_a_polis_row_keeps_words_agrees_and_day(world: World) -> None:
    found = [row for row in rows(OLD) if isinstance(row, Row)]
    assert [(row.line, row.text, row.support, row.said_on, row.channel, row.hat, row.person) for row in found] == [
        (2, "A bench by the door", 2, date(2022, 7, 27), Channel.CONVERSATION, "", ""),
        (3, 'Two lines,\nwith a "quotation" in it', 3, date(2022, 7, 27), Channel.CONVERSATION, "", ""),
        (5, "Something rude", 0, date(2022, 7, 27), Channel.CONVERSATION, "", ""),
    ]
    assert [bool(row.hidden_reason) for row in found] == [False, False, True]


def test_a_polis_export_on_the_trail(world: World) -> None:
    here = world.here
    run = imports.prepare(project=here.project, upload=table(OLD, "comments.csv"), by=here.facilitator)
    assert (run.format, run.mapping) == (ImportFormat.POLIS, {})
    assert imports.bring_in(run, io.BytesIO(OLD.encode())) == []
    found = run.contributions.order_by("import_line")
    assert [
        (row.text, row.support, row.support_brought, str(row.perspective.words), row.author, row.channel, row.hidden)
        for row in found
    ] == [
        ("A bench by the door", 2, 2, "Not stated", None, "conversation", False),
        ('Two lines,\nwith a "quotation" in it', 3, 3, "Not stated", None, "conversation", False),
        ("Something rude", 0, 0, "Not stated", None, "conversation", True),
    ]
    assert found[2].hidden_reason == "It was moderated out in the conversation it came from."
    assert (run.rows_in, run.rows_kept, run.rejected) == (3, 3, [])


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("agrees", "", True),
        ("agrees", "-1", False),
        ("agrees", "1.5", False),
        ("agrees", "two", False),
        ("agrees", "²", False),
        ("agrees", "2147483647", True),
        ("agrees", "2147483648", False),
        ("agrees", "9" * 5000, False),
        ("timestamp", "", True),
        ("timestamp", "²", True),
        ("timestamp", "9" * 5000, True),
        ("timestamp", "99999999999999999999", True),
        ("timestamp", "yesterday", True),
        ("moderated", "", True),
        ("comment-body", "  ", False),
        ("comment-body", "x" * 100_001, False),
    ],
    ids=lambda value: str(value)[:20],
)
def test_odd_values_in_a_polis_export_keep_or_refuse_the_row(column: str, value: str, kept: bool) -> None:
    cells = {"timestamp": "1658934589213", "comment-id": "1", "agrees": "1", "moderated": "0", "comment-body": "Words"}
    cells[column] = value
    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    (row,) = rows(text)
    assert isinstance(row, Row) == kept
    assert row.line == 2


@pytest.mark.parametrize(
    ("moment", "day"), [("1658934589213", 27), ("1658934589", 27), ("1658966399", 27), ("1658966400", 28)]
)
def test_polis_moments_are_in_seconds_or_milliseconds_of_universal_time(moment: str, day: int) -> None:
    (row,) = rows(f"timestamp,comment-id,agrees,moderated,comment-body\n{moment},1,0,0,Words\n")
    assert isinstance(row, Row)
    assert row.said_on == date(2022, 7, day)


# Any table


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Comment", "Name", "Date"], {"text": "Comment", "person": "Name", "date": "Date"}),
        (["IDEA", "Role", "Votes", "Theme"], {"text": "IDEA", "hat": "Role", "support": "Votes", "tags": "Theme"}),
        (["what was said", "said as", "how"], {"text": "what was said", "hat": "said as", "channel": "how"}),
        (["a", "b"], {}),
        (["", "text"], {"text": "text"}),
    ],
)
def test_columns_are_guessed_by_their_headings(headings: list[str], found: dict[str, str]) -> None:
    assert guess_columns(headings) == found


def test_a_column_without_a_heading_is_nobodys() -> None:
    """Tables saved by data tools often begin with one that counts the rows."""
    assert one(",text\n7,Words\n", {"text": "text"}) == Row(line=2, text="Words")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-03-10", date(2026, 3, 10)),
        ("10/03/2026", date(2026, 3, 10)),
        ("10/3/26", date(2026, 3, 10)),
        ("10.03.2026", date(2026, 3, 10)),
        ("10 March 2026", date(2026, 3, 10)),
        ("10 Mar 2026", date(2026, 3, 10)),
        ("2026-03-10T23:30:00Z", date(2026, 3, 10)),
        ("2026-03-10 09:15", date(2026, 3, 10)),
        ("", None),
        ("  ", None),
    ],
)
def test_dates_as_people_write_them(value: str, day: date | None) -> None:
    row = one(f"text,date\nWords,{value}\n", {"text": "text", "date": "date"})
    assert isinstance(row, Row)
    assert row.said_on == day


@pytest.mark.parametrize("value", ["soon", "31/02/2026", "2026-13-01", "03/2026", "0000-00-00", "²", "9" * 5000])
def test_what_is_no_date_is_refused_with_its_words(value: str) -> None:
    row = one(f"text,date\nWords,{value}\n", {"text": "text", "date": "date"})
    assert row == Rejected(2, f"This is not a date: {value[:40]}")


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(st.text(alphabet=st.characters(exclude_characters='\x00"\n\r,', codec="utf-8"), max_size=30))
def test_any_cell_anywhere_keeps_or_refuses_the_row(cell: str) -> None:
    fields = ("text", "hat", "person", "date", "tags", "support", "channel")
    for name in fields:
        cells = ["x" if field == "text" else "" for field in fields]
        cells[fields.index(name)] = cell
        found = rows(",".join(fields) + "\n" + ",".join(cells) + "\n", dict(zip(fields, fields, strict=True)))
        assert len(found) == 1
        assert found[0].line == 2


@pytest.mark.parametrize(
    ("value", "channel"),
    [
        ("paper", Channel.PAPER),
        ("On paper", Channel.PAPER),
        ("BY PHONE", Channel.PHONE),
        ("pigeon", Channel.OTHER),
        ("", Channel.OTHER),
    ],
)
def test_channels_by_code_or_words(value: str, channel: Channel) -> None:
    row = one(f"text,how\nWords,{value}\n", {"text": "text", "channel": "how"})
    assert isinstance(row, Row)
    assert row.channel == channel


def bring(world: World, text: str) -> tuple[list[Contribution], list[Rejected]]:
    here = world.here
    run = imports.prepare(project=here.project, upload=table(text), by=here.facilitator)
    rejected = imports.bring_in(run, io.BytesIO(text.encode()))
    return list(run.contributions.order_by("import_line")), rejected


def test_everything_a_row_can_say(world: World) -> None:
    text = (
        "text,hat,person,date,tags,support,channel\n"
        '"=SUM(A1), word for word ",Carer,Ana,1/2/2026,"food; night,  food ",12,phone\n'
    )
    ((row,), rejected) = bring(world, text)
    assert rejected == []
    assert (row.text, row.perspective, str(row.author)) == ("=SUM(A1), word for word ", world.here.carer, "Ana")
    assert (row.said_on, row.support, row.support_brought, row.channel) == (
        date(2026, 2, 1),
        12,
        12,
        "phone",
    )
    assert [tag.name for tag in row.tags.all()] == ["food", "night"]
    assert (row.typed_by, row.import_line, row.author_withheld, row.public) == (
        world.here.facilitator,
        2,
        False,
        "not_asked",
    )


def test_hats_are_known_by_code_and_words_and_new_ones_are_added_once(world: World) -> None:
    text = "text,hat\n1,carer\n2,AN UNPAID CARER\n3,service user\n4,Volunteer\n5,volunteer\n6,\n7,  not   stated \n"
    found, _rejected = bring(world, text)
    assert [str(row.perspective.words) for row in found] == [
        "An unpaid carer",
        "An unpaid carer",
        "Someone who uses services",
        "Volunteer",
        "Volunteer",
        "Not stated",
        "Not stated",
    ]


def test_more_than_twenty_new_hats_are_the_wrong_column_and_the_preview_says_so(world: World) -> None:
    text = "text,hat\n" + "".join(f"Words {number},Hat {number}\n" for number in range(25)) + "Last,carer\n"
    run = imports.prepare(project=world.here.project, upload=table(text), by=world.here.facilitator)
    seen = imports.preview(run)
    found, rejected = bring(world, text)
    assert (len(found), [row.line for row in rejected]) == (21, [22, 23, 24, 25, 26])
    assert (seen.rows, seen.kept, seen.rejected) == (26, 21, rejected)
    assert len(seen.new_hats) == 20


def test_people_are_known_by_name_and_others_added_without_an_account(world: World) -> None:
    found, _rejected = bring(world, "text,person\n1,MEMBER\n2,Ana\n3,ana\n4,\n")
    ana = Member.objects.get(project=world.here.project, name="Ana")
    assert [row.author for row in found] == [world.here.member, ana, ana, None]
    assert (ana.user, ana.role) == (None, "member")


def test_someone_who_left_is_not_taken_for_somebody_new_of_the_same_name(world: World) -> None:
    """The preview and the import agree on who is new."""
    gone = Member.objects.get(project=world.here.project, user=world.users["ex_member"])
    text = f"text,person\nWords,{gone.name}\n"
    run = imports.prepare(project=world.here.project, upload=table(text), by=world.here.facilitator)
    seen = imports.preview(run)
    before = Member.objects.count()
    bring(world, text)
    assert len(seen.new_people) == Member.objects.count() - before


def test_a_row_without_a_date_was_said_today(world: World) -> None:
    ((row,), _rejected) = bring(world, "text\nWords\n")
    assert row.said_on in {datetime.now(UTC).date(), row.created_at.astimezone().date()}
