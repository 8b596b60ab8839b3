"""Finds the words for people in the data files, so that they can be translated (see babel.cfg)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import IO, Any

FOR_PEOPLE = frozenset(
    {
        *("title", "made_by", "version", "purpose", "scoring", "notes", "note"),
        *("name", "also_published_as", "called", "group", "description", "read_in", "no_doi"),
        *("provision", "country", "conducted_in", "what", "missing"),
    }
)
"""Fields whose text is shown. References stay as they were published; keys and ids are for programs."""


def words_of(values: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Every text for people in a data file. The name of a framework itself is a key, not words."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from words_of(value, depth + 1)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from words_of(one, depth + 1)
                elif isinstance(one, str) and key in FOR_PEOPLE:
                    yield one
        elif isinstance(value, str) and key in FOR_PEOPLE and not (key == "name" and depth == 0):
            yield value


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """What pybabel asks of an extractor: for each text its line, no function, the text, no comments."""
    text = file.read().decode("utf-8")
    lines = text.splitlines()
    for words in dict.fromkeys(words_of(tomllib.loads(text))):
        start = words.replace("\\", "\\\\").replace('"', '\\"')
        line = next((number for number, line in enumerate(lines, 1) if start in line), 1)
        yield line, "", words, []
