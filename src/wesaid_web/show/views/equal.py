"""How equal are we: for those who take part, once the group has switched it on."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.runs import run_of
from wesaid_web.evaluation import queries as askings
from wesaid_web.projects import queries as project_queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import VOICE
from wesaid_web.projects.reflection_actions import may_own_power
from wesaid_web.show import actions, equal_picture
from wesaid_web.show.bridge import FEWER_THAN, STEPS
from wesaid_web.show.equal import FEWEST, how_equal
from wesaid_web.show.permissions import FREEZE


@project_view(VOICE, "GET")
def equal(request: HttpRequest, here: Here) -> HttpResponse:
    """The page. Where it is not on, how it could be."""
    voice = project_queries.voice_of(here.project, here.member)
    if not voice.is_on:
        return redirect("projects:voice", here.project.pk)
    found = how_equal(here.project)
    context = {
        "here": here,
        "voice": voice,
        "equal": found,
        "wide": equal_picture.wide(found.hats),
        "tall": equal_picture.tall(found.hats),
        "fewest": FEWEST,
        "professional": may_own_power(here.member),
        "asked": askings.latest_closed(here.project),
        "waiting": askings.waiting_for(here.member).first(),
    }
    return render(request, "show/equal.jinja", context)


@project_view(VOICE, "GET")
def sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """What may leave the room: the newest sheet, to be printed."""
    return _sheet_page(request, here)


def _sheet_page(request: HttpRequest, here: Here, comes_first: str = "") -> HttpResponse:
    if not project_queries.voice_of(here.project, here.member).is_on:
        return redirect("projects:voice", here.project.pk)
    newest = here.project.equal_sheets.first()
    hats = {str(hat.pk): hat for hat in here.project.perspectives.all()}
    rows = newest.content["cells"] if newest else {}
    context = {
        "here": here,
        "sheet": newest,
        "rows": [(hats[key], dict.fromkeys(STEPS) | cells) for key, cells in rows.items() if key in hats],
        "fewer_than": FEWER_THAN,
        "anything": any(value is not None for cells in rows.values() for value in cells.values()),
        "may_freeze": here.can(FREEZE),
        "comes_first": comes_first,
        "run": run_of(newest.pk if newest else None),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if comes_first else HTTPStatus.OK
    return render(request, "show/equal_sheet.jinja", context, status=status)


@project_view(FREEZE, "POST")
def freeze(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a new sheet."""
    try:
        actions.freeze_sheet(project=here.project, by=here.member)
    except (actions.NotReady, actions.StandsAsItIs) as problem:
        return _sheet_page(request, here, str(problem))
    messages.success(request, _("The sheet is made. Look at it with the group before you hand it on."))
    return redirect("show:equal_sheet", here.project.pk)
