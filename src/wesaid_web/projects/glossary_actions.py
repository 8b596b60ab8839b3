"""Writing words into the group's glossary, and asking what a word means without saying who asks."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed
from wesaid_web.common.mixing import mix
from wesaid_web.projects.models import GlossaryWord, Member, Project, WordQuestion
from wesaid_web.projects.permissions import ANSWER_WORDS, ASK_WORD, WRITE_WORDS, check_can

MOST_QUESTIONS = 200
"""That wait in one project. Nobody can be asked to stop, since nobody knows who asks."""


class WrittenMeanwhile(Exception):
    """The word is there already, or somebody else changed it since it was opened. Carries theirs."""

    def __init__(self, theirs: GlossaryWord) -> None:
        super().__init__()
        self.theirs = theirs


class TooManyQuestions(NotAllowed):
    """So many questions wait that one more would only fill the disk."""


@transaction.atomic
def write_word(
    *, project: Project, word: str, meaning: str, row: GlossaryWord | None = None, edition: int = 0, by: Member
) -> GlossaryWord:
    """Add a word, or change one that was opened in ``edition``.

    Raises:
        WrittenMeanwhile: another row has this word; or this one was changed since it was opened.
    """
    check_can(by, WRITE_WORDS)
    Project.objects.select_for_update().get(pk=project.pk)  # one writer at a time
    word = word.strip()
    others = project.glossary.exclude(pk=row.pk) if row else project.glossary.all()
    same = others.filter(word__iexact=word).first()
    if same is not None:
        raise WrittenMeanwhile(same)
    if row is None:
        row = GlossaryWord(project=project)
    else:
        row = project.glossary.get(pk=row.pk)
        if row.edition != edition:
            raise WrittenMeanwhile(row)
        row.edition += 1
    row.word, row.meaning, row.written_by, row.written_on = word, meaning, by, timezone.localdate()
    row.save()
    _record(by, "projects.word_written", row)
    return row


@transaction.atomic
def remove_word(*, row: GlossaryWord, by: Member) -> None:
    """Take a word out."""
    check_can(by, WRITE_WORDS)
    _record(by, "projects.word_removed", row)
    row.delete()


@transaction.atomic
def ask_word(*, project: Project, word: str, where: str, by: Member | None) -> None:
    """Ask what a word means. Nothing is kept of who asked, and no row in the record says that somebody did, or when.

    Args:
        by: None for somebody without an account, whom a page let in by what they hold.
    """
    if by is not None:
        check_can(by, ASK_WORD)
    Project.objects.select_for_update().get(pk=project.pk)  # one at a time, since the rows of the day change places
    if project.word_questions.count() >= MOST_QUESTIONS:
        raise TooManyQuestions(_("So many questions wait already that no more can be taken. Ask a facilitator."))
    WordQuestion.objects.create(project=project, word=word.strip(), where=where.strip())
    of_today = project.word_questions.filter(asked_on=timezone.localdate())
    mix(WordQuestion, of_today.values_list("pk", flat=True))  # or the order in which they lie is that of asking


@transaction.atomic
def answer_word(*, question: WordQuestion, word: str, meaning: str, by: Member) -> GlossaryWord:
    """Answer a question into the glossary, for everyone. The question goes; what stays is the answer.

    Raises:
        WrittenMeanwhile: the word is there already.
    """
    check_can(by, ANSWER_WORDS)
    row = write_word(project=question.project, word=word, meaning=meaning, by=by)
    question.delete()
    return row


@transaction.atomic
def set_aside_word(*, question: WordQuestion, by: Member) -> None:
    """Let a question go without an answer: it is answered already, or is no question about a word."""
    check_can(by, ANSWER_WORDS)
    audit.record(stream=question.project_id, by=by.user_id, verb="projects.word_set_aside")
    question.delete()


def _record(by: Member, verb: str, row: GlossaryWord, **details: Any) -> None:
    audit.record(stream=row.project_id, by=by.user_id, verb=verb, subject=row.pk, details=details)
