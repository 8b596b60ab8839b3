"""What is new: in one project, in all of somebody's projects, and how they hear of it by e-mail."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from wesaid_web.common.access import public_view, signed_in_view
from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import SEE
from wesaid_web.telling import actions, queries
from wesaid_web.telling.forms import MailForm
from wesaid_web.telling.models import MailChoice, Often
from wesaid_web.telling.stopping import opened

PAGE = 25


@project_view(SEE, "GET")
def news(request: HttpRequest, here: Here) -> HttpResponse:
    """What happened to what this person said, and what else is new for them: unread first."""
    page = Paginator(queries.news_of(here.member), PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    lines = queries.told(here.member, rows)
    unread, new = [row.pk for row in rows if not row.seen], [one for one in lines if not one.row.seen]
    context = {
        "here": here,
        "page": page,
        "query": page_query(request),
        "lines": lines,
        "new": new,
        "read": [one for one in lines if one.row.seen],
        "unread": unread,
        "gone": len(unread) - len(new),
    }
    return render(request, "telling/news.jinja", context)


@project_view(SEE, "POST")
def seen(request: HttpRequest, here: Here) -> HttpResponse:
    """Say that one has read what was shown: that and no more, so that nothing that came since is lost."""
    actions.mark_seen(news=[key for key in map(_uuid, request.POST.getlist("news")) if key], by=here.member)
    messages.success(request, _("Marked as read. Nobody else sees whether you read it."))
    return redirect("telling:news", here.project.pk)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@signed_in_view("GET")
def everywhere(request: HttpRequest) -> HttpResponse:
    """In which of one's projects something is new. Whoever is in one only is taken there."""
    places = list(queries.places_with_news(signed_in_user(request)))
    if len(places) == 1:
        return redirect("telling:news", places[0].project_id)
    request.unread_news = sum(place.unread for place in places)  # type: ignore[attr-defined]
    return render(request, "telling/everywhere.jinja", {"places": places})


@signed_in_view("GET", "POST")
def mail(request: HttpRequest) -> HttpResponse:
    """How often one gets an e-mail, and about what."""
    user = signed_in_user(request)
    choice = MailChoice.objects.filter(user=user).first() or MailChoice(user=user)
    form = MailForm(choice, posted(request))
    if request.method == "POST" and form.is_valid():
        actions.choose_mail(user=user, often=Often(form.cleaned_data["often"]), off=form.off, by=user)
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("news:mail")
    return render(request, "telling/mail.jinja", {"form": form, "choice": choice}, status=status_of(form))


@csrf_exempt
@public_view("GET", "POST")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop e-mails, by the link in one of them. Opening it does nothing: programs open links before people do.

    The link itself is what gives the right, so a form that was not made here may be sent, too: that is how programs that read
    e-mail stop them with a button of their own. Nothing is said about whose link it is.
    """
    choice_id = opened(token)
    if choice_id is None:
        raise Http404
    if request.method == "POST":
        actions.stop_mail(choice_id=choice_id)
        return render(request, "telling/stopped.jinja")
    return render(request, "telling/stop.jinja", {"token": token})
