"""What words mean: those of the house, those of the group, and the questions that nobody asked by name."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.glossary import house_words
from wesaid_web.projects import glossary_actions
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.glossary_forms import AskWordForm, WordForm
from wesaid_web.projects.models import GlossaryWord, WordQuestion
from wesaid_web.projects.permissions import ANSWER_WORDS, ASK_WORD, SEE, WRITE_WORDS


@project_view(SEE, "GET")
def glossary(request: HttpRequest, here: Here) -> HttpResponse:
    """Every word with its meaning; for those who answer, the questions that wait."""
    own = sorted(here.project.glossary.select_related("written_by"), key=lambda row: row.word.casefold())
    context = {
        "here": here,
        "own": own,
        "house": house_words(),
        "questions": list(here.project.word_questions.all()) if here.can(ANSWER_WORDS) else [],
        "may_write": here.can(WRITE_WORDS),
        "may_ask": here.can(ASK_WORD),
    }
    return render(request, "projects/glossary.jinja", context)


@project_view(ASK_WORD, "GET", "POST")
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask what a word means, without saying who asks."""
    form = AskWordForm(posted(request), initial={"where": request.GET.get("where", "")[:160]})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        glossary_actions.ask_word(project=here.project, word=data["word"], where=data["where"], by=here.member)
        messages.success(request, _("It is asked. The answer will stand on this page, for everyone."))
        return redirect("projects:glossary", here.project.pk)
    return render(request, "projects/glossary_ask.jinja", {"here": here, "form": form}, status=status_of(form))


@project_view(WRITE_WORDS, "GET", "POST")
def word_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Add a word of the group's own."""
    return _write(request, here, WordForm(posted(request)), None)


@project_view(WRITE_WORDS, "GET", "POST")
def word_edit(request: HttpRequest, here: Here, word_id: uuid.UUID) -> HttpResponse:
    """Change a word or its meaning."""
    row = get_object_or_404(GlossaryWord, pk=word_id, project=here.project)
    initial = {"word": row.word, "meaning": row.meaning, "edition": row.edition}
    return _write(request, here, WordForm(posted(request), initial=initial), row)


def _write(request: HttpRequest, here: Here, form: WordForm, row: GlossaryWord | None) -> HttpResponse:
    theirs, status = None, status_of(form)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            glossary_actions.write_word(
                project=here.project,
                word=data["word"],
                meaning=data["meaning"],
                row=row,
                edition=data["edition"] or 0,
                by=here.member,
            )
        except glossary_actions.WrittenMeanwhile as other:
            theirs, form, status = other.theirs, _again(request, other.theirs, row), HTTPStatus.CONFLICT
        else:
            messages.success(request, _("It is in the list of words. Everyone in the project sees it."))
            return redirect("projects:glossary", here.project.pk)
    context = {"here": here, "form": form, "row": row, "theirs": theirs}
    return render(request, "projects/glossary_word.jinja", context, status=status)


def _again(request: HttpRequest, theirs: GlossaryWord, row: GlossaryWord | None) -> WordForm:
    """The form with what was written, and which says what stands in the way: nothing is lost."""
    sent = request.POST.copy()
    if row is not None and theirs.pk == row.pk:
        sent["edition"] = str(theirs.edition)
        form = WordForm(sent)
        form.add_error("meaning", _("Somebody else changed it since you opened it. Theirs is below yours."))
    else:
        form = WordForm(sent)
        form.add_error("word", _("This word is in the list already. Its meaning is below yours."))
    return form


@project_view(WRITE_WORDS, "POST")
def word_remove(request: HttpRequest, here: Here, word_id: uuid.UUID) -> HttpResponse:
    """Take a word out of the list."""
    row = get_object_or_404(GlossaryWord, pk=word_id, project=here.project)
    glossary_actions.remove_word(row=row, by=here.member)
    messages.success(request, _("The word is out of the list."))
    return redirect("projects:glossary", here.project.pk)


@project_view(ANSWER_WORDS, "GET", "POST")
def word_answer(request: HttpRequest, here: Here, question_id: uuid.UUID) -> HttpResponse:
    """Answer a question into the list of words, for everyone."""
    question = get_object_or_404(WordQuestion, pk=question_id, project=here.project)
    form = WordForm(posted(request), initial={"word": question.word[:80]})
    theirs, status = None, status_of(form)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            glossary_actions.answer_word(question=question, word=data["word"], meaning=data["meaning"], by=here.member)
        except glossary_actions.WrittenMeanwhile as other:
            theirs, form, status = other.theirs, _again(request, other.theirs, None), HTTPStatus.CONFLICT
        else:
            messages.success(request, _("It is in the list of words. Everyone in the project sees it."))
            return redirect("projects:glossary", here.project.pk)
    context = {"here": here, "form": form, "row": None, "question": question, "theirs": theirs}
    return render(request, "projects/glossary_word.jinja", context, status=status)


@project_view(ANSWER_WORDS, "POST")
def word_set_aside(request: HttpRequest, here: Here, question_id: uuid.UUID) -> HttpResponse:
    """Let a question go without an answer."""
    question = get_object_or_404(WordQuestion, pk=question_id, project=here.project)
    glossary_actions.set_aside_word(question=question, by=here.member)
    messages.success(request, _("The question is set aside."))
    return redirect("projects:glossary", here.project.pk)
