"""How results of private askings are checked: that they are as they were at the close. What went in is gone."""

from __future__ import annotations

from wesaid_web.common.models import AnalysisRun
from wesaid_web.common.runs import LADDER, Again, Look
from wesaid_web.evaluation.models import Round


def _asking(run: AnalysisRun) -> Again | None:
    row = Round.objects.filter(pk=run.subject).first()
    return Again(row.results) if row else None


LOOKS: dict[str, Look] = {LADDER: _asking}
