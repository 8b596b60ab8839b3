"""ASReview's default order of screening, run inside ASReview's own Python by ``benchmarks/screening.py``.

Reads one JSON document on standard input: ``{"sets": [{"name", "titles", "abstracts", "labels", "runs":
[{"seed", "priors"}]}]}``. Prints one JSON line for each run: ``{"name", "seed", "order", "cpu"}``, where ``order`` is
the records (row numbers) in the order ASReview asked for them, priors left out, up to the last relevant one.

The steps are those of ``asreview simulate``: records from the top until both labels are there, then the default model,
one record at a time. Features are the same in every run of a set and are made once; they do not count in ``cpu``.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]
from asreview.learner import ActiveLearningCycle  # type: ignore[import-not-found,unused-ignore]
from asreview.models.models import get_ai_config  # type: ignore[import-not-found,unused-ignore]
from asreview.models.queriers import TopDown  # type: ignore[import-not-found,unused-ignore]
from asreview.models.stoppers import IsFittable, LastRelevant  # type: ignore[import-not-found,unused-ignore]
from asreview.simulation.simulate import Simulate  # type: ignore[import-not-found,unused-ignore]


def features(one: dict[str, Any]) -> Any:
    """The features of ASReview's default model."""
    table = pd.DataFrame({"title": one["titles"], "abstract": one["abstracts"]})
    return ActiveLearningCycle.from_meta(get_ai_config()["value"]).transform(table)


def run(matrix: Any, labels: list[int], seed: int, priors: list[int]) -> tuple[list[int], float]:
    """One review: the records in the order they were asked for, and CPU seconds."""
    np.random.seed(seed)
    cycles = [
        ActiveLearningCycle(querier=TopDown(), stopper=IsFittable()),
        ActiveLearningCycle.from_meta(get_ai_config()["value"]),
    ]
    review = Simulate(
        matrix, pd.Series(labels), cycles, stopper=LastRelevant(), skip_transform=True, print_progress=False
    )
    start = time.process_time()
    for prior in priors:
        review.label(np.array([prior]))
    review.review()
    return [int(record) for record in review._results["record_id"][len(priors) :]], time.process_time() - start


def main() -> None:
    sets = json.load(sys.stdin)["sets"]
    matrices = {one["name"]: features(one) for one in sets}
    for number in range(max(len(one["runs"]) for one in sets)):
        for one in sets:
            if number < len(one["runs"]):
                asked = one["runs"][number]
                order, cpu = run(matrices[one["name"]], one["labels"], asked["seed"], asked["priors"])
                told = {"name": one["name"], "seed": asked["seed"], "order": order, "cpu": round(cpu, 3)}
                print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
