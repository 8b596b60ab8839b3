"""Runs bib-dedupe on one set, in an interpreter that has it; prints its groups and how many pairs it leaves to a person.

Started by ``duplicates.py --bibdedupe PYTHON``; needs nothing of this project.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys


def main() -> None:
    import pandas as pd  # type: ignore[import-untyped, import-not-found, unused-ignore]
    from bib_dedupe.bib_dedupe import block, cluster, match, prep  # type: ignore[import-not-found]

    with contextlib.redirect_stdout(io.StringIO()):
        records = prep(pd.read_csv(sys.argv[1]), cpu=1)
        matched = match(block(records, cpu=1), cpu=1)
        groups = cluster(matched)
    labels = matched["duplicate_label"].value_counts().to_dict()
    print(json.dumps({"groups": groups, "maybe": int(labels.get("maybe", 0))}))


if __name__ == "__main__":
    main()
