"""What the views here share: a page that is one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from wesaid_web.common.forms import Form, status_of
from wesaid_web.projects.access import Here
from wesaid_web.projects.fields import differing

Words = str | Promise


@dataclass(frozen=True)
class Sheet:
    """The words of a page that is one form: its title, what stands above the form, its button, and the way back."""

    title: Words
    back: tuple[str, Words]
    button: Words
    lead: Words = ""
    above: Words = ""
    warns: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest,
    here: Here,
    form: Form,
    sheet: Sheet,
    *,
    status: HTTPStatus | None = None,
    comes_first: str = "",
    theirs: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Show it. ``theirs``: what somebody else saved meanwhile, question by question."""
    context = {"here": here, "form": form, "sheet": sheet, "theirs": theirs or [], "comes_first": comes_first}
    if status is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if comes_first else status_of(form)
    return render(request, "joining/form.jinja", context, status=status)


def both(
    request: HttpRequest, here: Here, mine: Form, make: Callable[..., Form], opened: dict[str, Any], sheet: Sheet
) -> HttpResponse:
    """Somebody else was quicker: both texts (409). Sent again, mine is what is kept."""
    again = make(initial={**request.POST.dict(), "edition": opened.get("edition"), "after": opened.get("after")})
    return form_page(request, here, again, sheet, status=HTTPStatus.CONFLICT, theirs=differing(mine, opened))
