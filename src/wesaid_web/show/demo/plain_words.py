"""Words the example's group explains to itself, a question that nobody asked by name, and things in another form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from wesaid_web.projects import glossary_actions as glossary
from wesaid_web.show.demo.shapes import Step, weeks
from wesaid_web.trail.actions import formats
from wesaid_web.trail.models import InForm

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

WORDS = (
    ("Discharge", "Going home from hospital. We say going home where we can; letters say discharge.", "priya"),
    (
        "Hub",
        "The room next to ward 7 where the first-night bags are packed. No computer in it is called that.",
        "glenys",
    ),
    ("TTOs", "Tablets to take home. The letters mean *to take out*. Nobody outside a ward knows that.", "priya"),
)
EASY_READ = """**Nobody should come home to a cold house.**

- Before you go home, somebody asks: is your heating on?
- If not, somebody from the group can go and put it on.
- You get a bag for the first night: bread, milk, soup, a torch.

You can say no to any of this."""
FILM = (
    "Make a film. Real people in their own front rooms, saying what the first week is like. I'd have watched that. I wasn't going "
    "to read a booklet."
)
WELSH = "Ni ddylai neb ddod adref i dŷ oer. Cyn i chi fynd adref, bydd rhywun yn gofyn a yw'r gwres ymlaen."


class PlainWords:
    """What is explained and given in another form, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        for word, meaning, who in WORDS:
            yield weeks(20), partial(self.explain, word, meaning, who)
        yield weeks(22), self.put_in_english
        yield weeks(6), self.give
        yield weeks(3), self.promise
        yield 1, self.ask

    def explain(self, word: str, meaning: str, who: str) -> None:
        glossary.write_word(project=self.group.project, word=word, meaning=meaning, by=self.group.members[who])

    def give(self) -> None:
        """A decision in easy read and in Welsh, both asked for without a name."""
        glenys, priya = self.group.members["glenys"], self.group.members["priya"]
        of = formats.Of(decision=self.group.decisions["first-night"])
        for kind, language, text in ((InForm.EASY_READ, "", EASY_READ), (InForm.LANGUAGE, "cy", WELSH)):
            row = formats.ask(project=self.group.project, of=of, kind=kind, language=language, say_who=False, by=glenys)
            formats.give(row=row, given=formats.Given(text=text), by=priya)

    def put_in_english(self) -> None:
        """What Glenys said in Welsh, in her own English, beside it."""
        glenys, of = self.group.members["glenys"], formats.Of(contribution=self.group.said["film"])
        kind = InForm.LANGUAGE
        row = formats.ask(project=self.group.project, of=of, kind=kind, language="en", say_who=False, by=glenys)
        formats.give(row=row, given=formats.Given(text=FILM), by=glenys)

    def promise(self) -> None:
        """Something that was said, to listen to: promised, and late."""
        bernie, ros = self.group.members["bernie"], self.group.facilitator
        of = formats.Of(contribution=self.group.said["visitor"])
        row = formats.ask(project=self.group.project, of=of, kind=InForm.AUDIO, say_who=True, by=bernie)
        formats.promise(row=row, who=ros, until=self.group.day(weeks(3)) + timedelta(days=7), by=ros)

    def ask(self) -> None:
        glossary.ask_word(
            project=self.group.project,
            word="Trusted assessor",
            where="In the letter that came with me",
            by=self.group.members["glenys"],
        )
