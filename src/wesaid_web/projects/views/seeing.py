"""Choosing what something is seen through: first a framework, then the whole of it or a part. Works by links and forms alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid.frameworks import Framework, all_frameworks
from wesaid_web.common.forms import posted
from wesaid_web.common.seeing import Named, lenses
from wesaid_web.projects.access import Here
from wesaid_web.projects.forms import SeenForm


class Attach(Protocol):
    """Writes it down: the framework and the part, or with ``back`` takes it away."""

    def __call__(self, *, framework: str, item: str, back: bool = False) -> None: ...


@dataclass(frozen=True)
class Thing:
    """What is looked at.

    Attributes:
        words: what it is, for people; ``room`` is the room of the project it is in.
        address: of the page that shows it; ``back`` is what the way back there is called.
        choose: of this very page.
        rows: what it is seen through now.
        language: that of the words, where somebody said them.
    """

    words: str
    room: str
    address: str
    back: str
    choose: str
    rows: Iterable[Named]
    language: str | None = None


def choose(request: HttpRequest, here: Here, thing: Thing, attach: Attach) -> HttpResponse:
    """The page, and what is sent from it."""
    given = request.POST if request.method == "POST" else request.GET
    framework = next((one for one in all_frameworks() if one.name == given.get("through")), None)
    if request.method == "POST" and request.POST.get("back"):
        attach(framework=request.POST.get("through", ""), item=request.POST.get("item", ""), back=True)
        messages.success(request, _("Taken away. You can add it again here."))
        return redirect(thing.choose)
    if framework is None:
        return _page(request, here, thing, none_chosen=request.method == "POST")
    form = SeenForm(framework, posted(request), initial={"item": given.get("item", "")})
    if request.method == "POST" and form.is_valid():
        attach(framework=framework.name, item=form.cleaned_data["item"])
        messages.success(request, _("Saved. Everyone in the group sees it there."))
        return redirect(thing.address)
    return _part_page(request, here, thing, framework, form)


def _page(request: HttpRequest, here: Here, thing: Thing, *, none_chosen: bool) -> HttpResponse:
    context = {
        "here": here,
        "thing": thing,
        "lenses": lenses(thing.rows),
        "frameworks": all_frameworks(),
        "comes_first": _("Choose one of the frameworks first.") if none_chosen else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if none_chosen else HTTPStatus.OK
    return render(request, "projects/seen.jinja", context, status=status)


def _part_page(request: HttpRequest, here: Here, thing: Thing, framework: Framework, form: SeenForm) -> HttpResponse:
    context = {"here": here, "thing": thing, "framework": framework, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/seen_part.jinja", context, status=status)
