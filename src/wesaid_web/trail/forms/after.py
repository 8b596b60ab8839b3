"""Everything about a meeting that was, on one page: quick rows for what was said and what was decided."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.codes import NotACode, read, spoken
from wesaid_web.common.forms import DateField, WordsField
from wesaid_web.common.markup import to_line
from wesaid_web.meetings.forms.afterwards import AttendanceForm
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.access import Here
from wesaid_web.projects.fields import RowField
from wesaid_web.projects.models import Member, Perspective
from wesaid_web.trail.actions.meetings import Line, Ruling
from wesaid_web.trail.cards import CARD_GROUPS, about
from wesaid_web.trail.models import Contribution, Reason, Result
from wesaid_web.trail.models.decided import NEEDS_LISTED_REASON

SAID_ROWS, DECIDED_ROWS = 10, 5
MOST_SAID, MOST_DECIDED = 100, 40
_NUMBERS = re.compile(r"[\d\s,;.&+-]*", re.ASCII)
_AND = re.compile(r"\b(?:and|a|y|et|und|oraz)\b")
_OF_DECISION = ("on", "earlier", "result", "reason", "code", "again", "by")


class AfterForm(AttendanceForm):
    """Who was there; then rows: words and who said them; then rows: on what, the result, why, who decided.

    As what somebody spoke is known from the attendance. Rows that stay empty are left out.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, here: Here, meeting: Meeting, waiting: list[Contribution], *args: Any, **kwargs: Any) -> None:
        super().__init__(here, meeting, *args, stays=False, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.here, self.waiting = here, waiting
        self.said_rows = self._rows("said", SAID_ROWS, MOST_SAID)
        self.decided_rows = self._rows("decided", DECIDED_ROWS, MOST_DECIDED)
        for row in range(1, self.said_rows + 1):
            self._ask_said(row)
        self.fields["decided_by"] = forms.CharField(
            label=_("Who decided?"),
            max_length=200,
            required=False,
            help_text=_("For every row below that says nothing else. For example: all of us who were there."),
        )
        self.fields["decided_by"].hide_optional = True  # type: ignore[attr-defined]
        for row in range(1, self.decided_rows + 1):
            self._ask_decided(row)

    def _rows(self, kind: str, least: int, most: int) -> int:
        """How many rows there are: as many as were shown, and more where more are asked for."""
        sent = str(self.data.get(f"{kind}_rows", "")) if self.is_bound else ""
        shown = max(int(sent), least) if sent.isdecimal() and len(sent) < 4 else least
        more = least if self.is_bound and self.data.get("more") == kind else 0
        return min(shown + more, most)

    def _ask_said(self, row: int) -> None:
        self.fields[f"text{row}"] = WordsField(label=_("%(n)s. What was said") % {"n": row}, rows=2, required=False)
        people = [(f"p{key}", str(person.words)) for key, person in self.people.items()]
        nameless = [(f"h{key}", _("Not named: %(hat)s") % {"hat": hat.words}) for key, hat in self.hats.items()]
        self.fields[f"who{row}"] = forms.ChoiceField(
            label=_("%(n)s. Who said it") % {"n": row},
            choices=[("", _("Choose one")), *people, *nameless],
            required=False,
        )
        for name in ("text", "who"):
            self.fields[f"{name}{row}"].hide_optional = True  # type: ignore[attr-defined]

    def _ask_decided(self, row: int) -> None:
        n = {"n": row}
        self.fields[f"on{row}"] = forms.CharField(
            label=_("Decision %(n)s. About which number above?") % n,
            max_length=60,
            required=False,
            help_text=_("Or the code on its card.") if row == 1 else "",
            widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5"}),
        )
        if self.waiting:
            self.fields[f"earlier{row}"] = RowField(
                [_Waiting(one) for one in self.waiting],
                empty=_("Nothing said before"),
                required=False,
                label=_("Decision %(n)s. Or on something said before") % n,
            )
        self.fields[f"result{row}"] = forms.ChoiceField(
            label=_("Decision %(n)s. What was decided") % n,
            choices=[("", _("Choose one")), *Result.choices],
            required=False,
        )
        self.fields[f"reason{row}"] = WordsField(label=_("Decision %(n)s. Why") % n, rows=2, required=False)
        self.fields[f"code{row}"] = forms.ChoiceField(
            label=_("Decision %(n)s. Which of these comes closest") % n,
            choices=[("", _("Choose one")), *Reason.choices],
            required=False,
        )
        self.fields[f"again{row}"] = DateField(
            label=_("Decision %(n)s. If later: when will you look at it again") % n, required=False
        )
        self.fields[f"by{row}"] = forms.CharField(
            label=_("Decision %(n)s. Who decided, if others") % n, max_length=200, required=False
        )
        for name in _OF_DECISION:
            if f"{name}{row}" in self.fields:
                self.fields[f"{name}{row}"].hide_optional = True  # type: ignore[attr-defined]

    # What is wrong

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.lines: list[Line] = []
        self.rulings: list[Ruling] = []
        for row in range(1, self.said_rows + 1):
            self._clean_said(given, row)
        for row in range(1, self.decided_rows + 1):
            if any(given.get(f"{name}{row}") for name in _OF_DECISION) or self._wrong(row):
                self._clean_decided(given, row)
        return given

    def _wrong(self, row: int) -> bool:
        return any(f"{name}{row}" in self.errors for name in _OF_DECISION)

    def _clean_said(self, given: dict[str, Any], row: int) -> None:
        text, who = given.get(f"text{row}", "").strip(), given.get(f"who{row}", "")
        if who and not text:
            self.add_error(f"text{row}", _("Row %(n)s: write what was said.") % {"n": row})
        elif text and not who and f"who{row}" not in self.errors:
            self.add_error(f"who{row}", _("Row %(n)s: choose who said it. You can choose “not named”.") % {"n": row})
        elif text and who:
            author, hat = self._speaker(given, row, who)
            if hat:
                self.lines.append(Line(row, text, hat, author))

    def _speaker(self, given: dict[str, Any], row: int, who: str) -> tuple[Member | None, Perspective | None]:
        """Who said it, and as what. Somebody who was not there cannot have said it there."""
        key = who[1:]
        if who.startswith("h"):
            return None, self.hats[key]
        person = self.people[key]
        if not given.get(f"there_{key}"):
            words = _(
                "Row %(n)s: %(who)s is not ticked above. Tick them; or, if they sent it, write it down under “Said” afterwards."
            )
            self.add_error(f"who{row}", words % {"n": row, "who": person.words})
            return None, None
        return person, self.hat_of(key)  # where that is missing, it is asked for at the top

    def _clean_decided(self, given: dict[str, Any], row: int) -> None:
        n = {"n": row}
        cards = self._cards(given, row)
        rows = self._numbers(given, row)
        chosen = given.get(f"earlier{row}")
        earlier = list({one.pk: one for one in [*cards, *([chosen.row] if chosen else [])]}.values())
        if not rows and not earlier and not self._wrong(row):
            self.add_error(f"on{row}", _("Decision %(n)s: write the number of the words it is about.") % n)
        result = given.get(f"result{row}")
        if not result and f"result{row}" not in self.errors:
            self.add_error(f"result{row}", _("Decision %(n)s: choose what was decided.") % n)
        if not given.get(f"reason{row}", "").strip():
            self.add_error(f"reason{row}", _("Decision %(n)s: say why, in a sentence or two.") % n)
        if result in NEEDS_LISTED_REASON and not given.get(f"code{row}"):
            self.add_error(f"code{row}", _("Decision %(n)s: choose the reason that comes closest.") % n)
        if result == Result.LATER and not given.get(f"again{row}") and f"again{row}" not in self.errors:
            self.add_error(f"again{row}", _("Decision %(n)s: say when you will look at it again.") % n)
        decided_by = given.get(f"by{row}", "").strip() or given.get("decided_by", "").strip()
        if not decided_by and "decided_by" not in self.errors:
            self.add_error("decided_by", _("Say who decided."))
        if self._wrong(row) or not decided_by:
            return
        needs = result in NEEDS_LISTED_REASON
        self.rulings.append(
            Ruling(
                row=row,
                rows=rows,
                earlier=earlier,
                result=Result(str(result)),
                reason=given[f"reason{row}"],
                decided_by=decided_by,
                reason_code=Reason(given[f"code{row}"]) if needs else None,
                look_again=given.get(f"again{row}") if needs else None,
            )
        )

    def _cards(self, given: dict[str, Any], row: int) -> list[Contribution]:
        """What the codes of cards are about that stand among the numbers; they are taken out from there."""
        found, others = [], []
        for piece in re.split("[,;&+]", given.get(f"on{row}", "")):
            try:
                code = read(piece, CARD_GROUPS)
            except NotACode:
                code = ""
            if not code or code.isdecimal():
                others.append(piece)
                continue
            rows = about(self.here.project, code)
            if len(rows) == 1:
                found += rows
            else:
                words = _("Decision %(n)s: there is no card with the code %(code)s. Compare it with the card.")
                self.add_error(f"on{row}", words % {"n": row, "code": spoken(code)})
        given[f"on{row}"] = ",".join(others)
        return found

    def _numbers(self, given: dict[str, Any], row: int) -> list[int]:
        """The rows a decision is about: 3, or 3 and 7."""
        text = _AND.sub(" ", given.get(f"on{row}", "").lower())
        if not text.strip():
            return []
        if not _NUMBERS.fullmatch(text):
            self.add_error(f"on{row}", _("Decision %(n)s: write numbers only, for example 3, or 3 and 7.") % {"n": row})
            return []
        wanted = list(dict.fromkeys(int(one) for one in re.findall(r"[0-9]{1,4}", text)))
        for one in wanted:
            if one > self.said_rows or one < 1 or not given.get(f"text{one}", "").strip():
                self.add_error(
                    f"on{row}", _("Decision %(n)s: nothing is written in row %(row)s above.") % {"n": row, "row": one}
                )
        return wanted

    # For the page

    def begin_at_new_rows(self, kind: str) -> None:
        """Whoever asked for more rows goes on in the first of them."""
        first = self.said_rows - SAID_ROWS + 1 if kind == "said" else self.decided_rows - DECIDED_ROWS + 1
        name = f"text{first}" if kind == "said" else f"on{first}"
        self.fields[name].extra_attributes = {"autofocus": "autofocus"}  # type: ignore[attr-defined]

    def of_said(self) -> list[Any]:
        return [(row, self[f"text{row}"], self[f"who{row}"]) for row in range(1, self.said_rows + 1)]

    def of_decided(self) -> list[Any]:
        return [
            (row, {name: self[f"{name}{row}"] for name in _OF_DECISION if f"{name}{row}" in self.fields})
            for row in range(1, self.decided_rows + 1)
        ]


class _Waiting:
    """Something said before that waits for a decision, as one line of a list."""

    def __init__(self, row: Contribution) -> None:
        self.row, self.pk = row, row.pk
        self.words = to_line(row.text, 70)
