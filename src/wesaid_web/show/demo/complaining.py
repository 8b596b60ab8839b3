"""A complaint that one of the invented people made about the group, and its answer. Invented, as everything here is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wesaid_web.privacy import complaint_actions as complaints
from wesaid_web.privacy.models import About, Complaint, GoesTo
from wesaid_web.show.demo.shapes import Step, key_of, weeks

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

WORDS = (
    "The sheet on which we sign for our money lay on the table beside the biscuits for the whole meeting. Everybody could read "
    "what I get and what for. I don't mind for myself. Others there would."
)
ANSWER = (
    "You are right, and I am sorry. The sheet was mine to look after. Since last week everybody signs on a slip of their own, and "
    "it goes into an envelope. The old sheet is shredded. If this is not enough, you can complain to the people who run this site."
)


class Complaining:
    """A complaint and its answer a week later, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group
        self.complaint: Complaint | None = None

    def steps(self) -> Iterator[Step]:
        yield weeks(10), self.complain
        yield weeks(9), self.answer

    def complain(self) -> None:
        said = complaints.Complained(about=About.DATA, words=WORDS, goes_to=GoesTo.FACILITATORS, name="Bernie")
        bernie = self.group.members["bernie"].user
        form_id = key_of("complaint", "the sheet")
        self.complaint = complaints.complain(said=said, project=self.group.project, user=bernie, form_id=form_id)

    def answer(self) -> None:
        ros = self.group.facilitator.user
        if self.complaint and ros:
            complaints.answer(complaint=self.complaint, words=ANSWER, by=ros)
