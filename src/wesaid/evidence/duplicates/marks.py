"""What a title says about itself: that it corrects, answers, announces or retracts another publication."""

from __future__ import annotations

import re

CORRECTION, RETRACTION, REPLY, PROTOCOL, ABSTRACT = "correction", "retraction", "reply", "protocol", "abstract"

_CORRECTIONS = r"erratum|errata|corrigendum|corrigenda|correction|corrections|addendum"
_REPLIES = r"commentary|comments?|discussion|response|reply|rejoinder|rebuttal"
# Each mark with the words that give it away in a folded title.
_WORDS = (
    (CORRECTION, rf"^(?:(?:publishers?|authors?|published) )?(?:{_CORRECTIONS})\b|\b(?:{_CORRECTIONS})$"),
    (
        RETRACTION,
        r"^(?:retracted|retraction|withdrawn|expression of concern)\b|\b(?:retracted(?: article)?|retraction)$",
    ),
    (
        REPLY,
        rf"^(?:(?:invited|editorial|letter|authors?|in) )?(?:{_REPLIES})(?: (?:on|of|to|from|by)\b|$)|^(?:re|letter) ",
    ),
    (REPLY, r"^(?:(?:author|editor)s? )?(?:reply|rejoinder|rebuttal|commentary)\b|^(?:response|reply) to letters?\b"),
    (REPLY, r"^(?:letters?|correspondence|response|comments?)\b.{0,80}\bregarding (?:the )?articles?\b"),
    (REPLY, r"\b(?:(?:authors?|a) (?:reply|response|rejoinder)|(?:invited|a) comment(?:ary)?|reply)$"),
    (
        PROTOCOL,
        r"\b(?:(?:study|trial|review) protocol|protocol (?:for|of) (?:a|an|the)|(?:a|the) protocol)\b|^protocol\b|\bprotocol$",
    ),
    (PROTOCOL, r"\b(?:rationale and (?:study )?design|design and rationale)\b"),
    (
        ABSTRACT,
        r"\b(?:meeting|conference|poster|extended|oral) abstracts?\b|^(?:abstract|poster)\b|\babstracts?(?: only)?$",
    ),
)
_MARKS = tuple((mark, re.compile(words)) for mark, words in _WORDS)
_MAYBE = re.compile(
    rf"{_CORRECTIONS}|{_REPLIES}|retract|withdrawn|concern|regarding|^re |^letter|protocol|design|abstract|poster"
)
_NONE: frozenset[str] = frozenset()
_BEFORE = re.compile(
    r"^(?:(?:letters?|correspondence|response|comments?)\b.{0,80}? regarding(?: the)? articles?"
    r"|(?:(?:publishers?|authors?|published|invited|editorial|letter|in|study|trial) )?"
    rf"(?:{_CORRECTIONS}|{_REPLIES}|re|protocol)"
    r"|retracted(?: article)?|retraction(?: notice| note)?|withdrawn|expression of concern|poster|abstract)"
    r"(?: (?:to|on|of|for|regarding))?(?: the)?(?: (?:article|paper))?(?: by)? (?=\w+ \w)"
)
_BEHIND = re.compile(
    rf"(?<=\w) (?:(?:an? )?(?:{_CORRECTIONS})|(?:(?:authors?|an?|the|invited) )?(?:{_REPLIES})"
    r"|(?:(?:a|the) )?(?:study |trial |review )?protocol(?: (?:for|of) an? .*)?"
    r"|rationale and (?:study )?design|design and rationale"
    r"|retracted(?: article)?|retraction|(?:meeting|conference|poster|extended|oral )?abstracts?(?: only)?)$"
)


def marks_of(title: str) -> frozenset[str]:
    """The marks that a folded title bears; nearly always none.

    >>> sorted(marks_of("erratum to a trial of singing"))
    ['correction']
    """
    if not _MAYBE.search(title):
        return _NONE
    return frozenset(mark for mark, words in _MARKS if words.search(title))


def without_mark(title: str) -> str:
    """A folded title without the words around it that say what it is to the other publication.

    >>> without_mark("erratum to a trial of singing"), without_mark("singing for the lungs study protocol for a trial")
    ('a trial of singing', 'singing for the lungs')
    """
    bare = _BEFORE.sub("", title, count=1)
    return _BEHIND.sub("", bare, count=1) or title
