"""How what was put into people is checked: the payments are still there, so it is worked out anew."""

from __future__ import annotations

from wesaid_web.common.models import AnalysisRun
from wesaid_web.common.runs import AMOUNTS, Again, Look
from wesaid_web.support.bridge import enough_to_tell, worked
from wesaid_web.support.models import Invested
from wesaid_web.support.queries import paid_rows


def _told(run: AnalysisRun) -> Again | None:
    told = Invested.objects.filter(pk=run.subject).first()
    if told is None:
        return None
    rows = paid_rows(told.returns.all())
    return Again(told.content, worked(rows, told.content).inputs, lambda: enough_to_tell(rows))


LOOKS: dict[str, Look] = {AMOUNTS: _told}
