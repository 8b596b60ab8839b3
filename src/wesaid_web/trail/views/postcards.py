"""Cards on paper, for facilitators: who is to get one, the cards to print, that they were handed out, and that they were not."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.common.pdf import paper
from wesaid_web.projects.access import Here, project_view
from wesaid_web.support.rules import contacts_of
from wesaid_web.trail import postcards as queries
from wesaid_web.trail.actions import telling as actions
from wesaid_web.trail.permissions import POSTCARDS


@project_view(POSTCARDS, "GET")
def cards(request: HttpRequest, here: Here) -> HttpResponse:
    """For whom something is new since their last card; and who was given one when."""
    context = {
        "here": here,
        "cards": queries.to_hand_out(here.project),
        "given": queries.handed_out(here.project),
    }
    return render(request, "trail/postcards.jinja", context)


@project_view(POSTCARDS, "GET")
def print_cards(request: HttpRequest, here: Here) -> HttpResponse:
    """The cards of those who were chosen, to print; and a button for when they are handed out."""
    asked = set(request.GET.getlist("to"))
    everyone = queries.to_hand_out(here.project)
    chosen = [card for card in everyone if str(card.to.key) in asked]
    if not chosen:
        context = {
            "here": here,
            "cards": everyone,
            "given": queries.handed_out(here.project),
            "comes_first": _("Choose at least one person.") if everyone else "",
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if everyone else HTTPStatus.OK
        return render(request, "trail/postcards.jinja", context, status=status)
    context = {
        "here": here,
        "chosen": chosen,
        "cards": queries.printed(here.project, chosen),
        "contacts": contacts_of(here.project),
        "type_at": settings.PUBLIC_URL + reverse("guests:mine"),
        "query": {"to": [str(card.to.key) for card in chosen]},
    }
    return paper(request, "trail/postcards_print.jinja", context, name="postcards")


@project_view(POSTCARDS, "POST")
def given(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down that the cards were handed out today."""
    wanted = set(request.POST.getlist("news"))
    everyone = queries.to_hand_out(here.project)
    chosen = [card for card in everyone if wanted & set(map(str, card.keys))]
    news = [key for card in chosen for key in card.keys if str(key) in wanted]
    actions.hand_out(project=here.project, news=news, by=here.member)
    count = len(chosen)
    done = ngettext("%(count)s postcard is handed out.", "%(count)s postcards are handed out.", count) % {
        "count": count
    }
    messages.success(request, _("%(done)s The next ones say what is new since.") % {"done": done})
    return redirect("trail:postcards", here.project.pk)


@project_view(POSTCARDS, "POST")
def not_given(request: HttpRequest, here: Here) -> HttpResponse:
    """Take back that somebody was given their last card."""
    key = request.POST.get("to", "")
    for one in queries.handed_out(here.project):
        if str(one.to.key) == key:
            actions.not_handed_out(project=here.project, news=one.keys, on=one.on, by=here.member)
            messages.success(request, _("Taken back. The postcard is on the list again."))
    return redirect("trail:postcards", here.project.pk)
