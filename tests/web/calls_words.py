"""One call of every action about words and things in another form; see :mod:`tests.web.calls`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cast import TOMORROW, World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.common.models import INSTALLATION
from wesaid_web.people import actions as people
from wesaid_web.projects import glossary_actions as glossary
from wesaid_web.projects.models import GlossaryWord
from wesaid_web.trail.actions import formats
from wesaid_web.trail.models import InForm, OtherForm, PagesOf

Rows = Iterator[list[Told] | None]


@call(people.choose_language)
def language_chosen(w: World) -> Rows:
    user = w.users["member"]
    yield None
    people.choose_language(user=user, code="cy", by=user)
    people.choose_language(user=user, code="cy", by=user)  # the same is no change
    yield [Told("people.language", user.pk, user.pk, {}, INSTALLATION)]


@call(glossary.write_word)
def written(w: World) -> Rows:
    yield None
    row = glossary.write_word(project=w.here.project, word="New", meaning="x", by=w.here.member)
    yield [by(w.here.member, w.here, "projects.word_written", row)]


@call(glossary.remove_word)
def removed(w: World) -> Rows:
    row = GlossaryWord.objects.get(pk=w.here.word.pk)
    yield None
    glossary.remove_word(row=row, by=w.here.member)
    yield [by(w.here.member, w.here, "projects.word_removed", w.here.word)]


@call(glossary.answer_word)
def answered(w: World) -> Rows:
    yield None
    row = glossary.answer_word(question=w.here.word_question, word="Pathway", meaning="x", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.word_written", row)]


@call(glossary.set_aside_word)
def set_aside(w: World) -> Rows:
    yield None
    glossary.set_aside_word(question=w.here.word_question, by=w.here.facilitator)
    yield [Told("projects.word_set_aside", w.here.facilitator.user_id, None, {}, w.here.project.pk)]


def _ask(w: World, *, say_who: bool) -> OtherForm:
    of = formats.Of(page=PagesOf.CHARTER)
    return formats.ask(project=w.here.project, of=of, kind=InForm.EASY_READ, say_who=say_who, by=w.here.member)


@call(formats.ask)
def asked_by_name(w: World) -> Rows:
    yield None
    row = _ask(w, say_who=True)
    yield [by(w.here.member, w.here, "trail.form_asked", row, kind="easy_read")]


@call(formats.ask)
def asked_without_a_name(w: World) -> Rows:
    yield None
    _ask(w, say_who=False)
    yield [Told("trail.form_asked", None, w.here.project.pk, {}, w.here.project.pk)]


@call(formats.ask)
def asked_without_an_account(w: World) -> Rows:
    yield None
    formats.ask(project=w.here.project, of=formats.Of(meeting=w.here.coming), kind=InForm.AUDIO, say_who=False, by=None)
    yield [Told("trail.form_asked", None, w.here.project.pk, {}, w.here.project.pk)]


@call(formats.promise)
def promised(w: World) -> Rows:
    row = _ask(w, say_who=False)
    yield None
    formats.promise(row=row, who=w.here.member, until=TOMORROW, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.form_promised", row, until=TOMORROW.isoformat())]


@call(formats.refuse)
def refused(w: World) -> Rows:
    row = _ask(w, say_who=False)
    yield None
    formats.refuse(row=row, why="Nobody signs here", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.form_refused", row)]


@call(formats.give)
def given(w: World) -> Rows:
    row = _ask(w, say_who=False)
    yield None
    formats.give(row=row, given=formats.Given(text="Plain"), by=w.here.member)
    yield [by(w.here.member, w.here, "trail.form_given", row)]


@call(formats.remove)
def taken_away(w: World) -> Rows:
    row = OtherForm.objects.get(pk=w.here.given_form.pk)
    yield None
    formats.remove(row=row, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.form_removed", w.here.given_form)]
