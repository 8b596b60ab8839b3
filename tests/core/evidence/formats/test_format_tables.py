"""Tables: names and ids as databases put them in cells, and text that stays in bytes until it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_helpers import made, there_and_back
from hypothesis import given
from hypothesis import strategies as st

from wesaid.evidence import Reference, read
from wesaid.evidence.formats import text as texts
from wesaid.evidence.formats.fields import canonical
from wesaid.evidence.formats.table import guarded_id


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Berg, A and Ito, K", ("Berg, A", "Ito, K")),
        ("Berg A; Ito K;", ("Berg A", "Ito K")),
        ("Berg AM, Ito K, van der Moreau L.", ("Berg AM", "Ito K", "van der Moreau L.")),
        ("Berg, Anna", ("Berg, Anna",)),
    ],
)
def test_authors_as_they_are_put_in_one_cell(tmp_path: Path, cell: str, authors: tuple[str, ...]) -> None:
    (one,) = read(made(tmp_path, "a.csv", f'title,author\nSinging,"{cell}"\n')).references
    assert one.authors == authors


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
@pytest.mark.parametrize("name", ["Berg A, Ito K", "Berg A, Ito K.", "Berg and Ito", "Berg; Ito", "A, B"])
def test_one_name_is_not_taken_for_several(tmp_path: Path, suffix: str, name: str) -> None:
    result = there_and_back(tmp_path, [Reference("1", title="t", authors=(name,))], suffix)
    assert result.references[0].authors == (name,)


def test_columns_of_an_export_of_pubmed(tmp_path: Path) -> None:
    text = 'PMID,Title,Authors,Journal/Book,Publication Year,DOI\n12,Singing,"Berg A, Ito K.",J Invent Health,2019,10.9999/a\n'
    (one,) = read(made(tmp_path, "a.csv", text)).references
    assert (one.pmid, one.authors, one.journal, one.year) == ("12", ("Berg A", "Ito K."), "J Invent Health", "2019")


@pytest.mark.parametrize("identity", ["-12", "+1", "@berg2019", "=x", "id_1", "10.9999/a", "女性-1", "-12~2"])
def test_harmless_ids_stay_word_for_word(identity: str) -> None:
    assert guarded_id(identity) == identity


@pytest.mark.parametrize("identity", ['=HYPERLINK("x")', "=cmd|' /C calc'!A0", "@SUM(1)", "\t=1 2", "'=1", "'-1"])
def test_ids_that_could_do_harm_are_guarded(identity: str) -> None:
    assert guarded_id(identity) == "'" + identity


@given(
    st.text(alphabet="ab\n\r\u2028é患\x01 ", max_size=60),
    st.integers(min_value=1, max_value=9),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_lines_are_the_same_in_blocks_and_as_a_whole(text: str, block: int, encoding: str) -> None:
    decoded = texts.decode(text.encode(encoding))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_BLOCK", block)
        lines = list(decoded.lines())
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x01", " ")
    assert decoded.text == whole
    assert lines in (whole.split("\n"), whole.split("\n")[:-1])
    assert len(lines) >= len(whole.rstrip("\n").split("\n")) - (not whole)


@given(
    st.builds(
        Reference,
        id=st.just("1"),
        title=st.text(alphabet="a \n\r\t\u2028\u00a0\x00\ud800é", max_size=6),
        abstract=st.text(alphabet="a \n\r\t\u2028\u00a0\x00é", max_size=6),
        authors=st.lists(st.text(alphabet="a \n\x00", max_size=3), max_size=2).map(tuple),
        extra=st.lists(
            st.tuples(st.text(alphabet="T \n", max_size=2), st.text(alphabet="a \n\r\x00", max_size=4)), max_size=2
        ).map(tuple),
    )
)
def test_what_is_canonical_already_is_left_alone_and_nothing_else(reference: Reference) -> None:
    """The quick look agrees with the slow one: a second time there is never anything to do."""
    once = canonical(reference)
    assert canonical(once) is once
    for value in (once.title, *once.authors, *(tag for tag, _value in once.extra)):
        assert value == value.strip()
        assert not set(value) & set("\n\r\u2028\x00\ud800")
    for value in (once.abstract, *(value for _tag, value in once.extra)):
        assert value == value.strip()
        assert not set(value) & set("\r\u2028\x00")
    assert all(once.authors)
    assert all(tag and value for tag, value in once.extra)
