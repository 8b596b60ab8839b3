"""How equal are we: for those who take part, once the group has switched it on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wesaid_web.projects import queries as project_queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import VOICE
from wesaid_web.projects.reflection_actions import may_own_power
from wesaid_web.show import equal_picture
from wesaid_web.show.equal import FEWEST, how_equal


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
    }
    return render(request, "show/equal.jinja", context)
