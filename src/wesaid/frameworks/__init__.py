"""The field's frameworks and ways of working, as data.

Three rules hold throughout. How sure we are is a field of every item (:class:`Verified`) and nothing upgrades it.
A published number that does not add up is kept as published, with what is wrong beside it. No wording of others is
copied: names, numbers and references are facts, the descriptions are ours.

What is read is checked at the first use against :mod:`wesaid.frameworks._facts`: counts, orders, and how sure we are.

>>> framework_named("tlap-ladder").items[6].published_as
'Co-production'
>>> [study.ref for study in way_named("peer-support").studies]
[22, 51, 47, 54]
"""

from __future__ import annotations

from wesaid.frameworks._loader import all_frameworks, framework_named, near, rung
from wesaid.frameworks._published import (
    Design,
    Finding,
    PublishedFigure,
    Score,
    Study,
    Way,
    all_ways,
    figures,
    findings,
    review,
    studies,
    way_named,
)
from wesaid.frameworks._values import (
    AmbiguousUnknownError,
    ContradictoryFigureError,
    DoiError,
    DuplicateItemError,
    Framework,
    FrameworkError,
    Item,
    Kind,
    Level,
    MissingFieldError,
    ReadNowhereError,
    Source,
    UnknownFieldError,
    UnknownNameError,
    UnknownSourceError,
    Verified,
    WrongCountError,
    WrongKindError,
    WrongOrderError,
    WrongRankError,
    WrongVerifiedError,
)

__all__ = [
    "AmbiguousUnknownError",
    "ContradictoryFigureError",
    "Design",
    "DoiError",
    "DuplicateItemError",
    "Finding",
    "Framework",
    "FrameworkError",
    "Item",
    "Kind",
    "Level",
    "MissingFieldError",
    "PublishedFigure",
    "ReadNowhereError",
    "Score",
    "Source",
    "Study",
    "UnknownFieldError",
    "UnknownNameError",
    "UnknownSourceError",
    "Verified",
    "Way",
    "WrongCountError",
    "WrongKindError",
    "WrongOrderError",
    "WrongRankError",
    "WrongVerifiedError",
    "all_frameworks",
    "all_ways",
    "figures",
    "findings",
    "framework_named",
    "near",
    "review",
    "rung",
    "studies",
    "way_named",
]
