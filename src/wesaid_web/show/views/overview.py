"""The front page, the trail at a glance, what became of what I said, what happened."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from wesaid_web.common.access import public_view
from wesaid_web.common.forms import page_query
from wesaid_web.delivery.queries import ended_for
from wesaid_web.evaluation.queries import waiting_for
from wesaid_web.joining.queries import to_answer
from wesaid_web.meetings import queries as meetings
from wesaid_web.meetings.permissions import PLAN
from wesaid_web.projects import queries as project_queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import ANSWER_WORDS, INVITE, SEE_MONEY, VOICE, WRITE_CHARTER
from wesaid_web.show import demo, picture, queries
from wesaid_web.show.permissions import PUBLISH, SEE
from wesaid_web.show.words import in_words
from wesaid_web.support.queries import to_pay
from wesaid_web.trail.format_queries import waiting
from wesaid_web.trail.permissions import ADD, DECIDE, GUESTS
from wesaid_web.trail.queries import Counts, counts


@public_view("GET")
def home(request: HttpRequest) -> HttpResponse:
    """What this is. In the worked example: whom to look around as. For people who are signed in: their projects."""
    if settings.DEMO:
        return render(request, "show/demo_home.jinja", {"choices": demo.CHOICES})
    if request.user.is_authenticated:
        return redirect("projects:list")
    return render(request, "show/home.jinja")


@project_view(SEE, "GET")
def overview(request: HttpRequest, here: Here) -> HttpResponse:
    """The trail: the picture, its sentence and its table; what has waited longest; what is next."""
    numbers = counts(here.project)
    charter, signed = project_queries.signed_up(here.project)
    context = {
        "here": here,
        **trail_context(numbers, reverse("trail:said", args=[here.project.pk])),
        "charter": charter,
        "signed": signed,
        "next": queries.whats_next(here.project, timezone.localdate()),
        "mine": list(queries.said_by(here.member)[:3]),
        "next_meeting": meetings.coming(here.project).filter(cancelled_at=None).first(),
        "to_write_down": meetings.to_write_down(here.project) if here.can(PLAN) else None,
        "asked": list(waiting_for(here.member)[:3]),
        "ended": list(ended_for(here.member, timezone.localdate())),
        "to_pay": to_pay(here.member),
        "to_answer": to_answer(here.member),
        "waits": queries.waits_for(here.member) if here.can(GUESTS) else {},
        "asked_of_us": waiting(here.project) if here.can(ANSWER_WORDS) else 0,
        "public": queries.public_page(here.project),
        "in_preparation": queries.in_preparation(here.project),
        "may_add": here.can(ADD),
        "may_decide": here.can(DECIDE),
        "may_invite": here.can(INVITE),
        "may_publish": here.can(PUBLISH),
        "may_write_charter": here.can(WRITE_CHARTER),
    }
    return render(request, "show/overview.jinja", context)


def trail_context(numbers: Counts, address: str) -> dict[str, object]:
    """What the picture, its sentence and its table need. ``address`` is that of the list every number opens."""
    return {
        "numbers": numbers,
        "sentences": [sentence.shown(address) for sentence in in_words(numbers)],
        "lying": picture.lying(numbers.by_place),
        "standing": picture.standing(numbers.by_place),
        "reached": picture.reached(numbers.by_place),
        "list_address": address,
    }


@project_view(SEE, "GET")
def together(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything about the people in the group: who has a say, who does the work, what they get back."""
    return render(
        request, "show/together.jinja", {"here": here, "may_voice": here.can(VOICE), "sees_money": here.can(SEE_MONEY)}
    )


@project_view(SEE, "GET")
def mine(request: HttpRequest, here: Here) -> HttpResponse:
    """What became of everything I said, and, where something was hidden, why."""
    page = Paginator(queries.said_by(here.member), 25).get_page(request.GET.get("page"))
    context = {"here": here, "page": page, "query": page_query(request), "may_add": here.can(ADD)}
    return render(request, "show/mine.jinja", context)


@project_view(SEE, "GET")
def happened(request: HttpRequest, here: Here) -> HttpResponse:
    """What happened, the newest first: for those who join late."""
    page = Paginator(queries.what_happened(here.project), 50).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "page": page,
        "lines": queries.told(here.project, list(page)),
        "query": page_query(request),
    }
    return render(request, "show/happened.jinja", context)
