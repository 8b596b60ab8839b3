"""Types of publication: what each format calls them, and the words of BibTeX that a reference has for them."""

from __future__ import annotations

from wesaid.evidence.formats.lines import Pool
from wesaid.evidence.reference import Reference

# The first name of a kind is the one that is written.
RIS = {
    "JOUR": "article",
    "EJOUR": "article",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "CHAP": "incollection",
    "ECHAP": "incollection",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "THES": "phdthesis",
    "RPRT": "techreport",
    "UNPB": "unpublished",
    "GEN": "misc",
}
CIW = {"J": "article", "B": "book", "C": "inproceedings", "S": "incollection", "P": "patent"}
ENDNOTE = {
    "Journal Article": "article",
    "Electronic Article": "article",
    "Conference Paper": "inproceedings",
    "Conference Proceedings": "inproceedings",
    "Book Section": "incollection",
    "Electronic Book Section": "incollection",
    "Book": "book",
    "Edited Book": "book",
    "Electronic Book": "book",
    "Thesis": "phdthesis",
    "Report": "techreport",
    "Unpublished Work": "unpublished",
    "Generic": "misc",
    "Patent": "patent",
}
# The numbers EndNote gives its types.
ENDNOTE_NUMBERS = {
    "Journal Article": 17,
    "Conference Paper": 47,
    "Book Section": 5,
    "Book": 6,
    "Thesis": 32,
    "Report": 27,
    "Unpublished Work": 34,
    "Generic": 13,
    "Patent": 25,
}
NBIB = {
    "Journal Article": "article",
    "Book Chapter": "incollection",
    "Book": "book",
}
# In tables, without spaces and in small letters: Scopus, Web of Science, Zotero.
_TABLES = {
    "article": "article",
    "review": "article",
    "articleinpress": "article",
    "journalarticle": "article",
    "j": "article",
    "conferencepaper": "inproceedings",
    "conferenceproceedings": "inproceedings",
    "proceedingspaper": "inproceedings",
    "c": "inproceedings",
    "bookchapter": "incollection",
    "booksection": "incollection",
    "s": "incollection",
    "book": "book",
    "b": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "patent": "patent",
    "p": "patent",
}

_OTHER = "misc"


def kind_of(name: str) -> str:
    """The kind that a table's own word for it stands for, or empty where we know none."""
    return _TABLES.get("".join(name.lower().split()), "")


def taken(pool: Pool, tag: str, kinds: dict[str, str]) -> str:
    """The kind of a record. What its format calls it stays extra, where that would not be written for the kind."""
    name = pool.first(tag).strip()
    if not name:
        return ""
    kind = kinds.get(name, _OTHER)
    if _name_of(kind, kinds) == name:
        pool.take(tag)
    return kind


def written(reference: Reference, tag: str, kinds: dict[str, str], otherwise: str) -> str:
    """What the format calls the kind of a reference: as it came, where that was this kind."""
    name = next((value for key, value in reference.extra if key == tag), "")
    if name and "\n" not in name and kinds.get(name, _OTHER) == reference.kind:
        return name
    return _name_of(reference.kind, kinds) or otherwise


def in_journal(reference: Reference) -> bool:
    """Whether other programs do best to take a record that does not say its kind for an article: then they show the journal."""
    return not reference.kind and bool(reference.journal)


def _name_of(kind: str, kinds: dict[str, str]) -> str:
    for name, found in kinds.items():
        if found == kind:
            return name
    return ""
