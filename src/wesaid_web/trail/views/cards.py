"""Cards about what is to be decided: choosing and printing them, and coming from a card to the decision it is about."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.pdf import paper
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.cards import MOST_CARDS, about, cards_about, for_cards
from wesaid_web.trail.forms.slips import CardForm
from wesaid_web.trail.models import Fate, Reason, Result
from wesaid_web.trail.permissions import DECIDE
from wesaid_web.trail.places import OPEN
from wesaid_web.trail.views.shared import asked_for

MOST_BLANK = 10


@project_view(DECIDE, "GET")
def cards(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose what there are to be cards about: what waits, and first what is being talked about."""
    rows = for_cards(here.project).filter(fate__in=OPEN).order_by("-talked_about_on", *queries.SORTS["waited"])
    found = sorted(rows[:MOST_CARDS], key=lambda row: row.fate != Fate.TALKED_ABOUT)
    return render(request, "trail/cards.jinja", {"here": here, "rows": found})


@project_view(DECIDE, "GET")
def cards_print(request: HttpRequest, here: Here) -> HttpResponse:
    """The cards, two to a sheet; in large print one. Without any names: they lie on a table."""
    chosen = {row.pk for row in asked_for(request, here)}
    rows = for_cards(here.project).filter(pk__in=chosen).order_by(*queries.SORTS["waited"])
    made = cards_about(rows[:MOST_CARDS])
    asked = request.GET.get("blank", "")
    blank = min(int(asked), MOST_BLANK) if asked.isdecimal() and len(asked) < 4 else 0
    if not made and not blank:
        return redirect("trail:cards", here.project.pk)
    context = {
        "here": here,
        "cards": [(spoken(card.code), card) for card in made],
        "blank": blank,
        "results": [label for value, label in Result.choices if value != Result.LATER],
        "reasons": [label for value, label in Reason.choices if value != Reason.OTHER],
        "query": {"said": [str(card.row.pk) for card in made], "blank": str(blank) if blank else ""},
    }
    return paper(request, "trail/cards_print.jinja", context, name="decision-cards")


@project_view(DECIDE, "GET", "POST")
def card(request: HttpRequest, here: Here) -> HttpResponse:
    """The code on a card leads to the form for the decision it is about."""
    form = CardForm(posted(request))
    found = []
    if request.method == "POST" and form.is_valid():
        found = about(here.project, form.cleaned_data["code"])
        if len(found) == 1:
            query = urlencode({"said": found[0].pk})
            return redirect(f"{reverse('trail:decide', args=[here.project.pk])}?{query}")
        if not found:
            form.add_error("code", _("There is no card with this code in this project. Compare it with the card."))
    status = HTTPStatus.OK if found else status_of(form)
    return render(request, "trail/card.jinja", {"here": here, "form": form, "found": found}, status=status)
