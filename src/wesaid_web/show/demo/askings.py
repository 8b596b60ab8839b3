"""What everyone was asked privately, twice, and what they put into the box. Each line is one slip; nobody's name is on it.

The finding the group did not like: staff say they decide and do it together, and those who live with it say that they are
asked. The first time it was the same, one step lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wesaid_web.evaluation.models import Heard, Known, Question
from wesaid_web.projects.models import Hat
from wesaid_web.show.demo.shapes import weeks

YES, NO, NOT_KNOWN = Known.YES, Known.NO, Known.NOT_KNOWN
HEARD, HELD_BACK, NOT_ASKED, NOT_FOR_ME = Heard.HEARD, Heard.HELD_BACK, Heard.NOT_ASKED, Heard.NOT_FOR_ME


@dataclass(frozen=True)
class Slip:
    """What one person answers: as whom, the step, the level, whether designers deliver, how it was."""

    who: str
    hat: Hat
    ladder: int = 0  # 0: left out
    spectrum: int = 0
    delivery: Known | None = None
    heard: tuple[Heard, ...] = ()

    def answers(self) -> dict[str, Sequence[str]]:
        """Question by question, without those left out."""
        given: dict[str, Sequence[str]] = {
            Question.LADDER: [str(self.ladder)] if self.ladder else [],
            Question.SPECTRUM: [str(self.spectrum)] if self.spectrum else [],
            Question.DELIVERY: [self.delivery] if self.delivery else [],
            Question.HEARD: list(self.heard),
        }
        return {ask: values for ask, values in given.items() if values}


@dataclass(frozen=True)
class Asked:
    """One asking: opened and closed so many days ago, and every slip."""

    key: str
    opened: int
    closed: int
    asks: tuple[Question, ...]
    slips: tuple[Slip, ...]


ASKED = (
    Asked(
        key="first",
        opened=weeks(21),
        closed=weeks(19),
        asks=(Question.LADDER, Question.HEARD),
        slips=(
            Slip("ros", Hat.STAFF, 6, heard=(HEARD,)),
            Slip("priya", Hat.STAFF, 6, heard=(HEARD,)),
            Slip("tomasz", Hat.STAFF, 7, heard=(HEARD,)),
            Slip("dave", Hat.STAFF, 4, heard=(HELD_BACK,)),
            Slip("marion", Hat.STAFF, 6, heard=(HEARD, HELD_BACK)),
            Slip("shanice", Hat.STAFF, 5, heard=(NOT_ASKED,)),
            Slip("helen", Hat.MANAGER, 7, heard=(HEARD,)),
            Slip("bernie", Hat.CARER, 3, heard=(HELD_BACK,)),
            Slip("folake", Hat.CARER, 3, heard=(NOT_ASKED,)),
            Slip("callum", Hat.CARER, 4, heard=(NOT_ASKED, NOT_FOR_ME)),
            Slip("glenys", Hat.SERVICE_USER, 5, heard=(HEARD,)),
            Slip("whitlock", Hat.SERVICE_USER, 3, heard=(NOT_FOR_ME,)),
            Slip("sunita", Hat.SERVICE_USER, 2, heard=(NOT_ASKED,)),
            Slip("ken", Hat.CITIZEN, 5, heard=(HEARD,)),
        ),
    ),
    Asked(
        key="second",
        opened=weeks(5),
        closed=weeks(3),
        asks=(Question.LADDER, Question.SPECTRUM, Question.DELIVERY, Question.HEARD),
        slips=(
            Slip("ros", Hat.STAFF, 6, 4, YES, (HEARD,)),
            Slip("priya", Hat.STAFF, 7, 5, YES, (HEARD,)),
            Slip("tomasz", Hat.STAFF, 7, 5, YES, (HEARD,)),
            Slip("dave", Hat.STAFF, 6, 4, YES, (HELD_BACK,)),
            Slip("marion", Hat.STAFF, 7, 4, NOT_KNOWN, (HEARD,)),
            Slip("helen", Hat.MANAGER, 6, 4, YES, (HEARD,)),
            Slip("shanice", Hat.CARER, 4, 2, NO, (HELD_BACK,)),
            Slip("bernie", Hat.CARER, 5, 3, YES, (HEARD, HELD_BACK)),
            Slip("folake", Hat.CARER, 4, 2, NO, (NOT_ASKED,)),
            Slip("callum", Hat.CARER, 4, 2, NOT_KNOWN, (HELD_BACK,)),
            Slip("glenys", Hat.SERVICE_USER, 6, 4, YES, (HEARD,)),
            Slip("whitlock", Hat.SERVICE_USER, 3, 1, NOT_KNOWN, (NOT_FOR_ME,)),
            Slip("sunita", Hat.SERVICE_USER, 4, 2, NO, (NOT_ASKED,)),
            Slip("ken", Hat.CITIZEN, 5, 3, NOT_KNOWN, (HEARD,)),
        ),
    ),
)
