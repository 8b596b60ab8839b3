"""A made review: texts of invented words, some of which the relevant ones share."""

from __future__ import annotations

import random

from wesaid.evidence.screening.features import Text

TOPIC = ["carers", "respite", "sitting", "service", "rest", "break", "relief"]
OTHER = [
    "steel",
    "bridge",
    "corrosion",
    "girder",
    "weld",
    "paint",
    "river",
    "tide",
    "lamp",
    "cable",
    "motor",
    "gear",
    "valve",
    "pump",
]
PLAIN = ["the", "of", "and", "a", "study", "results", "we", "methods", "with", "for", "in", "were"]


def made_review(records: int = 200, relevant: int = 20, seed: int = 1) -> tuple[list[Text], list[bool]]:
    """So many texts in mixed order, and which are relevant: those have topic words, the others rarely."""
    draw = random.Random(seed)
    labels = [place < relevant for place in range(records)]
    draw.shuffle(labels)
    texts = []
    for label in labels:
        topical = draw.choices(TOPIC, k=6) if label else draw.choices(TOPIC, k=draw.choice([0, 0, 0, 1]))
        words = topical + draw.choices(OTHER, k=3 if label else 9) + draw.choices(PLAIN, k=15)
        draw.shuffle(words)
        texts.append(Text(" ".join(words[:5]), " ".join(words[5:])))
    return texts, labels
