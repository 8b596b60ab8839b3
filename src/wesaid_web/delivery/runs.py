"""How sheets of the cycle are checked."""

from __future__ import annotations

from wesaid_web.common.models import AnalysisRun
from wesaid_web.common.runs import CYCLE, Again, Look
from wesaid_web.delivery.models import CycleSheet


def _sheet(run: AnalysisRun) -> Again | None:
    sheet = CycleSheet.objects.filter(pk=run.subject).first()
    return Again(sheet.content) if sheet else None


LOOKS: dict[str, Look] = {CYCLE: _sheet}
