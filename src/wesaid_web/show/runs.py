"""How sheets of how equal a group is are checked."""

from __future__ import annotations

from wesaid_web.common.models import AnalysisRun
from wesaid_web.common.runs import NEXT_RELEASE, Again, Look
from wesaid_web.show.bridge import sheet_cells, sheet_worked
from wesaid_web.show.equal import people_by_hat
from wesaid_web.show.models import EqualSheet


def _sheet(run: AnalysisRun) -> Again | None:
    sheet = EqualSheet.objects.select_related("project").filter(pk=run.subject).first()
    if sheet is None:
        return None
    cells = sheet.content["cells"]
    earlier = EqualSheet.objects.filter(project=sheet.project, number=sheet.number - 1).first()
    before, people = earlier.content["cells"] if earlier else None, people_by_hat(sheet.project)
    return Again(cells, sheet_worked(before, people, cells).inputs, lambda: sheet_cells(before, people))


LOOKS: dict[str, Look] = {NEXT_RELEASE: _sheet}
