"""What the group thinks of how it works, topic by topic; and the private questions for staff and managers."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted
from wesaid_web.projects import queries, reflection_actions
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.forms import PowerForm, ReflectionForm
from wesaid_web.projects.models import Reflection, Topic
from wesaid_web.projects.permissions import OWN_POWER, REFLECT, SEE
from wesaid_web.projects.questions import ASKED, CHARACTERISTICS, PRINCIPLES, framework_of

TOPICS = tuple(Topic)


@project_view(SEE, "GET")
def reflections(request: HttpRequest, here: Here) -> HttpResponse:
    """Every topic with what was written last."""
    written = queries.reflections_of(here.project)
    context = {
        "here": here,
        "principles": [_shown(topic, written[topic]) for topic in PRINCIPLES],
        "characteristics": [_shown(topic, written[topic]) for topic in CHARACTERISTICS],
        "anything": any(written.values()),
        "may_write": here.can(REFLECT),
        "professional": reflection_actions.may_own_power(here.member),
    }
    return render(request, "projects/reflections.jinja", context)


def _shown(topic: Topic, versions: list[Reflection]) -> dict[str, object]:
    number = TOPICS.index(topic) + 1
    framework, part = framework_of(topic)
    published = {"framework": framework, "part": part}
    return {"topic": topic, "number": number, "asked": ASKED[topic], "versions": versions, "published": published}


def _topic(number: int) -> Topic:
    if not 1 <= number <= len(TOPICS):
        raise Http404
    return TOPICS[number - 1]


@project_view(SEE, "GET")
def reflection(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One topic with every version, the newest first."""
    topic = _topic(number)
    versions = list(here.project.reflections.filter(topic=topic).select_related("written_by"))
    context = {"here": here, **_shown(topic, versions), "may_write": here.can(REFLECT)}
    return render(request, "projects/reflection.jinja", context)


@project_view(REFLECT, "GET", "POST")
def write(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Write the next version, starting from the last."""
    topic = _topic(number)
    last = here.project.reflections.filter(topic=topic).first()
    theirs = None
    form = ReflectionForm(posted(request)) if request.method == "POST" else ReflectionForm.opened_on(last)
    if request.method == "POST" and form.is_valid():
        after = form.cleaned_data["after"]
        try:
            reflection_actions.reflect(
                project=here.project, topic=topic, thought=form.thought(), after=after, by=here.member
            )
        except reflection_actions.WrittenMeanwhile as other:
            theirs = other.theirs
            again = request.POST.copy()
            again["after"] = str(theirs.number)  # written down once more, mine follows theirs
            form = ReflectionForm(again)
            form.add_error("well", _("Somebody else wrote about this since you opened it. Theirs is below yours."))
        else:
            messages.success(request, _("It is written down. Earlier versions stay to be read."))
            return redirect("projects:reflection", here.project.pk, number)
    context = {"here": here, "form": form, "theirs": theirs, **_shown(topic, [])}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/reflection_write.jinja", context, status=status)


@project_view(SEE, "GET")
def paper(request: HttpRequest, here: Here) -> HttpResponse:
    """All topics on paper, with lines to write on."""
    topics = [_shown(topic, []) for topic in TOPICS]
    return render(request, "projects/reflections_paper.jinja", {"here": here, "topics": topics})


@project_view(OWN_POWER, "GET", "POST")
def own_power(request: HttpRequest, here: Here) -> HttpResponse:
    """Questions to oneself. Nobody else sees what is written, nor that anything was."""
    reflection_actions.check_own_power(here.member)
    note = reflection_actions.note_of(here.member)
    form = PowerForm(posted(request), initial=note.answers if note else {})
    if request.method == "POST" and form.is_valid():
        reflection_actions.write_own_power(answers=form.cleaned_data, by=here.member)
        messages.success(request, _("Kept, for you alone."))
        return redirect("projects:own_power", here.project.pk)
    context = {"here": here, "form": form, "note": note}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/own_power.jinja", context, status=status)


@project_view(OWN_POWER, "GET", "POST")
def own_power_delete(request: HttpRequest, here: Here) -> HttpResponse:
    """Delete it, after asking once."""
    reflection_actions.check_own_power(here.member)
    if request.method == "POST":
        reflection_actions.delete_own_power(by=here.member)
        messages.success(request, _("It is deleted."))
        return redirect("projects:reflections", here.project.pk)
    if reflection_actions.note_of(here.member) is None:
        return redirect("projects:own_power", here.project.pk)
    return render(request, "projects/own_power_delete.jinja", {"here": here})
