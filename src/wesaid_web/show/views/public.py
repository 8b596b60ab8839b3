"""The public page: for everyone; and, within the group, preparing it, answering to it, publishing it, switching it off."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.access import public_view
from wesaid_web.projects.access import Here, project_view
from wesaid_web.show import actions, queries
from wesaid_web.show.forms import AnswerForm
from wesaid_web.show.impact import still_said_no
from wesaid_web.show.models import PublicPage, Release
from wesaid_web.show.permissions import ANSWER, PUBLISH, SEE
from wesaid_web.show.releases import less_hidden, still_shown
from wesaid_web.show.views.overview import trail_context
from wesaid_web.trail import places
from wesaid_web.trail.models import Consent, Fate
from wesaid_web.trail.permissions import kept_from_the_group
from wesaid_web.trail.queries import Counts, counted


@public_view("GET")
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What we said, what we did, what they did, what was not done and why, what changed."""
    found = PublicPage.objects.select_related("project").filter(slug=slug, is_on=True).first()
    release = queries.published(found.project) if found else None
    if found is None or release is None:
        raise Http404
    return render(request, "show/public.jinja", {"slug": slug, **page_context(release, preview=False)})


def page_context(release: Release, *, preview: bool) -> dict[str, Any]:
    """A release as the public page shows it, less what was taken back since."""
    hidden = set(map(str, kept_from_the_group(release.project_id)))
    items = [less_hidden(item, hidden) for item in _still_agreed(release)]
    numbers = release.content["numbers"]
    done = [item for item in items if item["fate"] in {Fate.DONE_CHANGED, Fate.DONE_NO_CHANGE}]
    context: dict[str, Any] = {
        "content": release.content,
        "items": items,
        "we_did": [item for item in done if item["whose"] == "we"],
        "they_did": [item for item in done if item["whose"] == "they"],
        "also_done": [item for item in done if not item["whose"]],
        "under_way": [item for item in items if item["fate"] in {Fate.BEING_DONE, Fate.BEING_TRIED}],
        "not_done": [item for item in items if item["fate"] in {Fate.NOT_DONE, Fate.LATER}],
        "waiting": [item for item in items if item["fate"] in {Fate.WAITING, Fate.TALKED_ABOUT}],
        "changed": [
            (change, about)
            for change, about in still_shown(release.content["changes"], items)
            if hidden.isdisjoint(change["rests_on"])
        ],
        "said_no": still_said_no(release.project, release.content.get("said_no", [])),
        "people": numbers["people"],
        "fewer_than": numbers["fewer_than"],
        "preview": preview,
        "trail": None,
        "of": {},  # how many there are of what is shown, where numbers may be shown
    }
    if numbers["by_place"] is not None:
        counted_there = Counts(numbers["by_place"], numbers["we_by_place"], 0)
        context["trail"] = True
        context |= trail_context(counted_there, "")
        context["of"] = {
            "we_did": counted_there.we(*places.DONE),
            "under_way": counted_there.of(places.AGREED, *places.UNDER_WAY),
            "not_done": counted_there.of(*places.STOPPED),
            "waiting": counted_there.of(*places.OPEN),
            "changed": counted_there.of(Fate.DONE_CHANGED),
        }
    return context


def _still_agreed(release: Release) -> Iterator[dict[str, Any]]:
    """The items whose authors still agree to these very words; without "we" where a name was kept back since."""
    rows = queries.may_be_public(release.project).values_list(
        "pk", "public_words", "text", "author_withheld", "language"
    )
    now = {str(pk): (words or text, withheld, language) for pk, words, text, withheld, language in rows}
    for item in release.content["items"]:
        words, withheld, language = now.get(item["id"], (None, False, ""))
        if words == item["words"]:
            yield item | {"language": language, "whose": "" if withheld else item["whose"]}


@project_view(SEE, "GET")
def public_settings(request: HttpRequest, here: Here) -> HttpResponse:
    """Whether the page is on, what waits, who agreed to what."""
    return _settings_page(request, here, AnswerForm())


def _settings_page(request: HttpRequest, here: Here, form: AnswerForm) -> HttpResponse:
    release = queries.in_preparation(here.project)
    where = queries.public_page(here.project)
    rows = counted(here.project)
    asked = {answer: rows.filter(public=answer).count() for answer in Consent.values}
    context = {
        "here": here,
        "page": where,
        "address": settings.PUBLIC_URL + reverse("public", args=[where.slug]) if where else "",
        "published": queries.published(here.project),
        "release": release,
        "answers": list(release.answers.select_related("member")) if release else [],
        "missing": actions.missing_before_publishing(release) if release else [],
        "form": form,
        "asked": asked,
        "may_publish": here.can(PUBLISH),
        "may_answer": here.can(ANSWER),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "show/public_settings.jinja", context, status=status)


@project_view(PUBLISH, "POST")
def prepare(request: HttpRequest, here: Here) -> HttpResponse:
    """Freeze what the page would say now."""
    actions.prepare(project=here.project, by=here.member)
    messages.success(request, _("This is how the page would look. Ask the group to look at it before it goes out."))
    return redirect("show:preview", here.project.pk)


@project_view(SEE, "GET")
def preview(request: HttpRequest, here: Here) -> HttpResponse:
    """How the release in preparation looks; only for the group."""
    release = queries.in_preparation(here.project)
    if release is None:
        return redirect("show:public_settings", here.project.pk)
    return render(request, "show/public.jinja", {"here": here, **page_context(release, preview=True)})


@project_view(ANSWER, "POST")
def answer(request: HttpRequest, here: Here) -> HttpResponse:
    """Say that I am happy with it, or that it should wait."""
    release = get_object_or_404(Release, project=here.project, published_at=None)
    form = AnswerForm(request.POST)
    if form.is_valid() and request.POST.get("release", str(release.pk)) != str(release.pk):
        form.add_error("answer", _("The page was prepared anew since you looked. Look at it again, then answer."))
    if not form.is_valid():
        return _settings_page(request, here, form)
    happy = form.cleaned_data["answer"] == "happy"
    actions.answer(release=release, happy=happy, words=form.cleaned_data["words"], by=here.member)
    messages.success(request, _("Thank you. Your answer is kept."))
    return redirect("show:public_settings", here.project.pk)


@project_view(PUBLISH, "GET", "POST")
def publish(request: HttpRequest, here: Here) -> HttpResponse:
    """Switch the page on with this release, after saying what that means."""
    release = get_object_or_404(Release, project=here.project, published_at=None)
    comes_first = ""
    if request.method == "POST":
        try:
            actions.publish(release=release, by=here.member)
        except actions.NotReady as problem:
            comes_first = str(problem)
        else:
            messages.success(request, _("The public page is on."))
            return redirect("show:public_settings", here.project.pk)
    context = {
        "here": here,
        "release": release,
        "missing": actions.missing_before_publishing(release),
        "comes_first": comes_first,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if comes_first else HTTPStatus.OK
    return render(request, "show/publish.jinja", context, status=status)


@project_view(PUBLISH, "POST")
def switch_off(request: HttpRequest, here: Here) -> HttpResponse:
    """Take the page down."""
    actions.switch_off(project=here.project, by=here.member)
    messages.success(request, _("The public page is off. Nobody outside the group can see it."))
    return redirect("show:public_settings", here.project.pk)
