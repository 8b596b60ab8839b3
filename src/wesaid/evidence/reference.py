"""One bibliographic record, as every reader makes it and every writer takes it."""

from __future__ import annotations

from dataclasses import dataclass, field

Extra = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of a publication, as a database exported it. Nothing is normalised: the words are those of the source.

    Attributes:
        id: what tells records apart within one set; unique there, never empty.
        kind: the type of publication in the words of BibTeX (``article``, ``inproceedings``, ``book``, ...), or empty.
        title: the title, without markup of the format it came in.
        authors: one entry for each author, ``Family, Given`` where the source says so.
        year: the year of publication as it stands in the source, for example ``2019`` or ``in press``; empty if unknown.
        journal: the journal, or for a part of a book the book.
        volume, number, pages: as they stand in the source.
        doi: the DOI as it stands in the source.
        pmid: the PubMed number.
        issn: ISSN or ISBN.
        abstract: the abstract.
        keywords: one entry for each keyword.
        language: as it stands in the source.
        url: where it is.
        source: the file or database it came from.
        extra: every other field, in the order of the source, as (tag, value); tags may repeat.
    """

    id: str
    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    journal: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    issn: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    source: str = ""
    extra: Extra = field(default=())
