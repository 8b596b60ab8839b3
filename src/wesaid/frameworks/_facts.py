"""What the frameworks are checked against when they are read: names, counts, orders and how sure we are.

Written down a second time, by hand from the fact sheet, so that a slip of the pen in the data does not go unseen. Every
value here is a name, a number or how sure we are: see docs/methods/frameworks.md for the source of each.
"""

from __future__ import annotations

from dataclasses import dataclass

from wesaid.frameworks._values import Kind, Verified

_S, _F, _B = Verified.SEED, Verified.FOUND, Verified.BACKGROUND


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one framework."""

    kind: Kind
    items: tuple[str, ...]
    verified: tuple[Verified, ...]
    first_rank: int | None = None
    unknown: int = 0


def _all(kind: Kind, verified: Verified, *items: str, unknown: int = 0, first: int = 1) -> Facts:
    return Facts(kind, items, (verified,) * len(items), first if kind.ordered else None, unknown)


FACTS: dict[str, Facts] = {
    "tlap-ladder": _all(
        Kind.LADDER,
        _F,
        *("coercion", "educating", "informing", "consultation", "engagement", "co-design", "co-production"),
    ),
    "co-delivery-step": _all(Kind.LADDER, _S, "co-delivery", first=8),
    "co-delivery-cycle": _all(Kind.CYCLE, _S, "recipient", "co-production", "co-delivery", "peer-support"),
    "arnstein-ladder": _all(
        Kind.LADDER,
        _F,
        *("manipulation", "therapy", "informing", "consultation", "placation"),
        *("partnership", "delegated-power", "citizen-control"),
    ),
    "nhs-england-spectrum": _all(Kind.SPECTRUM, _B, "inform", "consult", "engage", "co-design", "co-produce"),
    "definitions": _all(Kind.DEFINITIONS, _S, "boyle-harris-2009", "bamber-2020", "nhs-england-2022", "scie-contrast"),
    "scie-principles": _all(Kind.LIST, _S, "equality", "diversity", "accessibility", "reciprocity"),
    "bamber-characteristics": _all(
        Kind.LIST, _S, "assets", "equality", "capacity", "networks", "catalysts", "reciprocity"
    ),
    "who-integrated-care-principles": _all(
        Kind.LIST,
        _S,
        *("collaborative", "comprehensive", "continuous", "coordinated", "co-produced", "empowering", "equitable"),
        *("ethical", "evidence-informed", "shared-accountability", "holistic", "preventive", "respectful"),
        *("sustainable", "whole-systems-thinking"),
    ),
    "who-engagement-enablers": _all(
        Kind.LIST,
        _B,
        *("sustainable-financing", "redistribute-power", "eliminate-stigmatization"),
        *("integrated-approaches", "capacity-building", "institutionalize-engagement"),
    ),
    "who-engagement-principles": _all(
        Kind.LIST,
        _F,
        *("dignity-respect", "power-equity", "inclusivity-intersectionality", "commitment-transparency"),
        "institutionalization-contextualization",
    ),
    "national-voices-narrative": _all(
        Kind.LIST,
        _F,
        *("goals-outcomes", "care-planning", "information", "communication", "decision-making", "transitions"),
    ),
    "loeffler-four-cos": _all(Kind.LIST, _F, "co-commissioning", "co-design", "co-delivery", "co-assessment"),
    "loeffler-co-delivery-types": _all(
        Kind.LIST, _S, "co-implementation", "peer-support-groups", "co-influencing-behaviour", unknown=3
    ),
    "co-production-star": _all(Kind.STEPS, _F, "map-it", "focus-it", "people-it", "market-it", "grow-it"),
    "rainbow-model": _all(
        Kind.LIST, _F, "system", "organisational", "professional", "clinical", "functional", "normative"
    ),
    "care-act-guidance": Facts(
        Kind.LIST,
        ("one-person", "groups", "prevention", "assessment", "market", "information"),
        (_F, _F, _S, _S, _S, _S),
    ),
}
"""In the order in which they are listed."""

LEVELS: dict[str, tuple[str | None, ...]] = {
    "valentijn-2013": ("macro", "meso", "meso", "micro", "links all", "links all"),
    "marshall-bamber-2022": ("macro", "meso", "meso", "micro", None, None),
}
"""Where each dimension of the Rainbow Model stands, by who says so."""

WAYS: dict[str, tuple[int, ...]] = {
    "co-design": (22, 50, 51, 52, 53),
    "experience-based-co-design": (49,),
    "representative-co-production": (47,),
    "public-committee": (48,),
    "continuous-improvement-committee": (54,),
    "co-delivery": (22, 47, 52, 54, 55),
    "peer-support": (22, 47, 51, 54),
    "quality-improvement": (49, 50, 52, 54),
    "theory-of-change": (55,),
    "participatory-action-research": (),
}
"""Ways of working and the studies of Conquer et al. (2024), Table 2, that used them, by number in its references."""

IN_THE_TEXT: dict[str, tuple[int, ...]] = {"co-design": (22, 49, 50, 51, 52, 53)}
"""Where the text of the article counts more studies than its Table 2 names."""

STUDIES: tuple[int, ...] = (55, 22, 52, 53, 51, 50, 47, 48, 49, 54)
"""In the order of Table 2."""

SCORES: dict[int, int] = {47: 12, 48: 6}
"""The published scores. Of all others the article says only that they are 9, 10 or 11."""

FIGURES: dict[str, int] = {"screening": 47, "interventions": 49, "deaths": 49, "out-of-bed": 50}
"""The figures that are quoted, and whose they are."""
